"""What a script shows of a paper, in as few bytes as may be: ten of them are fetched for most queries.

A file is a JSON list of cards, each a list that ends with the last value that is known:

    slug, title, excerpt, day, topics, authors, number of authors, published, comments, upvotes, organisation

- The slug is its length where it is `plain_slug` of the title, or the beginning of that.
- The day is counted from 1970-01-01; *published* is how many days before it that was.
- Topics are slugs, whose titles are in the directory. Of the authors the first few are named.
- The organisation is a list of slug, name and, where it is not the slug, the part of its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date

from sitegen import urls
from sitegen.model import Organization
from sitegen.summary import Card

MOST_CHARACTERS = 140
"""Of an excerpt, an ellipsis included."""
MOST_AUTHORS = 3
DAY_0 = date(1970, 1, 1).toordinal()

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_WORD = re.compile("[a-z0-9]+")


def cards_json(cards: Iterable[Card], *, whole: bool = False) -> bytes:
    """A file of cards, with `whole` excerpts or short ones.

    What it says depends on nothing else, and on FORMAT in `files.py`.
    """
    return _JSON.encode([_values(card, whole) for card in cards]).encode()


def plain_slug(title: str) -> str:
    """The title's words of ASCII in lower case, with hyphens: what the browser can make of it too."""
    return "-".join(_WORD.findall(title.lower()))


def _values(card: Card, whole: bool) -> list[object]:
    values: list[object] = [
        len(card.slug) if plain_slug(card.title).startswith(card.slug) else card.slug,
        card.title,
        card.excerpt if whole else _short(card.excerpt),
        card.day.toordinal() - DAY_0,
        [topic.slug for topic in card.topics] or 0,
        card.authors[:MOST_AUTHORS] or 0,
        len(card.authors) or card.authors_count or 0,
        None if card.published is None else (card.day - card.published).days,
        card.comments or 0,
        card.upvotes or 0,
        card.organization and _organization(card.organization),
    ]
    while values[-1] in (0, None):
        values.pop()
    return values


def _organization(known: Organization) -> list[str]:
    part = urls.organization(known.slug).split("/")[1]
    return [known.slug, known.name] + ([part] if part != known.slug else [])


def _short(excerpt: str) -> str:
    """The excerpt, cut at a word."""
    if len(excerpt) <= MOST_CHARACTERS:
        return excerpt
    cut = excerpt[:MOST_CHARACTERS].rsplit(" ", 1)[0][: MOST_CHARACTERS - 1]
    return cut.rstrip(" ,;:–—-(…") + "…"
