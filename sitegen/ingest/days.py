"""Day by day: which papers a digest lists, in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sitegen.content import dump_digest
from sitegen.ingest.archive import Archive
from sitegen.ingest.merge import Place, day_resolved
from sitegen.ingest.revise import revised_digest
from sitegen.model import Digest


@dataclass(frozen=True, slots=True)
class DayOutcome:
    """What becomes of a day."""

    digest: Digest
    text: str | None
    """Its file; None where it stays as it is."""
    by_hand: bool
    """Whether its order is a person's."""


class Days:
    """The days that an import touches."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._listed: dict[date, tuple[str, ...]] = {}
        self._before: defaultdict[date, list[tuple[Place, str]]] = defaultdict(list)
        self._now: defaultdict[date, list[tuple[Place, str]]] = defaultdict(list)
        self._touched: set[int] = set()

    def listed(self, day: date) -> tuple[str, ...]:
        """The papers that a day's file lists, by their slugs of today."""
        if day not in self._listed:
            found = self._archive.digest(day)
            self._listed[day] = self._canonical(found[0].papers, {}) if found else ()
        return self._listed[day]

    def note(
        self,
        touched: Iterable[int],
        before: Iterable[tuple[date, Place, str]],
        now: Iterable[tuple[date, Place, str]],
    ) -> None:
        """These papers of the archive stood so in days, and now stand so."""
        self._touched.update(touched)
        for day, place, slug in before:
            self._before[day].append((place, slug))
        for day, place, slug in now:
            self._now[day].append((place, slug))

    def changed(self) -> list[date]:
        """The days that are not as they were, as sources have them."""
        days = {*self._before, *self._now}
        return sorted(day for day in days if sorted(self._before[day]) != sorted(self._now[day]))

    def settle(self, day: date, renamed: Mapping[str, str]) -> DayOutcome:
        """What becomes of a day, where some papers turned out to be others."""
        archive = self._archive
        untouched = [
            (archive.line(number).days[day], archive.slugs[number])
            for number in archive.days.get(day, ())
            if number not in self._touched and archive.has_file(number)
        ]
        before = _ordered([*untouched, *((place, renamed.get(s, s)) for place, s in self._before[day])])
        now = _ordered([*untouched, *self._now[day]])
        found = archive.digest(day)
        digest = found[0] if found else Digest(day)
        listed = self._canonical(digest.papers, renamed)
        by_hand = day in archive.days_by_hand
        if not before and listed == tuple(slug for slug in now if slug in listed):
            # From before there was a record, in the order in which the import lists them.
            before = list(listed)
        papers, by_hand = day_resolved(listed, before, now, by_hand=by_hand)
        if papers == self._canonical(digest.papers, {}):
            return DayOutcome(digest, None, by_hand)
        after = replace(digest, papers=papers)
        text = revised_digest(found[1], digest, after) if found else dump_digest(after)
        return DayOutcome(after, text, by_hand)

    def _canonical(self, papers: Iterable[str], renamed: Mapping[str, str]) -> tuple[str, ...]:
        numbers, slugs = self._archive.numbers, self._archive.slugs
        known = (slugs[numbers[slug]] if slug in numbers else slug for slug in papers)
        return tuple(dict.fromkeys(renamed.get(slug, slug) for slug in known))


def _ordered(places: Iterable[tuple[Place, str]]) -> list[str]:
    return list(
        dict.fromkeys(slug for _, slug in sorted(places, key=lambda found: (found[0].rank, found[1])))
    )
