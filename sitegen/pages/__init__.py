"""The pages of the site: each module turns the library into the pages of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Bundle, Page
from sitegen.pages import (
    archive,
    article,
    calendar,
    day,
    feed,
    for_you,
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
from sitegen.urls import month_of, week_days

OF_CARDS = (day, for_you, span, topic)
"""The kinds of which there are many, with many cards."""
KINDS = (
    *(home, organization, archive, calendar, trending, stats),
    *(article, search, offline, not_found, feed, redirect, paper),
)
"""Every other kind of page; papers last, since it takes longest to know what they show: similar ones. The
sitemap, which lists the others, comes after them."""
_MONTH = re.compile(r"\d{4}-\d{2}")
_WEEK = re.compile(r"\d{4}-W\d{2}")
NEAREST = (home, day, paper, article)
"""The kinds that a person who edits a file looks at first."""


def plan(library: Library, settings: Settings) -> Iterator[Page | Bundle]:
    """Every page of the site, none rendered."""
    planned: list[Page | Bundle] = []
    of_cards = _by_month(chain.from_iterable(kind.pages(library, settings) for kind in OF_CARDS))
    others = (kind.pages(library, settings) for kind in KINDS)
    for page in chain(of_cards, *others):
        planned.append(page)
        yield page
    yield from sitemap.pages(planned)


def _by_month(pages: Iterable[Page]) -> list[Page]:
    """Pages by the month in their address.

    Those of one month show the same cards, so these are sent to a worker and made there but once.
    """

    def month(page: Page) -> str:
        if found := _MONTH.search(page.path):
            return found[0]
        found = _WEEK.search(page.path)
        return month_of(week_days(found[0])[0]) if found else ""

    return sorted(pages, key=month, reverse=True)


def plan_nearest(library: Library, settings: Settings) -> Iterator[Page | Bundle]:
    """Those pages alone that show an edited file itself, not the lists that name it."""
    for kind in NEAREST:
        yield from kind.pages(library, settings)
