"""What a result shows of a paper."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sitegen import urls
from sitegen.model import Card

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def cards_json(cards: Iterable[Card]) -> bytes:
    """A file of cards. What it says depends on nothing but the cards, and on FORMAT in `files.py`."""
    return _JSON.encode([_card_values(card) for card in cards]).encode()


def _card_values(card: Card) -> dict[str, object]:
    """The card as JSON has it. Addresses are below the site's base path; what is unknown is left out."""
    known: dict[str, object] = {
        "address": urls.paper(card.slug),
        "title": card.title,
        "excerpt": card.excerpt,
        "day": {"address": urls.day(card.day), "date": card.day.isoformat()},
        "topics": [{"address": urls.topic(topic.slug), "title": topic.title} for topic in card.topics],
        "authors": list(card.authors),
        "authorsCount": card.authors_count,
        "published": card.published and card.published.isoformat(),
        "comments": card.comments,
        "upvotes": card.upvotes,
        "organization": card.organization
        and {"address": urls.organization(card.organization.slug), "title": card.organization.name},
    }
    return {name: value for name, value in known.items() if value}
