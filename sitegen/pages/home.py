"""The front page: the latest day."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page

EARLIER_DAYS = 7


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page."""
    yield Page(
        urls.output_path(urls.HOME),
        "pages/home.html",
        {
            "address": urls.HOME,
            "day": library.days[0] if library.days else None,
            "earlier": tuple((day.day, len(day.cards)) for day in library.days[1 : 1 + EARLIER_DAYS]),
        },
    )
