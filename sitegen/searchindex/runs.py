"""Columns of numbers put in order, and their runs of equal ones: where one begins, who has which place."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Integers = NDArray[np.integer[Any]]
Counts = NDArray[np.int64]


def stable_order(numbers: Integers) -> NDArray[np.intp]:
    """What sorts numbers of at most 32 bits, half by half: numpy sorts 16 in one go (a radix sort)."""
    order = np.argsort((numbers & 0xFFFF).astype(np.uint16), kind="stable")
    return order[np.argsort((numbers >> 16).astype(np.uint16)[order], kind="stable")]


def changes(*columns: Integers) -> Bits:
    """Whether a line is the first of a run, in which it and those before it are alike in all columns."""
    first = np.ones(len(columns[0]), bool)
    first[1:] = False
    for column in columns:
        first[1:] |= column[1:] != column[:-1]
    return first


def starts_and_ends(first: Bits) -> tuple[Counts, Counts]:
    """For each line, where its run begins, and where it has ended."""
    starts = np.flatnonzero(first)
    sizes = np.diff(starts, append=len(first))
    return np.repeat(starts, sizes), np.repeat(starts + sizes, sizes)


def ranks(column: Integers) -> Counts:
    """For each line, how many of its run stand before it."""
    starts, _ = starts_and_ends(changes(column))
    return np.arange(len(column)) - starts
