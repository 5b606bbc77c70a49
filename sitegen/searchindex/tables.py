"""The tables behind filters, counts and orders; the browser fetches one when it is first asked for.

- `topics-….gz`, `organizations-….gz`: names with their documents. The size of the text; the text, a JSON list
  of slug and title; how many documents each has; the gaps between their numbers, name by name.
- `days-….gz`: of each document the day, counted from 1970-01-01, less that of the document before it, as
  0 1 -1 2 -2 … are written 0 2 1 4 3 ….
- `comments-….gz`: how many each document has.

Numbers are varints. Names are in the order in which the documents first bring them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex import varint
from sitegen.searchindex.cards import DAY_0
from sitegen.summary import Card

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def tables(cards: Sequence[Card]) -> dict[str, bytes]:
    """Every table by its name, of the cards of all documents in the order of their numbers."""
    topics: dict[str, list[int]] = defaultdict(list)
    organizations: dict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for number, card in enumerate(cards):
        for topic in card.topics:
            topics[topic.slug].append(number)
        if card.organization:
            organizations[card.organization.slug].append(number)
            names[card.organization.slug] = card.organization.name
    days: NDArray[np.int64] = np.diff([DAY_0, *(card.day.toordinal() for card in cards)])
    return {
        "topics": _lists(dict(topics_of(cards)), topics),
        "organizations": _lists(names, organizations),
        "days": varint.packed(days << 1 ^ days >> 63),
        "comments": varint.packed(np.array([card.comments or 0 for card in cards], np.int64)),
    }


def topics_of(cards: Iterable[Card]) -> list[tuple[str, str]]:
    """Every topic's slug and title, in the order in which the cards first bring them."""
    return [
        *dict.fromkeys(topic for topics in dict.fromkeys(card.topics for card in cards) for topic in topics)
    ]


def _lists(titles: Mapping[str, str], documents: Mapping[str, Sequence[int]]) -> bytes:
    text = _JSON.encode([(slug, titles[slug]) for slug in documents]).encode()
    counts = np.array(list(map(len, documents.values())), np.int64)
    gaps = [np.diff([0, *numbers]) for numbers in documents.values()]
    numbers = np.concatenate([counts, *gaps])
    return b"".join((varint.one(len(text)), text, varint.packed(numbers)))
