"""All the content put together: looked up, sorted, grouped, and held back where it is not to be shown yet.

A paper's place, in every list and among its neighbours, is that of its first day: lists run newest day
first, then in the day's order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from sitegen.content import Content, locate
from sitegen.excerpt import excerpt
from sitegen.markup import Renderer
from sitegen.model import (
    Article,
    Card,
    ContentError,
    Digest,
    Organization,
    Paper,
    Problem,
    Reference,
    Topic,
    TopicLabel,
)
from sitegen.schema import did_you_mean
from sitegen.urls import TAKEN, month_of, organization


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
        numbers = Counter(topic for card in self.cards for topic in card.topics)
        return tuple(sorted(numbers.items(), key=lambda item: (-item[1], item[0].title)))


@dataclass(frozen=True, slots=True)
class PaperInLibrary:
    """A published paper with what its own page shows."""

    paper: Paper
    card: Card
    abstract: str
    """HTML."""
    abstract_text: str
    """The same as plain text."""
    notes: str
    """HTML."""
    text_links: tuple[str, ...]
    """The addresses found in the abstract, each once."""
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

    @property
    def months(self) -> tuple[tuple[str, tuple[Card, ...]], ...]:
        """The cards by the month of their first day, newest first."""
        by_month = groupby(self.cards, key=lambda card: month_of(card.day))
        return tuple((month, tuple(cards)) for month, cards in by_month)


@dataclass(frozen=True, slots=True)
class OrganizationShelf:
    """An organisation and its published papers."""

    organization: Organization
    papers: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ArticleInLibrary:
    """One of the curator's own pages."""

    article: Article
    html: str


@dataclass(frozen=True, slots=True)
class Library:
    """All that is published."""

    days: tuple[Day, ...]
    """Newest first."""
    papers: tuple[PaperInLibrary, ...]
    """In the order of lists."""
    topics: tuple[TopicShelf, ...]
    """By title."""
    organizations: tuple[OrganizationShelf, ...]
    """By name."""
    articles: tuple[ArticleInLibrary, ...]
    unlisted: tuple[str, ...]
    """Files of papers that no digest names, so that no page shows them."""

    @property
    def months(self) -> tuple[tuple[str, tuple[Day, ...]], ...]:
        """The days by month, newest first."""
        return tuple(
            (month, tuple(days)) for month, days in groupby(self.days, key=lambda day: month_of(day.day))
        )


def gather(content: Content, root: Path, renderer: Renderer, today: date) -> Library:
    """Put the content together as it is to be shown on `today`.

    Drafts, later days, and papers that only such days bring are left out. `root` is the content folder,
    for messages. ContentError where a file names something that does not exist.
    """
    problems = list(_check(content, root))
    if problems:
        raise ContentError(problems)
    labels = {topic.slug: TopicLabel(topic.slug, topic.title) for topic in content.topics}
    papers = {paper.slug: paper for paper in content.papers if not paper.draft}
    digests = sorted(
        (digest for digest in content.digests if digest.day <= today and not digest.draft),
        key=lambda digest: digest.day,
    )
    shown = [(digest, [papers[slug] for slug in digest.papers if slug in papers]) for digest in digests]

    days_of: dict[str, list[date]] = defaultdict(list)
    for digest, of_day in shown:
        for paper in of_day:
            days_of[paper.slug].append(digest.day)
    abstracts = {slug: renderer.render(papers[slug].abstract) for slug in days_of}
    cards = {
        slug: _card(papers[slug], excerpt(abstracts[slug].text), labels, days[0])
        for slug, days in days_of.items()
    }

    days = [
        Day(
            digest.day,
            tuple(cards[paper.slug] for paper in of_day),
            renderer.render(digest.note).html,
            digest.updated,
        )
        for digest, of_day in reversed(shown)
    ]
    in_order: list[PaperInLibrary] = []
    for day in days:
        firsts = [card for card in day.cards if card.day == day.day]
        for before, card, after in zip([None, *firsts], firsts, [*firsts[1:], None], strict=False):
            paper, abstract = papers[card.slug], abstracts[card.slug]
            in_order.append(
                PaperInLibrary(
                    paper=paper,
                    card=card,
                    abstract=abstract.html,
                    abstract_text=abstract.text,
                    notes=renderer.render(paper.notes).html,
                    text_links=abstract.links,
                    days=tuple(days_of[card.slug]),
                    previous=before.reference if before else None,
                    next=after.reference if after else None,
                )
            )
    listed = {slug for digest in content.digests for slug in digest.papers}
    return Library(
        days=tuple(days),
        papers=tuple(in_order),
        topics=_topics(content, in_order, renderer),
        organizations=_organizations(in_order),
        articles=tuple(ArticleInLibrary(page, renderer.render(page.body).html) for page in content.articles),
        unlisted=tuple(
            f"{root.name}/{paper.path}"
            for paper in content.papers
            if paper.slug not in listed and not paper.draft
        ),
    )


def _card(paper: Paper, short: str, labels: dict[str, TopicLabel], first_day: date) -> Card:
    return Card(
        slug=paper.slug,
        title=paper.title,
        excerpt=short,
        topics=tuple(labels[slug] for slug in paper.topics),
        organization=paper.organization,
        authors=paper.authors,
        authors_count=paper.authors_count,
        published=paper.published,
        comments=paper.comments,
        upvotes=paper.upvotes,
        day=first_day,
    )


def _topics(content: Content, papers: list[PaperInLibrary], renderer: Renderer) -> tuple[TopicShelf, ...]:
    cards: dict[str, list[Card]] = defaultdict(list)
    for entry in papers:
        for slug in entry.paper.topics:
            cards[slug].append(entry.card)
    in_order = sorted(content.topics, key=lambda topic: (topic.title.casefold(), topic.slug))
    return tuple(
        TopicShelf(topic, renderer.render(topic.introduction).html, tuple(cards[topic.slug]))
        for topic in in_order
    )


def _organizations(papers: list[PaperInLibrary]) -> tuple[OrganizationShelf, ...]:
    cards: dict[str, list[Card]] = defaultdict(list)
    newest: dict[str, Organization] = {}
    for entry in papers:
        known = entry.paper.organization
        if known:
            # An organisation that changed its display name goes by its newest one.
            newest.setdefault(known.slug, known)
            cards[known.slug].append(entry.card)
    in_order = sorted(newest.values(), key=lambda known: (known.name.casefold(), known.slug))
    return tuple(OrganizationShelf(known, tuple(cards[known.slug])) for known in in_order)


def _check(content: Content, root: Path) -> Iterator[Problem]:
    """Everything that files say of each other."""
    topics = [topic.slug for topic in content.topics]
    owners: dict[str, Paper] = {}
    for paper in content.papers:
        if paper.slug in owners:
            yield Problem(
                f"{root.name}/{paper.path}",
                f"this paper is also in papers/{owners[paper.slug].month}/",
                hint="keep one of the two files",
            )
        owners[paper.slug] = paper
    known = set(topics)
    aliases: dict[str, Paper] = {}
    for paper in content.papers:
        for slug in paper.topics:
            if slug not in known:
                hint = did_you_mean(slug, topics)
                yield _wrong_name(root, paper.path, ("topics", slug), "there is no topic", hint)
        for alias in paper.aliases:
            owner = owners.get(alias) or aliases.get(alias)
            if owner:
                what = f"{owner.path} has the address already:"
                yield _wrong_name(root, paper.path, ("aliases", alias), what, "remove it here or there")
            aliases[alias] = paper
    yield from _check_organizations(content, root)
    slugs = set(owners)
    for digest in content.digests:
        yield from _check_digest(digest, slugs, aliases, root)
    for article in content.articles:
        if article.slug in TAKEN:
            yield Problem(
                f"{root.name}/{article.path}",
                f"the site has a page of its own at /{article.slug}/",
                hint="give the file another name",
            )


def _check_organizations(content: Content, root: Path) -> Iterator[Problem]:
    """Two organisations with one address, by the case of letters alone or by signs that no address has."""
    firsts: dict[str, tuple[str, Paper]] = {}
    for paper in content.papers:
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
    digest: Digest, slugs: set[str], aliases: dict[str, Paper], root: Path
) -> Iterator[Problem]:
    for slug in digest.papers:
        if slug not in slugs:
            renamed = aliases.get(slug)
            hint = f"it is called “{renamed.slug}” now" if renamed else did_you_mean(slug, sorted(slugs))
            yield _wrong_name(root, digest.path, ("papers", slug), "there is no paper", hint)


def _wrong_name(root: Path, path: str, listed: tuple[str, str], what: str, hint: str | None) -> Problem:
    """A Problem at the place where a file lists a name in a field; read again, since that is rare."""
    field, name = listed
    place = locate((root / path).read_text("utf-8-sig"), field, name)
    line, column = place or (None, None)
    return Problem(f"{root.name}/{path}", f"`{field}`: {what} “{name}”", line, column, hint)
