"""What is published, as pages have it: days, weeks and months, papers, topics, organisations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sitegen.model import Organization, Topic, TopicLabel
from sitegen.summary import Card, Summary
from sitegen.topics import topics_of
from sitegen.trending import most_discussed
from sitegen.urls import month_of

MOST_TITLES = 1000
"""How many titles a page of several days lists, so that it stays light."""


@dataclass(frozen=True, slots=True)
class Day:
    """A published digest."""

    day: date
    cards: tuple[Card, ...]
    """In the curator's order."""
    note: str
    """HTML."""
    updated: date | None

    @property
    def topics(self) -> tuple[tuple[TopicLabel, int], ...]:
        """The topics of its papers with their numbers, the commonest first."""
        return topics_of(self.cards)


@dataclass(frozen=True, slots=True)
class Span:
    """Published days that belong together: those of a week or of a month."""

    name: str
    """`2025-W44` or `2025-10`."""
    days: tuple[Day, ...]
    """Newest first."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every paper of these days once."""
        return tuple(dict.fromkeys(card for day in self.days for card in day.cards))

    @property
    def topics(self) -> tuple[tuple[TopicLabel, int], ...]:
        """The topics of its papers with their numbers, the commonest first."""
        return topics_of(self.cards)

    @property
    def titles_a_day(self) -> int | None:
        """How many titles of a day there is room for; None: for all."""
        papers = sum(len(day.cards) for day in self.days)
        return MOST_TITLES // len(self.days) if papers > MOST_TITLES else None

    @property
    def most_discussed(self) -> tuple[Card, ...]:
        """The papers that people talk about most."""
        return most_discussed(self.cards)


class PaperInLibrary(NamedTuple):
    """A published paper with what its own page shows."""

    summary: Summary
    card: Card
    days: tuple[date, ...]
    """The days it appeared on, oldest first."""


@dataclass(frozen=True, slots=True)
class TopicShelf:
    """A topic and its published papers."""

    topic: Topic
    introduction: str
    """HTML."""
    cards: tuple[Card, ...]
    months: tuple[tuple[str, tuple[Card, ...]], ...]
    """The cards by the month of their first day, newest first."""


@dataclass(frozen=True, slots=True)
class OrganizationShelf:
    """An organisation and its published papers."""

    organization: Organization
    papers: tuple[Card, ...]

    @property
    def months(self) -> tuple[tuple[str, tuple[Card, ...]], ...]:
        """Its papers by the month of their first day, newest first."""
        return by_month(self.papers)

    @property
    def topics(self) -> tuple[tuple[TopicLabel, int], ...]:
        """The topics of its papers with their numbers, the commonest first."""
        return topics_of(self.papers)


def by_month(cards: Iterable[Card]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """Cards in the order of lists, by the month of their first day, newest first."""
    grouped = groupby(cards, key=lambda card: month_of(card.day))
    return tuple((month, tuple(of_month)) for month, of_month in grouped)
