"""Taking entries into the content: family by family the papers, then the days, then the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sitegen.ingest.archive import Archive
from sitegen.ingest.days import Days
from sitegen.ingest.laid import Laid
from sitegen.ingest.papers import Conflict, KeptEdit, Papers, Suggest
from sitegen.ingest.record import Line, month_text, record_path
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
    record = _Record(archive)
    renamed: dict[str, str] = {}
    families = list(laid.families(archive))
    progress.expect("merging", len(families))
    for family in families:
        outcome = papers.merge([laid.read(offset) for offset in family.arrivals], family.papers)
        for path, text in outcome.files.items():
            if text is None:
                stage.remove(path)
            else:
                stage.put(path, text.encode())
        days.note(family.papers, outcome.days_before, outcome.days_now)
        record.note(family.papers, outcome.lines)
        renamed |= outcome.renamed
        taken.new += outcome.new
        taken.merged += outcome.merged
        taken.unplaced += outcome.unplaced
        taken.new_papers += outcome.new_papers
        taken.kept += outcome.kept
        taken.conflicts += outcome.conflicts
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
    """The record, as it will be."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._touched: set[int] = set()
        self._lines: defaultdict[str, list[Line]] = defaultdict(list)
        self._days: set[date] = set()

    def note(self, touched: Iterable[int], lines: Iterable[tuple[str, Line]]) -> None:
        """These papers of the archive have these lines now."""
        self._touched.update(touched)
        for month, line in lines:
            self._lines[month].append(line)

    def note_day(self, day: date) -> None:
        """The order of this day is a person's."""
        if day not in self._archive.days_by_hand:
            self._days.add(day)

    def files(self) -> Iterator[tuple[str, str]]:
        """The files of the months that may have changed."""
        archive = self._archive
        was_in = {number: archive.recorded_in(number) for number in self._touched}
        months = {*self._lines, *filter(None, was_in.values()), *map(month_of, self._days)}
        for month in sorted(months):
            days = [day for day in self._days if month_of(day) == month]
            text = month_text(archive.record_lines(month, self._touched), self._lines[month], days)
            yield record_path(month), text


def _nothing(title: str, abstract: str) -> Sequence[str]:
    return ()
