"""One Atom feed of the days (RFC 4287). An entry's `updated` is its day's midnight, so no clock is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One feed."""
    entries = tuple(
        (day, settings.midnight(day.updated or day.day), settings.midnight(day.day))
        for day in library.days[: settings.feed_days]
    )
    # A feed must say when it was updated; one without a day yet says the beginning of the epoch.
    updated = max((day.updated or day.day for day, _, _ in entries), default=date(1970, 1, 1))
    yield Page(
        urls.output_path(urls.FEED),
        "feed.xml",
        {"entries": entries, "updated": settings.midnight(updated)},
    )
