"""The sources of an import: each is looked through, then read.

The first look finds all mistakes, the days that a source is of, and the years that pages leave out. Entries
are made only when they are asked for, so that at no time more than one source is in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO, TypeAlias

from sitegen.digest import content_hash
from sitegen.ingest.api import read_api
from sitegen.ingest.arxiv import read_arxiv
from sitegen.ingest.bibtex import read_bibtex
from sitegen.ingest.dates import Published, completed, find_years, listed_in, year_around
from sitegen.ingest.dump import Dump, read_dump
from sitegen.ingest.entry import Entry
from sitegen.ingest.given import Given, Opened, all_given
from sitegen.ingest.kinds import Kind, kind_of
from sitegen.ingest.listed import Findings, Listed, entry_of
from sitegen.model import ContentError, Problem
from sitegen.schema import parse_day

FOLDER = "sources"
_ENOUGH = 1 << 20
"""So many bytes tell the kind of a source."""
_KEPT = re.compile(r"(\d{4}-\d{2}-\d{2})-([0-9a-f]{8})\.[a-z]+")

Reader: TypeAlias = Callable[[BinaryIO, str, Findings], Iterator[Listed]]
_READERS: Mapping[Kind, Reader] = {Kind.API: read_api, Kind.ARXIV: read_arxiv, Kind.BIBTEX: read_bibtex}


@dataclass(frozen=True, slots=True)
class Source:
    """One source."""

    given: Given
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
    """Each with the day of its digest, in the source's order, made as they are asked for.

    ContentError where the source is not any more what it was.
    """

    @property
    def file(self) -> str:
        """As the person named it."""
        return self.given.file

    @property
    def data(self) -> bytes:
        """All of it. ContentError where it is not any more what it was."""
        try:
            with self.given.open() as opened:
                data = opened.read()
        except OSError as error:
            raise ContentError([_unreadable(self.given, error)]) from error
        if content_hash(data) != self.name:
            raise ContentError([_changed(self.given)])
        return data

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
        """One after the other, by day and name, whatever order they were given in."""
        for looked in self._looked_at:
            entries = _entries(looked)
            yield Source(
                looked.given, looked.name, looked.kind, looked.kept, looked.days, looked.count, entries
            )


@dataclass(frozen=True, slots=True)
class _Looked:
    """A source after the first look."""

    given: Given
    digest: bytes
    """Its SHA-256, of which the name is the beginning."""
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

    @property
    def name(self) -> str:
        """The hash of its content, as it stands in the names of kept sources."""
        return self.digest.hex()[:8]


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
            if first.given.file != one.file:
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
    try:
        with given.open() as opened:
            digest = file_digest(opened, "sha256")
            opened.seek(0)
            kind = kind or kind_of(opened.read(_ENOUGH))
            opened.seek(0)
            if kind is None and not given.by_name:
                found.left_out.append(Problem(given.file, "this is no source of papers"))
                return None
            kept_as = _kept_day(kept, digest.digest())
            looked = _Looked(given, digest.digest(), kind or Kind.DUMP, kept_as, day)
            if kept_as and day and day != kept_as:
                message = f"this source is imported already, as {kept_as}, not {day}"
                hint = f"rename or mend digests/{kept_as}.md instead"
                found.problems.append(Problem(given.file, message, hint=hint))
            look_inside = _look_at_page if looked.kind is Kind.DUMP else _look_at_list
            return look_inside(looked, opened, found)
    except OSError as error:
        found.problems.append(_unreadable(given, error))
        return None


def _look_at_page(looked: _Looked, opened: Opened, found: Findings) -> _Looked | None:
    day = looked.day or looked.kept
    page = read_dump(opened.read(), looked.given.file, found.problems, dated=day is not None)
    if page is None:
        return None
    slim = replace(page, entries=tuple(replace(entry, abstract=()) for entry in page.entries))
    return replace(looked, day=day, count=len(page.entries), page=slim)


def _look_at_list(looked: _Looked, opened: Opened, found: Findings) -> _Looked | None:
    file, day = looked.given.file, looked.day
    mistakes, count = len(found.problems), 0
    days: set[date] = set()
    without_day: Listed | None = None
    for listed in _READERS[looked.kind](opened, file, found):
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


def _entries(looked: _Looked) -> Iterator[tuple[date, Entry]]:
    try:
        with looked.given.open() as opened:
            if file_digest(opened, "sha256").digest() != looked.digest:
                raise ContentError([_changed(looked.given)])
            opened.seek(0)
            for listed in _listed(looked, opened):
                day = looked.day or listed.day
                assert day, "the first look found a day for each entry"
                yield day, entry_of(listed)
    except OSError as error:
        raise ContentError([_unreadable(looked.given, error)]) from error


def _listed(looked: _Looked, opened: Opened) -> Iterator[Listed]:
    if looked.kind is not Kind.DUMP:
        return _READERS[looked.kind](opened, looked.given.file, Findings())
    page = read_dump(opened.read(), looked.given.file, [], dated=True)
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


def _kept_day(kept: Mapping[str, tuple[date, Path]], digest: bytes) -> date | None:
    day, path = kept.get(digest.hex()[:8], (None, None))
    if path is None:
        return None
    with path.open("rb") as opened:
        return day if file_digest(opened, "sha256").digest() == digest else None


def _unreadable(given: Given, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(given.file, f"the file cannot be read: {reason}", hint="give the file of a page")


def _changed(given: Given) -> Problem:
    return Problem(given.file, "the file changed while it was imported", hint="import it again")
