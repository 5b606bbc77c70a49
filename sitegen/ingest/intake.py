"""Taking entries into the content: family by family the papers, then the days, then the record."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from tempfile import TemporaryFile
from types import TracebackType

from sitegen.ingest.archive import Archive
from sitegen.ingest.days import Days
from sitegen.ingest.laid import Laid
from sitegen.ingest.outcome import Conflict, KeptEdit, Outcome
from sitegen.ingest.papers import Papers, Suggest
from sitegen.ingest.record import Line, dump_day, dump_line, month_text, record_path
from sitegen.ingest.write import Stage
from sitegen.progress import Progress
from sitegen.urls import month_of


@dataclass(slots=True)
class Taken:
    """What became of the entries."""

    new: int = 0
    """Entries that brought a paper."""
    merged: int = 0
    """Entries that brought a value, or a day, of a known paper."""
    unplaced: int = 0
    """Entries without an id whose title fits several papers; each is a conflict."""
    new_papers: list[str] = field(default_factory=list)
    """Their slugs."""
    days: list[date] = field(default_factory=list)
    """The digests that were written."""
    kept: list[KeptEdit] = field(default_factory=list)
    """Where a source says otherwise than a person, whose word stays."""
    conflicts: list[Conflict] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count what became of a family."""
        self.new += outcome.new
        self.merged += outcome.merged
        self.unplaced += outcome.unplaced
        self.new_papers += outcome.new_papers
        self.kept += outcome.kept
        self.conflicts += outcome.conflicts


def take_in(
    laid: Laid,
    archive: Archive,
    stage: Stage,
    suggest: Suggest | None = None,
    restored: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> Taken:
    """Merge all entries that are laid aside with what is known, and put what changes on the stage."""
    progress = progress or Progress()
    taken = Taken()
    days = Days(archive)
    papers = Papers(archive, days.listed, suggest or _nothing, restored)
    renamed: dict[str, str] = {}
    with _Record(archive) as record:
        families = laid.families(archive)
        progress.expect("merging", len(families))
        for family in families:
            outcome = papers.merge([*map(laid.read, family.arrivals)], family.papers)
            for path, text in outcome.files.items():
                if text is None:
                    stage.remove(path)
                else:
                    stage.put(path, text.encode())
            days.note(family.papers, outcome.days_before, outcome.days_now)
            record.note(family.papers, outcome.lines)
            renamed |= outcome.renamed
            taken.add(outcome)
            progress.advance(1)
        for day in days.changed():
            settled = days.settle(day, renamed)
            if settled.text is not None:
                stage.put(settled.digest.path, settled.text.encode())
                taken.days.append(day)
            if settled.by_hand:
                record.note_day(day)
        for path, text in record.files():
            stage.put(path, text.encode())
    return taken


class _Record:
    """The record, as it will be. New lines wait on the disk."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._touched: set[int] = set()
        self._file = TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._offsets: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        """Of the new lines, by month."""
        self._days: set[date] = set()

    def __enter__(self) -> _Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def note(self, touched: Iterable[int], lines: Iterable[tuple[str, Line]]) -> None:
        """These papers of the archive have these lines now."""
        self._touched.update(touched)
        for month, line in lines:
            self._offsets[month].append(self._file.tell())
            self._file.write(f"{dump_line(line)}\n".encode())

    def note_day(self, day: date) -> None:
        """The order of this day is a person's."""
        if day not in self._archive.days_by_hand:
            self._days.add(day)

    def files(self) -> Iterator[tuple[str, str]]:
        """The files of the months that may have changed."""
        archive = self._archive
        was_in = {archive.recorded_in(number) for number in self._touched}
        months = {*self._offsets, *filter(None, was_in), *map(month_of, self._days)}
        for month in sorted(months):
            days = [dump_day(day) for day in self._days if month_of(day) == month]
            old = archive.record_lines(month, self._touched)
            yield record_path(month), month_text(chain(old, self._new(month), days))

    def _new(self, month: str) -> Iterator[str]:
        for offset in self._offsets.get(month, ()):
            self._file.seek(offset)
            yield self._file.readline().decode().rstrip("\n")


def _nothing(title: str, abstract: str) -> Sequence[str]:
    return ()
