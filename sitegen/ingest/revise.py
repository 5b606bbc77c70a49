"""Putting new values into a file that somebody may have written by hand, and leaving the rest of it alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import yaml

from sitegen.content import NOTES, dump_digest, dump_paper, parse_digest, parse_paper
from sitegen.model import Digest, Paper, Problem

T = TypeVar("T")

_FENCE = "---"
_FIELD = re.compile(r"([a-z_]+):")


class _CannotEditError(Exception):
    """The file's layout is one that only a person can keep."""


def revised_paper(text: str, before: Paper, after: Paper) -> str:
    """The file of a paper whose values changed. Comments and layout survive where YAML lets them.

    `text` is the file, down to its byte-order mark, and `before` what it says.
    """
    return _revised(
        text,
        dump_paper,
        lambda text, problems: parse_paper(text, after.slug, after.month, "", problems),
        before,
        after,
        lambda text: _with_body(_with_fields(text, dump_paper(before), dump_paper(after)), before, after),
    )


def revised_digest(text: str, before: Digest, after: Digest) -> str:
    """The file of a day whose papers changed."""
    return _revised(
        text,
        dump_digest,
        lambda text, problems: parse_digest(text, after.day, "", problems),
        before,
        after,
        lambda text: (
            _with_items(text, before.papers, after.papers)
            if before.papers and after.papers
            else _with_fields(text, dump_digest(before), dump_digest(after))
        ),
    )


def _revised(
    text: str,
    dump: Callable[[T], str],
    parse: Callable[[str, list[Problem]], T | None],
    before: T,
    after: T,
    edit: Callable[[str], str],
) -> str:
    """The file as the format writes it, if it was so before; else edited, if that reads well."""
    if text == dump(before):
        return dump(after)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    try:
        edited = edit(text.removeprefix(mark).replace("\r\n", "\n").replace("\r", "\n"))
    except (_CannotEditError, yaml.YAMLError):
        edited = ""
    if parse(edited, []) != after:
        edited = dump(after)
    return mark + edited.replace("\n", end)


def _with_fields(text: str, before: str, after: str) -> str:
    """Change the fields that differ between two dumps: in their places, or new ones at the end."""
    old, new = _fields(before), _fields(after)
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    lines = text.split("\n")
    end = _end_of_front_matter(lines)
    stands = _places("\n".join(lines[1:end]))
    added: list[str] = []
    edits: list[tuple[int, int, list[str]]] = []
    for name in changed:
        block = new.get(name, [])
        if name not in stands:
            added += block
            continue
        first, last, node = stands[name]
        if isinstance(node, yaml.ScalarNode) and len(block) == 1 and node.value:
            block = [_with_scalar(lines[first + 1], node, block[0])]
        elif not node.value:
            added, block = added + block, []
        edits.append((first + 1, last + 2, block))
    for start, stop, block in sorted(edits, key=lambda edit: edit[0], reverse=True):
        lines[start:stop] = block
        end += len(block) - (stop - start)
    return "\n".join([*lines[:end], *added, *lines[end:]])


def _with_scalar(line: str, node: yaml.ScalarNode, dumped: str) -> str:
    """A line with another value in the place of its own; what stands behind it stays."""
    if node.start_mark.line != node.end_mark.line:
        raise _CannotEditError
    value = dumped.partition(": ")[2]
    return line[: node.start_mark.column] + value + line[node.end_mark.column :]


def _with_body(text: str, before: Paper, after: Paper) -> str:
    if before.abstract == after.abstract:
        return text
    lines = text.split("\n")
    end = _end_of_front_matter(lines) + 1
    notes = next((number for number in range(end, len(lines)) if lines[number].rstrip() == NOTES), len(lines))
    abstract = ["", after.abstract] if after.abstract else []
    return "\n".join([*lines[:end], *abstract, "", *lines[notes:]])


def _with_items(text: str, before: Sequence[str], after: Sequence[str]) -> str:
    """Put items into the list `papers`, in its own style; each keeps its line, and the comments above it."""
    lines = text.split("\n")
    end = _end_of_front_matter(lines)
    front = "\n".join(lines[1:end])
    root = yaml.compose(front, yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode), "the file was read before"
    papers = next(value for name, value in root.value if name.value == "papers")
    nodes = papers.value
    if papers.flow_style:
        if tuple(after[: len(before)]) == tuple(before):
            at = nodes[-1].end_mark.index
            added = "".join(f", {slug}" for slug in after[len(before) :])
            return "\n".join([lines[0], front[:at] + added + front[at:], *lines[end:]])
        if papers.start_mark.line != papers.end_mark.line:
            raise _CannotEditError
        start, stop = nodes[0].start_mark.index, nodes[-1].end_mark.index
        return "\n".join([lines[0], front[:start] + ", ".join(after) + front[stop:], *lines[end:]])
    written = front.split("\n")
    chunks: dict[str, list[str]] = {}
    start = nodes[0].start_mark.line
    for slug, node in zip(before, nodes, strict=True):
        stop = node.end_mark.line + 1
        chunks[slug] = written[start:stop]
        start = stop
    first = nodes[0].start_mark
    prefix = written[first.line][: first.column]
    items = [line for slug in after for line in chunks.get(slug, [prefix + slug])]
    return "\n".join([lines[0], *written[: first.line], *items, *written[start:], *lines[end:]])


def _fields(dumped: str) -> dict[str, list[str]]:
    """The lines of each field, as the format writes them."""
    fields: dict[str, list[str]] = {}
    lines = dumped.split("\n")
    for line in lines[1 : _end_of_front_matter(lines)]:
        match = _FIELD.match(line)
        if match:
            block = fields[match[1]] = []
        block.append(line)
    return fields


def _places(front: str) -> dict[str, tuple[int, int, yaml.Node]]:
    """Of each field: its first and its last line, counted from 0, and its value."""
    root = yaml.compose(front, yaml.BaseLoader)
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise _CannotEditError
    return {name.value: (name.start_mark.line, _last_line(value), value) for name, value in root.value}


def _last_line(node: yaml.Node) -> int:
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        mark = node.end_mark
        return int(mark.line if mark.column else max(mark.line - 1, node.start_mark.line))
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _end_of_front_matter(lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE)
