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

from sitegen.content import load_content
from sitegen.ingest.identity import title_key
from sitegen.ingest.kinds import Kind
from sitegen.ingest.merge import Outcome, Shelf
from sitegen.ingest.revise import changed_files
from sitegen.ingest.sources import read_sources
from sitegen.ingest.write import write_files
from sitegen.model import Problem

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
    left_out: tuple[Problem, ...] = ()
    """What was given and is not for a digest, and why."""


def import_pages(
    given: Sequence[str | Path], content: Path, day: date | None = None, kind: Kind | None = None
) -> Report:
    """Import sources into the content folder, which need not exist; `day` is the day of all their entries.

    ContentError, with nothing written, where a source or the content has mistakes or a day cannot be
    told. OSError where a file cannot be written: the same import, run again, completes the work.
    """
    known = load_content(content)
    published = {title_key(paper.title): paper.published for paper in known.papers}
    names = [str(one) for one in given]
    sources = read_sources(names, content, lambda title: published.get(title_key(title)), kind=kind, day=day)
    shelf = Shelf(known)
    outcomes: Counter[Outcome] = Counter()
    kept: dict[str, bytes] = {}
    pages = []
    for source in sources:
        pages.append(ImportedPage(source.file, source.days[0], source.count, source.kept is not None))
        if source.kept is None:
            outcomes.update(shelf.place(entry, day) for day, entry in source.entries)
            kept[source.path] = source.data
    write_files(content, changed_files(shelf, content) | kept)
    new, merged = outcomes[Outcome.NEW], outcomes[Outcome.MERGED]
    written = tuple(digest.day for _, digest in shelf.changed_digests())
    unchanged = sources.total - new - merged
    return Report(tuple(pages), sources.total, new, merged, unchanged, written, sources.left_out)
