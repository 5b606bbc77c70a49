"""The numbers by which rows of many builds name their terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.tally import FIELD_BITS, FIELD_MASK, ROW, Counted, Rows, numbering


class Vocabulary:
    """Every term that was ever adopted, with its number.

    Numbers only grow, and a term that no paper has any more keeps its own. They show in no file of the site.
    """

    def __init__(self) -> None:
        self._numbers = numbering()
        self.dumped = 0
        """How many terms the last dump had; there may be more since."""

    @classmethod
    def load(cls, dumped: bytes) -> Vocabulary:
        """The vocabulary that `dump` wrote."""
        made = cls()
        terms = dumped.decode().split("\n") if dumped else []
        made._numbers.update(zip(terms, range(len(terms)), strict=True))
        made.dumped = len(terms)
        return made

    def dump(self) -> bytes:
        """All of it: UTF-8, a term a line, in the order of numbers."""
        self.dumped = len(self)
        return "\n".join(self._numbers).encode()

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def terms(self) -> list[str]:
        """The terms in the order of their numbers."""
        return list(self._numbers)

    def adopt(self, counted: Counted) -> list[Rows]:
        """Give new terms their numbers. The rows of each paper, with these numbers."""
        texts = counted.texts.split("\n") if counted.texts else []
        known = np.fromiter(map(self._numbers.__getitem__, texts), ROW, len(texts))
        columns = (_renumbered(rows, known) for rows in (counted.terms, counted.lookups, counted.about))
        return list(map(Rows, *columns))

    def used(self, rows: Iterable[bytes]) -> int:
        """How many of the terms stand in rows. Where it is few, a new vocabulary saves room and time."""
        joined = b"".join(rows)
        return int(np.count_nonzero(np.bincount(np.frombuffer(joined, ROW) >> FIELD_BITS)))


def _renumbered(rows: Sequence[bytes], known: NDArray[np.uint32]) -> list[bytes]:
    joined = np.frombuffer(b"".join(rows), ROW)
    taken_over = (known[joined >> FIELD_BITS] << FIELD_BITS | joined & FIELD_MASK).tobytes()
    ends = accumulate(map(len, rows), initial=0)
    return [taken_over[start:end] for start, end in pairwise(ends)]
