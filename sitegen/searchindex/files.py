"""The files of the search, `search/…`, as the browser's `js/search/files.js` reads them.

`index.json` is the directory and the one name that stays. All others are named by a key of their content,
cards by their own keys, so that they can be kept for ever; and are gzipped:

- `terms-….gz`, a shard: a run of the sorted terms. The size of the text; the text, a term a line; the counts
  of postings (as in `Postings`), term by term; the gaps; the frequencies. Numbers are varints.
- `lengths-….gz`: the lengths of one field, or of some. How many bytes a length has; then, for each field, the
  lowest byte of all documents' lengths, the next of all, and so on: alike bytes together compress better.
- `cards-….gz`: what a result shows of some documents (`cards.py`).
- `topics-….gz`, `organizations-….gz`, `days-….gz`, `comments-….gz`: the tables of `tables.py`.

Documents are numbered from the oldest on, so that a new day adds to the ends of lists and changes nothing
before. No size of a site makes a thousand files, and up to some 200,000 papers none is above 256 kB.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from sitegen import urls
from sitegen.digest import name_of
from sitegen.model import CARDS, FILE, GZIPPED, Card, Page
from sitegen.searchindex import varint
from sitegen.searchindex.fields import FIELDS, topic_tokens
from sitegen.searchindex.postings import Postings, turned
from sitegen.searchindex.shards import cuts, first_terms
from sitegen.searchindex.tables import tables, topics_of
from sitegen.searchindex.tally import Tally
from sitegen.searchindex.tokens import SEPARATOR, TRIMMED
from sitegen.searchindex.vocabulary import Vocabulary

FORMAT = 2
"""Counted up when the files say the same in another way: a script knows by it what it can read, and no
browser takes what it kept of the old files for the new ones."""

# Ten results may well lie in ten files of cards: those are the many ones, so that they stay small.
MOST_CARD_FILES = 640
SHARD_SIZE, MOST_SHARDS = 1500, 300  # bytes before gzip, which takes a half off
KEY_DIGITS = 12

LENGTHS_APART = 1000
"""So many documents, and the lengths of fields lie in files of their own; but for the first two fields, in
which nearly every word stands."""

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
    postings = turned(_rows(oldest_first, vocabulary), vocabulary)
    first_of_shards, shards = _shards(postings)
    together = _together(len(entries))

    cards = [entry.card for entry in oldest_first]
    terms = [_file("terms", content) for content in shards]
    blocks = [_cards(tuple(cards[start : start + together])) for start in range(0, len(cards), together)]
    of_tables = {name: _file(name, content) for name, content in tables(cards).items()}
    groups = _groups(len(cards))
    lengths = [_file("lengths", _in_planes(postings.lengths[group])) for group in groups]
    directory = {
        "format": FORMAT,
        "separator": SEPARATOR,
        "trimmed": TRIMMED,
        "documents": len(cards),
        "fields": [
            {"name": name, "boost": boost, "terms": int(of_field.sum()), "lengths": key, "place": place}
            for (name, boost), of_field, (key, place) in zip(
                FIELDS.items(),
                postings.lengths,
                (
                    (_key(page), place)
                    for page, group in zip(lengths, groups, strict=True)
                    for place in range(group.stop - group.start)
                ),
                strict=True,
            )
        ],
        "terms": {"first": first_of_shards, "keys": list(map(_key, terms))},
        "cards": {"together": together, "keys": list(map(_key, blocks))},
        "tables": {name: _key(page) for name, page in of_tables.items()},
        "topics": topics_of(cards),
    }
    yield Page(urls.SEARCH_INDEX, FILE, {"content": _JSON.encode(directory).encode()})
    # Fields of which nothing is known have one file together.
    yield from {page.path: page for page in chain(terms, lengths, blocks, of_tables.values())}.values()


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
        contents.append(b"".join((varint.packed(np.array([len(own_text)])), own_text, *parts)))
    return first_terms(postings.terms, starts), contents


def _together(count: int) -> int:
    """How many documents share a file of cards: seldom another number, so that the files of old ones stay."""
    together = 1
    while count > together * MOST_CARD_FILES:
        together += max(1, together // 4)
    return together


def _groups(count: int) -> list[slice]:
    """The fields whose lengths share a file."""
    if count <= LENGTHS_APART:
        return [slice(0, len(FIELDS))]
    return [slice(0, 2), *(slice(number, number + 1) for number in range(2, len(FIELDS)))]


def _in_planes(numbers: NDArray[np.uint32]) -> bytes:
    """How many bytes the numbers have; then, line by line, the lowest bytes of all, the next, and so on."""
    width = max(1, (int(numbers.max(initial=0)).bit_length() + 7) // 8)
    planes = np.ascontiguousarray(numbers, "<u4").view(np.uint8).reshape(*numbers.shape, 4)[:, :, :width]
    return bytes([width]) + planes.transpose(0, 2, 1).tobytes()


def _file(kind: str, content: bytes) -> Page:
    return Page(urls.search_file(kind, name_of(content)[:KEY_DIGITS]), GZIPPED, {"content": content})


def _cards(cards: tuple[Card, ...]) -> Page:
    # Named by the cards' keys, so that only cards that nobody has written yet need be spelled out.
    key = name_of(repr((FORMAT, cards)).encode())[:KEY_DIGITS]
    return Page(urls.search_file("cards", key), CARDS, {"cards": cards})


def _key(page: Page) -> str:
    """What the directory says of a file: its name, but for the kind."""
    return page.path.rpartition("-")[2].removesuffix(".gz")
