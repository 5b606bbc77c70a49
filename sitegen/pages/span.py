"""A page a week and a page a month: their days by title, what was talked about most, and the topics."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page
from sitegen.shelves import Span


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page for each month, and for each week, that has a published day."""
    yield from _pages(library.months, "pages/month.html", urls.month, lambda month: {"weeks": weeks(month)})
    yield from _pages(library.weeks, "pages/week.html", urls.week, lambda week: {})


def weeks(month: Span) -> tuple[tuple[tuple[date, int | None] | None, ...], ...]:
    """A month as a calendar has it: weeks from Monday on, each day with the number of its papers.

    That is None where a day has no digest; a day of another month is None itself.
    """
    papers = {day.day: len(day.cards) for day in month.days}
    year, number = map(int, month.name.split("-"))
    return tuple(
        tuple((day, papers.get(day)) if day.month == number else None for day in week)
        for week in Calendar().monthdatescalendar(year, number)
    )


def _pages(
    spans: Sequence[Span],
    template: str,
    address_of: Callable[[str], str],
    more: Callable[[Span], dict[str, object]],
) -> Iterator[Page]:
    around = [None, *(span.name for span in spans), None]
    for later, span, earlier in zip(around, spans, around[2:], strict=False):
        address = address_of(span.name)
        values = {"address": address, "span": span, "previous": earlier, "next": later, **more(span)}
        yield Page(urls.output_path(address), template, values)
