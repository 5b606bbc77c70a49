"""Counting the terms of some papers, where they are read: the result is small and pickles.

A paper's row of terms has an entry for each term that stands in it, as often as it stands there, an unsigned
number of 32 bits, little-endian: `number of the term << 3 | number of the field`, fields in the order of
FIELDS.

A row of what else can be looked up has numbers like fields for two kinds of entries: IDS, what the paper is
known by elsewhere; and from SPELLED on, the field's own number added, words of title and abstract as they are
written.

A row of what a paper is about has an entry for each of its telling terms (`about.py`), with how much the
paper stresses it in the place of the field.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, islice, pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.about import STRESSED, Stresses, is_telling, spoken, stresses
from sitegen.searchindex.fields import FIELDS
from sitegen.searchindex.tokens import core, taken_apart

ROW = np.dtype("<u4")
"""One entry of a row."""
Numbers: TypeAlias = NDArray[np.integer[Any]]
Flags: TypeAlias = NDArray[np.bool_]
FIELD_BITS = 3
FIELD_MASK = (1 << FIELD_BITS) - 1
IDS, SPELLED = 5, 6
_NUMBERS = {name: number for number, name in enumerate(FIELDS)} | {"ids": IDS}
_SPELLED_FIELDS = 2  # the first ones: title and abstract
_AS_IT_STANDS = "\ufeff"
"""Before what is no word and has one entry, itself. It stands in no word, since it parts them."""


class Rows(NamedTuple):
    """What is remembered of one paper."""

    terms: bytes
    lookups: bytes
    about: bytes


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of some papers, in numbers of their own."""

    texts: str
    """Every term once, and what else is in the rows, in the order of its number, one a line."""
    terms: tuple[bytes, ...]
    """A row for each paper, in the order of adding,"""
    lookups: tuple[bytes, ...]
    """one of what else can be looked up,"""
    about: tuple[bytes, ...]
    """and one of what it is about."""


class _Words(NamedTuple):
    """The words of all papers: for each word what _SEEN has of it, as places in the entries there."""

    fields: NDArray[np.uint32]
    first: Numbers
    """Where its terms begin,"""
    middle: Numbers
    """where they end and what is spelled begins,"""
    last: Numbers
    """and where that ends."""
    of_papers: NDArray[np.int64]
    """Words: where those of each paper begin, and after the last one, all end."""


class _Entries(NamedTuple):
    """Some entries of all papers, word by word."""

    numbers: NDArray[np.uint32]
    """Of _SEEN, with fields."""
    ends: NDArray[np.int32]
    """Where those of each word begin, and after the last one, all end."""


class Tally:
    """Counts the terms of papers, one after the other."""

    def __init__(self) -> None:
        self._numbers = array("I")  # by their numbers in _SEEN
        self._fields = array("I")  # field after field: its number,
        self._field_ends = array("Q", [0])  # and where its words end
        self._ends: list[int] = []  # where the fields of a paper end

    def add(self, fields: Mapping[str, Iterable[str]]) -> None:
        """Count one paper: the words of each of its fields, and its `ids`."""
        for name, words in fields.items():
            written = (_AS_IT_STANDS + text for text in words) if name == "ids" else words
            self._numbers.extend(map(_SEEN.words.__getitem__, written))
            self._fields.append(_NUMBERS[name])
            self._field_ends.append(len(self._numbers))
        self._ends.append(len(self._fields))

    def packed(self) -> Counted:
        """All that was counted."""
        terms, lookups, told = self._terms, self._lookups, self._stresses
        occurs = np.zeros(len(_SEEN.texts), bool)
        for some in (terms, lookups):
            occurs[some.numbers >> FIELD_BITS] = True
        own = (np.cumsum(occurs) - 1).astype(ROW)
        about = own[told.term] << FIELD_BITS | told.stress.astype(ROW)
        of_about = np.searchsorted(told.paper, np.arange(len(self._words.of_papers)))
        return Counted(
            "\n".join(compress(_SEEN.texts, occurs.tolist())),
            self._rows(terms, own),
            self._rows(lookups, own),
            _cut(about, of_about),
        )

    def spoken(self) -> list[dict[str, str]]:
        """For each paper the terms that it stresses, with the first of its words for each."""
        told = self._stresses
        is_stressed = told.stress >= STRESSED
        at = np.searchsorted(self._terms.ends, told.at[is_stressed], "right") - 1
        words = map(_SEEN.written.__getitem__, np.array(self._numbers)[at].tolist())
        terms = map(_SEEN.texts.__getitem__, told.term[is_stressed].tolist())
        each = zip(terms, words, strict=True)
        sizes = np.bincount(told.paper[is_stressed], minlength=len(self._ends)).tolist()
        return [spoken(islice(each, size)) for size in sizes]

    def _rows(self, entries: _Entries, own: Numbers) -> tuple[bytes, ...]:
        """The rows of all papers, with numbers of their own for those of _SEEN."""
        numbers = own[entries.numbers >> FIELD_BITS] << FIELD_BITS | entries.numbers & FIELD_MASK
        return _cut(numbers, entries.ends[self._words.of_papers])

    @cached_property
    def _words(self) -> _Words:
        field_ends = np.array(self._field_ends, np.int64)
        fields = np.repeat(np.array(self._fields, ROW), np.diff(field_ends))
        found = _SEEN.found(np.array(self._numbers, ROW))
        return _Words(fields, *found, field_ends[[0, *self._ends]])

    @cached_property
    def _terms(self) -> _Entries:
        words = self._words
        return _entries(words, words.first, np.where(words.fields == IDS, words.first, words.middle))

    @cached_property
    def _lookups(self) -> _Entries:
        words = self._words
        first = np.where(words.fields == IDS, words.first, words.middle)
        return _entries(words, first, np.where(words.fields < _SPELLED_FIELDS, words.last, words.middle))

    @cached_property
    def _stresses(self) -> Stresses:
        numbers, ends = self._terms
        at = np.flatnonzero(_SEEN.tells(numbers))
        of_papers = np.diff(ends[self._words.of_papers])
        paper = np.repeat(np.arange(len(self._ends)), of_papers)[at]
        told = stresses(numbers[at] >> FIELD_BITS, paper, numbers[at] & FIELD_MASK == 0)
        return told._replace(at=at[told.at])


def _entries(words: _Words, first: Numbers, last: Numbers) -> _Entries:
    """Those entries of each word that stand in two places and between them."""
    counts = last - first
    ends = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=ends[1:])
    # Within a word the places go up by one.
    places = np.repeat(first - ends[:-1], counts) + np.arange(ends[-1], dtype=np.int32)
    return _Entries(_SEEN.entries[places] | np.repeat(words.fields, counts), ends)


def _cut(row: Numbers, ends: Numbers) -> tuple[bytes, ...]:
    """The parts of a row of all papers."""
    joined = row.tobytes()
    return tuple(
        joined[start:end] for start, end in pairwise((ends.astype(np.int64) * ROW.itemsize).tolist())
    )


class _Seen:
    """Every word that this process has met, and what is in it: each is taken apart once."""

    def __init__(self) -> None:
        self.words = numbering()
        self.written: list[str] = []  # these, in the order of their numbers
        self._cores = numbering()  # words in lower case without the signs around them
        self.texts: list[str] = []  # terms, and what is spelled, in the order of their numbers
        self._texts = numbering()
        self._is_telling = bytearray()
        self._of_words = array("I")  # the core of each word
        # Core after core the entries, without a field, of its terms, and then of what is spelled in it.
        self._flat = array("I")
        self._ends = array("i", [0])
        self._term_ends = array("i")

    @property
    def entries(self) -> Numbers:
        """The entries of all cores, without a field."""
        return np.array(self._flat)

    def found(self, words: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Where in the entries the terms of some words begin and end, and where what is spelled ends."""
        self._take_apart()
        cores = np.array(self._of_words)[words]
        ends = np.array(self._ends)
        return ends[cores], np.array(self._term_ends)[cores], ends[1:][cores]

    def tells(self, entries: Numbers) -> Flags:
        """Which entries say what a paper is about."""
        self._is_telling.extend(map(is_telling, self.texts[len(self._is_telling) :]))
        telling = np.array(self._is_telling, bool)
        # By an entry itself: its number and its field.
        counts = telling[:, None] & (np.arange(1 << FIELD_BITS) < _SPELLED_FIELDS)
        return counts.ravel()[entries]

    def _take_apart(self) -> None:
        """Find what is in the words that are new."""
        new = _latest(self.words, len(self.written))
        self.written.extend(new)
        self._of_words.extend(map(self._cores.__getitem__, map(_core, new)))
        texts, flat = self._texts, self._flat
        for word in _latest(self._cores, len(self._term_ends)):
            terms, spelled = ([word[1:]], []) if word.startswith(_AS_IT_STANDS) else taken_apart(word)
            for text in terms:
                flat.append(texts[text] << FIELD_BITS)
            self._term_ends.append(len(flat))
            for text in spelled:
                flat.append(texts[text] << FIELD_BITS | SPELLED)
            self._ends.append(len(flat))
        self.texts.extend(_latest(texts, len(self.texts)))


def _core(word: str) -> str:
    return word if word.startswith(_AS_IT_STANDS) else core(word)


def _latest(numbered: dict[str, int], known: int) -> list[str]:
    """What got its number after the first `known` texts, in order."""
    found = list(islice(reversed(numbered), len(numbered) - known))
    found.reverse()
    return found


def numbering() -> defaultdict[str, int]:
    """What gives each new text that is looked up the next number, and needs no line of Python for it."""
    made: defaultdict[str, int] = defaultdict()
    made.default_factory = made.__len__
    return made


_SEEN = _Seen()
