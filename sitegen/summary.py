"""What a build needs of content files: for lists, and for the pages of their own.

Those of which there are very many are tuples, which are made, keyed and sent between processes several times
as fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from sitegen.model import Article, Digest, Link, Organization, Topic, TopicLabel


class Reference(NamedTuple):
    """What a plain list, or a link to a neighbour, shows of a paper."""

    slug: str
    title: str

    def __repr__(self) -> str:
        return tuple.__repr__(self)


class Pick(NamedTuple):
    """What a paper's page says of a similar one."""

    slug: str
    title: str
    day: date
    """The first day that brought it."""
    terms: tuple[str, ...]
    """What both are about, as the search knows it: mostly stems. The page has the words."""
    topics: tuple[str, ...]
    """Titles of topics that both have."""

    def __repr__(self) -> str:
        return tuple.__repr__(self)


class Body(NamedTuple):
    """What only a paper's own page shows of its file: a reference, since the texts wait in the cache."""

    path: str
    """The paper's file, below the content folder."""
    key: str
    """Of the texts."""

    def __repr__(self) -> str:
        return tuple.__repr__(self)


class PaperLink(NamedTuple):
    """An address that belongs to a paper, as its own page shows it."""

    kind: str
    """Empty where nobody knows it."""
    url: str
    host: str
    """Without `www.`; empty where the address has none."""


class Text(NamedTuple):
    """The texts behind a Body, and what else only a paper's own page shows."""

    abstract: str
    """HTML."""
    notes: str
    """HTML."""
    links: tuple[PaperLink, ...]
    """Those of the ids, of the front matter, and those found in the abstract."""
    arxiv: str | None
    doi: str | None
    path: str
    """The paper's file, below the content folder."""
    words: Mapping[str, str]
    """The paper's own words for the terms that it stresses, which others may have too."""


class Summary(NamedTuple):
    """What the whole site needs to know of one paper's file."""

    path: str
    """The file, below the content folder."""
    slug: str
    title: str
    excerpt: str
    """Plain text: at most two sentences of the abstract."""
    topics: tuple[str, ...]
    organization: Organization | None
    authors: tuple[str, ...]
    authors_count: int | None
    published: date | None
    comments: int | None
    upvotes: int | None
    links: tuple[Link, ...]
    """Those that a card shows."""
    has_more: bool
    """Whether the abstract says more than the excerpt."""
    aliases: tuple[str, ...]
    draft: bool
    key: str
    """Of all that a card shows."""
    body: Body

    def plain(self) -> tuple[Any, ...]:
        """The same out of nothing but tuples, text and numbers."""
        organization = self.organization and (self.organization.slug, self.organization.name)
        published = self.published and self.published.toordinal()
        links = tuple([(link.kind, link.url) for link in self.links])
        return (
            *self[:5],
            organization,
            *self[6:8],
            published,
            *self[9:11],
            links,
            *self[12:16],
            self.body.key,
        )

    @classmethod
    def of_plain(cls, plain: tuple[Any, ...]) -> Summary:
        """The Summary that was made `plain`."""
        organization, published, links = plain[5], plain[8], plain[11]
        known_links = tuple([Link(*link) for link in links]) if links else ()
        known = (*plain[:5], organization and _organization(*organization), *plain[6:8])
        body = Body(plain[0], plain[16])
        return cls._make(
            (*known, published and _day(published), *plain[9:11], known_links, *plain[12:16], body)
        )


# Many papers have the same.
_organization, _day = cache(Organization), cache(date.fromordinal)


@dataclass(frozen=True, slots=True)
class DayText:
    """A digest's file, and its note as HTML."""

    digest: Digest
    note: str


@dataclass(frozen=True, slots=True)
class TopicText:
    """A topic's file, and its introduction as HTML."""

    topic: Topic
    introduction: str


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article's file, and its body as HTML."""

    article: Article
    html: str


class Card(NamedTuple):
    """What lists show of a paper.

    Its `repr` is its key, so that what holds cards is keyed without a look into each.
    """

    key: str
    """Of all that it shows."""
    slug: str
    title: str
    excerpt: str
    """Plain text: at most two sentences of the abstract."""
    topics: tuple[TopicLabel, ...]
    organization: Organization | None
    authors: tuple[str, ...]
    authors_count: int | None
    published: date | None
    comments: int | None
    upvotes: int | None
    links: tuple[Link, ...]
    """Code, project, model and data: one of each kind."""
    has_more: bool
    """Whether the abstract says more than the excerpt."""
    day: date
    """The first day that brought the paper."""

    def __repr__(self) -> str:
        return f"Card({self.key})"

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def reference(self) -> Reference:
        """The card cut down to the title."""
        return Reference(self.slug, self.title)


Value: TypeAlias = Summary | DayText | TopicText | ArticleText
"""What the whole site needs to know of one content file."""


Plain: TypeAlias = tuple[Any, ...] | DayText | TopicText | ArticleText
"""A Value as it is kept. There are very many papers, and their classes would be looked up for each one."""


def to_plain(value: Value) -> Plain:
    """The value as it is kept."""
    return value.plain() if isinstance(value, Summary) else value


def from_plain(plain: Plain) -> Value:
    """The value that was made plain."""
    return Summary.of_plain(plain) if isinstance(plain, tuple) else plain
