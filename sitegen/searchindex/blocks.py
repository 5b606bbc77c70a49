"""The rows of many documents as columns, some of them at a time.

The columns of a block fit into a processor's cache and into memory that the block before it gave back. Those
of a whole site do not: much of the time would go into asking for memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.tally import ROW

_DOCUMENTS = 4096


class Block(NamedTuple):
    """The rows of some documents that follow one another."""

    first: int
    """The first document's number,"""
    stop: int
    """and that behind the last one's."""
    entries: NDArray[np.uint32]
    documents: NDArray[np.uint32]
    """The number of each entry's document."""


def blocks(rows: Sequence[bytes]) -> Iterator[Block]:
    """All rows, in their order; documents are numbered as they stand."""
    for first in range(0, len(rows), _DOCUMENTS):
        some = rows[first : first + _DOCUMENTS]
        sizes = np.fromiter(map(len, some), np.int64, len(some)) // ROW.itemsize
        documents = np.arange(first, first + len(some), dtype=np.uint32)
        yield Block(first, first + len(some), np.frombuffer(b"".join(some), ROW), np.repeat(documents, sizes))
