"""Every day there has been, by month, with the first titles of each: a list that stays light for years."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Page

TITLES_A_DAY = 3


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page."""
    yield Page(
        urls.output_path(urls.ARCHIVE),
        "pages/archive.html",
        {
            "address": urls.ARCHIVE,
            "months": tuple(
                (
                    month,
                    tuple(
                        (
                            day.day,
                            tuple(card.reference for card in day.cards[:TITLES_A_DAY]),
                            len(day.cards),
                        )
                        for day in days
                    ),
                )
                for month, days in library.months
            ),
        },
    )
