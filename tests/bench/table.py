"""From single runs to the table: medians, ratios, and whether each bar holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench import building, serving
from tests.bench.measure import Run
from tests.bench.programs import HUGO, HUGO_IN_MEMORY, OURS, PAGEFIND

_HEADINGS = ["work", "ours, s", "cpu, s", "MiB", "Hugo, s", "cpu, s", "MiB", "figure", "bar", "verdict"]
_NOTHING = "–"
_TIMES_HUGO, _TIMES, _SECONDS, _MEMORY = "× Hugo", "×", "s", "MiB"
"""The units of bars; the second one is a ratio of our own."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A program's medians over the runs of a work, the peak being the greatest; or why there are none."""

    wall: float | None = None
    cpu: float | None = None
    peak: float | None = None
    failure: str = ""

    def then(self, other: Figure) -> Figure:
        """One work after the other."""
        return Figure(
            self.wall + other.wall if self.wall is not None and other.wall is not None else None,
            self.cpu + other.cpu if self.cpu is not None and other.cpu is not None else None,
            max((peak for peak in (self.peak, other.peak) if peak is not None), default=None),
            self.failure or other.failure,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One work with its bar, whose unit says what it is for: a ratio of seconds, seconds, or memory."""

    work: str
    ours: Figure
    reference: Figure | None
    bar: float
    unit: str

    @property
    def value(self) -> float | None:
        """What the bar is for; None where it was not measured."""
        if self.unit == _MEMORY:
            return self.ours.peak
        if self.unit == _SECONDS or self.ours.wall is None:
            return self.ours.wall
        return self.ours.wall / self.reference.wall if self.reference and self.reference.wall else None

    @property
    def verdict(self) -> str:
        """Whether the bar holds, or why that cannot be said."""
        failures = [figure.failure for figure in (self.ours, self.reference) if figure and figure.failure]
        if failures:
            return f"failed: {failures[0]}"
        if self.value is None:
            return "nothing to compare with"
        return "holds" if self.value <= self.bar else "misses"

    def cells(self) -> list[str]:
        """The row as text."""
        value = _NOTHING if self.value is None else _number(self.value, self.unit)
        hugo = self.reference if self.reference and self.unit != _TIMES else Figure()
        return [
            self.work,
            *_cells(self.ours),
            *_cells(hugo),
            value,
            _number(self.bar, self.unit),
            self.verdict,
        ]


def rows(runs: Sequence[Run]) -> list[Row]:
    """Every row of which something was run."""
    ours = {work: figure(runs, OURS, work) for work in dict.fromkeys(run.work for run in runs)}
    hugo = figure(runs, HUGO, building.COLD)
    pagefind = figure(runs, PAGEFIND, building.INDEXED)
    both = hugo.then(pagefind) if hugo and pagefind else None
    sampled = [run for run in runs if run.work in building.BUILDS and run.peak is not None]
    candidates = [
        (building.COLD, ours.get(building.COLD), hugo, 1.25, _TIMES_HUGO),
        (building.INDEXED, both and ours.get(building.COLD), both, 0.4, _TIMES_HUGO),
        (building.AGAIN, ours.get(building.AGAIN), hugo, 0.12, _TIMES_HUGO),
        (building.EDIT, ours.get(building.EDIT), hugo, 0.25, _TIMES_HUGO),
        (building.DAY, ours.get(building.DAY), hugo, 0.5, _TIMES_HUGO),
        (serving.ABSTRACT, ours.get(serving.ABSTRACT), _faster(runs, serving.ABSTRACT), 0.25, _TIMES_HUGO),
        (serving.TITLE, ours.get(serving.TITLE), _faster(runs, serving.TITLE), 0.25, _TIMES_HUGO),
        (serving.INDEX, ours.get(serving.INDEX), None, 3, _SECONDS),
        ("peak memory", _greatest(sampled, OURS), _greatest(sampled, HUGO), 800, _MEMORY),
        (building.OWN, ours.get(building.OWN), None, 1, _SECONDS),
        (building.MANY, ours.get(building.MANY), ours.get(building.FEW), 4.5, _TIMES),
    ]
    return [
        Row(work, mine, other, bar, unit)
        for work, mine, other, bar, unit in candidates
        if mine and (mine.failure or mine.wall is not None or unit == _MEMORY)
    ]


def figure(runs: Iterable[Run], program: str, work: str) -> Figure | None:
    """What a program took for a work. None where it was not run."""
    return _figure([run for run in runs if run.program == program and run.work == work])


def _greatest(runs: Iterable[Run], program: str) -> Figure | None:
    """The greatest peak of all that a program was run for."""
    return _figure([run for run in runs if run.program == program])


def _figure(mine: Sequence[Run]) -> Figure | None:
    if not mine:
        return None
    if failure := next((run.failure for run in mine if run.failure), ""):
        return Figure(failure=f"{mine[0].program}, {failure}")
    walls = [run.wall for run in mine if run.wall is not None]
    cpus = [run.cpu for run in mine if run.cpu is not None]
    peaks = [run.peak for run in mine if run.peak is not None]
    return Figure(median(walls) if walls else None, median(cpus) if cpus else None, max(peaks, default=None))


def _faster(runs: Sequence[Run], work: str) -> Figure | None:
    """Hugo's server in the mode that took less time."""
    modes = [figure(runs, program, work) for program in (HUGO, HUGO_IN_MEMORY)]
    known = [mode for mode in modes if mode is not None]
    return min(known, key=lambda mode: (mode.wall is None, mode.wall or 0), default=None)


def written(table: Sequence[Row]) -> str:
    """The table as Markdown."""
    lines = [_HEADINGS, *(row.cells() for row in table)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *middle, last = zip(cells, widths, strict=True)
    numbers = (cell.rjust(width) for cell, width in middle)
    return f"| {' | '.join([first[0].ljust(first[1]), *numbers, last[0].ljust(last[1])])} |"


def _cells(figure: Figure) -> list[str]:
    seconds = [_NOTHING if value is None else f"{value:.2f}" for value in (figure.wall, figure.cpu)]
    return [*seconds, _NOTHING if figure.peak is None else f"{figure.peak:.0f}"]


def _number(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if unit == _MEMORY else f"{value:.2f} {unit}"
