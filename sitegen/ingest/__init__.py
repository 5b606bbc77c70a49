"""Import: what others say of papers becomes content files, beside what people write in them.

    sources → entries → families (what may be of one paper) → papers → days → files, all or none

Of all papers an import keeps in memory only keys: entries are laid aside on the disk and merged paper by
paper, and new files wait on the disk until all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.hints import did_you_mean
from sitegen.ingest.archive import Archive
from sitegen.ingest.arrival import Arrival
from sitegen.ingest.intake import Taken, take_in
from sitegen.ingest.kinds import Kind
from sitegen.ingest.laid import Laid
from sitegen.ingest.outcome import Conflict, KeptEdit
from sitegen.ingest.papers import Suggest
from sitegen.ingest.sources import FOLDER, Source, read_sources
from sitegen.ingest.suggest import suggested_slugs
from sitegen.ingest.write import Change, Stage, alone, is_unfinished
from sitegen.model import ContentError, Problem
from sitegen.progress import Progress

__all__ = ["Change", "Conflict", "ImportedSource", "KeptEdit", "Report", "Taken", "import_sources"]


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """One source that was given."""

    file: str
    """As the person named it."""
    kind: str
    days: tuple[date, ...]
    entries: int
    is_known: bool
    """Whether this very source had been imported before."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, counted in entries.

    `entries == taken.new + taken.merged + unchanged + taken.unplaced`.
    """

    sources: tuple[ImportedSource, ...]
    """By day."""
    entries: int
    unchanged: int
    taken: Taken
    left_out: tuple[Problem, ...]
    """What was given and could not be read, or is not for a digest, and why."""
    changed: tuple[str, ...]
    """The files that were written or removed (or would be), below the content folder."""


def import_sources(
    given: Sequence[str | Path],
    content: Path,
    *,
    day: date | None = None,
    kind: Kind | None = None,
    restore: Sequence[str] = (),
    show: Callable[[Change], None] | None = None,
    suggest: Suggest | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import sources into the content folder, which need not exist.

    `day` is the day of all their entries, `kind` their kind, where they do not tell it themselves. Of the
    papers to `restore`, by slug, what a person deleted comes back, and they come back into the days that a
    person took them out of, from the sources that the content folder keeps. With `show`, nothing is written,
    and it is told each change instead. `suggest` tells a new paper's topics from its title and abstract
    (None: by the phrases of the topics).

    ContentError where a source or the content has mistakes, OSError where a file cannot be written: then
    nothing has changed. Killed, it has changed nothing, or the next import completes it.
    """
    with _held(content, show) as aside, Stage(content, aside) as stage:
        archive = Archive(content)
        wanted = frozenset(restore)
        sources = [str(one) for one in given] + [str(path) for path in _sources_of(wanted, archive)]
        report = _import(sources, archive, day, kind, wanted, stage, suggest, progress or Progress())
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
    given: Sequence[str],
    archive: Archive,
    day: date | None,
    kind: Kind | None,
    restore: frozenset[str],
    stage: Stage,
    suggest: Suggest | None,
    progress: Progress,
) -> Report:
    sources = read_sources(given, archive.content, archive.published, kind=kind, day=day)
    imported: list[ImportedSource] = []
    with Laid() as laid:
        progress.expect("reading", sources.total)
        for source in sources:
            known = source.kept is not None
            imported.append(ImportedSource(source.file, source.kind.value, source.days, source.count, known))
            laid.add(_arrivals(source, progress))
            if not known:
                with stage.opened(source.path) as file:
                    file.writelines(source.pieces())
        suggest = suggest or partial(suggested_slugs, tuple(archive.topics))
        taken = take_in(laid, archive, stage, suggest, restore, progress)
    unchanged = sources.total - taken.new - taken.merged - taken.unplaced
    return Report(tuple(imported), sources.total, unchanged, taken, sources.left_out, tuple(stage.paths))


def _arrivals(source: Source, progress: Progress) -> Iterator[Arrival]:
    for index, (day, entry) in enumerate(source.entries):
        yield Arrival(entry, source.kind.value, day, source.name, index, source.file)
        progress.advance(1)


def _sources_of(restore: frozenset[str], archive: Archive) -> list[Path]:
    """The kept sources that list the papers, or say something of them that stands."""
    problems: list[Problem] = []
    names: set[str] = set()
    for slug in sorted(restore):
        number = archive.numbers.get(slug)
        if number is None or archive.slugs[number] != slug or not archive.is_recorded(number):
            hint = did_you_mean(slug, archive.slugs) or "name a paper by its slug, as in content/records/"
            problems.append(Problem("--restore", f"the record knows no paper “{slug}”", hint=hint))
            continue
        line = archive.line(number)
        names |= {place.source for place in line.days.values()}
        names |= {claim.source for strand in line.strands for claim in strand.said.values()}
    if problems:
        raise ContentError(problems)
    folder = archive.content / FOLDER
    return sorted(path for path in folder.glob("*-*.*") if path.stem.rpartition("-")[2] in names)
