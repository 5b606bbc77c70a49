"""Papers over time, month by month, against something else: all papers, or the days that brought them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

FEWEST_MONTHS = 12
"""A history goes back at least so far, so that one month does not fill a chart."""


class Point(NamedTuple):
    """A month."""

    month: str
    papers: int
    against: int
    """What they are set against; 0 in a month without a digest."""

    @property
    def value(self) -> float | None:
        """The one over the other; None where nothing can be said."""
        return self.papers / self.against if self.against else None


@dataclass(frozen=True, slots=True)
class History:
    """Every month from the first one with a digest, or an earlier one, to the newest."""

    points: tuple[Point, ...]
    """Oldest first."""
    running: str | None
    """The newest month, if days of it may still come."""

    @property
    def known(self) -> tuple[Point, ...]:
        """The months with a digest."""
        return tuple(point for point in self.points if point.against)

    @property
    def newest(self) -> Point:
        """The newest month."""
        return self.points[-1]

    @property
    def highest(self) -> Point:
        """The month with the highest value, the newest of several."""
        return max(reversed(self.known), key=lambda point: point.value or 0)

    @property
    def has_gaps(self) -> bool:
        """Whether there was a month without a digest after the first one with one."""
        since = self.known[0].month
        return any(point.month > since and not point.against for point in self.points)


def history(papers: Mapping[str, int], against: Mapping[str, int], running: str | None) -> History | None:
    """The history of some papers, by month; None before the first digest.

    `against` has the months with a digest, and no other one.
    """
    if not against:
        return None
    points = (Point(month, papers.get(month, 0), against.get(month, 0)) for month in _months(against))
    return History(tuple(points), running)


def _months(known: Collection[str]) -> tuple[str, ...]:
    newest = _number(max(known))
    first = min(_number(min(known)), newest - FEWEST_MONTHS + 1)
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, newest + 1))


def _number(month: str) -> int:
    """Months counted on, so that they can be reckoned with."""
    return int(month[:4]) * 12 + int(month[5:]) - 1
