"""Saved pages of a digest → their papers, as far as a made corpus draws on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_HEADER = "byAK and the research community"
"""The line that ends a page's head; what comes before it is not about papers."""
_DATE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}(?:, \d{4})?(?: (\d+))?"
)
_AUTHORS = re.compile(r"\s*•\s*(\d+) authors?")
_SHORTEST_ABSTRACT = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of a page: title, abstract, and the byline's numbers."""

    title: str
    abstract: str
    authors: int | None
    organization: str | None
    comments: int


def read_entries(folder: Path) -> list[Entry]:
    """The papers of all pages (`*.txt`) of a folder, each title once, without those of little text."""
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.txt")):
        for entry in _entries(path.read_text("utf-8")):
            if len(entry.abstract) > _SHORTEST_ABSTRACT:
                entries.setdefault(entry.title, entry)
    return list(entries.values())


def _entries(page: str) -> list[Entry]:
    """The papers of one page: blocks between empty lines, the byline's block being the last of a paper."""
    entries: list[Entry] = []
    before: list[str] = []
    for block in re.split(r"\n\s*\n", page[max(page.find(_HEADER), 0) :]):
        lines = [line.rstrip() for line in block.split("\n") if line.strip()]
        date = _DATE.fullmatch(lines[-1].strip()) if lines else None
        if date is None:
            before.extend(["\n".join(lines)] if lines else [])
            continue
        if len(before) >= 2:
            entries.append(_entry(before[-2], before[-1], lines[:-1], comments=int(date[1] or 0)))
        before = []
    return entries


def _entry(title: str, abstract: str, byline: list[str], comments: int) -> Entry:
    authors = organization = None
    for line in byline:
        if match := _AUTHORS.match(line):
            authors = int(match[1])
        elif line.strip() != "·":
            organization = line.strip().split(" ", 1)[-1]
    return Entry(title.strip(), " ".join(abstract.split()), authors, organization, comments)
