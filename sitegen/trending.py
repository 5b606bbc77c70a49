"""Which papers people talk about: by comments and upvotes, as far as they are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from heapq import nlargest
from itertools import takewhile
from typing import NamedTuple

from sitegen.summary import Card

HALF_LIFE = 7
"""After how many days a comment or an upvote counts half as much."""
MOST_TRENDING = 30
"""How many papers trend at once."""
MOST_DISCUSSED = 5
"""How many papers a week or a month is remembered for."""
_DIGITS = 6
"""Of a score: so no platform's last bit decides over an order."""


class Trend(NamedTuple):
    """A paper with its score."""

    card: Card
    score: float


def reactions(card: Card) -> int:
    """A paper's comments and upvotes together; what is not known counts nothing."""
    return (card.comments or 0) + (card.upvotes or 0)


def most_discussed(cards: Iterable[Card], most: int = MOST_DISCUSSED) -> tuple[Card, ...]:
    """The papers with most reactions, most first; of equal ones, those that come first. None without any."""
    return tuple(nlargest(most, filter(reactions, cards), key=reactions))


def trending(cards: Iterable[Card], newest: date, days: int, most: int = MOST_TRENDING) -> tuple[Trend, ...]:
    """The papers that trend on the newest day, the highest score first; of equal ones, those that come first.

    `cards` run newest first. Those of the last `days` days have a part in it, the newest day being the first
    of them. A paper's score is its reactions, halved for each HALF_LIFE days since its first day.
    """
    recent = takewhile(lambda card: (newest - card.day).days < days, cards)
    scored = [Trend(card, score(reactions(card), (newest - card.day).days)) for card in recent]
    return tuple(nlargest(most, (trend for trend in scored if trend.score), key=lambda trend: trend.score))


def score(number: int, age: int) -> float:
    """What a number of reactions is worth after `age` days."""
    return float(round(number * 0.5 ** (age / HALF_LIFE), _DIGITS))
