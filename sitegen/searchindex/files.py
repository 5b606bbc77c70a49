"""The files of the search, `search/…`, as the browser's `js/search/files.js` reads them.

`index.json` is the directory and the one name that stays. All others are named by a key of their content,
cards by their own keys, so that they can be kept for ever; and are gzipped:

- `terms-….gz`, a shard: a run of the sorted terms. The size of the text; the text, a term a line; the counts
  of postings (as in `Postings`), term by term; the gaps; the frequencies; the lengths beside. All varints.
- `lengths-….gz`: how long the LONG_FIELD is. How many bytes a length has; then the lowest byte of all
  documents' lengths, the next of all, and so on: alike bytes together compress better.
- `cards-….gz`: what a result shows of some documents (`cards.py`).
- `topics-….gz`, `organizations-….gz`, `days-….gz`, `comments-….gz`: the tables of `tables.py`.
- `spelling-….gz`, `ids-….gz`: those of `spelling.py` and `ids.py`, as `numbered.py` has them.

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
from sitegen.page import CARDS, FILE, GZIPPED, Page
from sitegen.searchindex import varint
from sitegen.searchindex.fields import FIELDS, LONG_FIELD, topic_tokens
from sitegen.searchindex.ids import id_files
from sitegen.searchindex.letters import LETTERS
from sitegen.searchindex.postings import Postings, turned
from sitegen.searchindex.segments import Placed, Segment, placed, segment
from sitegen.searchindex.shards import cuts, first_terms, shortened
from sitegen.searchindex.spelling import spelling_files
from sitegen.searchindex.tables import tables, topics_of
from sitegen.searchindex.tally import Tally
from sitegen.searchindex.vocabulary import Vocabulary
from sitegen.summary import Card

FORMAT = 2
"""Counted up when the files say the same in another way: a script knows by it what it can read, and no
browser takes what it kept of the old files for the new ones."""

# Ten results may well lie in ten files of cards: those are the many ones, so that they stay small.
MOST_CARD_FILES = 695
_LEAST_TOGETHER = 4  # cards: to write a file costs more than to fetch two cards too many
SHARD_SIZE, MOST_SHARDS = 2500, 268  # bytes before gzip, which takes a half off
KEY_DIGITS, ALL_DIGITS = 10, 16  # of the keys that name files, so that the directory is short

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def plan(cards: Sequence[Card], segments: Sequence[Segment], vocabulary: Vocabulary) -> Iterator[Page]:
    """Every file of the search, for papers from the oldest on: their cards, and the segments of their rows.

    The same papers give the same files, whatever the vocabulary has adopted before. It adopts what topics are
    called.
    """
    parts = list(placed(segments))
    postings = turned([*parts, Placed(0, _topics(cards, vocabulary))], len(cards), vocabulary)
    first_of_shards, shards = _shards(postings)
    together = _together(len(cards))
    lengths_of_words, of_spelling = spelling_files(segments, len(cards), vocabulary)
    first_ids, of_ids = id_files(parts, vocabulary)

    terms = [_packed("terms", content) for content in shards]
    blocks = [_cards(tuple(cards[start : start + together])) for start in range(0, len(cards), together)]
    lengths = _packed("lengths", _in_planes(postings.lengths[list(FIELDS).index(LONG_FIELD)]))
    of_tables = {kind: _packed(kind, content) for kind, content in tables(cards).items()}
    spelling = [_packed("spelling", content) for content in of_spelling]
    ids = [_packed("ids", content) for content in of_ids]
    files = [*terms, *blocks, lengths, *of_tables.values(), *spelling, *ids]
    digits = _digits({file.key for file in files})

    def keys(some: Sequence[_File]) -> str:
        return "".join(file.key[:digits] for file in some)

    directory = {
        "format": FORMAT,
        "letters": LETTERS,
        "documents": len(cards),
        "fields": [
            {"name": name, "boost": boost, "terms": int(of_field.sum())}
            for (name, boost), of_field in zip(FIELDS.items(), postings.lengths, strict=True)
        ],
        "digits": digits,
        "lengths": {"field": LONG_FIELD, "key": lengths.key[:digits]},
        "terms": {"first": first_of_shards, "keys": keys(terms)},
        "cards": {"together": together, "keys": keys(blocks)},
        "spelling": {"first": lengths_of_words, "keys": keys(spelling)},
        "ids": {"first": first_ids, "keys": keys(ids)},
        "tables": {kind: file.key[:digits] for kind, file in of_tables.items()},
        "wordless": np.flatnonzero(postings.lengths[list(FIELDS).index("title")] == 0).tolist(),
        "topics": topics_of(cards),
    }
    yield Page(urls.SEARCH_INDEX, FILE, {"content": _JSON.encode(directory).encode()})
    yield from (file.page(digits) for file in files)


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


def _topics(cards: Sequence[Card], vocabulary: Vocabulary) -> Segment:
    """What papers can be found by from their topics. Files of papers do not say what these are called."""
    tally = Tally()
    known = list(dict.fromkeys(topic for card in cards for topic in card.topics))
    for topic in known:
        tally.add(topic_tokens([topic]))
    of_topic = dict(zip(known, (rows.terms for rows in vocabulary.adopt(tally.packed())), strict=True))
    terms = [b"".join(map(of_topic.__getitem__, card.topics)) for card in cards]
    nothing = [b""] * len(cards)
    return segment(terms, nothing, nothing)


def _shards(postings: Postings) -> tuple[str, list[bytes]]:
    """What the terms of the shards begin with, for the directory, and what is in them."""
    text = "\n".join(postings.terms).encode()
    text_ends = np.append(np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")), len(text))
    columns = [postings.counts.ravel(), postings.gaps, postings.frequencies, postings.beside]
    # Where each term begins in each column, counted in numbers and then in bytes.
    counts = postings.counts.sum(axis=1, dtype=np.int64)
    ends = np.append(0, np.cumsum(counts))
    ends_beside = np.append(0, np.cumsum(counts - postings.counts[:, list(FIELDS).index(LONG_FIELD)]))
    numbers = [np.arange(len(ends)) * len(FIELDS), ends, ends, ends_beside]
    places = [varint.places(column, at) for column, at in zip(columns, numbers, strict=True)]

    weights = np.diff(text_ends, prepend=-1) + np.diff(np.sum(places, axis=0, dtype=np.int64))
    starts = cuts(postings.terms, weights, SHARD_SIZE, MOST_SHARDS)
    encoded = [varint.encoded(column).tobytes() for column in columns]
    contents = []
    for start, stop in pairwise([*starts, len(postings.terms)]):
        own_text = text[text_ends[start - 1] + 1 if start else 0 : text_ends[stop - 1]]
        parts = [column[at[start] : at[stop]] for column, at in zip(encoded, places, strict=True)]
        contents.append(b"".join((varint.one(len(own_text)), own_text, *parts)))
    return shortened(first_terms(postings.terms, starts)), contents


def _together(count: int) -> int:
    """How many documents share a file of cards: seldom another number, so that the files of old ones stay."""
    together = _LEAST_TOGETHER
    while count > together * MOST_CARD_FILES:
        together += max(1, together // 10)
    return together


def _in_planes(numbers: NDArray[np.uint32]) -> bytes:
    """How many bytes the numbers have; then the lowest bytes of all, the next, and so on."""
    width = max(1, (int(numbers.max(initial=0)).bit_length() + 7) // 8)
    return bytes([width]) + numbers.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].T.tobytes()
