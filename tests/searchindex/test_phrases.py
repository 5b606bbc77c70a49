"""Phrases: which papers can have them, and whether a text does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.searchindex.conftest import Engine, entry

PAPERS = [
    entry("Dense Retrieval", "Of the passages.", 0),
    entry("Retrieval", "It is dense. Dense retrieval works.", 1),
    entry("Retrieval of Rocks", "They are dense and heavy.", 2),
    entry("Dense", "Retrieval.", 3),
    entry("Fine-tuning GPT-4o", "增强检索。", 4),
]


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    empty_engine.load(PAPERS)
    empty_engine.evaluate(
        """async () => {
            const { openAnswers } = await import("/tests/reference.js");
            globalThis.answer = await openAnswers(lunr, address);
        }"""
    )
    return empty_engine


def answer(engine: Engine, query: str) -> dict[str, Any]:
    found: dict[str, Any] = engine.evaluate(
        """async (query) => {
            const { documents, phrases } = await answer(query);
            const plain = ({ concerns, ...phrase }) => ({ ...phrase, concerned: documents.filter(concerns) });
            return { documents, phrases: phrases.map(plain) };
        }""",
        query,
    )
    places = [len(PAPERS) - 1 - number for number in found["documents"]]
    for phrase in found["phrases"]:
        phrase["concerned"] = sorted(len(PAPERS) - 1 - number for number in phrase["concerned"])
    return {"places": sorted(places), "phrases": found["phrases"]}


def phrase(
    text: str, concerned: list[int], *, is_wanted: bool = True, fields: str = "title abstract"
) -> dict[str, Any]:
    return {"text": text, "fields": fields.split(), "isWanted": is_wanted, "concerned": concerned}


FOUND: dict[str, tuple[list[int], list[dict[str, Any]]]] = {
    "retrieval dense": ([0, 1, 2, 3], []),
    '"dense retrieval"': ([0, 1], [phrase("dense retrieval", [0, 1])]),
    "“dense retrieval” ": ([0, 1], [phrase("dense retrieval", [0, 1])]),
    '+"dense retrieval" passages': ([0, 1], [phrase("dense retrieval", [0, 1])]),
    'retrieval -"dense retrieval"': ([0, 1, 2, 3], [phrase("dense retrieval", [0, 1], is_wanted=False)]),
    'title:"dense retrieval"': ([0], [phrase("dense retrieval", [0], fields="title")]),
    '-title:"dense retrieval"': (
        [0, 1, 2, 3, 4],
        [phrase("dense retrieval", [0], is_wanted=False, fields="title")],
    ),
    'title: "dense retrieval"': ([0], [phrase("dense retrieval", [0], fields="title")]),
    'authors:"dense retrieval"': ([], []),
    '"fine tuning"': ([4], [phrase("fine tuning", [4])]),
    '"finetuning" "检索"': ([4], [phrase("finetuning", [4]), phrase("检索", [4])]),
    '"of the"': ([], []),
    '"dense retr': ([0, 1, 2, 3], []),
    '""': ([], []),
    'foo:"heavy rocks"': ([2], []),
}


def test_a_phrase_is_a_demand(engine: Engine) -> None:
    found = {query: answer(engine, query) for query in FOUND}
    assert found == {
        query: {"places": places, "phrases": phrases} for query, (places, phrases) in FOUND.items()
    }


HOLDS = [
    ("Dense retrieval works.", "dense retrieval", True),
    ("Dense retrieval works.", "retrieval dense", False),
    ("Dense retrieval works.", "dense retrievals", False),
    ("Dense retrieval works.", "ense retrieval", False),
    ("It is dense; retrieval works", "Dense, Retrieval", True),
    ("The state of the art is", "state of the art", True),
    ("The state of an art is", "state of the art", False),
    ("State-of-the-art work", "state of the art", True),
    ("Fine-tuning models", "fine tuning models", True),
    ("Fine tuning models", "fine-tuning models", True),
    ("Finetuning models", "fine-tuning models", True),
    ("Fine-tuning models", "finetuning models", True),
    ("György Pólya’s", "gyorgy polya", True),
    ("Gyorgy Polya", "György Pólya", True),
    ("with Qwen2.5-72B", "qwen 2.5 72b", True),
    ("with GPT 4o", "gpt-4o", True),
    ("使用检索增强。", "检索增强", True),
    ("使用检索增强", "增检", False),
    ("使用Qwen2.5模型", "Qwen2.5 模型", True),
    ("anything", "", False),
    ("anything …", "…", False),
    ("", "x", False),
]


def test_a_text_holds_a_phrase_as_a_reader_would_say(engine: Engine) -> None:
    held = engine.evaluate(
        """async (cases) => {
            const { makeHolds } = await import("/js/search/phrase.js");
            const holds = makeHolds(engine.terms);
            return cases.map(([text, phrase]) => [text, phrase, holds(text, phrase)]);
        }""",
        [list(case) for case in HOLDS],
    )
    assert [tuple(case) for case in held] == HOLDS


def test_what_holds_a_phrase_is_among_the_papers_to_look_at(empty_engine: Engine) -> None:
    """The demand never leaves out a text that has the phrase."""
    cases = [(text, phrase) for text, phrase, holds in HOLDS if holds]
    empty_engine.load([entry(text, place=place) for place, (text, _) in enumerate(cases)])
    for place, (_, sought) in enumerate(cases):
        assert place in empty_engine.places(f'"{sought}"'), sought
