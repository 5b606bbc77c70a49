"""What people talk about now, "now" being the newest published day."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page
from sitegen.trending import HALF_LIFE, trending


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page."""
    newest = library.days[0].day if library.days else None
    cards = (entry.card for entry in library.papers)
    found = trending(cards, newest, settings.trending_days) if newest else ()
    yield Page(
        urls.output_path(urls.TRENDING),
        "pages/trending.html",
        {
            "address": urls.TRENDING,
            "cards": tuple(trend.card for trend in found),
            "newest": newest,
            "half_life": HALF_LIFE,
        },
    )
