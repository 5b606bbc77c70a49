"""Counting the terms of some papers, where they are read: the result is small and pickles.

A row is what the index needs of one paper: an unsigned number of 32 bits, little-endian, for each term that
stands in it, as often as it stands there: `number of the term << 3 | number of the field`, fields in the
order of FIELDS.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sitegen.searchindex.fields import FIELDS

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
        self._numbers = _Numbers()
        self._rows: list[array[int]] = []

    def add(self, fields: Mapping[str, Iterable[str]]) -> None:
        """Count one paper: the terms of each of its fields."""
        row = array("I")
        numbers = self._numbers
        for name, terms in fields.items():
            field = _FIELD_NUMBERS[name]
            row.extend([numbers[term] | field for term in terms])
        self._rows.append(row)

    def packed(self) -> Counted:
        """All that was counted."""
        rows = tuple(np.asarray(row).astype(ROW).tobytes() for row in self._rows)
        return Counted("\n".join(self._numbers), rows)


class _Numbers(dict[str, int]):
    """The number of every term, moved to its place in an entry; one that is new gets the next."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self) << FIELD_BITS
        return number
