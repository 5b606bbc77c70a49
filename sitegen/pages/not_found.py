"""What a host shows for an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page."""
    yield Page(urls.output_path(urls.NOT_FOUND), "pages/not_found.html", {"address": urls.NOT_FOUND})
