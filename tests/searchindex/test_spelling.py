"""Misspelt words: what may have been meant."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.searchindex import numbered as numbered_module
from sitegen.searchindex import spelling as spelling_module
from tests.searchindex.conftest import Engine, Sample, entry, files, loaded
from tests.searchindex.made import made

PAPERS = [
    *(entry("Dense Retrieval", "Of passages.", place) for place in range(5)),
    *(entry("Fine-tuning Models", "The reward model of Møller.", place) for place in range(5, 9)),
    entry("Retreival of Rocks", "Rewarding, and quantization.", 9),
    entry("检索增强", "Qwen-2.5 models.", 10),
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


def answer(engine: Engine, query: str) -> tuple[int, str | None, bool]:
    found: dict[str, Any] = engine.evaluate(
        "async (text) => (({ documents, spelling }) => ({ documents, spelling }))(await answer(text))",
        query,
    )
    spelling = found["spelling"] or {"text": None, "isApplied": False}
    return len(found["documents"]), spelling["text"], spelling["isApplied"]


FOUND: dict[str, dict[str, tuple[int, str | None, bool]]] = {
    "what is found needs no correction": {
        "retrieval ": (5, None, False),
        "dense retrieval": (5, None, False),
    },
    "nothing found": {
        "retreval ": (5, "retrieval ", True),
        "modle": (5, "model", True),
        "Rewadr": (5, "reward", True),
        "+dence +retrievla": (5, "+dense +retrieval", True),
        "title:retreval ": (5, "title:retrieval ", True),
        "fine-tuhing ": (4, "fine-tuning ", True),
        "moler ": (4, "møller ", True),
        "qwan2.5 ": (1, "qwen2.5 ", True),
    },
    "too little found": {
        "retreival ": (1, "retrieval ", False),
        "retreval models": (5, "retrieval models", False),
        "-modle dence": (5, "-modle dense", True),
    },
    "nothing like it": {"xyzzyxy ": (0, None, False), "zz": (0, None, False), "qqq ": (0, None, False)},
    "no words": {
        '"retreval"': (0, None, False),
        "retreval* ": (0, None, False),
        "retrievxxx~1": (0, None, False),
        "增索": (0, None, False),
        "": (0, None, False),
    },
    "known, if rare": {"quantization ": (1, None, False), "rocks ": (1, None, False)},
    "unfinished": {
        "retrie": (5, None, False),
        "dense retrie": (5, None, False),
        "quantizati": (1, None, False),
        "retreiva": (1, "retrieval", False),
    },
    "rare beside what is too short to correct": {"quantizatoin qq": (1, "quantization qq", True)},
    "rare beside an unfinished word": {
        "rocks retrieval xq": (6, None, False),
        "rocks dence": (1, "rocks dense", False),
    },
}


@pytest.mark.parametrize("kind", FOUND)
def test_what_may_have_been_meant(engine: Engine, kind: str) -> None:
    assert {query: answer(engine, query) for query in FOUND[kind]} == FOUND[kind]


def test_words_are_fetched_only_when_too_little_is_found(empty_engine: Engine) -> None:
    empty_engine.load(PAPERS)
    empty_engine.search("dense retrieval models ")
    assert not any(name.startswith("spelling") for name in empty_engine.asked)
    assert sorted(empty_engine.places("retreval ")) == [0, 1, 2, 3, 4]
    assert any(name.startswith("spelling") for name in empty_engine.asked)


def test_distances_are_those_of_damerau_and_levenshtein(engine: Engine) -> None:
    pairs = [
        *(("model", "model", 0), ("modle", "model", 1), ("model", "modl", 1), ("model", "moddel", 1)),
        *(("model", "motel", 1), ("model", "ledom", 3), ("retreivl", "retrieval", 2), ("ab", "ba", 1)),
        *(("", "abc", 3), ("abcd", "badc", 2), ("kitten", "sitting", 3), ("abcdef", "uvwxyz", 3)),
    ]
    found = engine.evaluate(
        """async (pairs) => {
            const { distance } = await import("/js/search/distance.js");
            return pairs.map(([a, b]) => [a, b, distance(a, b, 2)]);
        }""",
        [list(pair) for pair in pairs],
    )
    assert [tuple(pair) for pair in found] == pairs


def test_the_words_are_those_of_titles_and_abstracts_as_they_are_written(
    full_engine: Engine, digest: tuple[Sample, ...]
) -> None:
    known = full_engine.evaluate(
        """async () => {
            const { openIndex } = await import("/tests/reference.js");
            const index = await openIndex(address);
            const all = () => index.directory.spelling.first.map((_, at) => index.numbered("spelling", at));
            all();
            await index.files.fetchWanted();
            return all().map(({ texts, numbers }) => texts.map((text, at) => [text, numbers[at]])).flat();
        }"""
    )
    texts = " ".join(f"{paper.card.title} {paper.abstract}" for paper in digest).lower()
    commonness = dict(known)
    assert len(commonness) == len(known) > 3000
    assert [word for word in commonness if word not in texts] == []
    assert commonness["models"] > commonness["pruning"] > 0
    assert {"the", "model's", "gpt-4o", "2025"}.isdisjoint(commonness)
    assert [word for word, _ in known] == sorted(sorted(commonness), key=len)


def test_of_a_large_site_words_must_stand_twice_and_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [entry("Common Words", "once" if place == 7 else "", place) for place in range(30)]
    [content] = spelled(papers)
    assert b"once" in content
    monkeypatch.setattr(spelling_module, "LARGE_SITE", 30)
    [content] = spelled(papers)
    assert b"once" not in content
    assert b"words" in content
    monkeypatch.setattr(spelling_module, "MOST_WORDS", 50)
    contents = spelled(made(200))
    assert sum(content.count(b"\n") + 1 for content in contents) <= 50


def spelled(papers: list[Sample]) -> list[bytes]:
    return [content for name, content in files(papers).items() if name.startswith("spelling")]


def test_files_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbered_module, "SIZE", 100)
    content = files(made(200))
    names = [name for name in content if name.startswith("spelling")]
    assert spelling_module.MOST_FILES - 2 < len(names) <= spelling_module.MOST_FILES
    assert len(loaded(content, "index")[0]["spelling"]["first"]) == len(names)
