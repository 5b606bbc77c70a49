"""The files of the search, `search/…`, as the browser's `js/search/files.js` reads them.

`index.json` is the directory and the one name that stays. All others are named by the key of their content,
cards by their own keys, so that they can be kept for ever; and are gzipped:

- `terms-….gz`, a shard: a run of the sorted terms. The size of the text; the text, a term a line; the counts
  of postings (as in `Postings`), term by term; the gaps; the frequencies. Numbers are varints.
- `lengths-….gz`: the lengths of one field: of all documents the lowest byte of the length, then of all the
  next, four in all. Alike bytes together compress better.
- `spelling-….gz`, `ids-….gz`: the tables of `spelling.py` and `ids.py`, as `numbered.py` has them.
- `cards-….gz`: what a result shows of some documents, as a JSON list.

Documents are numbered from the oldest on, so that a new day adds to the ends of lists and changes nothing
before. No size of a site makes a thousand files, and up to some 200,000 papers none is above 256 kB.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen import urls
from sitegen.digest import name_of
from sitegen.model import CARDS, FILE, GZIPPED, Card, Page
from sitegen.searchindex import varint
from sitegen.searchindex.fields import FIELDS, topic_tokens
from sitegen.searchindex.ids import id_files
from sitegen.searchindex.letters import LETTERS
from sitegen.searchindex.postings import Postings, turned
from sitegen.searchindex.shards import cuts, first_terms
from sitegen.searchindex.spelling import spelling_files
from sitegen.searchindex.tally import Tally
from sitegen.searchindex.vocabulary import Vocabulary

FORMAT = 2
"""Counted up when the files say the same in another way: a script knows by it what it can read, and no
browser takes what it kept of the old files for the new ones."""

# Ten results may well lie in ten files of cards: those are the many ones, so that they stay small.
CARDS_TOGETHER, MOST_CARD_FILES = 4, 770
SHARD_SIZE, MOST_SHARDS = 16_000, 190  # bytes before gzip, which takes a half off

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper as the search knows it."""

    card: Card
    terms: bytes
    """The row of the paper's own fields, in numbers of the vocabulary."""


def plan(entries: Sequence[Entry], vocabulary: Vocabulary) -> Iterator[Page]:
    """Every file of the search, for entries in the order of lists: the newest first.

    The same entries give the same files, whatever the vocabulary has adopted before. It adopts what topics
    are called.
    """
    oldest_first = entries[::-1]
    rows = _rows(oldest_first, vocabulary)
    postings = turned(rows, vocabulary)
    first_of_shards, shards = _shards(postings)
    together = _together(len(entries))

    terms = [_file("terms", content) for content in shards]
    cards = [
        _cards(tuple(entry.card for entry in oldest_first[start : start + together]))
        for start in range(0, len(entries), together)
    ]
    lengths_of_words, of_spelling = spelling_files(rows, vocabulary)
    spelling = [_file("spelling", content) for content in of_spelling]
    first_ids, of_ids = id_files(rows, vocabulary)
    ids = [_file("ids", content) for content in of_ids]
    lengths = [_file("lengths", _in_planes(of_field)) for of_field in postings.lengths]
    directory = {
        "format": FORMAT,
        "letters": LETTERS,
        "documents": len(entries),
        "fields": [
            {"name": name, "boost": boost, "terms": int(of_field.sum()), "lengths": file}
            for (name, boost), of_field, file in zip(
                FIELDS.items(), postings.lengths, _names(lengths), strict=True
            )
        ],
        "terms": {"first": first_of_shards, "files": _names(terms)},
        "cards": {"together": together, "files": _names(cards)},
        "spelling": {"first": lengths_of_words, "files": _names(spelling)},
        "ids": {"first": first_ids, "files": _names(ids)},
    }
    yield Page(urls.SEARCH_INDEX, FILE, {"content": _JSON.encode(directory).encode()})
    # Fields of which nothing is known have one file together.
    yield from {page.path: page for page in chain(terms, lengths, cards, spelling, ids)}.values()


def _rows(entries: Sequence[Entry], vocabulary: Vocabulary) -> list[bytes]:
    """Each entry's row with the terms of its topics."""
    tally = Tally()
    known = list(dict.fromkeys(topic for entry in entries for topic in entry.card.topics))
    for topic in known:
        tally.add(topic_tokens([topic]))
    of_topic = dict(zip(known, vocabulary.adopt(tally.packed()), strict=True))
    return [b"".join((entry.terms, *map(of_topic.__getitem__, entry.card.topics))) for entry in entries]


def _shards(postings: Postings) -> tuple[list[str], list[bytes]]:
    """The first terms of the shards, and what is in them."""
    text = "\n".join(postings.terms).encode()
    text_ends = np.append(np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")), len(text))
    columns = [postings.counts.ravel(), postings.gaps, postings.frequencies]
    sizes = [varint.sizes(column) for column in columns]
    # Where each term begins in each column, counted in numbers and then in bytes.
    ends = np.append(0, np.cumsum(postings.counts.sum(axis=1, dtype=np.int64)))
    numbers = [np.arange(len(ends)) * len(FIELDS), ends, ends]
    bytes_ = [
        np.append(0, np.cumsum(size, dtype=np.int64))[at] for size, at in zip(sizes, numbers, strict=True)
    ]

    weights = np.diff(text_ends, prepend=-1) + sum(np.diff(ends) for ends in bytes_)
    starts = cuts(postings.terms, weights, SHARD_SIZE, MOST_SHARDS)
    encoded = [varint.encoded(column, size) for column, size in zip(columns, sizes, strict=True)]
    contents = []
    for start, stop in pairwise([*starts, len(postings.terms)]):
        own_text = text[text_ends[start - 1] + 1 if start else 0 : text_ends[stop - 1]]
        parts = [column[at[start] : at[stop]] for column, at in zip(encoded, bytes_, strict=True)]
        contents.append(b"".join((_varints(np.array([len(own_text)])), own_text, *parts)))
    return first_terms(postings.terms, starts), contents


def _together(count: int) -> int:
    """How many documents share a file of cards: seldom another number, so that the files of old ones stay."""
    together = CARDS_TOGETHER
    while count > together * MOST_CARD_FILES:
        together *= 2
    return together


def _in_planes(numbers: NDArray[np.uint32]) -> bytes:
    return numbers.astype("<u4").view(np.uint8).reshape(-1, 4).T.tobytes()


def _varints(numbers: NDArray[np.integer[Any]]) -> bytes:
    flat = numbers.ravel().astype(np.uint32)
    return varint.encoded(flat, varint.sizes(flat))


def _file(kind: str, content: bytes) -> Page:
    return Page(urls.search_file(kind, name_of(content)), GZIPPED, {"content": content})


def _cards(cards: tuple[Card, ...]) -> Page:
    # Named by the cards' keys, so that only cards that nobody has written yet need be spelled out.
    name = name_of(repr((FORMAT, cards)).encode())
    return Page(urls.search_file("cards", name), CARDS, {"cards": cards})


def _names(pages: Sequence[Page]) -> list[str]:
    """The files' names, which the browser seeks beside the directory."""
    return [PurePosixPath(page.path).name for page in pages]
