"""The search page and the index that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import SEARCH_INDEX, Page
from sitegen.searchindex import Entry


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page, and one index."""
    yield Page(urls.output_path(urls.SEARCH), "pages/search.html", {"address": urls.SEARCH})
    yield Page(
        urls.output_path(urls.SEARCH_INDEX),
        SEARCH_INDEX,
        {"entries": tuple(Entry(entry.card, entry.abstract_text) for entry in library.papers)},
    )
