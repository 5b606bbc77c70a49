"""What every reader gives: the papers of a source in its own words, and what it could not read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from sitegen.ingest.addresses import without_mirrors
from sitegen.ingest.entry import Entry
from sitegen.ingest.markdown import markdown
from sitegen.ingest.text import clean, clean_line
from sitegen.model import Link, Organization, Problem
from sitegen.textfile import UNSHOWABLE

_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]$]*$")


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper as its source lists it: texts are not cleaned yet."""

    title: str
    abstract: tuple[str, ...] = ()
    """Its paragraphs."""
    place: str = ""
    line: int | None = None
    day: date | None = None
    """The day of the digest that it belongs to, where the source tells."""
    published: date | None = None
    authors: tuple[str, ...] = ()
    authors_count: int | None = None
    organization: Organization | None = None
    comments: int | None = None
    upvotes: int | None = None
    arxiv: str | None = None
    doi: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What a reader has to tell beside the papers."""

    problems: list[Problem] = field(default_factory=list)
    """Mistakes: with any of them nothing is written."""
    left_out: list[Problem] = field(default_factory=list)
    """What was not taken in, and why, though nothing is wrong."""


def entry_of(listed: Listed) -> Entry:
    """The paper with its texts cleaned for people to read."""
    written = tidy(without_mirrors(listed.title))
    return Entry(
        title=clean_line(written) or written,
        abstract="\n\n".join(
            filter(None, (markdown(clean(without_mirrors(text))) for text in listed.abstract))
        ),
        place=listed.place,
        published=listed.published,
        authors=tuple(filter(_names_somebody, map(clean_line, listed.authors))),
        authors_count=listed.authors_count,
        organization=listed.organization,
        comments=listed.comments,
        upvotes=listed.upvotes,
        arxiv=listed.arxiv,
        doi=tidy(listed.doi) if listed.doi else None,
        links=listed.links,
    )


def tidy(text: str) -> str:
    """A line of text without what no file can hold, white space folded."""
    line = UNSHOWABLE.sub("", " ".join(text.split()))
    return " ".join(_LONE_SURROGATE.sub("\ufffd", line).split())


def web_address(text: str) -> str | None:
    """The whole address that a field holds, perhaps without its scheme; None where it holds none."""
    address = without_mirrors(tidy(text))
    if _ADDRESS.fullmatch(address):
        return address
    return f"https://{address}" if _BARE_ADDRESS.fullmatch(address) else None


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text with hard ends of lines.

    A blank line parts paragraphs. So does an indented line, as arXiv writes them, but only where every
    indented line follows the end of a sentence; otherwise the whole text is indented.
    """
    lines = [line.rstrip() for line in text.strip().splitlines()]
    indented = [number for number, line in enumerate(lines) if number and line.startswith("  ")]
    begin = {0} | ({*indented} if all(_ends_sentence(lines[number - 1]) for number in indented) else set())
    blocks: list[list[str]] = []
    for number, line in enumerate(lines):
        if number in begin or not line:
            blocks.append([])
        blocks[-1].append(line.strip())
    return tuple(filter(None, (" ".join(filter(None, block)) for block in blocks)))


def _ends_sentence(line: str) -> bool:
    return not line or _SENTENCE_END.search(line) is not None


def _names_somebody(name: str) -> bool:
    return any(letter.isalpha() for letter in name)
