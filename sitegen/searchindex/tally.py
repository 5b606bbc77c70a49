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

import numpy as np

from sitegen.searchindex.fields import FIELDS
from sitegen.searchindex.tokens import term

ROW = np.dtype("<u4")
"""One entry of a row."""
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
        self._entries = array("I")
        self._ends: list[int] = []

    def add(self, fields: Mapping[str, Iterable[str]]) -> None:
        """Count one paper: the tokens of each of its fields."""
        entries = self._entries
        for name, tokens in fields.items():
            field = _FIELD_NUMBERS[name]
            entries.extend([_SEEN[token] | field for token in tokens])
        self._ends.append(len(entries))

    def packed(self) -> Counted:
        """All that was counted, without what is none of the index."""
        entries = np.asarray(self._entries).astype(ROW)
        is_term = entries >= 1 << FIELD_BITS
        ends = np.concatenate(([0], np.cumsum(is_term)))[[0, *self._ends]] * ROW.itemsize
        entries = entries[is_term]
        used, own = np.unique(entries >> FIELD_BITS, return_inverse=True)
        rows = (own.astype(ROW) << FIELD_BITS | entries & FIELD_MASK).tobytes()
        terms = _SEEN.terms
        return Counted(
            "\n".join([terms[number] for number in used.tolist()]),
            tuple(rows[start:end] for start, end in pairwise(ends.tolist())),
        )


class _Seen(dict[str, int]):
    """Every token that this process has met, with its entry, all but the field; 0 where it is no term."""

    def __init__(self) -> None:
        super().__init__()
        self.terms = [""]
        self._numbers = {"": 0}

    def __missing__(self, token: str) -> int:
        found = term(token)
        number = self._numbers.setdefault(found, len(self.terms))
        if number == len(self.terms):
            self.terms.append(found)
        self[token] = entry = number << FIELD_BITS
        return entry


_SEEN = _Seen()
