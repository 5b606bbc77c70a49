"""The search's files: the same bytes for the same papers, nothing left out, and few whatever the site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.render import gzipped
from sitegen.searchindex import FIELDS, Vocabulary, ids, own_tokens, spelling
from sitegen.searchindex import files as files_module
from sitegen.searchindex.fields import topic_tokens
from sitegen.searchindex.tokens import terms, terms_of
from tests.searchindex.conftest import Engine, Sample, contents, entries, entry, files, loaded, planned
from tests.searchindex.made import made

PAPERS = [
    entry(
        "Pruning: A Survey",
        "We prune networks. 🚀launch ～tilde 𝒳s",
        topics={"model-pruning": "Pruning", "speech": "Speech"},
        organization=("GoogleDeep", "Google DeepMind"),
        authors=("György Pólya", "Ada Lovelace"),
    ),
    entry("Speech", "Speech, speech.", place=1),
]

Found = dict[str, dict[str, dict[int, int]]]
"""The frequency of a term in a field of a document."""


def postings(content: dict[str, bytes]) -> Found:
    """What the shards say, in the order of the directory."""
    [directory] = loaded(content, "index")
    found: Found = {}
    for name in named(directory, "terms"):
        numbers, size = varint(content[name])
        text = content[name][size:][:numbers].decode()
        rest = varints(content[name][size + numbers :])
        of_shard = text.split("\n")
        counts = [[next(rest) for _ in FIELDS] for _ in of_shard]
        gaps = [next(rest) for line in counts for count in line for _ in range(count)]
        frequencies = [next(rest) for _ in gaps]
        beside = [next(rest) for line in counts for count in [sum(line) - line[1]] for _ in range(count)]
        assert next(rest, None) is None
        assert all(beside)
        pairs = zip(gaps, frequencies, strict=True)
        for term, line in zip(of_shard, counts, strict=True):
            found[term] = {}
            for field, count in zip(FIELDS, line, strict=True):
                document, having = 0, {}
                for _ in range(count):
                    gap, frequency = next(pairs)
                    document += gap
                    having[document] = frequency
                found[term] |= {field: having} if having else {}
    return found


def varint(content: bytes) -> tuple[int, int]:
    """The first number, and how many bytes it takes."""
    size = next(at for at, byte in enumerate(content) if byte < 128) + 1
    return sum((byte & 127) << 7 * at for at, byte in enumerate(content[:size])), size


def varints(content: bytes) -> Iterator[int]:
    while content:
        number, size = varint(content)
        yield number
        content = content[size:]


def named(directory: dict[str, Any], kind: str) -> list[str]:
    """The files of terms, or of cards, in their order."""
    keys, digits = directory[kind]["keys"], directory["digits"]
    return [f"{kind}-{keys[start : start + digits]}.gz" for start in range(0, len(keys), digits)]


def test_every_field_is_indexed_and_a_name_counts_once() -> None:
    content = files(PAPERS)
    found = postings(content)
    assert found["prune"] == {"title": {1: 1}, "abstract": {1: 1}, "topics": {1: 1}}
    assert found["speech"] == {"title": {0: 1}, "abstract": {0: 2}, "topics": {1: 1}}
    assert found["model"] == {"topics": {1: 1}}
    assert found["googledeep"] == found["deepmind"] == {"organization": {1: 1}}
    assert found["polya"] == {"authors": {1: 1}}
    [directory] = loaded(content, "index")
    assert directory["lengths"].pop("field") == "abstract"
    assert content[f"lengths-{directory['lengths']['key']}.gz"] == bytes((1, 2, 5))
    assert directory["fields"] == [
        {"name": "title", "boost": 8, "terms": 3},
        {"name": "abstract", "boost": 1, "terms": 7},
        *(
            {"name": name, "boost": 3, "terms": number}
            for name, number in zip(["topics", "organization", "authors"], (3, 3, 4), strict=True)
        ),
    ]


def test_every_posting_of_many_papers_is_there_once() -> None:
    papers = made(700)
    expected: Found = {}
    for number, paper in enumerate(reversed(papers)):
        card = paper.card
        own = own_tokens(card.title, paper.abstract, card.organization, card.authors)
        for field, found in (own | topic_tokens(card.topics)).items():
            for term in (term for word in found for term in terms_of(word)):
                having = expected.setdefault(term, {}).setdefault(field, {})
                having[number] = having.get(number, 0) + 1
    content = files(papers)
    assert postings(content) == expected
    assert len(named(loaded(content, "index")[0], "terms")) > 3


def test_the_same_bytes_in_however_many_segments_papers_lie(
    digest: tuple[Sample, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [*made(300), *digest]
    at_once = files(papers)
    for documents in (1, 7, 256):
        monkeypatch.setattr("sitegen.searchindex.segments.DOCUMENTS", documents)
        assert files(papers) == at_once


def test_terms_are_in_the_order_of_the_browser() -> None:
    """Which is that of UTF-16."""
    assert list(postings(files([entry("\uff21 𝒳 z é")]))) == ["e", "z", "𝒳", "\uff41"]


def test_the_same_bytes_in_every_process(digest: tuple[Sample, ...]) -> None:
    build = (
        "import sys; from tests.searchindex.test_files import PAPERS, files;"
        "sys.stdout.write(repr(files(PAPERS)))"
    )
    root = Path(__file__).parent.parent.parent
    built = [
        subprocess.run(
            [sys.executable, "-c", build],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert built == [repr(files(PAPERS)).encode()] * 2
    assert files(digest) == files(list(digest))


def test_the_same_bytes_whatever_was_adopted_before(digest: tuple[Sample, ...]) -> None:
    vocabulary = Vocabulary()
    entries(made(30), vocabulary)  # papers that are gone
    vocabulary = Vocabulary.load(vocabulary.dump())
    parts = [digest[start : start + 20] for start in range(0, len(digest), 20)]
    counted = [found for part in reversed(parts) for found in reversed(entries(part, vocabulary))]
    pages = planned(counted[::-1], vocabulary)
    assert contents(pages) == files(digest)
    assert planned(counted[::-1], vocabulary) == pages


def test_every_term_is_there_when_the_browser_has_loaded_it(
    full_engine: Engine, digest: tuple[Sample, ...]
) -> None:
    all_there = full_engine.evaluate(
        """async () => {
            const { openIndex } = await import("/tests/reference.js");
            const index = await openIndex(address);
            index.beginningWith("", () => true);
            await index.files.fetchWanted();
            const all = index.beginningWith("", () => true).map(({ text }) => text);
            return [all, all.filter((text) => index.find(text)?.text !== text), index.find("xyzzy") ?? null];
        }"""
    )
    expected = {
        term for paper in digest for text in (paper.card.title, paper.abstract) for term in terms(text)
    }
    assert expected - set(all_there[0]) == set()
    assert all_there == [list(postings(files(digest))), [], None]


def test_the_index_of_the_digest_stays_small(digest: tuple[Sample, ...]) -> None:
    content = files(digest)
    assert sum(len(gzipped(bytes_)) for bytes_ in content.values()) < 150_000
    assert len(content) < 400


def test_no_papers_make_an_index_too(empty_engine: Engine) -> None:
    empty_engine.load([])
    assert empty_engine.search("anything -at all any* fuzzy~1") == []


def test_a_new_day_leaves_the_cards_of_old_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "MOST_CARD_FILES", 50)
    papers = made(200)
    older, newer = (loaded(files(given), "index")[0] for given in (papers[7:], papers))
    assert older["cards"]["together"] == newer["cards"]["together"] == 4
    full = len(papers[7:]) // 4
    assert named(older, "cards")[:full] == named(newer, "cards")[:full]


def test_the_files_of_any_site_are_under_a_thousand() -> None:
    others = len(["index.json", "lengths", "topics", "organizations", "days", "comments"])
    others += ids.MOST_FILES + spelling.MOST_FILES
    assert others + files_module.MOST_SHARDS + files_module.MOST_CARD_FILES < 1000


def test_files_grow_rather_than_become_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "SHARD_SIZE", 50)
    monkeypatch.setattr(files_module, "MOST_SHARDS", 20)
    monkeypatch.setattr(files_module, "MOST_CARD_FILES", 10)
    [directory] = loaded(files(made(100)), "index")
    assert 10 <= len(named(directory, "terms")) <= 20
    assert (directory["cards"]["together"], len(named(directory, "cards"))) == (10, 10)


def test_files_are_named_by_their_content(digest: tuple[Sample, ...]) -> None:
    content = files(digest)
    assert all(re.fullmatch(r"index\.json|[a-z]+-[0-9a-f]{10}\.gz", name) for name in content)
    [directory] = loaded(content, "index")
    of_field = f"lengths-{directory['lengths']['key']}.gz"
    of_tables = {f"{kind}-{key}.gz" for kind, key in directory["tables"].items()}
    many = {name for kind in ("terms", "cards", "spelling", "ids") for name in named(directory, kind)}
    assert {"index.json", of_field, *of_tables, *many} == set(content)


def test_keys_grow_where_two_begin_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded(files(PAPERS), "index")[0]["digits"] == 10
    monkeypatch.setattr(files_module, "KEY_DIGITS", 1)
    assert loaded(files(made(60)), "index")[0]["digits"] == 16
