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
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sitegen import urls
from sitegen.digest import name_of
from sitegen.model import CARDS, FILE, GZIPPED, Card, Page
from sitegen.searchindex import varint
from sitegen.searchindex.fields import FIELDS, topic_tokens
from sitegen.searchindex.letters import LETTERS
from sitegen.searchindex.postings import Postings, turned
from sitegen.searchindex.shards import cuts, first_terms, shortened
from sitegen.searchindex.tables import tables, topics_of
from sitegen.searchindex.tally import Tally
from sitegen.searchindex.vocabulary import Vocabulary

FORMAT = 2
"""Counted up when the files say the same in another way: a script knows by it what it can read, and no
browser takes what it kept of the old files for the new ones."""

# Ten results may well lie in ten files of cards: those are the many ones, so that they stay small.
MOST_CARD_FILES = 640
SHARD_SIZE, MOST_SHARDS = 1500, 300  # bytes before gzip, which takes a half off
KEY_DIGITS, ALL_DIGITS = 10, 16  # of the keys that name files, so that the directory is short

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
    groups = _groups(len(cards))

    terms = [_packed("terms", content) for content in shards]
    blocks = [_cards(tuple(cards[start : start + together])) for start in range(0, len(cards), together)]
    lengths = [_packed("lengths", _in_planes(postings.lengths[group])) for group in groups]
    of_tables = {kind: _packed(kind, content) for kind, content in tables(cards).items()}
    files = [*terms, *blocks, *lengths, *of_tables.values()]
    digits = _digits({file.key for file in files})
    directory = {
        "format": FORMAT,
        "letters": LETTERS,
        "documents": len(cards),
        "fields": [
            {"name": name, "boost": boost, "terms": int(of_field.sum())}
            for (name, boost), of_field in zip(FIELDS.items(), postings.lengths, strict=True)
        ],
        "digits": digits,
        "lengths": [
            [group.stop - group.start, file.key[:digits]] for group, file in zip(groups, lengths, strict=True)
        ],
        "terms": {"first": first_of_shards, "keys": "".join(file.key[:digits] for file in terms)},
        "cards": {"together": together, "keys": "".join(file.key[:digits] for file in blocks)},
        "tables": {kind: file.key[:digits] for kind, file in of_tables.items()},
        "topics": topics_of(cards),
    }
    yield Page(urls.SEARCH_INDEX, FILE, {"content": _JSON.encode(directory).encode()})
    # Fields of which nothing is known have one file together.
    yield from {(file.kind, file.key): file.page(digits) for file in files}.values()


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is named by a key."""

    kind: str
    key: str
    """All digits of it."""
    renderer: str
    values: Mapping[str, object]

    def page(self, digits: int) -> Page:
        return Page(urls.search_file(self.kind, self.key[:digits]), self.renderer, self.values)


def _packed(kind: str, content: bytes) -> _File:
    return _File(kind, name_of(content), GZIPPED, {"content": content})


def _cards(cards: tuple[Card, ...]) -> _File:
    # Named by the cards' keys, so that only cards that nobody has written yet need be spelled out.
    return _File("cards", name_of(repr((FORMAT, cards)).encode()), CARDS, {"cards": cards})


def _digits(keys: Set[str]) -> int:
    """How many digits of the keys tell them apart. In all likelihood it is always the lesser number."""
    return KEY_DIGITS if len({key[:KEY_DIGITS] for key in keys}) == len(keys) else ALL_DIGITS


def _rows(entries: Sequence[Entry], vocabulary: Vocabulary) -> list[bytes]:
    """Each entry's row with the terms of its topics."""
    tally = Tally()
    known = list(dict.fromkeys(topic for entry in entries for topic in entry.card.topics))
    for topic in known:
        tally.add(topic_tokens([topic]))
    of_topic = dict(zip(known, vocabulary.adopt(tally.packed()), strict=True))
    return [b"".join((entry.terms, *map(of_topic.__getitem__, entry.card.topics))) for entry in entries]


def _shards(postings: Postings) -> tuple[str, list[bytes]]:
    """What the terms of the shards begin with, for the directory, and what is in them."""
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
    return shortened(first_terms(postings.terms, starts)), contents


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
