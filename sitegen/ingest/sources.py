"""The pages that an import reads, and those that earlier ones kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.digest import content_hash
from sitegen.ingest.dump import Dump, read_dump
from sitegen.model import ContentError, Problem
from sitegen.schema import parse_day

FOLDER = "sources"
_KEPT = re.compile(r"(\d{4}-\d{2}-\d{2})-([0-9a-f]{8})\.txt")


@dataclass(frozen=True, slots=True)
class Source:
    """A page as it was given."""

    file: str
    """As the person named it."""
    data: bytes
    name: str
    """The hash of its content."""
    dump: Dump
    kept: date | None
    """Its day, where an earlier import kept it."""

    def path(self, day: date) -> str:
        """Where it is kept, below the content folder."""
        return f"{FOLDER}/{day.isoformat()}-{self.name}.txt"


def read_sources(files: Sequence[Path], content: Path, day: date | None) -> list[Source]:
    """Read the pages. `day` is the day of the only one. ContentError where one cannot be read as a page."""
    problems: list[Problem] = []
    if day is not None and len(files) != 1:
        problems.append(Problem("--date", "this is the day of a single page", hint="give one file with it"))
    kept = _kept(content)
    sources = [_read(path, kept, day, problems) for path in files]
    if problems:
        raise ContentError(problems)
    return [source for source in sources if source is not None]


def _read(path: Path, kept: Mapping[str, date], day: date | None, problems: list[Problem]) -> Source | None:
    file = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.append(Problem(file, f"the file cannot be read: {reason}", hint="give the file of a page"))
        return None
    name = content_hash(data)
    kept_as = kept.get(name)
    if kept_as and day and day != kept_as:
        hint = f"rename or mend digests/{kept_as}.md instead"
        problems.append(Problem(file, f"this page is imported already, as {kept_as}, not {day}", hint=hint))
    dump = read_dump(data, file, problems, dated=(kept_as or day) is not None)
    return None if dump is None else Source(file, data, name, dump, kept_as)


def _kept(content: Path) -> Mapping[str, date]:
    """The days of the pages that were imported before, by the hashes of their contents."""
    matches = [_KEPT.fullmatch(path.name) for path in sorted((content / FOLDER).glob("*.txt"))]
    days = {match[2]: parse_day(match[1]) for match in matches if match}
    return {name: day for name, day in days.items() if day is not None}
