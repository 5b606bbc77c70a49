"""How far a build is, and where its time went."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a build, done."""

    name: str
    seconds: float
    items: int
    """How many files or pages it dealt with; 0 where that is nothing to count."""


class Progress:
    """Told by a build what it is doing. This one only keeps the time; others show it to a person."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self._items = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A part of the work; stages follow one another."""
        self._items, start = 0, time.perf_counter()
        yield
        self.stages.append(Stage(name, time.perf_counter() - start, self._items))

    def expect(self, what: str, items: int) -> None:
        """So many more items are to be worked on; `what` says what is done to them."""

    def advance(self, items: int) -> None:
        """So many are done."""
        self._items += items
