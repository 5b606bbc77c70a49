"""The nouns: what content files say, and what a build makes of them.

All are frozen, so a value that a page was keyed by cannot change behind the key's back. Those of which
there are very many are tuples, which are made, keyed and sent between processes several times as fast.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

FreeValue: TypeAlias = "str | list[FreeValue] | dict[str, FreeValue]"
"""A value under `extra:`, which the program carries but never interprets: YAML's scalars stay text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file that a person wrote or gave, told so that the person can mend it."""

    file: str
    """As the person would type it: relative to the project, with forward slashes."""
    message: str
    line: int | None = None
    """Counted from 1."""
    column: int | None = None
    """Counted from 1."""
    hint: str | None = None
    """What would be right."""

    @property
    def place(self) -> str:
        """`content/site.yml:3:11`, as far as it is known; editors jump to it."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class ContentError(Exception):
    """Problems that stop the work; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        in_order = sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line or 0, p.column or 0))
        super().__init__("\n".join(map(str, in_order)))
        self.problems = in_order


@dataclass(frozen=True, slots=True)
class Organization:
    """Who published a paper, as the source names it."""

    slug: str
    """The source's own identifier; its case is kept (`AlibabaTongyiLab`)."""
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address that belongs to a paper."""

    kind: str
    """`code`, `project`, `model`, `data` or another word of the curator's."""
    url: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One content file of `content/papers/`. What nobody knows is None or empty, never made up."""

    slug: str
    month: str
    """The folder, `2025-10`: the month of the digest that first brought the paper here."""
    title: str
    """Plain text."""
    abstract: str = ""
    """Markdown."""
    notes: str = ""
    """Markdown: the curator's own words, below `## Notes` in the file."""
    published: date | None = None
    authors: tuple[str, ...] = ()
    authors_count: int | None = None
    """How many authors there are, where their names are unknown."""
    organization: Organization | None = None
    comments: int | None = None
    upvotes: int | None = None
    topics: tuple[str, ...] = ()
    """Slugs of topics, most important first."""
    arxiv: str | None = None
    doi: str | None = None
    links: tuple[Link, ...] = ()
    aliases: tuple[str, ...] = ()
    """Former slugs: their addresses lead here."""
    draft: bool = False
    extra: Mapping[str, FreeValue] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The file, below the content folder."""
        return f"papers/{self.month}/{self.slug}.md"


@dataclass(frozen=True, slots=True)
class Digest:
    """A day: the papers that it brought, in the curator's order."""

    day: date
    papers: tuple[str, ...] = ()
    """Slugs."""
    note: str = ""
    """Markdown: the editor's own words."""
    updated: date | None = None
    draft: bool = False

    @property
    def path(self) -> str:
        """The file, below the content folder."""
        return f"digests/{self.day.isoformat()}.md"


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that papers carry; its slug is part of public addresses and so stays."""

    slug: str
    title: str
    summary: str = ""
    """One sentence: a paper belongs here when it is about …"""
    phrases: tuple[str, ...] = ()
    """What suggests the topic when it stands in a title or an abstract."""
    hints: tuple[str, ...] = ()
    """What does so only beside others."""
    introduction: str = ""
    """Markdown."""

    @property
    def path(self) -> str:
        """The file, below the content folder."""
        return f"topics/{self.slug}.md"


@dataclass(frozen=True, slots=True)
class Article:
    """Any other page of the curator's, such as *about*."""

    slug: str
    title: str
    body: str = ""
    """Markdown."""

    @property
    def path(self) -> str:
        """The file, below the content folder."""
        return f"pages/{self.slug}.md"


class TopicLabel(NamedTuple):
    """What a card shows of a topic."""

    slug: str
    title: str

    def __repr__(self) -> str:
        return tuple.__repr__(self)


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

    def __reduce__(self) -> tuple[object, ...]:
        # There are very many, and each class inside would be looked up for each of them.
        organization = self.organization and (self.organization.slug, self.organization.name)
        published = self.published and self.published.toordinal()
        links = [(link.kind, link.url) for link in self.links] if self.links else ()
        known = (*self[:5], organization, *self[6:8], published, *self[9:11])
        return _summary, (*known, links, *self[12:16], self.body.key)


def _summary(*plain: Any) -> Summary:
    """A Summary out of what it was pickled as."""
    path, organization, published, links = plain[0], plain[5], plain[8], plain[11]
    known_organization = organization and Organization(*organization)
    day = published and date.fromordinal(published)
    known_links = tuple(Link(*link) for link in links) if links else ()
    body = Body(path, plain[16])
    before = (*plain[:5], known_organization, *plain[6:8], day, *plain[9:11], known_links)
    return Summary._make((*before, *plain[12:16], body))


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


FILE = "file"
"""The renderer of a file that is ready: its one value is `content`, in bytes."""
GZIPPED = "gzipped"
"""The renderer of a file that is ready but for its compression: its one value is `content`, in bytes."""
CARDS = "cards"
"""The renderer of what the search's results show of some papers: its one value is `cards`."""
CARDS_OF_DAY = "cards of a day"
"""The renderer of the same with whole excerpts, not compressed: its one value is `cards`."""


@dataclass(frozen=True, slots=True)
class Page:
    """One output file, not yet rendered."""

    path: str
    """Below the output folder: `days/2025-10-30/index.html`."""
    renderer: str
    """A template of the theme (`pages/day.html`), or FILE, GZIPPED, CARDS or CARDS_OF_DAY."""
    values: Mapping[str, object]
    """Exactly what the renderer may see, beside the site's settings."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Pages that are planned one by one only when something changed of what they show together.

    There are as many papers as there are; nearly all stay as they are.
    """

    renderer: str
    """That of all of them."""
    values: Hashable
    """All that decides over the pages, so that their common key covers it."""
    paths: tuple[str, ...]
    """Of the pages, in order."""
    pages: Callable[[], Iterable[Page]]
    """Plans them."""
