"""The pages of the site: each module turns the library into the pages of one kind."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Bundle, Page
from sitegen.pages import (
    archive,
    article,
    day,
    feed,
    home,
    month,
    not_found,
    organization,
    paper,
    redirect,
    search,
    sitemap,
    topic,
)

KINDS = (home, day, month, topic, organization, paper, archive, article, search, not_found, feed, redirect)
"""Every kind of page; the sitemap, which lists the others, comes after them."""


def plan(library: Library, settings: Settings) -> Iterator[Page | Bundle]:
    """Every page of the site, none rendered."""
    pages: list[Page | Bundle] = [page for kind in KINDS for page in kind.pages(library, settings)]
    yield from pages
    yield from sitemap.pages(pages)
