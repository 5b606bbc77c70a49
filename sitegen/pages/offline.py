"""What a browser shows without a network in the place of a page that it has not kept: what it has."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page, or none where the site is not to be read offline."""
    if settings.offline:
        yield Page(urls.output_path(urls.OFFLINE), "pages/offline.html", {"address": urls.OFFLINE})
