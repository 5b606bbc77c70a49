"""All the content put together: looked up, sorted, grouped, and held back where it is not to be shown yet.

A paper's place, in every list and among its neighbours, is that of its first day: lists run newest day
first, then in the day's order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from pathlib import Path

from sitegen.agreement import disagreements
from sitegen.digest import name_of
from sitegen.likeness import UNKNOWN, Told
from sitegen.model import ContentError, Organization, TopicLabel
from sitegen.reading import Material
from sitegen.shelves import Day, OrganizationShelf, PaperInLibrary, Span, TopicShelf, by_month
from sitegen.summary import ArticleText, Card, Summary, TopicText
from sitegen.urls import month_of, week_of


@dataclass(frozen=True)
class Library:
    """All that is published."""

    days: tuple[Day, ...]
    """Newest first."""
    papers: tuple[PaperInLibrary, ...]
    """In the order of lists."""
    topic_texts: tuple[TopicText, ...]
    """By title."""
    articles: tuple[ArticleText, ...]
    unlisted: tuple[str, ...]
    """Files of papers that no digest names, so that no page shows them."""
    told: Callable[[], Told]
    """What pages say of similar papers; it may take a while."""

    # Quick builds of a large site do without all that follows.

    @cached_property
    def topics(self) -> tuple[TopicShelf, ...]:
        """By title."""
        cards: dict[str, list[Card]] = defaultdict(list)
        for entry in self.papers:
            for slug in entry.summary.topics:
                cards[slug].append(entry.card)
        return tuple(_shelf(text, tuple(cards[text.topic.slug])) for text in self.topic_texts)

    @cached_property
    def organizations(self) -> tuple[OrganizationShelf, ...]:
        """By name."""
        cards: dict[str, list[Card]] = defaultdict(list)
        newest: dict[str, Organization] = {}
        for entry in self.papers:
            known = entry.summary.organization
            if known:
                # An organisation that changed its display name goes by its newest one.
                newest.setdefault(known.slug, known)
                cards[known.slug].append(entry.card)
        in_order = sorted(newest.values(), key=lambda known: (known.name.casefold(), known.slug))
        return tuple(OrganizationShelf(known, tuple(cards[known.slug])) for known in in_order)

    @cached_property
    def firsts_by_month(self) -> dict[str, int]:
        """How many papers had their first day in each month, newest first."""
        return {
            month: sum(1 for _ in papers)
            for month, papers in groupby(self.papers, key=lambda entry: month_of(entry.card.day))
        }

    @property
    def running(self) -> str | None:
        """The newest month, if days of it may still come."""
        if not self.days:
            return None
        newest = self.days[0].day
        month = month_of(newest)
        return month if month_of(newest + timedelta(1)) == month else None

    @property
    def months(self) -> tuple[Span, ...]:
        """The days by month, newest first."""
        return self._spans(month_of)

    @property
    def weeks(self) -> tuple[Span, ...]:
        """The days by week, newest first."""
        return self._spans(week_of)

    def _spans(self, name_of: Callable[[date], str]) -> tuple[Span, ...]:
        grouped = groupby(self.days, key=lambda day: name_of(day.day))
        return tuple(Span(name, tuple(days)) for name, days in grouped)


def gather(material: Material, root: Path, today: date) -> Library:
    """Put the content together as it is to be shown on `today`.

    Drafts, later days, and papers that only such days bring are left out. `root` is the content folder,
    for messages. ContentError where a file names something that does not exist.
    """
    problems = list(disagreements(material, root))
    if problems:
        raise ContentError(problems)
    papers = {paper.slug: paper for paper in material.papers if not paper.draft}
    texts = sorted(
        (text for text in material.digests if text.digest.day <= today and not text.digest.draft),
        key=lambda text: text.digest.day,
    )
    shown = [(text, [slug for slug in text.digest.papers if slug in papers]) for text in texts]

    labels = {text.topic.slug: text.topic.label for text in material.topics}
    # Few papers' topics are like nobody else's, so each list of labels is put together once.
    listed_as = {
        topics: tuple(labels[slug] for slug in topics) for topics in {p.topics for p in papers.values()}
    }
    named = {slug: name_of(repr(label).encode("utf-8", "backslashreplace")) for slug, label in labels.items()}
    keys = {topics: " ".join(named[slug] for slug in topics) for topics in listed_as}
    days_of: dict[str, tuple[date, ...]] = {}
    cards: dict[str, Card] = {}
    for text, slugs in shown:
        day, written = text.digest.day, text.digest.day.isoformat()
        only = (day,)
        for slug in slugs:
            if slug in cards:
                days_of[slug] += only
            else:
                paper = papers[slug]
                key = f"{paper.key} {keys[paper.topics]} {written}"
                cards[slug] = _card(key, paper, listed_as[paper.topics], day)
                days_of[slug] = only
    days = [
        Day(text.digest.day, tuple(cards[slug] for slug in slugs), text.note, text.digest.updated)
        for text, slugs in reversed(shown)
    ]
    in_order = [
        PaperInLibrary(papers[card.slug], card, days_of[card.slug])
        for of_day in days
        for card in of_day.cards
        if card.day == of_day.day
    ]
    listed = {slug for text in material.digests for slug in text.digest.papers}
    return Library(
        days=tuple(days),
        papers=tuple(in_order),
        topic_texts=tuple(
            sorted(material.topics, key=lambda text: (text.topic.title.casefold(), text.topic.slug))
        ),
        articles=material.articles,
        unlisted=tuple(
            f"{root.name}/{paper.path}"
            for paper in material.papers
            if paper.slug not in listed and not paper.draft
        ),
        told=lambda: Told(UNKNOWN, [entry.card for entry in reversed(in_order)]),
    )


def _card(key: str, paper: Summary, topics: tuple[TopicLabel, ...], day: date) -> Card:
    return Card(
        key,
        paper.slug,
        paper.title,
        paper.excerpt,
        topics,
        paper.organization,
        paper.authors,
        paper.authors_count,
        paper.published,
        paper.comments,
        paper.upvotes,
        paper.links,
        paper.has_more,
        day,
    )


def _shelf(text: TopicText, cards: tuple[Card, ...]) -> TopicShelf:
    return TopicShelf(text.topic, text.introduction, cards, by_month(cards))
