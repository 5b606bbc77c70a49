"""The sources of an import: each is looked through, then read.

The first look finds all mistakes, the days that a source is of, and the years that pages leave out. Entries
are made only when they are asked for, so that at no time more than one source is in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from sitegen.digest import content_hash
from sitegen.ingest.api import read_api
from sitegen.ingest.arxiv import read_arxiv
from sitegen.ingest.bibtex import read_bibtex
from sitegen.ingest.dates import Published, completed, find_years, listed_in, year_around
from sitegen.ingest.dump import Dump, read_dump
from sitegen.ingest.entry import Entry
from sitegen.ingest.given import Given, all_given
from sitegen.ingest.kinds import Kind, kind_of
from sitegen.ingest.listed import Findings, Listed, entry_of
from sitegen.model import ContentError, Problem
from sitegen.schema import parse_day

FOLDER = "sources"
_KEPT = re.compile(r"(\d{4}-\d{2}-\d{2})-([0-9a-f]{8})\.[a-z]+")

Reader: TypeAlias = Callable[[bytes, str, Findings], Iterator[Listed]]
_READERS: Mapping[Kind, Reader] = {Kind.API: read_api, Kind.ARXIV: read_arxiv, Kind.BIBTEX: read_bibtex}


@dataclass(frozen=True, slots=True)
class Source:
    """One source."""

    file: str
    """As the person named it."""
    data: bytes
    name: str
    """The hash of its content."""
    kind: Kind
    kept: date | None
    """The day under which an earlier import kept it, if one did."""
    days: tuple[date, ...]
    """The days of its entries, in order; one at least."""
    count: int
    """How many entries it has."""
    entries: Iterator[tuple[date, Entry]]
    """Each with the day of its digest, in the source's order; made as they are asked for."""

    @property
    def path(self) -> str:
        """Where it is kept, below the content folder."""
        return f"{FOLDER}/{self.days[0].isoformat()}-{self.name}.{self.kind.suffix}"


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of an import."""

    total: int
    """How many entries there are in all of them."""
    left_out: tuple[Problem, ...]
    """What is no source, and what sources hold that is not for a digest: nothing wrong, but told."""
    _looked_at: tuple[_Looked, ...]

    def __iter__(self) -> Iterator[Source]:
        """One after the other, by day and name, whatever order they were given in.

        ContentError where one is not any more what it was.
        """
        for looked in self._looked_at:
            yield _read(looked)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A source after the first look."""

    given: Given
    name: str
    digest: bytes
    kind: Kind
    kept: date | None
    day: date | None
    """The day of all its entries, if a person says it, or said it to an earlier import."""
    days: tuple[date, ...] = ()
    count: int = 0
    page: Dump | None = None
    """What a page says of its year: titles and dates."""
    year: int = 0
    """That of a page."""


def read_sources(
    given: Sequence[str],
    content: Path,
    published: Published,
    *,
    kind: Kind | None = None,
    day: date | None = None,
) -> Sources:
    """Look through files, folders and standard input (`-`), all of one kind if it is given.

    `day` is the day of all their entries. ContentError where one cannot be read, or its day not be told.
    """
    found = Findings()
    kept = _kept(content)
    looked_at: dict[bytes, _Looked] = {}
    for one in all_given(given, found.problems):
        looked = _look(one, kept, kind, day, found)
        if looked is not None:
            first = looked_at.setdefault(looked.digest, looked)
            if first is not looked:
                found.left_out.append(Problem(one.file, f"this is the same as {first.given.file}"))
    sources = _dated([looked_at[digest] for digest in sorted(looked_at)], published, day, found.problems)
    if found.problems:
        raise ContentError(found.problems)
    in_order = sorted(sources, key=lambda source: (source.days, source.name))
    return Sources(sum(source.count for source in in_order), tuple(found.left_out), tuple(in_order))


def _look(
    given: Given,
    kept: Mapping[str, tuple[date, Path]],
    kind: Kind | None,
    day: date | None,
    found: Findings,
) -> _Looked | None:
    """A source, as far as it can be told by itself; None where there is none to read."""
    data = given.read()
    if isinstance(data, Problem):
        found.problems.append(data)
        return None
    kind = kind or kind_of(data)
    if kind is None and not given.by_name:
        found.left_out.append(Problem(given.file, "this is no source of papers"))
        return None
    name = content_hash(data)
    kept_as = _kept_day(kept, name, data)
    if kept_as and day and day != kept_as:
        message = f"this source is imported already, as {kept_as}, not {day}"
        hint = f"rename or mend digests/{kept_as}.md instead"
        found.problems.append(Problem(given.file, message, hint=hint))
    looked = _Looked(given, name, sha256(data).digest(), kind or Kind.DUMP, kept_as, day)
    look_inside = _look_at_page if looked.kind is Kind.DUMP else _look_at_list
    return look_inside(looked, data, found)


def _look_at_page(looked: _Looked, data: bytes, found: Findings) -> _Looked | None:
    day = looked.day or looked.kept
    page = read_dump(data, looked.given.file, found.problems, dated=day is not None)
    if page is None:
        return None
    slim = replace(page, entries=tuple(replace(entry, abstract=()) for entry in page.entries))
    return replace(looked, day=day, count=len(page.entries), page=slim)


def _look_at_list(looked: _Looked, data: bytes, found: Findings) -> _Looked | None:
    file, day = looked.given.file, looked.day
    mistakes, count = len(found.problems), 0
    days: set[date] = set()
    without_day: Listed | None = None
    for listed in _READERS[looked.kind](data, file, found):
        count += 1
        if listed.day:
            days.add(listed.day)
        else:
            without_day = without_day or listed
    if len(found.problems) > mistakes:
        return None
    if not count:
        found.left_out.append(Problem(file, "it lists no papers"))
        return None
    if looked.kept and (without_day or looked.kept != min(days)):
        day = looked.kept  # which a person said to an earlier import
    if without_day and not day:
        message = f"{without_day.place} does not tell the day of its digest"
        found.problems.append(Problem(file, message, without_day.line, hint="say it with --date"))
        return None
    return replace(looked, day=day, days=(day,) if day else tuple(sorted(days)), count=count)


def _dated(
    sources: Sequence[_Looked], published: Published, day: date | None, problems: list[Problem]
) -> list[_Looked]:
    """The sources, each page with its year and so its day, which other pages may tell."""
    pages = [(source, source.page) for source in sources if source.page]
    if day and len(pages) > 1:
        hint = "import each page by itself"
        problems.append(Problem("--date", "this is the day of a single page", hint=hint))
    untold = [(source, page) for source, page in pages if not source.day]
    years = find_years([(source.given.file, page) for source, page in untold], published, problems)
    of_page = {source.digest: year for (source, _), year in zip(untold, years, strict=True)}
    for source, page in pages:
        if source.day:
            of_page[source.digest] = year_around(page, source.day, source.given.file, problems)
    return [
        _with_year(source, source.page, of_page[source.digest]) if source.page and not problems else source
        for source in sources
    ]


def _with_year(source: _Looked, page: Dump, year: int) -> _Looked:
    day = source.day or (page.header and completed(page.header, year))
    assert day, "a page without a date of its own is read only where its day is given"
    return replace(source, day=day, days=(day,), page=None, year=year)


def _read(looked: _Looked) -> Source:
    file = looked.given.file
    data = looked.given.read()
    if isinstance(data, Problem):
        raise ContentError([data])
    if sha256(data).digest() != looked.digest:
        raise ContentError([Problem(file, "the file changed while it was imported", hint="import it again")])
    entries = _entries(looked, data)
    return Source(file, data, looked.name, looked.kind, looked.kept, looked.days, looked.count, entries)


def _entries(looked: _Looked, data: bytes) -> Iterator[tuple[date, Entry]]:
    for listed in _listed(looked, data):
        day = looked.day or listed.day
        assert day, "the first look found a day for each entry"
        yield day, entry_of(listed)


def _listed(looked: _Looked, data: bytes) -> Iterator[Listed]:
    if looked.kind is not Kind.DUMP:
        return _READERS[looked.kind](data, looked.given.file, Findings())
    page = read_dump(data, looked.given.file, [], dated=True)
    assert page, "the first look could read it"
    return listed_in(page, looked.year)


def _kept(content: Path) -> Mapping[str, tuple[date, Path]]:
    """The days and files of the sources that were imported before, by the hashes of their contents."""
    kept = {}
    for path in sorted((content / FOLDER).glob("*")):
        match = _KEPT.fullmatch(path.name)
        day = parse_day(match[1]) if match else None
        if match and day:
            kept[match[2]] = (day, path)
    return kept


def _kept_day(kept: Mapping[str, tuple[date, Path]], name: str, data: bytes) -> date | None:
    if name not in kept:
        return None
    day, path = kept[name]
    return day if path.read_bytes() == data else None
