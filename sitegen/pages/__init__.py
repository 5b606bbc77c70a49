"""The pages of the site: each module turns the library into the pages of one kind."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Bundle, Page
from sitegen.pages import (
    archive,
    article,
    calendar,
    day,
    feed,
    home,
    not_found,
    offline,
    organization,
    paper,
    redirect,
    search,
    sitemap,
    span,
    stats,
    topic,
    trending,
)

KINDS = (
    *(home, day, span, topic, organization, archive, calendar, trending, stats),
    *(article, search, offline, not_found, feed, redirect, paper),
)
"""Every kind of page; papers last, since it takes longest to know what they show: similar ones. The sitemap,
which lists the others, comes after them."""
NEAREST = (home, day, paper, article)
"""The kinds that a person who edits a file looks at first."""


def plan(library: Library, settings: Settings) -> Iterator[Page | Bundle]:
    """Every page of the site, none rendered."""
    planned: list[Page | Bundle] = []
    for kind in KINDS:
        for page in kind.pages(library, settings):
            planned.append(page)
            yield page
    yield from sitemap.pages(planned)


def plan_nearest(library: Library, settings: Settings) -> Iterator[Page | Bundle]:
    """Those pages alone that show an edited file itself, not the lists that name it."""
    for kind in NEAREST:
        yield from kind.pages(library, settings)
