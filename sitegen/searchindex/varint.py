"""Numbers in as few bytes as each needs: LEB128, as DWARF and WebAssembly have it.

Seven bits a byte, the lowest first, the top bit set on all bytes but the last.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def sizes(numbers: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """How many bytes each number takes."""
    found = np.ones(numbers.shape, np.uint8)
    for bits in (7, 14, 21, 28):
        more = numbers >> bits > 0
        if not more.any():
            break
        found += more
    return found


def encoded(numbers: NDArray[np.uint32], size: NDArray[np.uint8]) -> bytes:
    """The numbers, one after the other; `size` is their `sizes`."""
    ends = np.cumsum(size, dtype=np.int64)
    content = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    last = ends - 1
    content[last] = numbers >> (7 * (size - 1).astype(np.uint32))
    longer = np.flatnonzero(size > 1)
    place = 0
    while len(longer):
        at = last[longer] - (size[longer] - 1) + place
        content[at] = (numbers[longer] >> 7 * place) & 0x7F | 0x80
        place += 1
        longer = longer[size[longer] > place + 1]
    return content.tobytes()


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
    flat = numbers.ravel().astype(np.uint32)
    return encoded(flat, sizes(flat))
