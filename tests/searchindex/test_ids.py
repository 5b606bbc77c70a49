"""A pasted id or address of a paper finds it, and changes nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.searchindex import ids_of
from tests.searchindex.conftest import SMALL, Engine, entry, files, loaded

PAPERS = [
    *SMALL,
    entry("New", "Cites 2401.00011.", 6, ids=ids_of("2401.00010", "10.1145/AbC.1")),
    entry("Old", "", 7, ids=ids_of("math.GT/0309136", None)),
    entry("Other", "", 8, ids=ids_of(None, "10.48550/arXiv.2401.00012")),
    entry("Both", "", 9, ids=ids_of("2401.00013", "10.48550/arXiv.2401.00013")),
    entry("Twice", "", 10, ids=ids_of("2401.00010", None)),
]


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    empty_engine.load(PAPERS)
    empty_engine.evaluate(
        """async () => {
            const { openAnswers } = await import("/tests/reference.js");
            globalThis.answer = await openAnswers(lunr, address, {});
        }"""
    )
    return empty_engine


def answer(engine: Engine, query: str) -> tuple[list[int], str | None]:
    found: dict[str, Any] = engine.evaluate(
        "async (query) => { const { documents, opens } = await answer(query); return { documents, opens } }",
        query,
    )
    return [len(PAPERS) - 1 - number for number in found["documents"]], found["opens"]


@pytest.mark.parametrize(
    ("pasted", "place"),
    [
        *((text, 6) for text in ("2401.00010", " arXiv:2401.00010v2 ", "arxiv: 2401.00010 [cs.CL]")),
        *((f"https://arxiv.org/{kind}/2401.00010", 6) for kind in ("abs", "pdf", "html")),
        ("http://www.arxiv.org/pdf/2401.00010v3.pdf", 6),
        ("arxiv.org/abs/2401.00010?context=cs", 6),
        ("https://www.alphaxiv.org/overview/2401.00010v1", 6),
        ("https://huggingface.co/papers/2401.00010#community", 6),
        ("hf.co/papers/2401.00010", 6),
        *((text, 6) for text in ("10.1145/abc.1", "doi:10.1145/ABC.1", "https://doi.org/10.1145%2FaBc.1")),
        ("<https://dx.doi.org/10.1145/abc.1>.", 6),
        *((text, 7) for text in ("math.GT/0309136", "https://arxiv.org/abs/math.GT/0309136v1")),
        ("10.48550/arXiv.2401.00012", 8),
        ("arXiv:2401.00012", 8),
        ("https://doi.org/10.48550/arXiv.2401.00013", 9),
    ],
)
def test_a_pasted_id_opens_its_paper(engine: Engine, pasted: str, place: int) -> None:
    places, opens = answer(engine, pasted)
    assert (places[0], opens) == (place, f"papers/paper-{place}/")


def test_papers_of_one_id_come_newest_first(engine: Engine) -> None:
    assert answer(engine, "2401.00010")[0] == [6, 10]


@pytest.mark.parametrize(
    "text", ["2401.00011", "10.1145/abc.12", "2401.0001", "0309136", "retrieval 2401.00010"]
)
def test_what_is_no_id_of_a_paper_is_searched_as_any_text(engine: Engine, text: str) -> None:
    assert answer(engine, text)[1] is None
    assert answer(engine, "2401.00011 ")[0] == [6]


@pytest.mark.parametrize("kind", ["arxiv.org/abs/", "https://arxiv.org/pdf/", "arXiv:", "doi:"])
def test_of_an_address_without_a_paper_its_other_words_are_not_sought(
    empty_engine: Engine, kind: str
) -> None:
    empty_engine.load([entry("https://arxiv.org", "The PDF of arXiv, doi and abs.")])
    number = "10.1145/of-the-pdfs" if kind == "doi:" else "2401.00099"
    assert empty_engine.search(kind + number) == []


def test_ids_are_fetched_for_ids_alone(empty_engine: Engine) -> None:
    empty_engine.load(PAPERS)
    empty_engine.search("retrieval ")
    empty_engine.search("2401.0001 ")
    assert not any(name.startswith("ids") for name in empty_engine.asked)
    assert empty_engine.places("2401.00010") == [6, 10]
    assert sum(name.startswith("ids") for name in empty_engine.asked) == 1


def test_ids_change_no_other_file() -> None:
    bare = [entry(paper.card.title, paper.abstract, place) for place, paper in enumerate(PAPERS[6:], 6)]
    with_ids, without = files(PAPERS), files([*SMALL, *bare])
    assert {name for name in with_ids if not name.startswith(("ids", "index"))} == set(without) - {
        "index.json"
    }
    assert loaded(without, "index")[0]["ids"]["first"] == []


def test_many_ids_lie_in_several_files(empty_engine: Engine) -> None:
    papers = [entry(f"P{n}", "", n, ids=ids_of(f"2401.{n:05}", f"10.1145/x{n}")) for n in range(6000)]
    content = files(papers)
    first = loaded(content, "index")[0]["ids"]["first"]
    assert first == sorted(first)
    assert 3 < len(first) < 15
    empty_engine.load(papers)
    for place in (0, 5999, 2500, *(int(text[-5:]) for text in first if text.startswith("arxiv"))):
        assert empty_engine.places(f"2401.{place:05}") == [place]
    assert len([name for name in empty_engine.asked if name.startswith("ids")]) <= len(first)
