"""A page at each former address of a paper, which leads to the present one: addresses are for ever."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page for each alias of a published paper."""
    for entry in library.papers:
        for alias in entry.summary.aliases:
            yield Page(
                urls.output_path(urls.paper(alias)),
                "pages/redirect.html",
                {"address": urls.paper(entry.card.slug), "title": entry.card.title},
            )
