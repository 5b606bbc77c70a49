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
from sitegen.ingest.intake import Taken, take_in
from sitegen.ingest.kinds import Kind
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
    files: Sequence[str | Path],
    content: Path,
    day: date | None = None,
    kind: Kind | None = None,
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
        report = _import(files, archive, day, kind, frozenset(restore), stage, suggest, progress)
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
    files: Sequence[str | Path],
    archive: Archive,
    day: date | None,
    kind: Kind | None,
    restore: frozenset[str],
    stage: Stage,
    suggest: Suggest | None,
    progress: Progress,
) -> Report:
    given = [*map(str, files), *(str(path) for path in _sources_of(restore, archive) if path not in files)]
    sources = read_sources(given, archive.content, archive.published, kind=kind, day=day)
    pages = []
    with Laid() as laid:
        for source in sources:
            progress.expect("reading", source.count)
            laid.add(_arrivals(source))
            progress.advance(source.count)
            stage.put(source.path, source.data)
            pages.append(ImportedPage(source.file, source.days[0], source.count, source.kept is not None))
        taken = take_in(laid, archive, stage, suggest, restore, progress)
    unchanged = sources.total - taken.new - taken.merged - taken.unplaced
    return Report(tuple(pages), sources.total, unchanged, taken, sources.left_out, tuple(stage.paths))


def _arrivals(source: Source) -> Iterator[Arrival]:
    for index, (day, entry) in enumerate(source.entries):
        yield Arrival(entry, source.kind.value, day, source.name, index, source.file)


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
