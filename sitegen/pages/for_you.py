"""A reader's own digest: a page that a script fills out of a small file for each day.

A day's file is made of that day alone, so an older one stays as it is. `days.json` says which days there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import CARDS_OF_DAY, Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """The page and the days' files."""
    yield Page(
        urls.output_path(urls.FOR_YOU),
        "pages/for_you.html",
        {
            "address": urls.FOR_YOU,
            "topics": tuple(text.topic.label for text in library.topic_texts),
        },
    )
    for day in library.days:
        yield Page(urls.output_path(urls.for_you_day(day.day)), CARDS_OF_DAY, {"cards": day.cards})
