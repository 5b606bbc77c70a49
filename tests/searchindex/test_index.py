"""The index that Python builds: the same every time, whole, and no larger than it need be."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

from sitegen.searchindex import Entry, build_index
from sitegen.searchindex.tokens import terms
from tests.searchindex.conftest import Engine, entry, loaded

PAPERS = [
    entry(
        "Pruning: A Survey",
        "We prune networks. 🚀launch ～tilde 𝒳s",
        topics={"model-pruning": "Pruning", "speech": "Speech"},
        organization=("GoogleDeep", "Google DeepMind"),
        authors=("György Pólya", "Ada Lovelace"),
    ),
    entry("Speech", place=1),
]


def test_a_document_is_what_a_result_shows() -> None:
    documents = loaded(build_index(PAPERS))["documents"]
    assert documents[0] == {
        "address": "papers/paper-0/",
        "title": "Pruning: A Survey",
        "excerpt": "We prune networks. 🚀launch ～tilde 𝒳s",
        "day": {"address": "days/2025-10-30/", "date": "2025-10-30"},
        "topics": [
            {"address": "topics/model-pruning/", "title": "Pruning"},
            {"address": "topics/speech/", "title": "Speech"},
        ],
        "authors": ["György Pólya", "Ada Lovelace"],
        "organization": {"address": "organizations/GoogleDeep/", "title": "Google DeepMind"},
    }
    assert documents[1] == {
        "address": "papers/paper-1/",
        "title": "Speech",
        "day": {"address": "days/2025-10-29/", "date": "2025-10-29"},
    }


def test_every_field_is_indexed_and_a_name_counts_once() -> None:
    index = loaded(build_index(PAPERS))["lunr"]
    fields = {
        term: [name for name in index["fields"] if posting[name]] for term, posting in index["invertedIndex"]
    }
    assert fields["prune"] == ["title", "abstract", "topics"]
    assert fields["model"] == ["topics"]
    assert fields["googledeep"] == fields["deepmind"] == ["organization"]
    assert fields["pólya"] == ["authors"]
    vectors = dict(index["fieldVectors"])
    assert len(vectors["topics/0"]) // 2 == len({"prune", "model", "speech"})


def test_lunr_js_gets_the_terms_in_its_own_order() -> None:
    """Which is that of UTF-16: it refuses to load any other."""
    terms_in_order = [
        term for term, _ in loaded(build_index([entry("\uff21 𝒳 z é")]))["lunr"]["invertedIndex"]
    ]
    assert terms_in_order == ["z", "é", "𝒳", "\uff41"]


def test_the_same_bytes_in_every_process(digest: tuple[Entry, ...]) -> None:
    build = (
        "import sys; from tests.searchindex.test_index import PAPERS, build_index;"
        "sys.stdout.buffer.write(build_index(PAPERS))"
    )
    root = Path(__file__).parent.parent.parent
    built = [
        subprocess.run(
            [sys.executable, "-c", build],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert built == [build_index(PAPERS)] * 2
    assert build_index(digest) == build_index(list(digest))


def test_every_term_is_there_when_the_browser_has_loaded_it(
    full_engine: Engine, digest: tuple[Entry, ...]
) -> None:
    expected = {term for e in digest for text in (e.card.title, e.abstract) for term in terms(text)}
    all_there = full_engine.evaluate("() => lunr.Index.load(data.lunr).tokenSet.toArray()")
    assert expected - set(all_there) == set()
    assert set(all_there) == {term for term, _ in loaded(build_index(digest))["lunr"]["invertedIndex"]}


def test_numbers_are_not_taken_for_other_numbers(full_engine: Engine) -> None:
    """As lunr.js by itself takes them, now and then: some are lost, and some are there that nobody wrote."""
    wrong = full_engine.evaluate(
        """() => {
            let seed = 1;
            const random = () => String((seed = (seed * 48271) % 2147483647) % 10000);
            return Array.from({ length: 400 }, () => {
                lunr.TokenSet._nextId = 1;
                const terms = [...new Set(Array.from({ length: 300 }, random))].sort();
                return lunr.TokenSet.fromArray(terms).toArray().sort().join() === terms.join();
            }).filter((isRight) => !isRight).length;
        }"""
    )
    assert wrong == 0


def test_the_index_of_the_digest_stays_small(digest: tuple[Entry, ...]) -> None:
    assert len(gzip.compress(build_index(digest))) < 250_000


def test_no_papers_make_an_index_too(empty_engine: Engine) -> None:
    empty_engine.load([])
    assert empty_engine.search("anything -at all") == []
