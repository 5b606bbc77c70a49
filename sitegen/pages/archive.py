"""Every day there has been, as a calendar of all years: a page that stays light for many of them."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.heatmap import calendar, scale
from sitegen.library import Library
from sitegen.page import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page."""
    papers = {day.day: len(day.cards) for day in library.days}
    yield Page(
        urls.output_path(urls.ARCHIVE),
        "pages/archive.html",
        {
            "address": urls.ARCHIVE,
            "years": calendar(papers),
            "steps": scale(max(papers.values(), default=0)),
        },
    )
