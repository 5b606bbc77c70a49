"""Putting new values into a file that somebody may have written by hand, and leaving the rest of it alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

import yaml

from sitegen.content import dump_digest, dump_paper, parse_digest, parse_paper
from sitegen.ingest.merge import Shelf
from sitegen.model import Digest, Paper, Problem

T = TypeVar("T")

_FENCE = "---"


def changed_files(shelf: Shelf, content: Path) -> dict[str, bytes]:
    """What to write, by path below the content folder: papers first, then days."""
    papers = {
        after.path: _paper_file(content / after.path, before, after)
        for before, after in shelf.changed_papers()
    }
    days = {
        after.path: _digest_file(content / after.path, before, after)
        for before, after in shelf.changed_digests()
    }
    return papers | days


def _paper_file(path: Path, before: Paper | None, after: Paper) -> bytes:
    text = dump_paper(after) if before is None else revised_paper(path.read_bytes().decode(), before, after)
    return text.encode()


def _digest_file(path: Path, before: Digest | None, after: Digest) -> bytes:
    text = dump_digest(after) if before is None else revised_digest(path.read_bytes().decode(), before, after)
    return text.encode()


def revised_paper(text: str, before: Paper, after: Paper) -> str:
    """The file of a paper that gained values. Comments and layout survive where YAML lets them."""
    gained = {
        field.name: getattr(after, field.name)
        for field in fields(Paper)
        if getattr(after, field.name) != getattr(before, field.name)
    }
    abstract = gained.pop("abstract", "")
    lines = dump_paper(replace(Paper(after.slug, after.month, title=""), **gained)).split("\n")[1:-2]
    return _revised(
        text,
        dump_paper,
        lambda text, problems: parse_paper(text, after.slug, after.month, "", problems),
        before,
        after,
        lambda text: _with_fields(text, list(gained), lines, abstract),
    )


def revised_digest(text: str, before: Digest, after: Digest) -> str:
    """The file of a day that gained papers at its end."""
    gained = after.papers[len(before.papers) :]
    lines = dump_digest(Digest(after.day, gained)).split("\n")[1:-2]
    return _revised(
        text,
        dump_digest,
        lambda text, problems: parse_digest(text, after.day, "", problems),
        before,
        after,
        lambda text: _with_items(text, gained) if before.papers else _with_fields(text, ["papers"], lines),
    )


def _revised(
    text: str,
    dump: Callable[[T], str],
    parse: Callable[[str, list[Problem]], T | None],
    before: T,
    after: T,
    insert: Callable[[str], str],
) -> str:
    """The file as the format writes it, if it was so before; else with lines put in, if that reads well."""
    if text == dump(before):
        return dump(after)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    inserted = insert(text.removeprefix(mark).replace("\r\n", "\n").replace("\r", "\n"))
    if parse(inserted, []) != after:
        inserted = dump(after)
    return mark + inserted.replace("\n", end)


def _with_fields(text: str, names: list[str], lines: list[str], abstract: str = "") -> str:
    old = text.split("\n")
    end = _end_of_front_matter(old)
    empty = re.compile(rf"(?:{'|'.join(names)})\s*:\s*(?:\[\s*\]\s*)?(?:#.*)?") if names else None
    front = [line for line in old[:end] if empty is None or not empty.fullmatch(line)]
    body = ["", abstract] if abstract else []
    return "\n".join([*front, *lines, old[end], *body, *old[end + 1 :]])


def _with_items(text: str, items: tuple[str, ...]) -> str:
    """Put items below the last one of the list `papers`, in the list's own style."""
    lines = text.split("\n")
    front = "\n".join(lines[: _end_of_front_matter(lines)])
    root = yaml.compose(front, yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode), "the file was read before"
    papers = next(value for name, value in root.value if name.value == "papers")
    start, end = papers.value[-1].start_mark.index, papers.value[-1].end_mark.index
    if papers.flow_style:
        before = ", "
    else:
        before = front[front.rfind("\n", 0, start) : start]
        end = text.index("\n", end)
    return text[:end] + "".join(before + item for item in items) + text[end:]


def _end_of_front_matter(lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE)
