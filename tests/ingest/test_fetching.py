"""Asking for the papers of days: pages of answers, what is kept of them, and what an import makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.ingest import fetch as fetching
from sitegen.ingest.client import Client, FetchError, Manners
from sitegen.ingest.fetch import days_between, fetch
from tests.ingest.answering import Answer, Server, answering
from tests.ingest.given import files_of

MONDAY, TUESDAY = date(2025, 10, 27), date(2025, 10, 28)


def element(number: int, **more: object) -> dict[str, object]:
    """One paper as the API lists it."""
    paper = {
        "id": f"2510.{number:05}",
        "title": f"Paper\n  Number {number}",
        "summary": "We look at it.\nIt looks back.",
        "authors": [{"_id": "1", "name": "Ada Example", "hidden": False}],
        "publishedAt": "2025-10-24T17:59:59.000Z",
        "upvotes": number,
        **more,
    }
    return {"paper": paper, "publishedAt": "2025-10-24T13:59:59.000Z", "title": f"Paper Number {number}"}


def api_answer(*numbers: int) -> Answer:
    return Answer(json.dumps([element(number) for number in numbers]).encode())


def arxiv_answer(*numbers: int, total: int | None = None, start: int = 0) -> Answer:
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/2510.{number:05}v1</id><title>Paper Number {number}</title>"
        "<published>2025-10-27T09:00:00Z</published><summary>We look at it.</summary>"
        "<author><name>Ada Example</name></author><author><name>Bo Sample</name></author></entry>"
        for number in numbers
    )
    count = len(numbers) if total is None else total
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><title>arXiv Query</title>'
        "<id>http://arxiv.org/api/x</id>"
        f"<opensearch:totalResults>{count}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>"
    )
    return Answer(f"{head}{entries}</feed>".encode())


def client() -> Client:
    return Client(Manners(pause=0.0, tries=3, back_off=0.0))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server in the place of both."""
    with answering() as server:
        monkeypatch.setattr(fetching, "DAILY_PAPERS", server.url)
        monkeypatch.setattr(fetching, "ARXIV", server.url)
        yield server


def test_each_day_is_asked_for_and_its_answer_kept_word_for_word(tmp_path: Path, asked: Server) -> None:
    first, second = api_answer(1, 2), api_answer(3)
    asked.answers += [first, second]
    files = fetch(tmp_path, days_between(MONDAY, TUESDAY), client())
    assert [values["date"] for values in asked.asked] == ["2025-10-27", "2025-10-28"]
    assert [path.read_bytes() for path in files] == [first.body, second.body]
    assert [path.name[:11] for path in files] == ["2025-10-27-", "2025-10-28-"]
    assert {path.parent for path in files} == {tmp_path / "sources"}


def test_a_day_without_papers_leaves_nothing(tmp_path: Path, asked: Server) -> None:
    asked.answers.append(Answer(b"[]"))
    assert fetch(tmp_path, [MONDAY], client()) == []
    assert files_of(tmp_path) == {}


def test_a_full_page_is_followed_by_the_next(tmp_path: Path, asked: Server) -> None:
    asked.answers += [api_answer(*range(100)), api_answer(*range(100, 130))]
    assert len(fetch(tmp_path, [MONDAY], client())) == 2
    assert [values["p"] for values in asked.asked] == ["0", "1"]


def test_arxiv_is_asked_by_category_and_day_page_by_page(tmp_path: Path, asked: Server) -> None:
    asked.answers += [
        arxiv_answer(*range(200), total=201),
        arxiv_answer(total=201, start=200),  # as it happens there
        arxiv_answer(200, total=201, start=200),
    ]
    files = fetch(tmp_path, [MONDAY], client(), categories=["cs.IR", "cs.CL"])
    assert len(files) == 2
    assert [values["start"] for values in asked.asked] == ["0", "200", "200"]
    query = "(cat:cs.IR OR cat:cs.CL) AND submittedDate:[202510270000 TO 202510272359]"
    assert {values["search_query"] for values in asked.asked} == {query}


@pytest.mark.parametrize(
    "bad", [Answer(b'{"error": "busy"}'), Answer(b"<html>Sign in</html>"), Answer(b'[{"paper": ')]
)
def test_what_is_no_answer_is_asked_for_again_and_then_told(
    tmp_path: Path, asked: Server, bad: Answer
) -> None:
    asked.answers += [bad, api_answer(1)]
    assert len(fetch(tmp_path, [MONDAY], client())) == 1
    asked.answers += [bad] * 6
    with pytest.raises(FetchError, match="no list of papers"):
        fetch(tmp_path, [TUESDAY], client())
    with pytest.raises(FetchError, match="asked 3 times"):
        fetch(tmp_path, [TUESDAY], client(), categories=["cs.IR"])


def test_an_error_keeps_what_came_before_it_and_imports_nothing(
    tmp_path: Path, asked: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.answers += [api_answer(1)]
    with pytest.raises(FetchError, match="404"):
        fetch(tmp_path / "content", days_between(MONDAY, TUESDAY), client())
    assert [name[:19] for name in files_of(tmp_path / "content")] == ["sources/2025-10-27-"]
    assert main(["fetch", "-C", str(tmp_path), "2025-10-28"]) == 1
    assert "the server answers 404" in capsys.readouterr().err
    assert not (tmp_path / "content/papers").exists()


def test_what_was_fetched_is_imported_under_its_day(
    tmp_path: Path, asked: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.answers.append(api_answer(1, 2))
    assert main(["fetch", "-C", str(tmp_path), "2025-10-27"]) == 0
    told = capsys.readouterr().out
    assert "2 papers new" in told
    assert "imported before" not in told
    files = files_of(tmp_path / "content")
    assert b"- paper-number-1\n- paper-number-2\n" in files["digests/2025-10-27.md"]
    assert b"arxiv: '2510.00001'" in files["papers/2025-10/paper-number-1.md"]
    asked.answers.append(api_answer(1, 2))
    assert main(["fetch", "-C", str(tmp_path), "2025-10-27"]) == 0
    assert "imported before" in capsys.readouterr().out
    assert files_of(tmp_path / "content") == files


def test_arxiv_answers_are_imported_too(tmp_path: Path, asked: Server) -> None:
    asked.answers.append(arxiv_answer(7))
    assert main(["fetch", "--quiet", "-C", str(tmp_path), "2025-10-27", "--arxiv", "cs.IR"]) == 0
    files = files_of(tmp_path / "content")
    assert b"paper-number-7" in files["digests/2025-10-27.md"]
    assert b"- Ada Example\n- Bo Sample\n" in files["papers/2025-10/paper-number-7.md"]


def test_answers_may_only_be_kept(tmp_path: Path, asked: Server, capsys: pytest.CaptureFixture[str]) -> None:
    asked.answers += [api_answer(1)]
    assert main(["fetch", "-C", str(tmp_path), "2025-10-27", "--save-only"]) == 0
    [name] = files_of(tmp_path / "content")
    assert capsys.readouterr().out == f"content/{name}\n1 answer\n"
    assert main(["import", "--quiet", "-C", str(tmp_path), str(tmp_path / "content/sources")]) == 0
    assert (tmp_path / "content/digests/2025-10-27.md").exists()


def test_days_come_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "-C", str(tmp_path), "2025-10-28", "2025-10-27"]) == 2
    assert "2025-10-27 is before 2025-10-28" in capsys.readouterr().err
    assert days_between(date(2025, 10, 30), date(2025, 11, 1))[1:] == [date(2025, 10, 31), date(2025, 11, 1)]
