"""From what was asked to the table: medians and 95th percentiles, ratios, and whether each bar holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from tests.bench.programs import OURS, PAGEFIND
from tests.bench.search.asking import Asked

MOST_FILES, LARGEST_FILE = 999, 256_000


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured of one engine."""

    asked: list[Asked]
    seconds: list[float]
    """To make the index, each time."""
    of_counted: list[float]
    """The same out of what is remembered of each paper; Pagefind remembers nothing."""
    files: int
    largest: int
    """Bytes, as they lie in the site."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of both, with the greatest ratio, or else the greatest number, that ours should be."""

    name: str
    ours: float
    theirs: float | None
    bar: float
    is_ratio: bool = True

    @property
    def ratio(self) -> float | None:
        """Ours by theirs."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def verdict(self) -> str:
        """Whether the bar holds."""
        value = self.ratio if self.is_ratio else self.ours
        if value is None:
            return "nothing to compare with"
        return "holds" if value <= self.bar else "misses"

    def cells(self) -> list[str]:
        """The row as text."""
        return [
            self.name,
            f"{self.ours:.1f}",
            "–" if self.theirs is None else f"{self.theirs:.1f}",
            "–" if self.ratio is None else f"{self.ratio:.2f}",
            f"{self.bar:g}" + (" ×" if self.is_ratio else ""),
            self.verdict,
        ]


def rows(papers: int, measured: Mapping[str, Figures]) -> list[Row]:
    """Every figure."""
    ours, theirs = measured[OURS], measured.get(PAGEFIND)

    def row(name: str, of: Callable[[Figures], float], bar: float, is_ratio: bool = True) -> Row:
        return Row(name, of(ours), of(theirs) if theirs else None, bar, is_ratio)

    few = 0.3 if papers < 10_000 else 0.4
    return [
        row("kB, median", lambda found: median(asked.bytes for asked in found.asked) / 1000, few),
        row("kB, greatest", lambda found: max(asked.bytes for asked in found.asked) / 1000, 1),
        row("requests, median", lambda found: median(asked.requests for asked in found.asked), 2),
        row("cold, ms, median", lambda found: median(asked.cold for asked in found.asked), 1),
        row("cold, ms, 95th", lambda found: _high([asked.cold for asked in found.asked]), 1),
        row("warm, ms, median", lambda found: median(median(asked.warm) for asked in found.asked), 1),
        row("warm, ms, 95th", lambda found: _high([ms for asked in found.asked for ms in asked.warm]), 1),
        row("index of counted words, s", lambda found: min(found.of_counted), 0.25),
        row("index anew, s", lambda found: min(found.seconds), 0.25),
        row("files", lambda found: found.files, MOST_FILES, is_ratio=False),
        row("largest file, kB", lambda found: found.largest / 1000, LARGEST_FILE / 1000, is_ratio=False),
    ]


def written(table: Sequence[Row]) -> str:
    """The table as Markdown."""
    lines = [["", "ours", "Pagefind", "ratio", "bar", "verdict"], *(row.cells() for row in table)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    padded = ([cell.ljust(width) for cell, width in zip(cells, widths, strict=True)] for cells in lines)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)


def _high(values: Sequence[float]) -> float:
    """The 95th percentile: no more than one in twenty is above it."""
    return sorted(values)[ceil(0.95 * len(values)) - 1]
