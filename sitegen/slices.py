"""Cutting long work into pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_slices(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of a size, the last one shorter; taken only when a list is asked for."""
    waiting = iter(items)
    while taken := list(islice(waiting, size)):
        yield taken
