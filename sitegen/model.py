"""The nouns of the content: what its files say, and what may be wrong with one.

All are frozen, so a value that a page was keyed by cannot change behind the key's back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

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


class TopicLabel(NamedTuple):
    """What a card shows of a topic."""

    slug: str
    title: str

    def __repr__(self) -> str:
        return tuple.__repr__(self)


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

    @property
    def label(self) -> TopicLabel:
        """The topic as cards show it."""
        return TopicLabel(self.slug, self.title)


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
