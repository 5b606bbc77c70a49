"""Papers and scores are those of the whole index that lunr.js itself would build, whatever a query says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sitegen.searchindex import FIELDS, own_tokens
from sitegen.searchindex.fields import topic_tokens
from tests.searchindex.conftest import Engine, Sample
from tests.searchindex.made import combined, made, queries

WELL_FORMED = """
    retrieval | dense retrieval | retrieval +dense | +retrieval +dense | retrieval -dense | -retrieval |
    title:pruning | +title:pruning -abstract:language | organization:google | topics:retrieval +model |
    retriev* | *ing | m*l | transformr~1 | retrieval^3 dense | +retrieval^2 -title:dense^4 | title:model~1 |
    abstract:token* -image | retrieval retrieval | key play | title:attention authors:ada |
    +pruning~1^2 quantization | xyzzy | +xyzzy retrieval | -xyzzy
"""


@pytest.fixture(scope="session")
def large() -> list[Sample]:
    return made(2000)


def differences(engine: Engine, papers: Sequence[Sample], asked: Sequence[str]) -> list[str]:
    """What the engine finds otherwise than the whole index does; the engine has loaded the papers."""
    documents = [
        own_tokens(paper.card.title, paper.abstract, paper.card.organization, paper.card.authors)
        | topic_tokens(paper.card.topics)
        for paper in reversed(papers)
    ]
    found: list[str] = engine.evaluate(
        """async ([fields, documents, queries, combined]) => {
            const { wholeIndex, openAnswers, difference } = await import("/tests/reference.js");
            const whole = wholeIndex(lunr, fields, documents, engine.terms);
            const answer = await openAnswers(lunr, address);
            const found = [];
            for (const query of queries) found.push(await difference(whole, answer, query, combined));
            return found.filter((difference) => difference !== null);
        }""",
        [list(FIELDS.items()), [_lower(document) for document in documents], list(asked), combined(asked)],
    )
    return found


def _lower(document: dict[str, list[str]]) -> dict[str, list[str]]:
    """Words as lunr's own tokenizer gives them."""
    return {field: [word.lower() for word in words] for field, words in document.items()}


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
