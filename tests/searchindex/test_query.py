"""What a query means, in the browser: lunr's language, in which nothing is an error."""

from __future__ import annotations

import pytest

from sitegen.searchindex.tokens import terms
from tests.searchindex.conftest import SMALL, Engine, Sample, entry

FOUND: dict[str, dict[str, list[int]]] = {
    "a word and its forms": {"key": [1, 2], "keys": [1, 2], "play": [2], "studied": [3], "KEY": [1, 2]},
    "a word with signs": {
        "44.6%": [2],
        "44.6": [2],
        "10^6": [2],
        "Ünal": [2],
        "retrieval,": [0, 1],
        "a:b": [3],
    },
    "a word of JavaScript's": {"constructor": [5], "__proto__": [5], "toString": []},
    "nothing": {
        "": [],
        "  ": [],
        "xyzzy": [],
        "of": [],
        "the ": [],
        "+the": [],
        "-the": [],
        "...": [],
        "*": [],
    },
    "required": {
        "retrieval +dense": [0],
        "+the +retrieval": [0, 1],
        "+... +retrieval": [0, 1],
        "+xyzzy retrieval": [],
        "+multi-modal": [3],
    },
    "prohibited": {
        "+retrieval -dense": [1],
        "-retrieval": [2, 3, 4, 5],
        "-the retrieval": [0, 1],
        "-multi-modal": [0, 1, 2, 4, 5],
        "-xyzzy": [0, 1, 2, 3, 4, 5],
    },
    "signs that are no operators": {"- retrieval": [0, 1], "-- retrieval": [0, 1], "+-retrieval": [0, 1]},
    "a field": {
        "title:pruning": [3],
        "title: pruning": [3],
        "Title:pruning": [3],
        "+title:retrieval -title:dense": [1],
        "abstract:pruning": [4],
        "topics:pruning": [3],
        "topics:information-retrieval": [0],
        "topics:finding": [0],
        "organization:google": [1],
        "organization:LLC": [1],
        "authors:lovelace": [2],
        "organization:*": [1],
    },
    "another name of a field": {
        "topic:pruning": [3],
        "tag:pruning": [3],
        "author:Ünal": [2],
        "org:google": [1],
        "organisation:google": [1],
    },
    "a colon that belongs to no field": {
        "unknown:pruning": [3, 4],
        "constructor:pruning": [3, 4, 5],
        "title:": [],
        "https://example.org": [],
        "foo\\:pruning": [3, 4],
        "title\\:pruning": [3, 4],
    },
    "wildcards": {"retriev*": [0, 1], "*work": [3], "n*k": [3], "**pruning**": [3, 4], "title:*ing": []},
    "misspellings": {"lovelacs~1": [2], "lovlaxe~2": [2], "lovlaxe~1": [], "pruning~99": [3, 4]},
}


@pytest.mark.parametrize("kind", FOUND)
def test_what_is_found(small_engine: Engine, kind: str) -> None:
    """White space after the last word says that it is whole."""
    found = {query: sorted(small_engine.places(f"{query} ")) for query in FOUND[kind]}
    assert found == FOUND[kind]


def test_titles_count_for_more_and_boosts_for_still_more(small_engine: Engine) -> None:
    assert small_engine.places("pruning ") == [3, 4]
    assert small_engine.places("dense^10 sparse ")[0] == 0
    assert small_engine.places("dense sparse^10 ")[0] == 1


def test_results_that_score_alike_keep_their_order(empty_engine: Engine) -> None:
    empty_engine.load([entry("Same Words Here", f"unlike{place}", place) for place in range(25)])
    assert empty_engine.places("words ") == list(range(25))
    assert empty_engine.places("-xyzzy ") == list(range(25))


def test_what_a_reader_would_expect(full_engine: Engine, digest: tuple[Sample, ...]) -> None:
    texts = {e.card.slug: set(terms(f"{e.card.title} {e.abstract}")) for e in digest}
    titles = {e.card.slug: set(terms(e.card.title)) for e in digest}
    for query, word in (("key", "key"), ("play", "play"), ("44.6%", "44.6")):
        having = {slug for slug, found in texts.items() if word in found}
        assert having
        assert having <= set(full_engine.search(query)[: len(having) + 2])
    dense = full_engine.search("retrieval +dense ")
    assert set(dense) == {slug for slug, found in texts.items() if "dens" in found}
    assert "retriev" in texts[dense[0]]
    assert set(full_engine.search("title:pruning ")) == {slug for slug in titles if "prune" in titles[slug]}
    assert full_engine.search("organization:google ") == [
        e.card.slug for e in digest if e.card.organization and e.card.organization.slug == "google"
    ]


def test_the_words_that_matched_are_marked(small_engine: Engine) -> None:
    title, excerpt = small_engine.evaluate(
        """async () => {
            const [{ card }] = await search("keys 44.6 gam");
            return [card.title, card.excerpt];
        }"""
    )
    assert title == [["Key", True], [" and Play", False]]
    assert [text for text, is_match in excerpt if is_match] == ["Keys", "44.6", "game"]
    assert "".join(text for text, _ in excerpt) == SMALL[2].abstract
