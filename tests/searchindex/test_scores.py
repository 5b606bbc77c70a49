"""Papers and scores are those of the whole index that lunr.js itself would build, for all that a query can say."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

import pytest

from sitegen.searchindex import FIELDS, own_terms
from sitegen.searchindex.fields import topic_terms
from sitegen.searchindex.tokens import split, term
from tests.searchindex.conftest import Engine, Sample, entry

WELL_FORMED = """
    retrieval | dense retrieval | retrieval +dense | +retrieval +dense | retrieval -dense | -retrieval |
    title:pruning | +title:pruning -abstract:language | organization:google | topics:retrieval +model |
    retriev* | *ing | m*l | transformr~1 | retrieval^3 dense | +retrieval^2 -title:dense^4 | title:model~1 |
    abstract:token* -image | retrieval retrieval | key play | title:attention authors:ada |
    +pruning~1^2 quantization | xyzzy | +xyzzy retrieval | -xyzzy
"""
QUERIES = 1000


def queries(papers: Sequence[Sample]) -> Iterator[str]:
    """Made-up queries of words that the papers have, the same every time, each in lunr's language."""
    chance = random.Random(1)
    words = [w for paper in papers for w in split(f"{paper.card.title} {paper.abstract}") if _is_plain(w)]
    for _ in range(QUERIES):
        yield " ".join(_part(chance, chance.choice(words)) for _ in range(chance.choice((1, 1, 2, 2, 3, 5))))


def _is_plain(word: str) -> bool:
    return word.isalnum() and term(word) != ""


def _part(chance: random.Random, word: str) -> str:
    sign = chance.choice(("", "", "", "", "+", "-"))
    field = chance.choice(("", "", "", *(f"{name}:" for name in FIELDS)))
    boost = chance.choice(("", "", "", "^2", "^7"))
    start, end = sorted((chance.randint(0, len(word)), chance.randint(0, len(word))))
    shape = chance.choice(
        (
            *(word, word, word),
            *(f"{word}~1", f"{word[:start]}{word[start + 1 :]}~1" if start and word[1:] else word),
            f"{word[:24]}~2",
            *(f"{word[: start + 1]}*", f"*{word[start:] or word}", f"{word[:1]}{word[1:start]}*{word[end:]}"),
        )
    )
    return f"{sign}{field}{shape}{boost}"


def made(count: int) -> list[Sample]:
    """Papers of made-up words, few of which are common, the same every time."""
    chance = random.Random(2)
    syllables = [f"{a}{b}" for a in "bdklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ing")]
    words = ["constructor", "__proto__", "toString", "𝒳1", "ünal", "\uff21\uff22", "10", "1", "101", "gpt4"]
    words += ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(8000)]
    words += [str(chance.randint(1, 10**5)) for _ in range(800)]
    chance.shuffle(words)
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))

    def text(fewest: int, most: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(fewest, most)))

    topics = {f"topic-{name}": text(1, 2) for name in "abcdefgh"}
    return [
        entry(
            text(2, 9),
            text(0, 90),
            place,
            topics={slug: topics[slug] for slug in chance.sample(list(topics), chance.randint(0, 3))},
            organization=chance.choice([None, None, ("GoogleDeep", "Google DeepMind"), ("ada", "Ada")]),
            authors=text(0, 4).split(),
        )
        for place in range(count)
    ]


@pytest.fixture(scope="session")
def large() -> list[Sample]:
    return made(3000)


def differences(engine: Engine, papers: Sequence[Sample], asked: Sequence[str]) -> list[str]:
    """What the engine finds otherwise than the whole index does; the engine has loaded the papers."""
    documents = [
        {name: list(terms) for name, terms in (own | topic_terms(paper.card.topics)).items()}
        for paper in reversed(papers)
        for own in [
            own_terms(paper.card.title, paper.abstract, paper.card.organization, paper.card.authors)
        ]
    ]
    found: list[str] = engine.evaluate(
        """async ([fields, documents, queries]) => {
            const { wholeIndex, openAnswers, difference } = await import("/tests/reference.js");
            const whole = wholeIndex(lunr, fields, documents);
            const answer = await openAnswers(lunr, address);
            const found = [];
            for (const query of queries) found.push(await difference(whole, answer, query));
            return found.filter((difference) => difference !== null);
        }""",
        [list(FIELDS.items()), documents, list(asked)],
    )
    return found


def test_well_formed_queries_on_the_digest(full_engine: Engine, digest: tuple[Sample, ...]) -> None:
    assert differences(full_engine, digest, [query.strip() for query in WELL_FORMED.split("|")]) == []


def test_generated_queries_on_the_digest(full_engine: Engine, digest: tuple[Sample, ...]) -> None:
    assert differences(full_engine, digest, list(queries(digest))) == []


def test_generated_queries_on_thousands_of_papers(empty_engine: Engine, large: list[Sample]) -> None:
    empty_engine.load(large)
    assert differences(empty_engine, large, list(queries(large))) == []
    assert sum(name.startswith("terms") for name in empty_engine.asked) > 10


def test_few_papers_of_odd_words(empty_engine: Engine) -> None:
    papers = made(3)
    empty_engine.load(papers)
    assert differences(empty_engine, papers, list(queries(papers))[:200]) == []
