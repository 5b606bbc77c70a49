"""Counting the terms of some papers, where they are read: the result is small and pickles.

A row is what the index needs of one paper: an unsigned number of 32 bits, little-endian, for each term that
stands in it, as often as it stands there: `number of the term << 3 | number of the field`, fields in the
order of FIELDS.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.fields import FIELDS
from sitegen.searchindex.tokens import terms_of

ROW = np.dtype("<u4")
"""One entry of a row."""
Numbers: TypeAlias = NDArray[np.integer[Any]]
FIELD_BITS = 3
FIELD_MASK = (1 << FIELD_BITS) - 1
_FIELD_NUMBERS = {name: number for number, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of some papers, in numbers of their own."""

    terms: str
    """Every term once, in the order of its number, one a line."""
    rows: tuple[bytes, ...]
    """A row for each paper, in the order of adding."""


class Tally:
    """Counts the terms of papers, one after the other."""

    def __init__(self) -> None:
        self._words = array("I")  # by their numbers in _SEEN
        self._fields = array("I")  # field after field: its number,
        self._field_ends = array("Q", [0])  # and where its words end
        self._ends: list[int] = []  # where the fields of a paper end

    def add(self, fields: Mapping[str, Iterable[str]]) -> None:
        """Count one paper: the words of each of its fields."""
        for name, words in fields.items():
            self._words.extend(map(_SEEN.__getitem__, words))
            self._fields.append(_FIELD_NUMBERS[name])
            self._field_ends.append(len(self._words))
        self._ends.append(len(self._fields))

    def packed(self) -> Counted:
        """All that was counted."""
        flat, first, counts = _SEEN.terms_of(np.array(self._words, ROW))
        ends = np.concatenate(([0], np.cumsum(counts)))
        # The terms of word after word: within a word their places go up by one.
        places = np.repeat(first - ends[:-1], counts) + np.arange(ends[-1])
        of_terms = flat[places]
        occurs = np.bincount(of_terms) > 0
        used = np.flatnonzero(occurs)
        own = (np.cumsum(occurs) - 1)[of_terms]
        field_ends = ends[np.array(self._field_ends, np.int64)]
        fields = np.repeat(np.array(self._fields, ROW), np.diff(field_ends))
        rows = (own.astype(ROW) << FIELD_BITS | fields).tobytes()
        of_rows = field_ends[[0, *self._ends]] * ROW.itemsize
        terms = _SEEN.terms
        return Counted(
            "\n".join([terms[number] for number in used.tolist()]),
            tuple(rows[start:end] for start, end in pairwise(of_rows.tolist())),
        )


class _Seen(dict[str, int]):
    """Every word that this process has met, with its number."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._flat = array("I")  # the numbers of the words' terms, word after word
        self._ends = array("I", [0])

    def __missing__(self, word: str) -> int:
        for term in terms_of(word):
            number = self._numbers.setdefault(term, len(self.terms))
            if number == len(self.terms):
                self.terms.append(term)
            self._flat.append(number)
        self._ends.append(len(self._flat))
        self[word] = number = len(self)
        return number

    def terms_of(self, words: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The numbers of terms, word after word; where those of some words begin, and how many they are."""
        ends = np.array(self._ends, np.int64)
        first = ends[words]
        return np.array(self._flat, ROW), first, ends[words + 1] - first


_SEEN = _Seen()
