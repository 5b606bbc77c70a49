"""The geometry of small charts: numbers in, coordinates of an SVG picture out. Templates draw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SLOT = 10
"""The width of a column with the room beside it. A picture is stretched to the room that it has."""
COLUMN = 6
HEIGHT = 100
LEAST_HEIGHT = 1
"""Of a column that stands for nothing, which is not the same as none."""


class Column(NamedTuple):
    """A column of a chart, in the picture's units; it ends at the bottom."""

    number: int
    """Its place among the values."""
    slot: int
    """The left edge of the room that it stands in."""
    x: int
    y: float
    height: float


class Columns(NamedTuple):
    """A chart of columns."""

    width: int
    columns: tuple[Column, ...]
    """Values that are None have none."""
    height: int = HEIGHT
    slot: int = SLOT
    column: int = COLUMN
    """The width of each."""

    @property
    def outline(self) -> str:
        """All columns as one SVG path."""
        parts = (f"M{one.x} {one.y:g}h{COLUMN}v{one.height:g}h-{COLUMN}z" for one in self.columns)
        return "".join(parts)


def columns(values: Sequence[float | None]) -> Columns:
    """A column for each value that there is; the highest one fills the height."""
    highest = max((value for value in values if value is not None), default=0) or 1
    found = [
        _column(number, HEIGHT * value / highest) for number, value in enumerate(values) if value is not None
    ]
    return Columns(len(values) * SLOT, tuple(found))


def _column(number: int, height: float) -> Column:
    height = round(max(height, LEAST_HEIGHT), 1)
    slot = number * SLOT
    return Column(number, slot, slot + (SLOT - COLUMN) // 2, round(HEIGHT - height, 1), height)
