"""The list of topics, a page a topic with its latest papers, and a page for each of its months.

No page is numbered from the newest, so one more paper changes the topic's own page and one month's.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library, TopicShelf
from sitegen.model import Page, TopicLabel


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """The list of all topics, then each topic's pages."""
    yield Page(
        urls.output_path(urls.TOPICS),
        "pages/topics.html",
        {
            "address": urls.TOPICS,
            "topics": tuple(
                (TopicLabel(shelf.topic.slug, shelf.topic.title), shelf.topic.summary, len(shelf.cards))
                for shelf in library.topics
            ),
        },
    )
    for shelf in library.topics:
        yield _page_of(shelf, settings.topic_cards)
    # Those of one month show the same cards, so they lie together.
    of_months = (page for shelf in library.topics for page in _months_of(shelf))
    yield from sorted(of_months, key=lambda page: str(page.values["month"]), reverse=True)


def _page_of(shelf: TopicShelf, most: int) -> Page:
    label = TopicLabel(shelf.topic.slug, shelf.topic.title)
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
            "months": tuple((month, len(cards)) for month, cards in shelf.months),
        },
    )


def _months_of(shelf: TopicShelf) -> Iterator[Page]:
    label = TopicLabel(shelf.topic.slug, shelf.topic.title)
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
                "previous": months[number + 1][0] if number + 1 < len(months) else None,
                "next": months[number - 1][0] if number else None,
            },
        )
