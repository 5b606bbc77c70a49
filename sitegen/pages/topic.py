"""The list of topics, a page a topic with its latest papers, and a page for each of its months.

No page is numbered from the newest, so one more paper changes the topic's own page and one month's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen import urls
from sitegen.config import Settings
from sitegen.history import History, history
from sitegen.library import Library
from sitegen.neighbours import Neighbour, neighbours
from sitegen.page import Page
from sitegen.shelves import TopicShelf

SPARKLINE_MONTHS = 12
MOST_CARDS = 200
"""How many papers a page shows as cards and is still light; where there are more, all stand by title."""


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """The list of all topics, then each topic's pages."""
    histories = {shelf.topic.slug: _history(shelf, library) for shelf in library.topics}
    near = neighbours(entry.card.topics for entry in library.papers)
    # They come by title, and so do equal ones here.
    by_size = sorted(library.topics, key=lambda shelf: -len(shelf.cards))
    yield Page(
        urls.output_path(urls.TOPICS),
        "pages/topics.html",
        {
            "address": urls.TOPICS,
            "topics": tuple(
                (
                    shelf.topic.label,
                    shelf.topic.summary,
                    len(shelf.cards),
                    _recent(histories[shelf.topic.slug]),
                )
                for shelf in by_size
            ),
        },
    )
    for shelf in library.topics:
        slug = shelf.topic.slug
        yield _page_of(shelf, settings.topic_cards, histories[slug], near.get(slug, ()))
        yield _feed_of(shelf, settings)
        yield from _months_of(shelf)


def _history(shelf: TopicShelf, library: Library) -> History | None:
    papers = {month: len(cards) for month, cards in shelf.months}
    return history(papers, library.firsts_by_month, library.running)


def _recent(history: History | None) -> tuple[float | None, ...]:
    return tuple(point.value for point in history.points[-SPARKLINE_MONTHS:]) if history else ()


def _page_of(
    shelf: TopicShelf,
    most: int,
    history: History | None,
    neighbours: tuple[Neighbour, ...],
) -> Page:
    label = shelf.topic.label
    address = urls.topic(label.slug)
    return Page(
        urls.output_path(address),
        "pages/topic.html",
        {
            "address": address,
            "topic": label,
            "summary": shelf.topic.summary,
            "introduction": shelf.introduction,
            "cards": shelf.cards[:most],
            "count": len(shelf.cards),
            "history": history,
            "neighbours": neighbours,
        },
    )


def _feed_of(shelf: TopicShelf, settings: Settings) -> Page:
    entries = tuple((card, settings.midnight(card.day)) for card in shelf.cards[: settings.topic_cards])
    label = shelf.topic.label
    return Page(
        urls.output_path(urls.topic_feed(label.slug)),
        "topic_feed.xml",
        {
            "topic": label,
            "summary": shelf.topic.summary,
            "entries": entries,
            # A feed must say when it was updated; one without a paper says the beginning of the epoch.
            "updated": entries[0][1] if entries else settings.midnight(date(1970, 1, 1)),
        },
    )


def _months_of(shelf: TopicShelf) -> Iterator[Page]:
    label = shelf.topic.label
    months = shelf.months
    for number, (month, cards) in enumerate(months):
        address = urls.topic(label.slug, month)
        yield Page(
            urls.output_path(address),
            "pages/topic_month.html",
            {
                "address": address,
                "topic": label,
                "month": month,
                "cards": cards,
                "is_by_title": len(cards) > MOST_CARDS,
                "previous": months[number + 1][0] if number + 1 < len(months) else None,
                "next": months[number - 1][0] if number else None,
            },
        )
