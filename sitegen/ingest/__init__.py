"""Import: what others say of papers becomes content files, beside what people write in them.

    sources → Arrival… → families (what may be of one paper) → papers → days → files, all or none

All that an import keeps in memory are keys: entries are laid aside on the disk and merged paper by paper, and
new files wait on the disk until all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.ingest.archive import Archive
from sitegen.ingest.arrival import Arrival
from sitegen.ingest.dates import completed, find_years, year_around
from sitegen.ingest.entry import Entry
from sitegen.ingest.identity import title_key
from sitegen.ingest.intake import Taken, take_in
from sitegen.ingest.laid import Laid
from sitegen.ingest.papers import Conflict, KeptEdit, Suggest
from sitegen.ingest.sources import FOLDER, Source, read_sources
from sitegen.ingest.write import Change, Stage, alone, is_unfinished
from sitegen.model import ContentError, Problem
from sitegen.progress import Progress
from sitegen.schema import did_you_mean

__all__ = ["Change", "Conflict", "ImportedPage", "KeptEdit", "Report", "Taken", "import_pages"]


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """One source that was given."""

    file: str
    """As the person named it."""
    day: date
    entries: int
    kept: bool
    """Whether this very source had been imported before."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, counted in entries.

    `entries == taken.new + taken.merged + unchanged + taken.unplaced`.
    """

    pages: tuple[ImportedPage, ...]
    """In the order in which they were given."""
    entries: int
    unchanged: int
    taken: Taken
    unreadable: tuple[Problem, ...]
    """Entries that could not be read."""
    changed: tuple[str, ...]
    """The files that were written or removed (or would be), below the content folder."""


def import_pages(
    files: Sequence[Path],
    content: Path,
    day: date | None = None,
    *,
    restore: Sequence[str] = (),
    show: Callable[[Change], None] | None = None,
    suggest: Suggest | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import sources into the content folder, which need not exist; `day` is the day of the only source.

    Of the papers to `restore`, by slug, what a person deleted comes back, and so do the days that a person
    took them out of, from the sources that the content folder keeps. With `show`, nothing is written, and it
    is told each change instead. `suggest` tells the topics of a new paper from its title and abstract.

    ContentError where a source or the content has mistakes, OSError where a file cannot be written: then
    nothing has changed. Killed, it has changed nothing, or the next import completes it.
    """
    progress = progress or Progress()
    with _held(content, show) as aside, Stage(content, aside) as stage:
        archive = Archive(content)
        report = _import(files, archive, day, frozenset(restore), stage, suggest, progress)
        if show:
            for change in stage.changes():
                show(change)
        else:
            stage.commit()
    return report


@contextmanager
def _held(content: Path, show: object) -> Iterator[Path | None]:
    """Where new files wait: beside the content, held against other imports, or, to show them, elsewhere."""
    if not show:
        with alone(content):
            yield None
        return
    if is_unfinished(content):
        what = "an import was broken off while it moved its files"
        raise ContentError([Problem(content.name, what, hint="any import completes it: run one first")])
    with TemporaryDirectory(prefix="sitegen-") as folder:
        yield Path(folder) / "files"


def _import(
    files: Sequence[Path],
    archive: Archive,
    day: date | None,
    restore: frozenset[str],
    stage: Stage,
    suggest: Suggest | None,
    progress: Progress,
) -> Report:
    content = archive.content
    given = [*files, *(path for path in _sources_of(restore, archive) if path not in files)]
    sources = read_sources(given, content, day)
    pages = _dated({source.name: source for source in sources}, archive, day)
    with Laid() as laid:
        progress.expect("reading", len(pages))
        for page in pages:
            laid.add(page.arrivals())
            progress.advance(1)
        taken = take_in(laid, archive, stage, suggest, restore, progress)
    for page in pages:
        stage.put(page.source.path(page.day), page.source.data)

    days = {page.source.name: page.day for page in pages}
    imported = tuple(
        ImportedPage(s.file, days[s.name], len(s.dump.entries), s.kept is not None) for s in sources
    )
    entries = sum(page.entries for page in imported)
    return Report(
        imported, entries, entries - taken.new - taken.merged - taken.unplaced, taken, (), tuple(stage.paths)
    )


def _sources_of(restore: frozenset[str], archive: Archive) -> list[Path]:
    """The kept sources that list the papers."""
    problems: list[Problem] = []
    names: set[str] = set()
    for slug in sorted(restore):
        number = archive.numbers.get(slug)
        if number is None or archive.slugs[number] != slug or not archive.is_recorded(number):
            hint = did_you_mean(slug, archive.slugs) or "name a paper by its slug, as in content/records/"
            problems.append(Problem("--restore", f"the record knows no paper “{slug}”", hint=hint))
            continue
        names |= {place.source for place in archive.line(number).days.values()}
    if problems:
        raise ContentError(problems)
    folder = archive.content / FOLDER
    return sorted(path for path in folder.glob("*-*.*") if path.stem.rpartition("-")[2] in names)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A page, with the year of its bare dates and the day that it is the digest of."""

    source: Source
    year: int
    day: date

    def arrivals(self) -> Iterator[Arrival]:
        for index, found in enumerate(self.source.dump.entries):
            entry = Entry(
                title=found.title,
                abstract=found.abstract,
                place=f"line {found.line}",
                published=completed(found.published, self.year) if found.published else None,
                authors_count=found.authors_count,
                organization=found.organization,
                comments=found.comments,
            )
            yield Arrival(entry, "dump", self.day, self.source.name, index, self.source.file)


def _dated(sources: dict[str, Source], archive: Archive, day: date | None) -> list[_Dated]:
    """The pages with their days, in an order that does not depend on the one in which they were given."""
    problems: list[Problem] = []
    ordered = [sources[name] for name in sorted(sources)]
    if day is not None:
        years = [year_around(source.dump, day, source.file, problems) for source in ordered]
    else:
        titles = {title_key(e.title): e.title for source in ordered for e in source.dump.entries}
        dates = {key: archive.published(title) for key, title in titles.items()}
        published = {key: known for key, known in dates.items() if known}
        years = find_years([(source.file, source.dump) for source in ordered], published, problems)
    if problems:
        raise ContentError(problems)
    pages = []
    for source, year in zip(ordered, years, strict=True):
        header = source.dump.header
        page_day = day or source.kept or (header and completed(header, year))
        assert page_day, "a page without a date of its own is read only where its day is given"
        pages.append(_Dated(source, year, page_day))
    return sorted(pages, key=lambda page: (page.day, page.source.name))
