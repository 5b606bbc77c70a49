"""A page a day: its papers as cards, and the way to the days around it."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page for each published day."""
    days = library.days
    for number, day in enumerate(days):
        address = urls.day(day.day)
        yield Page(
            urls.output_path(address),
            "pages/day.html",
            {
                "address": address,
                "day": day,
                "previous": days[number + 1].day if number + 1 < len(days) else None,
                "next": days[number - 1].day if number else None,
            },
        )
