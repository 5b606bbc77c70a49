"""Import: pages of a daily digest, saved as text, become content files.

    files → Source (what a page lists) → its day and year → Shelf (merged with the content) → files

All is planned before the first file is written, and the raw page is written last: an import that was killed
is completed by running it again, and one that was completed changes nothing when it is run again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.content import Content, load_content
from sitegen.ingest.dates import completed, find_years, year_around
from sitegen.ingest.identity import title_key
from sitegen.ingest.merge import Outcome, Shelf
from sitegen.ingest.revise import changed_files
from sitegen.ingest.sources import Source, read_sources
from sitegen.ingest.write import write_files
from sitegen.model import ContentError, Problem

__all__ = ["ImportedPage", "Report", "import_pages"]


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """One file that was given."""

    file: str
    """As the person named it."""
    day: date
    entries: int
    kept: bool
    """Whether this very page had been imported before, so that nothing was left to do."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, counted in the pages' entries: `entries == new + merged + unchanged`."""

    pages: tuple[ImportedPage, ...]
    """In the order in which they were given."""
    entries: int
    new: int
    """Entries that brought a paper."""
    merged: int
    """Entries that brought a value, or a day, of a known paper."""
    unchanged: int
    days: tuple[date, ...]
    """The digests that were written."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A page that is new here, with the year of its bare dates and the day that it is the digest of."""

    source: Source
    year: int
    day: date


def import_pages(files: Sequence[Path], content: Path, day: date | None = None) -> Report:
    """Import pages into the content folder, which need not exist; `day` is the day of the only page.

    ContentError, with nothing written, where a page or the content has mistakes or a page's day cannot be
    told. OSError where a file cannot be written: the same import, run again, completes the work.
    """
    known = load_content(content)
    sources = read_sources(files, content, day)
    pages = _dated({source.name: source for source in sources if source.kept is None}, known, day)
    shelf = Shelf(known)
    outcomes = Counter(
        shelf.place(entry, completed(entry.published, page.year) if entry.published else None, page.day)
        for page in pages
        for entry in page.source.dump.entries
    )
    changed = changed_files(shelf, content)
    write_files(content, changed | {page.source.path(page.day): page.source.data for page in pages})
    days = {page.source.name: page.day for page in pages}
    return _report(sources, days, outcomes, tuple(digest.day for _, digest in shelf.changed_digests()))


def _dated(sources: dict[str, Source], known: Content, day: date | None) -> list[_Dated]:
    """The pages with their days, in an order that does not depend on the one in which they were given."""
    problems: list[Problem] = []
    ordered = [sources[name] for name in sorted(sources)]
    if day is not None:
        years = [year_around(source.dump, day, source.file, problems) for source in ordered]
    else:
        published = {title_key(paper.title): paper.published for paper in known.papers if paper.published}
        years = find_years([(source.file, source.dump) for source in ordered], published, problems)
    if problems:
        raise ContentError(problems)
    pages = []
    for source, year in zip(ordered, years, strict=True):
        header = source.dump.header
        page_day = day or (header and completed(header, year))
        assert page_day, "a page without a date of its own is read only where its day is given"
        pages.append(_Dated(source, year, page_day))
    return sorted(pages, key=lambda page: (page.day, page.source.name))


def _report(
    sources: Sequence[Source], days: dict[str, date], outcomes: Counter[Outcome], written: tuple[date, ...]
) -> Report:
    pages = []
    for source in sources:
        page_day = source.kept or days[source.name]
        pages.append(ImportedPage(source.file, page_day, len(source.dump.entries), source.kept is not None))
    entries = sum(page.entries for page in pages)
    new, merged = outcomes[Outcome.NEW], outcomes[Outcome.MERGED]
    return Report(tuple(pages), entries, new, merged, entries - new - merged, written)
