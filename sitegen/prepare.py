"""From a content file to what a build needs of it: the costly work, done once for each state of a file.

What is prepared depends on nothing but the file's path and bytes, and the site's base path; so it can be done
in any process, in any order, and kept until the file changes.
"""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sitegen.content import Entry, parse_file
from sitegen.digest import content_key, key_of
from sitegen.excerpt import excerpt
from sitegen.formulas.between_dollars import in_plain_text
from sitegen.links import links_of, on_card
from sitegen.listing import Stat
from sitegen.markup import Renderer
from sitegen.model import Digest, Paper, Problem, Topic
from sitegen.searchindex import Counted, Tally, ids_of, own_tokens
from sitegen.summary import ArticleText, Body, DayText, Plain, Summary, Text, TopicText, Value, to_plain
from sitegen.textfile import decode_text, unreadable


class Prepared(NamedTuple):
    """One content file, ready for every build until it changes."""

    path: str
    """Below the content folder."""
    stat: Stat | None
    """None where the file is so new that a change could go unseen: it is to be read again next time."""
    hash: str
    """Of the file's bytes."""
    value: Plain | None
    """A Value; None where the bytes are what they were before."""
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


class _Read(NamedTuple):
    """A file's bytes."""

    path: str
    stat: Stat | None
    hash: str
    data: bytes


class _Made(NamedTuple):
    """What was made of a file."""

    read: _Read
    value: Value
    text: Text | None = None
    """A paper's, still without its words."""
    tokens: Mapping[str, Sequence[str]] = {}
    """A paper's words for the search."""


def prepare(order: Order) -> Delivery:
    """Read files and make of each what a build needs.

    One step for all files, then the next: by turns, each step would find the processor's caches full of the
    others' code, and take half as long again.
    """
    problems: list[Problem] = []
    read = list(_read(order, problems))
    new = [file for file in read if file.hash != order.files[file.path]]
    parsed = list(_parsed(order, new, problems))
    renderer = Renderer(order.base_path)
    made = [_made(file, entry, renderer) for file, entry in parsed]
    tally, papers = Tally(), [file for file in made if file.text]
    for file in papers:
        tally.add(file.tokens)
    words = iter(tally.spoken())
    same = (Prepared(f.path, f.stat, f.hash, None) for f in read if f.hash == order.files[f.path])
    other = (_prepared(file, next(words) if file.text else {}) for file in made)
    return Delivery([*same, *other], problems, tally.packed())


def _read(order: Order, problems: list[Problem]) -> Iterator[_Read]:
    for path in order.files:
        now = time.time_ns()
        try:
            # Many thousand times: plain strings, and no buffer for what is read at once.
            with open(f"{order.root}/{path}", "rb", buffering=0) as stream:  # noqa: PTH123
                stat = Stat.of(os.fstat(stream.fileno()))
                data = stream.readall()
        except OSError as error:
            problems.append(unreadable(f"{order.root.name}/{path}", error))
        else:
            yield _Read(path, stat if stat.is_settled(now) else None, content_key(data), data)


def _parsed(
    order: Order, files: Iterable[_Read], all_problems: list[Problem]
) -> Iterator[tuple[_Read, Entry]]:
    for read in files:
        file = f"{order.root.name}/{read.path}"
        problems: list[Problem] = []
        text = decode_text(read.data, file, problems)
        entry = None if text is None else parse_file(read.path, text, file, problems)
        all_problems.extend(problems)
        # A file that is half right is read again, and its problems told again, until it is mended.
        if entry is not None and not problems:
            yield read, entry


def _made(read: _Read, entry: Entry, renderer: Renderer) -> _Made:
    if isinstance(entry, Paper):
        return _paper(read, entry, renderer)
    value: Value
    if isinstance(entry, Digest):
        value = DayText(entry, renderer.render(entry.note).html)
    elif isinstance(entry, Topic):
        value = TopicText(entry, renderer.render(entry.introduction).html)
    else:
        value = ArticleText(entry, renderer.render(entry.body).html)
    return _Made(read, value)


def _paper(read: _Read, paper: Paper, renderer: Renderer) -> _Made:
    title = in_plain_text(paper.title)
    abstract = renderer.render(paper.abstract)
    short = excerpt(abstract.text)
    links = links_of(paper, title, abstract.links)
    notes = renderer.render(paper.notes).html
    text = Text(abstract.html, notes, links, paper.arxiv, paper.doi, read.path, words={})
    shown = (
        *(paper.slug, title, short, paper.topics, paper.organization, paper.authors),
        *(paper.authors_count, paper.published, paper.comments, paper.upvotes),
        *(on_card(links), short != abstract.text),
    )
    body = Body(read.path, key="")
    summary = Summary(read.path, *shown, paper.aliases, paper.draft, key=key_of(*shown), body=body)
    ids = ids_of(paper.arxiv, paper.doi)
    tokens = own_tokens(title, abstract.text, paper.organization, paper.authors, ids)
    return _Made(read, summary, text, tokens)


def _prepared(made: _Made, words: Mapping[str, str]) -> Prepared:
    """What was made of a file, as it is kept; of a paper, with its words for what it is about."""
    value, text = made.value, b""
    if made.text and isinstance(value, Summary):
        text = pickle.dumps(made.text._replace(words=words), pickle.HIGHEST_PROTOCOL)
        value = value._replace(body=Body(value.path, content_key(text)))
    return Prepared(made.read.path, made.read.stat, made.read.hash, to_plain(value), text)
