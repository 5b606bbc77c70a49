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
from sitegen.searchindex.tokens import term

ROW = np.dtype("<u4")
"""One entry of a row."""
FIELD_BITS = 3
FIELD_MASK = (1 << FIELD_BITS) - 1
_NO_TERM = 1 << 31
"""In the place of an entry: the token is none of the index."""
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
        self._entries = _Entries()
        self._rows: list[array[int]] = []

    def add(self, fields: Mapping[str, Iterable[str]]) -> None:
        """Count one paper: the tokens of each of its fields."""
        row = array("I")
        entries = self._entries
        for name, tokens in fields.items():
            field = _FIELD_NUMBERS[name]
            row.extend([entries[token] | field for token in tokens])
        self._rows.append(row)

    def packed(self) -> Counted:
        """All that was counted."""
        rows = (np.asarray(row).astype(ROW) for row in self._rows)
        return Counted("\n".join(self._entries.terms), tuple(row[row < _NO_TERM].tobytes() for row in rows))


class _Entries(dict[str, int]):
    """The entry that each token makes, but for its field. One look-up a token is most of the work."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}
        """The number of each term."""

    def __missing__(self, token: str) -> int:
        found = term(token)
        self[token] = entry = (
            self.terms.setdefault(found, len(self.terms)) << FIELD_BITS if found else _NO_TERM
        )
        return entry
