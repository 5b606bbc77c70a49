"""Counting the terms of some papers, where they are read: the result is small and pickles.

A row is what the search needs of one paper: an unsigned number of 32 bits, little-endian, for each term that
stands in it, as often as it stands there: `number of the term << 3 | number of the field`, fields in the
order of FIELDS. Two more kinds of entries have numbers like fields: IDS, what the paper is known by
elsewhere; and from SPELLED on, the field's own number added, words of title and abstract as they are written.

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


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of some papers, in numbers of their own."""

    terms: str
    """Every term once, and what else is in the rows, in the order of its number, one a line."""
    rows: tuple[bytes, ...]
    """A row for each paper, in the order of adding."""
    about: tuple[bytes, ...]
    """What each is about."""


class _Entries(NamedTuple):
    """What the words of all papers come to, word by word."""

    numbers: NDArray[np.uint32]
    """Of _SEEN, with fields."""
    ends: NDArray[np.int32]
    """Where those of each word begin, and after the last one, all end."""
    of_papers: NDArray[np.int64]
    """Words: where those of each paper begin, and after the last one, all end."""


class Tally:
    """Counts the terms of papers, one after the other."""

    def __init__(self) -> None:
        self._words = array("I")  # by their numbers in _SEEN
        self._fields = array("I")  # field after field: its number,
        self._field_ends = array("Q", [0])  # and where its words end
        self._ends: list[int] = []  # where the fields of a paper end

    def add(self, fields: Mapping[str, Iterable[str]]) -> None:
        """Count one paper: the words of each of its fields, and its `ids`."""
        for name, words in fields.items():
            written = (_AS_IT_STANDS + text for text in words) if name == "ids" else words
            self._words.extend(map(_SEEN.words.__getitem__, written))
            self._fields.append(_NUMBERS[name])
            self._field_ends.append(len(self._words))
        self._ends.append(len(self._fields))

    def packed(self) -> Counted:
        """All that was counted."""
        entries, ends, of_papers = self._entries
        occurs = np.bincount(entries >> FIELD_BITS) > 0
        own = (np.cumsum(occurs) - 1).astype(ROW)
        of_rows = ends[of_papers].astype(np.int64) * ROW.itemsize
        told = self._stresses
        about = own[told.term] << FIELD_BITS | told.stress.astype(ROW)
        of_about = np.searchsorted(told.paper, np.arange(len(of_papers))) * ROW.itemsize
        return Counted(
            "\n".join(compress(_SEEN.texts, occurs.tolist())),
            _cut(own[entries >> FIELD_BITS] << FIELD_BITS | entries & FIELD_MASK, of_rows),
            _cut(about, of_about),
        )

    def spoken(self) -> list[dict[str, str]]:
        """For each paper the terms that it stresses, with the first of its words for each."""
        told = self._stresses
        is_stressed = told.stress >= STRESSED
        at = np.searchsorted(self._entries.ends, told.at[is_stressed], "right") - 1
        words = map(_SEEN.written.__getitem__, np.array(self._words)[at].tolist())
        terms = map(_SEEN.texts.__getitem__, told.term[is_stressed].tolist())
        each = zip(terms, words, strict=True)
        sizes = np.bincount(told.paper[is_stressed], minlength=len(self._ends)).tolist()
        return [spoken(islice(each, size)) for size in sizes]

    @cached_property
    def _entries(self) -> _Entries:
        field_ends = np.array(self._field_ends, np.int64)
        fields = np.repeat(np.array(self._fields, ROW), np.diff(field_ends))
        flat, first, counts = _SEEN.found(np.array(self._words, ROW), fields < _SPELLED_FIELDS)
        ends = np.zeros(len(counts) + 1, np.int32)
        np.cumsum(counts, out=ends[1:])
        # What is found in word after word: within a word its places go up by one.
        places = np.repeat(first - ends[:-1], counts) + np.arange(ends[-1], dtype=np.int32)
        return _Entries(flat[places] | np.repeat(fields, counts), ends, field_ends[[0, *self._ends]])

    @cached_property
    def _stresses(self) -> Stresses:
        entries, ends, of_papers = self._entries
        at = np.flatnonzero(_SEEN.tells(entries))
        paper = np.repeat(np.arange(len(self._ends)), np.diff(ends[of_papers]))[at]
        told = stresses(entries[at] >> FIELD_BITS, paper, entries[at] & FIELD_MASK == 0)
        return told._replace(at=at[told.at])


def _cut(row: Numbers, ends: NDArray[np.int64]) -> tuple[bytes, ...]:
    """The parts of a row of all papers; `ends` in bytes."""
    joined = row.tobytes()
    return tuple(joined[start:end] for start, end in pairwise(ends.tolist()))


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

    def found(self, words: Numbers, is_spelled: Flags) -> tuple[Numbers, Numbers, Numbers]:
        """The entries of all cores; where in them those of some words begin, and how many they are.

        Of words that nobody spells, terms alone.
        """
        self._take_apart()
        cores = np.array(self._of_words)[words]
        all_ends = np.array(self._ends)
        first = all_ends[cores]
        ends = np.where(is_spelled, all_ends[1:][cores], np.array(self._term_ends)[cores])
        return np.array(self._flat), first, ends - first

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
