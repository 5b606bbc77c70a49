"""All the content put together: looked up, sorted, grouped, and held back where it is not to be shown yet.

A paper's place, in every list and among its neighbours, is that of its first day: lists run newest day
first, then in the day's order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from sitegen.content import locate
from sitegen.digest import key_of
from sitegen.likeness import UNKNOWN, Likeness
from sitegen.model import (
    ArticleText,
    Card,
    ContentError,
    Digest,
    Organization,
    Problem,
    Reference,
    Summary,
    Topic,
    TopicLabel,
    TopicText,
)
from sitegen.reading import Material
from sitegen.schema import did_you_mean
from sitegen.topics import topics_of
from sitegen.trending import most_discussed
from sitegen.urls import TAKEN, month_of, organization, week_of

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
    previous: Reference | None
    """The paper before it on its first day."""
    next: Reference | None
    """The paper after it on its first day."""


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
        return _by_month(self.papers)

    @property
    def topics(self) -> tuple[tuple[TopicLabel, int], ...]:
        """The topics of its papers with their numbers, the commonest first."""
        return topics_of(self.papers)


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
    likeness: Callable[[], Likeness] = lambda: UNKNOWN
    """The similar papers; it may take a while."""

    # Quick builds of a large site do without these two.

    @cached_property
    def topics(self) -> tuple[TopicShelf, ...]:
        """By title."""
        cards: dict[str, list[Card]] = defaultdict(list)
        for entry in self.papers:
            for slug in entry.summary.topics:
                cards[slug].append(entry.card)
        return tuple(_topic_shelf(text, tuple(cards[text.topic.slug])) for text in self.topic_texts)

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
        newest = self.days[0].day if self.days else None
        ends = newest is None or month_of(newest + timedelta(1)) != month_of(newest)
        return None if ends or newest is None else month_of(newest)

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
    problems = list(_check(material, root))
    if problems:
        raise ContentError(problems)
    papers = {paper.slug: paper for paper in material.papers if not paper.draft}
    texts = sorted(
        (text for text in material.digests if text.digest.day <= today and not text.digest.draft),
        key=lambda text: text.digest.day,
    )
    shown = [(text, [slug for slug in text.digest.papers if slug in papers]) for text in texts]

    labels = {text.topic.slug: TopicLabel(text.topic.slug, text.topic.title) for text in material.topics}
    # Few papers' topics are like nobody else's, so each list of labels is put together once.
    listed_as = {
        topics: tuple(labels[slug] for slug in topics) for topics in {p.topics for p in papers.values()}
    }
    keys = {topics: key_of(known) for topics, known in listed_as.items()}
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
    in_order: list[PaperInLibrary] = []
    for of_day in days:
        firsts = [card for card in of_day.cards if card.day == of_day.day]
        references = [None, *(card.reference for card in firsts), None]
        for card, before, after in zip(firsts, references, references[2:], strict=False):
            in_order.append(PaperInLibrary(papers[card.slug], card, days_of[card.slug], before, after))
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


def _topic_shelf(text: TopicText, cards: tuple[Card, ...]) -> TopicShelf:
    return TopicShelf(text.topic, text.introduction, cards, _by_month(cards))


def _by_month(cards: Iterable[Card]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    by_month = groupby(cards, key=lambda card: month_of(card.day))
    return tuple((month, tuple(of_month)) for month, of_month in by_month)


def _check(material: Material, root: Path) -> Iterator[Problem]:
    """Everything that files say of each other."""
    owners: dict[str, Summary] = {}
    for paper in material.papers:
        if paper.slug in owners:
            yield Problem(
                f"{root.name}/{paper.path}",
                f"this paper is also in {owners[paper.slug].path.rpartition('/')[0]}/",
                hint="keep one of the two files",
            )
        owners[paper.slug] = paper
    topics = {text.topic.slug for text in material.topics}
    aliases: dict[str, Summary] = {}
    for paper in material.papers:
        for slug in paper.topics:
            if slug not in topics:
                hint = did_you_mean(slug, sorted(topics))
                yield _wrong_name(root, paper.path, ("topics", slug), "there is no topic", hint)
        for alias in paper.aliases:
            owner = owners.get(alias) or aliases.get(alias)
            if owner:
                what = f"{owner.path} has the address already:"
                yield _wrong_name(root, paper.path, ("aliases", alias), what, "remove it here or there")
            aliases[alias] = paper
    yield from _check_organizations(material, root)
    for text in material.digests:
        yield from _check_digest(text.digest, owners, aliases, root)
    for article in material.articles:
        if article.article.slug in TAKEN:
            yield Problem(
                f"{root.name}/{article.article.path}",
                f"the site has a page of its own at /{article.article.slug}/",
                hint="give the file another name",
            )


def _check_organizations(material: Material, root: Path) -> Iterator[Problem]:
    """Two organisations with one address, by the case of letters alone or by signs that no address has."""
    firsts: dict[str, tuple[str, Summary]] = {}
    for paper in material.papers:
        if paper.organization:
            slug = paper.organization.slug
            first, owner = firsts.setdefault(organization(slug).casefold(), (slug, paper))
            if first != slug:
                yield Problem(
                    f"{root.name}/{paper.path}",
                    f"`organization`: “{slug}” has the address of “{first}” in {owner.path}",
                    hint="write the slug in one way in both files",
                )


def _check_digest(
    digest: Digest, owners: dict[str, Summary], aliases: dict[str, Summary], root: Path
) -> Iterator[Problem]:
    for slug in digest.papers:
        if slug not in owners:
            renamed = aliases.get(slug)
            hint = f"it is called “{renamed.slug}” now" if renamed else did_you_mean(slug, sorted(owners))
            yield _wrong_name(root, digest.path, ("papers", slug), "there is no paper", hint)


def _wrong_name(root: Path, path: str, listed: tuple[str, str], what: str, hint: str | None) -> Problem:
    """A Problem at the place where a file lists a name in a field; read again, since that is rare."""
    field, name = listed
    place = locate((root / path).read_text("utf-8-sig"), field, name)
    line, column = place or (None, None)
    return Problem(f"{root.name}/{path}", f"`{field}`: {what} “{name}”", line, column, hint)
