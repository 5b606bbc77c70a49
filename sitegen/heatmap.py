"""A calendar of all days, month by month, with how much each brought in five steps."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

LEVELS = 5
_ROUND = (1, 2, 4, 5)
"""What a step may be, and ten or a hundred times as much."""


class DayCell(NamedTuple):
    """A day of the calendar."""

    day: date
    papers: int | None
    """None where no digest was published."""
    level: int
    """From 1 to LEVELS; 0 where no digest was published."""


class MonthCells(NamedTuple):
    """A month of the calendar."""

    month: str
    starts: int
    """The weekday of its first day, Monday being 1."""
    cells: tuple[DayCell, ...]
    """One for each of its days."""
    days: int
    """How many of them have a digest."""
    papers: int


class YearCells(NamedTuple):
    """A year of the calendar."""

    year: int
    months: tuple[MonthCells, ...]
    """In the order of the year: those from the first published day to the newest."""
    days: int
    papers: int


class Step(NamedTuple):
    """A step of the scale."""

    level: int
    least: int
    most: int | None
    """None: any more."""


def scale(most: int) -> tuple[Step, ...]:
    """Equal steps that reach a day of `most` papers, each easily said: 1 to 20, 21 to 40 and so on."""
    width = next(width for width in _widths() if width * LEVELS >= most)
    return tuple(
        Step(level, (level - 1) * width + 1, level * width if level < LEVELS else None)
        for level in range(1, LEVELS + 1)
    )


def calendar(papers: Mapping[date, int]) -> tuple[YearCells, ...]:
    """The calendar of all published days with their numbers of papers, the newest year first."""
    if not papers:
        return ()
    first, last = min(papers), max(papers)
    width = scale(max(papers.values()))[0].most or 1
    years = []
    for year in range(last.year, first.year - 1, -1):
        start = first.month if year == first.year else 1
        stop = last.month if year == last.year else 12
        months = tuple(_month(papers, width, year, number) for number in range(start, stop + 1))
        days, total = sum(month.days for month in months), sum(month.papers for month in months)
        years.append(YearCells(year, months, days, total))
    return tuple(years)


def _month(papers: Mapping[date, int], width: int, year: int, month: int) -> MonthCells:
    starts, length = monthrange(year, month)
    days = [date(year, month, number) for number in range(1, length + 1)]
    cells = tuple(_cell(day, papers.get(day), width) for day in days)
    known = [cell.papers for cell in cells if cell.papers is not None]
    return MonthCells(f"{year:04}-{month:02}", starts + 1, cells, len(known), sum(known))


def _cell(day: date, papers: int | None, width: int) -> DayCell:
    # A day may have a digest without a paper; it is there all the same.
    level = 0 if papers is None else min(max(-(-papers // width), 1), LEVELS)
    return DayCell(day, papers, level)


def _widths() -> Iterator[int]:
    unit = 1
    while True:
        yield from (unit * step for step in _ROUND)
        unit *= 10
