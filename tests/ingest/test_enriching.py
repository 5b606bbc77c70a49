"""Filling in what is missing: only what an answer certainly says, and nothing over a person's word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.ingest import enrich as enriching
from sitegen.ingest.client import Client, FetchError, Manners
from sitegen.ingest.enrich import enrich_from_files, enrich_from_network
from tests.ingest.answering import Answer, Server, answering
from tests.ingest.given import entry, files_of, page, save
from tests.ingest.test_fetching import arxiv_answer, element

SLUG = "paper-number-1"
FILE = f"content/papers/2025-10/{SLUG}.md"
CODE = "https://github.com/example/one"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A digest of a page that tells neither ids nor names: papers 1 and 2."""
    names = [entry("Paper Number 1", by="• 2 authors"), entry("Paper Number 2", by="• 3 authors")]
    dump = save(tmp_path, "page.txt", page("Oct 30, 2025", *names))
    assert main(["import", "--quiet", "-C", str(tmp_path), str(dump)]) == 0
    return tmp_path


def _answer(folder: Path, *elements: dict[str, object], name: str = "answer.json") -> str:
    return str(save(folder, name, json.dumps(list(elements))))


def _enrich(
    root: Path, *files: str, papers: tuple[str, ...] = ()
) -> tuple[dict[str, set[str]], dict[str, str]]:
    outcome = enrich_from_files(root / "content", papers, files)
    filled = {paper.slug: set(paper.fields) for paper in outcome.filled}
    return filled, {paper.slug: paper.reason for paper in outcome.left}


def test_a_paper_of_the_same_title_gains_what_it_lacks(root: Path) -> None:
    before = (root / FILE).read_text("utf-8")
    file = _answer(root, element(1, githubRepo=CODE, upvotes=999))
    filled, left = _enrich(root, file)
    assert filled == {SLUG: {"authors", "authors_count", "arxiv", "links"}}
    assert left == {"paper-number-2": "no answer has its title"}
    after = (root / FILE).read_text("utf-8")
    for line in ("- Ada Example", "arxiv: '2510.00001'", f"code: {CODE}"):
        assert line in after
    assert "upvotes" not in after
    assert after.partition("---\n\n")[2] == before.partition("---\n\n")[2]


def test_twice_is_once_and_the_day_stays_as_it_was(root: Path) -> None:
    day = (root / "content/digests/2025-10-30.md").read_bytes()
    file = _answer(root, element(1))
    _enrich(root, file)
    files = files_of(root / "content")
    assert _enrich(root, file)[0] == {}
    assert files_of(root / "content") == files
    assert {name: data for name, data in files.items() if name.startswith("digests/")} == {
        "digests/2025-10-30.md": day
    }


def test_a_later_import_of_the_page_takes_nothing_away(root: Path) -> None:
    _enrich(root, _answer(root, element(1)))
    files = files_of(root / "content")
    assert main(["import", "--quiet", "-C", str(root), str(root / "page.txt")]) == 0
    assert files_of(root / "content") == files


def test_papers_that_are_not_here_are_not_brought(root: Path) -> None:
    before = files_of(root / "content")
    filled, _ = _enrich(root, _answer(root, element(9)))
    assert filled == {}
    assert files_of(root / "content") == before


def test_a_title_of_several_papers_is_not_certain(root: Path) -> None:
    other = element(1, id="2511.12345")
    filled, left = _enrich(root, _answer(root, element(1), other))
    assert filled == {}
    assert left[SLUG] == "its title fits several papers: arXiv 2510.00001, 2511.12345"


def test_two_papers_here_of_one_title_are_left_alone(root: Path) -> None:
    text = (root / FILE).read_text("utf-8")
    save(root, FILE.replace(SLUG, "namesake"), text)
    _, left = _enrich(root, _answer(root, element(1)))
    assert left[SLUG] == "2 papers here have this title"


def test_an_id_counts_more_than_a_title(root: Path) -> None:
    text = (root / FILE).read_text("utf-8")
    save(root, FILE, text.replace("\n---\n", "\narxiv: '2509.11111'\n---\n", 1))
    _, left = _enrich(root, _answer(root, element(1)))
    assert left[SLUG] == "no answer has its id"
    renamed = element(1, id="2509.11111v3", title="Quite Another Title")
    filled, _ = _enrich(root, _answer(root, renamed))
    assert "authors" in filled[SLUG]
    assert "title: Paper Number 1\n" in (root / FILE).read_text("utf-8")


def test_what_a_person_wrote_or_took_out_stays(root: Path) -> None:
    file = _answer(root, element(1, githubRepo=CODE))
    _enrich(root, file)
    text = (root / FILE).read_text("utf-8")
    text = text.replace("- Ada Example", "- Somebody Else").replace(f"links:\n  code: {CODE}\n", "")
    save(root, FILE, text)
    filled, left = _enrich(root, file, papers=(SLUG,))
    assert filled == {}
    assert left[SLUG] == "a person took it out: link:code"
    assert (root / FILE).read_text("utf-8") == text


def test_arxiv_knows_names_best(root: Path) -> None:
    api = _answer(root, element(1))
    arxiv = str(save(root, "answer.xml", arxiv_answer(1).body.decode()))
    _enrich(root, api, arxiv)
    assert "- Ada Example\n- Bo Sample\n" in (root / FILE).read_text("utf-8")


def test_what_fills_in_does_not_speak_for_the_title(root: Path) -> None:
    _enrich(root, str(save(root, "answer.xml", arxiv_answer(1).body.decode())))
    title = "Paper: Number 1"
    answer = _answer(root, element(1, title=title), name="api.json")
    assert main(["import", "--quiet", "-C", str(root), answer, "--date", "2025-10-30"]) == 0
    assert f"title: '{title}'\n" in (root / FILE).read_text("utf-8")


def test_a_paper_that_a_person_wrote_stays_as_written(root: Path) -> None:
    save(root, FILE.replace(SLUG, "mine"), "---\ntitle: Mine\narxiv: '2510.00007'\n---\n\nMy words.\n")
    answer = _answer(root, element(7))
    assert _enrich(root, answer)[0]["mine"] == {"authors"}
    assert main(["import", "--quiet", "-C", str(root), answer, "--date", "2025-11-30"]) == 0
    text = (root / FILE.replace(SLUG, "mine")).read_text("utf-8")
    assert "title: Mine\n" in text
    assert "My words." in text


@pytest.mark.parametrize("text", ["[{", "no answer at all", '[{"paper": "{\'id\': 1}"}]'])
def test_a_wrong_file_is_told_and_changes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    before = files_of(root / "content")
    good, bad = _answer(root, element(1)), str(save(root, "bad.json", text))
    assert main(["enrich", "-C", str(root), "--from", good, bad]) == 1
    assert "bad.json" in capsys.readouterr().err
    assert files_of(root / "content") == before


def test_papers_may_be_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _answer(root, element(1), element(2))
    assert main(["enrich", "-C", str(root), FILE, "--from", file]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 paper filled in, 0 left alone"
    assert main(["enrich", "-C", str(root), "paper-number-3", "--from", file]) == 1
    assert "there is no paper “paper-number-3”" in capsys.readouterr().err


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server in the place of both."""
    with answering() as server:
        monkeypatch.setattr(enriching, "SEARCH", server.url)
        monkeypatch.setattr(enriching, "ARXIV", server.url)
        yield server


def _client() -> Client:
    return Client(Manners(pause=0.0, tries=2, back_off=0.0))


def _api_answer(*elements: dict[str, object]) -> Answer:
    return Answer(json.dumps(elements).encode())


def test_titles_are_looked_for_and_then_ids(root: Path, asked: Server) -> None:
    asked.answers += [_api_answer(element(5), element(1)), _api_answer(), arxiv_answer(1)]
    outcome = enrich_from_network(root / "content", (), _client(), save=root / "kept")
    assert [paper.slug for paper in outcome.filled] == [SLUG]
    assert [values.get("q") for values in asked.asked] == ["Paper Number 1", "Paper Number 2", None]
    assert asked.asked[2]["id_list"] == "2510.00001"
    assert "- Bo Sample" in (root / FILE).read_text("utf-8")
    enriched = files_of(root / "content")
    assert sorted(path.rpartition(".")[2] for path in files_of(root / "kept")) == ["json", "json", "xml"]
    assert not [path for path in enriched if path.startswith("sources/") and path.endswith((".json", ".xml"))]


def test_the_answers_that_were_saved_say_the_same(root: Path, asked: Server, tmp_path: Path) -> None:
    before = files_of(root / "content")
    asked.answers += [_api_answer(element(1)), _api_answer(element(2)), arxiv_answer(1, 2)]
    enrich_from_network(root / "content", (), _client(), save=root / "kept")
    enriched = files_of(root / "content")
    for path, data in before.items():
        (root / "content" / path).write_bytes(data)
    _enrich(root, str(root / "kept"))
    assert files_of(root / "content") == enriched


def test_without_an_answer_nothing_changes(root: Path, asked: Server) -> None:
    before = files_of(root / "content")
    asked.answers += [_api_answer(element(1)), Answer(status=500), Answer(status=500)]
    with pytest.raises(FetchError, match="500"):
        enrich_from_network(root / "content", (), _client())
    assert files_of(root / "content") == before


def test_nobody_is_asked_where_nothing_is_missing(root: Path, asked: Server) -> None:
    _enrich(root, _answer(root, element(1), element(2)))
    outcome = enrich_from_network(root / "content", (), _client())
    assert asked.asked == []
    assert not outcome.filled
    assert not outcome.left
