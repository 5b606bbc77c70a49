"""What may be given to an import: which kind it is, of which days, and what is told of the rest."""

from __future__ import annotations

import io
import json
import os
import sys
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen.arguments import make_parser
from sitegen.ingest.kinds import Kind, kind_of
from sitegen.ingest.sources import Source, Sources, read_sources
from sitegen.model import ContentError
from tests.ingest.given import LONG, REAL_PAGES, entry, page, save
from tests.ingest.test_api import ELEMENT, PAPER
from tests.ingest.test_arxiv import ATOM_LISTING, LISTED, NEW, OLD, item
from tests.ingest.test_bibtex import ACL, ARXIV, PAPERPILE, SCHOLAR

DAY = date(2024, 1, 5)
PAGE = page("Oct 30, 2025", entry("A Title"))
API = json.dumps([ELEMENT])
LISTING = LISTED.format(items=item(1, "new"))


def on(day: str, title: str = "A Title", **values: Any) -> dict[str, Any]:
    return ELEMENT | {
        "paper": PAPER | {"submittedOnDailyAt": f"{day}T09:00:00.000Z", "title": title} | values
    }


def read(folder: Path, *given: Path | str, **how: Any) -> Sources:
    return read_sources([str(one) for one in given], folder / "content", lambda _: None, **how)


def refused(folder: Path, *given: Path | str, **how: Any) -> str:
    with pytest.raises(ContentError) as error:
        read(folder, *given, **how)
    return str(error.value)


def only(sources: Sources) -> Source:
    [source] = sources
    return source


def titles(sources: Sources) -> list[tuple[str, str]]:
    """Each entry's day and title."""
    return [(day.isoformat(), entry.title) for source in sources for day, entry in source.entries]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PAGE, Kind.DUMP),
        ("[Daily](/papers)\n\n" + PAGE, Kind.DUMP),
        (API, Kind.API),
        (json.dumps(ELEMENT, indent=2), Kind.API),
        ("[]\n", Kind.API),
        (str([ELEMENT]), Kind.API),
        (API[: len(API) // 2], Kind.API),
        (OLD, Kind.ARXIV),
        (NEW, Kind.ARXIV),
        (LISTING, Kind.ARXIV),
        (ATOM_LISTING, Kind.ARXIV),
        (ACL, Kind.BIBTEX),
        ("% a remark\n\n" + PAPERPILE, Kind.BIBTEX),
        (SCHOLAR, Kind.BIBTEX),
        (ARXIV, Kind.BIBTEX),
        ("@string{a = {b}}\n", Kind.BIBTEX),
        ("", None),
        ("Dear diary,\n\nOct 30\n\nnothing.\n", None),
        ("Write to me@example.org, @all.\n", None),
        ('{"name": "sitegen", "version": "1"}', None),
        ("[1, 2, 3]", None),
        ("<!doctype html><html><body>arxiv.org</body></html>", None),
        ('<?xml version="1.0"?><feed><title>News</title></feed>', None),
        ("\x89PNG\r\n\x1a\n\0\0", None),
    ],
)
def test_the_kind_is_found_by_looking_at_the_content(text: str, kind: Kind | None) -> None:
    for variant in (text, "\ufeff" + text, text.replace("\n", "\r\n"), text.rstrip()):
        assert kind_of(variant.encode()) == kind


@pytest.mark.parametrize("path", REAL_PAGES, ids=lambda path: path.name)
def test_real_pages_are_pages(path: Path) -> None:
    assert kind_of(path.read_bytes()) == Kind.DUMP


def test_the_beginning_tells_the_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page("Oct 30, 2025", *(entry(f"Title {number}", LONG + "é" * 500) for number in range(9)))
    save(tmp_path, "in/a.txt", text)
    for enough in (2500, 2501):
        monkeypatch.setattr("sitegen.ingest.sources._ENOUGH", enough)
        assert read(tmp_path, tmp_path / "in").total == 9


def test_a_large_answer_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    elements = [on("2024-01-07", f"Title {number}", summary="word " * 400) for number in range(2_000)]
    file = save(tmp_path, "a.json", json.dumps(elements))
    assert file.stat().st_size > 5_000_000
    tracemalloc.start()
    try:
        assert read(tmp_path, file).total == 2_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_sources_of_all_kinds_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    files = [
        save(tmp_path, "in/page.txt", PAGE),
        save(tmp_path, "in/deeper/api.json", json.dumps([on("2024-01-07"), on("2024-01-06", "Second")])),
        save(tmp_path, "in/deeper/listing.xml", LISTING),
    ]
    sources = read(tmp_path, *files)
    expected = [("2024-01-05", "Paper 1"), ("2024-01-07", "A Title"), ("2024-01-06", "Second")]
    assert titles(sources) == [*expected, ("2025-10-30", "A Title")]
    assert sources.total == 4
    assert [source.kind for source in sources] == [Kind.ARXIV, Kind.API, Kind.DUMP]
    assert [source.path for source in sources] == [
        f"sources/{source.days[0]}-{source.name}.{end}"
        for source, end in zip(sources, ("xml", "json", "txt"), strict=True)
    ]
    assert [source.days for source in sources][1] == (date(2024, 1, 6), date(2024, 1, 7))
    assert titles(read(tmp_path, *reversed(files))) == titles(sources)
    assert titles(read(tmp_path, tmp_path / "in")) == titles(sources)


def test_what_is_no_source_in_a_folder_is_told(tmp_path: Path) -> None:
    save(tmp_path, "in/a.json", API)
    save(tmp_path, "in/b.json", API)
    save(tmp_path, "in/empty.json", "[]")
    save(tmp_path, "in/read.me", "Hello.\n")
    save(tmp_path, "in/.git/c.json", "[broken")
    save(tmp_path, "in/.hidden.json", "[broken")
    sources = read(tmp_path, tmp_path / "in")
    assert sources.total == 1
    at = (tmp_path / "in").as_posix()
    assert [str(told) for told in sources.left_out] == [
        f"{at}/b.json: this is the same as {at}/a.json",
        f"{at}/empty.json: it lists no papers",
        f"{at}/read.me: this is no source of papers",
    ]


def test_a_file_that_is_named_must_be_a_source(tmp_path: Path) -> None:
    note = save(tmp_path, "read.me", "Hello.\n")
    assert "read.me:1: this is no page of papers" in refused(tmp_path, note)
    assert "the file cannot be read: no such file" in refused(tmp_path, tmp_path / "gone")
    (tmp_path / "in").mkdir()
    assert "there are no files in this folder" in refused(tmp_path, tmp_path / "in")


def test_standard_input_is_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(API.encode())))
    sources = read(tmp_path, "-")
    assert titles(sources) == [("2024-01-05", "Small Models Learn: A Study")]
    assert only(sources).file == "standard input"
    assert b"".join(only(sources).pieces()) == API.encode()


def test_a_pipe_is_a_source(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, API.encode())
    os.close(writing)
    try:
        assert titles(read(tmp_path, f"/dev/fd/{reading}")) == [("2024-01-05", "Small Models Learn: A Study")]
    finally:
        os.close(reading)


def test_a_kind_may_be_forced(tmp_path: Path) -> None:
    odd = save(tmp_path, "odd.json", '{"rows": [{"id": "2401.00010", "title": "A"}], "x": []}')
    assert only(read(tmp_path, odd, day=DAY, kind=Kind.API)).kind == Kind.API
    assert "odd.json:1: this is no page of papers" not in refused(tmp_path, odd, kind=Kind.ARXIV)
    assert "odd.json:1:1: this is not valid XML" in refused(tmp_path, odd, kind=Kind.ARXIV)
    assert "this looks like JSON" in refused(tmp_path, odd, kind=Kind.DUMP)


@pytest.mark.parametrize(
    "text", [OLD, ACL, json.dumps([on("2024-01-06"), ELEMENT | {"paper": {"title": "B"}}])]
)
def test_a_source_that_does_not_tell_its_day_needs_one(tmp_path: Path, text: str) -> None:
    file = save(tmp_path, "a", text)
    message = refused(tmp_path, file)
    assert "nothing tells the day of the digest that “" in message
    assert "say it with --date" in message
    sources = read(tmp_path, file, day=DAY)
    assert {day for source in sources for day, _ in source.entries} == {DAY}
    assert only(sources).days == (DAY,)


def test_the_command_line_names_the_kinds() -> None:
    for kind in Kind:
        options = make_parser().parse_args(["import", "--kind", kind, "a", "-"])
        assert (options.kind, options.sources) == (kind, ["a", "-"])


def test_a_day_that_is_given_is_that_of_all_entries(tmp_path: Path) -> None:
    files = [save(tmp_path, "a.json", json.dumps([on("2024-01-07")])), save(tmp_path, "a.bib", ACL)]
    assert {day for day, _ in titles(read(tmp_path, *files, day=DAY))} == {"2024-01-05"}


@pytest.mark.parametrize(
    ("text", "said", "days"),
    [
        (json.dumps([on("2024-01-07"), on("2024-01-06")]), None, ["2024-01-06", "2024-01-07"]),
        (json.dumps([on("2024-01-07"), on("2024-01-06")]), DAY, ["2024-01-05"]),
        (ACL, DAY, ["2024-01-05"]),
        (LISTING, None, ["2024-01-05"]),
        (page("Oct 30", entry("A Title")), date(2024, 10, 30), ["2024-10-30"]),
    ],
)
def test_a_source_that_was_kept_is_of_the_days_that_it_was_imported_with(
    tmp_path: Path, text: str, said: date | None, days: list[str]
) -> None:
    file = save(tmp_path, "a", text)
    source = only(read(tmp_path, file, day=said))
    assert source.kept is None
    save(tmp_path / "content", source.path, text)
    again = read(tmp_path, file)
    assert only(again).kept == source.days[0]
    assert sorted({day for day, _ in titles(again)}) == days
    assert f"imported already, as {days[0]}, not 2030-01-01" in refused(tmp_path, file, day=date(2030, 1, 1))


def test_all_mistakes_of_all_sources_are_told_together(tmp_path: Path) -> None:
    files = [
        save(tmp_path, "a.json", json.dumps([ELEMENT, "x", {}])),
        save(tmp_path, "b.xml", OLD[:900]),
        save(tmp_path, "c.bib", "@misc{a,\n"),
        save(tmp_path, "d.txt", page("Oct 30", entry("New"))),
    ]
    with pytest.raises(ContentError) as error:
        read(tmp_path, *files)
    assert [Path(problem.file).name for problem in error.value.problems] == [
        "a.json",
        "a.json",
        "b.xml",
        "c.bib",
        "d.txt",
    ]


def test_a_file_that_changes_while_it_is_imported_stops_the_import(tmp_path: Path) -> None:
    file = save(tmp_path, "a.json", API)
    sources = read(tmp_path, file)
    save(tmp_path, "a.json", json.dumps([on("2024-01-07")]))
    with pytest.raises(ContentError, match="the file changed while it was imported"):
        titles(sources)
    with pytest.raises(ContentError, match="the file changed while it was imported"):
        list(only(sources).pieces())
    file.unlink()
    with pytest.raises(ContentError, match="the file cannot be read"):
        titles(sources)
