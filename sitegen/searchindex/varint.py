"""Numbers in as few bytes as each needs: LEB128, as DWARF and WebAssembly have it.

Seven bits a byte, the lowest first, the top bit set on all bytes but the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray


def encoded(numbers: NDArray[np.integer[Any]]) -> NDArray[np.uint8]:
    """The bytes of numbers below 2 ** 32, one number after the other."""
    lowest = (numbers & 0x7F).astype(np.uint8)
    longer = np.flatnonzero(numbers > 0x7F)
    if not len(longer):
        return lowest
    lowest[longer] |= 0x80
    rest = numbers[longer] >> 7
    return np.insert(lowest, np.repeat(longer + 1, _sizes(rest)), encoded(rest))


def places(numbers: NDArray[np.integer[Any]], at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where numbers begin among the bytes of all; `at` is where they stand, or how many there are."""
    found = at.copy()
    for longer in _longer(numbers):
        found += np.searchsorted(np.flatnonzero(longer), at)
    return found


def _sizes(numbers: NDArray[np.integer[Any]]) -> NDArray[np.uint8]:
    """How many bytes each number takes."""
    found = np.ones(numbers.shape, np.uint8)
    for longer in _longer(numbers):
        found += longer
    return found


def _longer(numbers: NDArray[np.integer[Any]]) -> Iterator[NDArray[np.bool_]]:
    """Which numbers take more than one byte, more than two, and so on, as long as there are any."""
    for bits in (7, 14, 21, 28):
        longer = numbers >> bits > 0
        if not longer.any():
            return
        yield longer


def one(number: int) -> bytes:
    """A single number, encoded: many times as fast as by numpy."""
    found = bytearray()
    while number >= 0x80:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def packed(numbers: NDArray[np.integer[Any]]) -> bytes:
    """Numbers of any shape below 2 ** 32, encoded."""
    return encoded(numbers.ravel().astype(np.uint32)).tobytes()
