"""A paper as a flat mapping of the values that an import may write, so that each is merged by itself.

`link:code` stands for the address of that kind. What is missing is not in the mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from sitegen.content import NOTES
from sitegen.ingest.entry import Entry
from sitegen.model import Link, Organization, Paper
from sitegen.schema import parse_day
from sitegen.textfile import UNSHOWABLE

Value: TypeAlias = "str | int | tuple[str, ...]"
Flat: TypeAlias = Mapping[str, Value]

LONG = frozenset({"title", "abstract", "authors"})
"""Values that the record keeps as a hash where they stand in the paper's file."""
LINK = "link:"
_MOST = 10**9 - 1
_ADDRESS = re.compile(r"https?://[^\s/]\S*")
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_FIRST_YEAR = 1000


def mark(value: Value) -> str:
    """Eight hexadecimal digits that tell a value from any other of its field."""
    return sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()[:8]


def flat_paper(paper: Paper) -> dict[str, Value]:
    """What a paper's file says."""
    organization = paper.organization
    values: dict[str, Value | None] = {
        "title": paper.title,
        "abstract": paper.abstract,
        "published": _day(paper.published),
        "authors": paper.authors,
        "authors_count": paper.authors_count,
        "organization": (organization.slug, organization.name) if organization else None,
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "topics": paper.topics,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        **{LINK + link.kind: link.url for link in paper.links},
    }
    return {name: value for name, value in values.items() if value not in {None, "", ()}}


def flat_entry(entry: Entry) -> dict[str, Value]:
    """What an entry says, in normal form; what no file could hold is left out."""
    organization = entry.organization
    values: dict[str, Value | None] = {
        "title": _line(entry.title),
        "abstract": _text(entry.abstract),
        "published": _day(entry.published)
        if entry.published and entry.published.year >= _FIRST_YEAR
        else None,
        "authors": tuple(filter(None, map(_line, entry.authors))),
        "authors_count": _count(entry.authors_count),
        "comments": _count(entry.comments),
        "upvotes": _count(entry.upvotes),
        "arxiv": entry.arxiv if entry.arxiv and _ARXIV.fullmatch(entry.arxiv) else None,
        "doi": entry.doi
        if entry.doi and _DOI.fullmatch(entry.doi) and entry.doi == _line(entry.doi)
        else None,
    }
    if organization and _line(organization.slug) and _line(organization.name):
        values["organization"] = (_line(organization.slug), _line(organization.name))
    for link in sorted(entry.links, key=lambda link: (link.kind, link.url), reverse=True):
        if _line(link.kind) and _ADDRESS.fullmatch(link.url) and link.url == _line(link.url):
            values[LINK + _line(link.kind)] = link.url
    return {name: value for name, value in values.items() if value not in {None, "", ()}}


def with_values(paper: Paper, values: Flat) -> Paper:
    """The paper with these values in the place of all that `flat_paper` tells of it."""
    organization = _texts(values.get("organization"))
    published = values.get("published")
    kinds = [link.kind for link in paper.links]
    found = [name.removeprefix(LINK) for name in values if name.startswith(LINK)]
    new = sorted(kind for kind in found if kind not in kinds)
    kept = [kind for kind in kinds if kind in found]
    # In a person's order, or by kind, so that it does not matter which was known first.
    order = sorted(kept + new) if kept == sorted(kept) else kept + new
    return replace(
        paper,
        title=_word(values.get("title")) or "",
        abstract=_word(values.get("abstract")) or "",
        published=parse_day(published) if isinstance(published, str) else None,
        authors=_texts(values.get("authors")),
        authors_count=_number(values.get("authors_count")),
        organization=Organization(*organization) if organization else None,
        comments=_number(values.get("comments")),
        upvotes=_number(values.get("upvotes")),
        topics=_texts(values.get("topics")),
        arxiv=_word(values.get("arxiv")),
        doi=_word(values.get("doi")),
        links=tuple(Link(kind, str(values[LINK + kind])) for kind in order),
    )


def _line(text: str) -> str:
    return " ".join(UNSHOWABLE.sub("", _encodable(text)).split())


def _text(text: str) -> str:
    lines = UNSHOWABLE.sub("", _encodable(text).replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join("\\" + line if line.rstrip() == NOTES else line for line in lines).strip()


def _encodable(text: str) -> str:
    """Without halves of characters, which JSON can name and no file can hold."""
    return text.encode("utf-8", "ignore").decode()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _count(number: int | None) -> int | None:
    return number if number is not None and 0 <= number <= _MOST else None


def _texts(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _word(value: Value | None) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None
