"""The curator's own pages, such as *about*."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page for each file of `content/pages/`."""
    for entry in library.articles:
        address = urls.article(entry.article.slug)
        yield Page(
            urls.output_path(address),
            "pages/article.html",
            {"address": address, "title": entry.article.title, "body": entry.html},
        )
