"""From a content file to what a build needs of it: the costly work, done once for each state of a file.

What is prepared depends on nothing but the file's path and bytes, and the site's base path; so it can be done
in any process, in any order, and kept until the file changes.
"""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sitegen.content import Entry, parse_file
from sitegen.digest import content_key, key_of
from sitegen.excerpt import excerpt
from sitegen.listing import Stat
from sitegen.markup import Renderer
from sitegen.model import (
    Article,
    ArticleText,
    Body,
    DayText,
    Digest,
    Link,
    Paper,
    Problem,
    Summary,
    Text,
    Topic,
    TopicText,
)
from sitegen.searchindex import Counted, Tally, own_tokens
from sitegen.textfile import decode_text, unreadable

Value: TypeAlias = Summary | DayText | TopicText | ArticleText
"""What the whole site needs to know of one content file."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One content file, ready for every build until it changes."""

    path: str
    """Below the content folder."""
    stat: Stat | None
    """None where the file is so new that a change could go unseen: it is to be read again next time."""
    hash: str
    """Of the file's bytes."""
    value: bytes
    """A Value, pickled; empty where the bytes are what they were before."""
    text: bytes = b""
    """A paper's Text, pickled."""


@dataclass(frozen=True, slots=True)
class Order:
    """Files to prepare, in one go, by one worker."""

    root: Path
    """The content folder."""
    base_path: str
    files: Mapping[str, str]
    """Paths below the content folder, each with the hash that is known of it, or nothing."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order done."""

    files: list[Prepared]
    problems: list[Problem]
    counted: Counted
    """The terms of those papers among the files that were made anew, in their order."""


def prepare(order: Order) -> Delivery:
    """Read files and make of each what a build needs."""
    renderer, tally = Renderer(order.base_path), Tally()
    files: list[Prepared] = []
    all_problems: list[Problem] = []
    for path, known in order.files.items():
        file = f"{order.root.name}/{path}"
        now = time.time_ns()
        try:
            with (order.root / path).open("rb") as stream:
                stat = Stat.of(os.fstat(stream.fileno()))
                data = stream.read()
        except OSError as error:
            all_problems.append(unreadable(file, error))
            continue
        settled, hash_ = stat if stat.is_settled(now) else None, content_key(data)
        if hash_ == known:
            files.append(Prepared(path, settled, hash_, b""))
            continue
        problems: list[Problem] = []
        text = decode_text(data, file, problems)
        entry = None if text is None else parse_file(path, text, file, problems)
        all_problems.extend(problems)
        # A file that is half right is read again, and its problems told again, until it is mended.
        if entry is not None and not problems:
            value, body = _value(path, entry, renderer, tally)
            files.append(Prepared(path, settled, hash_, _packed(value), body))
    return Delivery(files, all_problems, tally.packed())


def _value(path: str, entry: Entry, renderer: Renderer, tally: Tally) -> tuple[Value, bytes]:
    if isinstance(entry, Paper):
        return _paper(path, entry, renderer, tally)
    if isinstance(entry, Digest):
        return DayText(entry, renderer.render(entry.note).html), b""
    if isinstance(entry, Topic):
        return TopicText(entry, renderer.render(entry.introduction).html), b""
    assert isinstance(entry, Article)
    return ArticleText(entry, renderer.render(entry.body).html), b""


def _paper(path: str, paper: Paper, renderer: Renderer, tally: Tally) -> tuple[Summary, bytes]:
    abstract = renderer.render(paper.abstract)
    tally.add(own_tokens(paper.title, abstract.text, paper.organization, paper.authors))
    short = excerpt(abstract.text)
    named = {link.url for link in paper.links}
    found = tuple(Link("", url) for url in abstract.links if url not in named)
    links = (*_identified(paper.arxiv, paper.doi), *paper.links, *found)
    text = _packed(Text(abstract.html, renderer.render(paper.notes).html, links))
    shown = (
        *(paper.slug, paper.title, short, paper.topics, paper.organization, paper.authors),
        *(paper.authors_count, paper.published, paper.comments, paper.upvotes),
    )
    summary = Summary(
        path, *shown, paper.aliases, paper.draft, key=key_of(*shown), body=Body(path, content_key(text))
    )
    return summary, text


def _identified(arxiv: str | None, doi: str | None) -> tuple[Link, ...]:
    """The addresses that a paper's ids stand for."""
    links: tuple[Link, ...] = ()
    if arxiv:
        links += (
            Link("arXiv", f"https://arxiv.org/abs/{arxiv}"),
            Link("PDF", f"https://arxiv.org/pdf/{arxiv}"),
        )
    return (*links, Link("DOI", f"https://doi.org/{doi}")) if doi else links


def _packed(value: Value | Text) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
