"""The numbers by which rows of many builds name their terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.tally import FIELD_BITS, FIELD_MASK, ROW, Counted, numbering


class Vocabulary:
    """Every term that was ever adopted, with its number.

    Numbers only grow, and a term that no paper has any more keeps its own. They show in no file of the site.
    """

    def __init__(self) -> None:
        self._numbers = numbering()

    @classmethod
    def load(cls, dumped: bytes) -> Vocabulary:
        """The vocabulary that `dump` wrote."""
        made = cls()
        terms = dumped.decode().split("\n") if dumped else []
        made._numbers.update(zip(terms, range(len(terms)), strict=True))
        return made

    def dump(self) -> bytes:
        """All of it: UTF-8, a term a line, in the order of numbers."""
        return "\n".join(self._numbers).encode()

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def terms(self) -> list[str]:
        """The terms in the order of their numbers."""
        return list(self._numbers)

    def adopt(self, counted: Counted) -> tuple[list[bytes], list[bytes]]:
        """Give new terms their numbers. The rows, and those of what papers are about, with these numbers."""
        terms = counted.terms.split("\n") if counted.terms else []
        known = np.fromiter(map(self._numbers.__getitem__, terms), ROW, len(terms))
        return _renumbered(counted.rows, known), _renumbered(counted.about, known)

    def used(self, rows: Iterable[bytes]) -> int:
        """How many of the terms stand in the rows. Where it is few, a new vocabulary saves room and time."""
        return int(np.count_nonzero(np.bincount(np.frombuffer(b"".join(rows), ROW) >> FIELD_BITS)))


def _renumbered(rows: Sequence[bytes], known: NDArray[np.uint32]) -> list[bytes]:
    joined = np.frombuffer(b"".join(rows), ROW)
    taken_over = (known[joined >> FIELD_BITS] << FIELD_BITS | joined & FIELD_MASK).tobytes()
    ends = accumulate(map(len, rows), initial=0)
    return [taken_over[start:end] for start, end in pairwise(ends)]
