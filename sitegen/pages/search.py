"""The search page ; the index that it asks for is `searchindex`'s."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page."""
    yield Page(urls.output_path(urls.SEARCH), "pages/search.html", {"address": urls.SEARCH})
