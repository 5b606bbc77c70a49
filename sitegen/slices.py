"""Cutting long work into pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
_PARTS = 8
"""Of what is left, a shrinking slice is one of so many."""


def in_slices(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of a size, the last one shorter; taken only when a list is asked for."""
    waiting = iter(items)
    while taken := list(islice(waiting, size)):
        yield taken


def in_shrinking_slices(items: Sequence[T], most: int, least: int) -> Iterator[Sequence[T]]:
    """The items in slices that get smaller: whoever take them are done at nearly one time."""
    start = 0
    while start < len(items):
        size = min(most, max(least, (len(items) - start) // _PARTS))
        yield items[start : start + size]
        start += size
