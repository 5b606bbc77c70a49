"""The site in numbers: how much there is, of what, since when, and how much of it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from operator import or_
from typing import NamedTuple

from sitegen import urls
from sitegen.config import Settings
from sitegen.history import History, history
from sitegen.library import Library
from sitegen.page import Page
from sitegen.summary import Card
from sitegen.trending import most_discussed

MOST_LISTED = 10


class Known(NamedTuple):
    """Of how many papers something is known."""

    abstract: int
    topics: int
    published: int
    author_names: int
    author_count: int
    """With their names or without."""
    organization: int
    comments: int
    upvotes: int


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page."""
    cards = [entry.card for entry in library.papers]
    topics = [(shelf.topic.label, len(shelf.cards)) for shelf in library.topics]
    organizations = [(shelf.organization, len(shelf.papers)) for shelf in library.organizations]
    yield Page(
        urls.output_path(urls.STATS),
        "pages/stats.html",
        {
            "address": urls.STATS,
            "papers": len(cards),
            "days": len(library.days),
            "first": library.days[-1].day if library.days else None,
            "newest": library.days[0].day if library.days else None,
            "history": _history(library),
            "topics": tuple(sorted(topics, key=lambda item: -item[1])),
            "organizations": tuple(sorted(organizations, key=lambda item: -item[1])[:MOST_LISTED]),
            "organization_count": len(organizations),
            "discussed": most_discussed(cards, MOST_LISTED),
            "known": known(cards),
        },
    )


def _history(library: Library) -> History | None:
    """Papers against days; a paper that stood on two of them counts twice."""
    months = library.months
    papers = {span.name: sum(len(day.cards) for day in span.days) for span in months}
    return history(papers, {span.name: len(span.days) for span in months}, library.running)


def known(cards: Sequence[Card]) -> Known:
    """What is known of some papers."""
    # Field by field, which is many times as fast as paper by paper.
    values = dict(zip(Card._fields, zip(*cards, strict=True) if cards else repeat(()), strict=False))
    has_names = [bool(names) for names in values["authors"]]
    has_count = [bool(count) for count in values["authors_count"]]
    return Known(
        abstract=len(cards) - values["excerpt"].count(""),
        topics=len(cards) - values["topics"].count(()),
        published=len(cards) - values["published"].count(None),
        author_names=sum(has_names),
        author_count=sum(map(or_, has_names, has_count)),
        organization=len(cards) - values["organization"].count(None),
        comments=len(cards) - values["comments"].count(None),
        upvotes=len(cards) - values["upvotes"].count(None),
    )
