"""A progress bar in the terminal, for builds that take so long that a person wonders."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Never

from sitegen.progress import Progress

if TYPE_CHECKING:
    from tqdm import tqdm

_PATIENCE = 1.0
"""Seconds before the bar appears: most builds are done by then."""


class Bar(Progress):
    """Shows what a build is doing, on standard error where that is a terminal, and leaves nothing behind."""

    def __init__(self, *, hidden: bool = False, unit: str = " files") -> None:
        super().__init__()
        self._hidden = hidden
        self._unit = unit
        self._what = ""
        self._total = 0
        self._bar: tqdm[Never] | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def expect(self, what: str, items: int) -> None:
        """So many more items are to be worked on; `what` says what is done to them."""
        if self._hidden or not sys.stderr.isatty():
            return
        if what != self._what or self._bar is None:
            from tqdm import tqdm  # noqa: PLC0415 - many builds are done in the time that it takes to load

            self._close()
            self._what = what
            self._total = 0
            bar: tqdm[Never] = tqdm(desc=what, delay=_PATIENCE, leave=False, unit=self._unit)
            self._bar = bar
        self._total += items
        self._bar.total = self._total

    def advance(self, items: int) -> None:
        """So many are done."""
        super().advance(items)
        if self._bar is not None:
            self._bar.update(items)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
