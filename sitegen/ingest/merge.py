"""The rules of merging: of all that sources say of a paper, which value wins, and what a person keeps.

Joining is a choice of the greatest by a rank that a value carries with it. So it does not matter in which
order sources come, how they are grouped, or how often one is read.

- Title, abstract, date, authors, organisation, ids, links: the more trusted kind of source wins (arXiv, then
  the API, then a saved page, then BibTeX); of one kind, the newest digest day.
- Comments and upvotes: the newest digest day wins; of one day, the greater number.
- Names of authors win over their number.
- A paper stands in every day that any source puts it in, as high as any source puts it there.
- What a person changed stays: see `resolved`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from sitegen.ingest.arrival import KINDS
from sitegen.ingest.flat import Value, mark

COUNTS = frozenset({"comments", "upvotes"})
_NUMBER = "authors_count"
_FIRST_ON_A_DAY = ("dump", "api", "bibtex", "arxiv")
"""Whose order of a day's papers comes first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says of one field."""

    kind: str
    day: date
    """The digest with which it came."""
    source: str
    """The hash of the source."""
    mark: str
    """Tells the value from any other."""
    value: Value | None
    """None: a long value, known by its mark alone."""


class Place(NamedTuple):
    """Where a source lists a paper."""

    kind: str
    source: str
    number: int

    @property
    def rank(self) -> tuple[int, str, int]:
        """A day lists its papers by it."""
        return _FIRST_ON_A_DAY.index(self.kind), self.source, self.number


@dataclass(frozen=True, slots=True)
class Strand:
    """All that entries say which are of one paper by their ids or, where they have none, by their titles."""

    arxiv: frozenset[str] = frozenset()
    doi: frozenset[str] = frozenset()
    """In lower case."""
    titles: frozenset[str] = frozenset()
    """Marks of normalised titles."""
    days: Mapping[date, Place] = field(default_factory=dict)
    said: Mapping[str, Claim] = field(default_factory=dict)

    @property
    def has_id(self) -> bool:
        """Whether it is known by more than a title."""
        return bool(self.arxiv or self.doi)


def joined(strands: Iterable[Strand]) -> Strand:
    """Several strands of one paper as one: commutative, associative, idempotent."""
    all_of_them = list(strands)
    if len(all_of_them) == 1:
        return all_of_them[0]
    days: dict[date, Place] = {}
    for strand in all_of_them:
        for day, place in strand.days.items():
            days[day] = min(days.get(day, place), place, key=lambda place: place.rank)
    return Strand(
        frozenset().union(*(strand.arxiv for strand in all_of_them)),
        frozenset().union(*(strand.doi for strand in all_of_them)),
        frozenset().union(*(strand.titles for strand in all_of_them)),
        days,
        _best(strand.said for strand in all_of_them),
    )


def without(strand: Strand, sources: Set[str]) -> Strand:
    """A strand without what some sources said, since they are read anew."""
    if sources.isdisjoint(claim.source for claim in strand.said.values()):
        return strand
    days = {day: place for day, place in strand.days.items() if place.source not in sources}
    said = {name: claim for name, claim in strand.said.items() if claim.source not in sources}
    return replace(strand, days=days, said=said)


def composed(strands: Iterable[Strand]) -> dict[str, Claim]:
    """What sources say of a paper, all strands together, as it would stand in a file."""
    best = _best(strand.said for strand in strands)
    if "authors" in best:
        best.pop(_NUMBER, None)
    return best


def _best(sayings: Iterable[Mapping[str, Claim]]) -> dict[str, Claim]:
    best: dict[str, Claim] = {}
    for said in sayings:
        for name, claim in said.items():
            other = best.get(name)
            same = other is not None and replace(claim, value=other.value) == other
            if other is None or (other.value is None if same else _rank(name, claim) > _rank(name, other)):
                best[name] = claim
    return best


def _rank(name: str, claim: Claim) -> tuple[object, ...]:
    if name in COUNTS:
        return claim.day, claim.value, KINDS.index(claim.kind), claim.source
    return KINDS.index(claim.kind), claim.day, claim.source, claim.mark


class Resolved(NamedTuple):
    """What a file is to say."""

    values: dict[str, Value]
    by_hand: frozenset[str]
    """The fields that are a person's, as far as one can tell by now."""


def resolved(
    file: Mapping[str, Value],
    before: Mapping[str, str],
    now: Mapping[str, Claim],
    by_hand: Set[str],
    found: Callable[[str, str], Value | None],
) -> Resolved:
    """What a paper's file is to say, where a person may have edited it since the import last wrote it.

    `file` is what stands there, `before` the marks of what the import wrote, `now` what sources say. A value
    that is not the one that the import wrote is a person's, and so is the lack of one; it stays a person's
    for good (`by_hand`). `found` finds a long value by its field and mark, if it is to be had.
    """
    values = dict(file)
    hand = set(by_hand)
    for name in sorted({*file, *before, *now} - hand):
        if name == _NUMBER and "authors" in values and name not in file:
            continue  # names, perhaps a person's, stand in its place
        stands = mark(file[name]) if name in file else None
        claim = now.get(name)
        if stands != before.get(name):
            hand.add(name)
        elif claim is None:
            values.pop(name, None)
        elif stands != claim.mark:
            value = claim.value if claim.value is not None else found(name, claim.mark)
            if value is not None:
                values[name] = value
    if "authors" in values and _NUMBER not in hand:
        values.pop(_NUMBER, None)
    return Resolved(values, frozenset(hand))


def day_resolved(
    file: tuple[str, ...], before: list[str], now: list[str], *, by_hand: bool
) -> tuple[tuple[str, ...], bool]:
    """A day's papers in their order, and whether that order is a person's.

    `file` is what the day lists, `before` what the import wrote there, `now` what sources say. What a person
    took out stays out; what a person put in or moved keeps its place, and new papers come below.
    """
    gone, written, listed = set(before) - set(now), set(before), set(file)
    kept = [slug for slug in file if slug not in gone]
    new = [slug for slug in now if slug not in written and slug not in listed]
    by_hand = by_hand or list(file) != [slug for slug in before if slug in listed]
    if by_hand:
        return (*kept, *new), True
    chosen = {*kept, *new}
    return tuple(slug for slug in now if slug in chosen), False
