"""What came of a family: what is to be written, and what a person should hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sitegen.ingest.flat import Value
from sitegen.ingest.groups import Group
from sitegen.ingest.merge import Claim, Place
from sitegen.ingest.record import Line
from sitegen.schema import parse_day

_NEAR = timedelta(days=1)
"""By so much two sources may differ about a paper's date."""


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """What a person changed, and a source says otherwise."""

    slug: str
    field: str
    """A field of the file, or `deleted`, or `day 2025-10-30`."""
    yours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What does not go together."""

    place: str
    """The entry, or the paper's file."""
    message: str


@dataclass(slots=True)
class Outcome:
    """What becomes of a family."""

    lines: list[tuple[str, Line]] = field(default_factory=list)
    """New lines of the record, with their months."""
    files: dict[str, str | None] = field(default_factory=dict)
    """Below the content folder; None: it is to go."""
    days_before: list[tuple[date, Place, str]] = field(default_factory=list)
    """Which days the import put the papers in: each with its place there, and a slug."""
    days_now: list[tuple[date, Place, str]] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    """Papers that turned out to be another, by slug."""
    new_papers: list[str] = field(default_factory=list)
    kept: list[KeptEdit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    new: int = 0
    """Entries that brought a paper."""
    merged: int = 0
    """Entries that brought a value, or a day, of a known paper."""
    unplaced: int = 0
    """Entries that fit several papers."""


def tell(
    group: Group,
    now: Mapping[str, Claim],
    stands: Mapping[str, Value],
    line: Line,
    path: str,
    outcome: Outcome,
) -> None:
    """Note in an outcome where a source says otherwise than a person, or than another source."""
    told: set[tuple[str, str]] = set()
    for arrival, strand in group.heard:
        for name in sorted(line.hand & strand.said.keys()):
            claim, yours = now.get(name), stands.get(name)
            # Of the best value perhaps only the mark is known: then what this very source says.
            said = [one.mark for one in (claim, strand.said[name]) if one]
            theirs = next((text for its in said if (text := group.texts.get((name, its)))), None)
            if claim and theirs != yours and theirs is not None and ("", name) not in told:
                told.add(("", name))
                outcome.kept.append(KeptEdit(line.slug, name, _shown(yours), _shown(theirs)))
        if arrival.day in line.out and ("day", str(arrival.day)) not in told:
            told.add(("day", str(arrival.day)))
            outcome.kept.append(KeptEdit(line.slug, f"day {arrival.day}", "taken out", arrival.place))
        dated, best = arrival.entry.published, now.get("published")
        best_day = parse_day(str(best.value)) if best else None
        if dated and best_day and abs(dated - best_day) > _NEAR:
            what = f"{line.slug}: published on {dated}, this says, but {best_day}, a more trusted source"
            outcome.conflicts.append(Conflict(arrival.place, what))
    for name, claim in now.items():
        if claim.value is None and name not in line.hand and (name, claim.mark) not in group.texts:
            what = f"the {name} that a source gave is not to be had any more: import it again"
            outcome.conflicts.append(Conflict(path, what))


def _shown(value: Value | None) -> str:
    if value is None:
        return "nothing"
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
