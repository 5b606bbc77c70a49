"""Sorted texts with a number each, cut into a few files.

A file is the size of the text; the text, an entry a line; the numbers. Numbers are varints.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sitegen.searchindex import varint

SIZE = 48_000  # bytes of text before gzip, which takes more than a half off


def numbered(texts: Sequence[str], numbers: Sequence[int], most: int) -> tuple[list[int], list[bytes]]:
    """The places of the entries with which files begin, and what is in them: `most` files or fewer."""
    lines = np.frombuffer("".join([f"{text}\n" for text in texts]).encode(), np.uint8)
    ends = np.append(0, np.flatnonzero(lines == ord("\n")) + 1)
    size = max(SIZE, -(-int(ends[-1]) // most))
    starts = np.flatnonzero(np.diff(ends[:-1] // size, prepend=-1)).tolist()
    return starts, [
        _content(texts[start:stop], numbers[start:stop]) for start, stop in pairwise([*starts, len(texts)])
    ]


def _content(texts: Sequence[str], numbers: Sequence[int]) -> bytes:
    text = "\n".join(texts).encode()
    return varint.one(len(text)) + text + varint.packed(np.array(numbers, np.uint32))
