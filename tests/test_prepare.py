"""What is made of one content file, whatever the others say."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from sitegen.listing import Stat
from sitegen.model import Link
from sitegen.prepare import Delivery, Order, Prepared, prepare
from sitegen.summary import Summary, Text, from_plain, to_plain
from tests.project import write

PAPER = "papers/2025-10/a-paper.md"


def _prepare(root: Path, front: str = "", body: str = "", known: str = "") -> Delivery:
    write(root / PAPER, f"---\ntitle: A Paper\n{front}---\n\n{body}\n")
    return prepare(Order(root, "/", {PAPER: known}))


def _paper(root: Path, front: str = "", body: str = "") -> tuple[Summary, Text]:
    [file] = _prepare(root, front, body).files
    assert file.value
    summary = from_plain(file.value)
    assert isinstance(summary, Summary)
    return summary, pickle.loads(file.text)


def test_a_papers_links_are_those_of_its_file_and_those_in_its_abstract(tmp_path: Path) -> None:
    front = "arxiv: '2509.00010'\nlinks:\n  project: https://example.org/passage\n"
    summary, text = _paper(tmp_path, front, "See [the code](https://github.com/a/b).")
    assert [link.kind for link in text.links] == ["arXiv", "PDF", "project", "code"]
    assert summary.links == (
        Link("code", "https://github.com/a/b"),
        Link("project", "https://example.org/passage"),
    )
    assert (text.arxiv, text.doi, text.path) == ("2509.00010", None, PAPER)


def test_a_papers_key_is_that_of_what_its_card_shows(tmp_path: Path) -> None:
    long = "One. Two. "
    first, text = _paper(tmp_path, body=long + "Three.")
    second, other = _paper(tmp_path, body=long + "Four.")
    third, _ = _paper(tmp_path, "comments: 3\n", long + "Three.")
    linked, _ = _paper(tmp_path, "links:\n  code: https://example.org/\n", long + "Three.")
    whole, _ = _paper(tmp_path, body=long)
    assert first.key == second.key
    assert len({summary.key for summary in (first, third, linked, whole)}) == 4
    assert (first.has_more, whole.has_more) == (True, False)
    assert first.body.key != second.body.key
    assert (text.abstract, other.abstract) == ("<p>One. Two. Three.</p>\n", "<p>One. Two. Four.</p>\n")


def test_a_summary_is_the_same_after_a_stay_in_the_cache(tmp_path: Path) -> None:
    front = (
        "published: 2025-09-30\norganization:\n  slug: lab\n  name: The Lab\nauthors: [Ada, Grace]\n"
        "authors_count: 3\ncomments: 4\nupvotes: 0\ntopics: [speech, vision]\n"
        "aliases: [its-old-name]\ndraft: true\nlinks:\n  code: https://example.org/code\n"
    )
    for summary in (_paper(tmp_path)[0], _paper(tmp_path, front, "One. Two. Three.")[0]):
        again = from_plain(pickle.loads(pickle.dumps(to_plain(summary))))
        assert again == summary
        assert repr(again) == repr(summary)
        assert [type(value) for value in again] == [type(value) for value in summary]
    assert (summary.published, summary.links) == (
        date(2025, 9, 30),
        (Link("code", "https://example.org/code"),),
    )
    assert None not in summary


def test_a_file_whose_bytes_are_known_is_not_read_a_second_time(tmp_path: Path) -> None:
    [file] = _prepare(tmp_path).files
    [again] = _prepare(tmp_path, known=file.hash).files
    assert (again.value, again.text, again.hash) == (None, b"", file.hash)


@pytest.mark.parametrize(("age", "settled"), [(10.0, True), (-10.0, False)], ids=["old", "from the future"])
def test_a_file_is_trusted_by_its_time_only_when_a_change_would_show(
    tmp_path: Path, age: float, settled: bool
) -> None:
    _prepare(tmp_path)
    path = tmp_path / PAPER
    found = path.stat()
    stat = Stat.of(found)
    now = max(found.st_mtime_ns, found.st_ctime_ns) + int(age * 1e9)
    assert stat.is_settled(now) is settled


def test_a_change_within_a_tick_of_the_clock_is_seen(tmp_path: Path) -> None:
    [file] = _prepare(tmp_path).files
    assert file.stat is None, "the file is of this very moment"


def test_a_clock_that_ticks_by_the_second_hides_changes_for_longer() -> None:
    second = 1_000_000_000
    assert not Stat(1, 5 * second, 5 * second, 1).is_settled(6 * second)
    assert Stat(1, 5 * second, 5 * second + 1, 1).is_settled(6 * second)


def test_files_that_cannot_be_read_are_told_and_the_others_prepared(tmp_path: Path) -> None:
    write(tmp_path / PAPER, "---\ntitle: A Paper\n---\n")
    write(tmp_path / "topics/a.md", "---\ntitel: A\n---\n")
    (tmp_path / "topics/b.md").symlink_to("nowhere")
    delivery = prepare(Order(tmp_path, "/", dict.fromkeys(["topics/a.md", "topics/b.md", PAPER], "")))
    assert [type(file) for file in delivery.files] == [Prepared]
    assert {problem.file.rpartition("/")[2] for problem in delivery.problems} == {"a.md", "b.md"}
