"""Paper by paper: what entries say, what the record says and what stands in the file become one.

A family is all that may be of one paper; mostly it is one paper. Entries can also show that two papers are
one (then one file goes, and its name leads to the other), or that a title alone does not tell to which of
several papers an entry belongs (then it is placed in none, and told).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from sitegen.content import dump_paper
from sitegen.ingest.archive import Archive
from sitegen.ingest.flat import LONG, Value, flat_paper, mark, with_values
from sitegen.ingest.groups import TOPICS, Group, Known, grouped, written_marks
from sitegen.ingest.identity import new_slug
from sitegen.ingest.laid import Heard
from sitegen.ingest.merge import Claim, Place, Strand, composed, resolved
from sitegen.ingest.outcome import Conflict, KeptEdit, Outcome, tell
from sitegen.ingest.record import Line
from sitegen.ingest.revise import revised_paper
from sitegen.model import Paper
from sitegen.urls import month_of

Suggest: TypeAlias = Callable[[str, str], Sequence[str]]
"""The topics that a title and an abstract suggest, best first."""

_NAMED = 3
"""How many of the papers that an entry fits are named."""


class Papers:
    """Merges families, one after the other."""

    def __init__(
        self,
        archive: Archive,
        listed: Callable[[date], frozenset[str]],
        suggest: Suggest,
        restored: Collection[str] = (),
    ) -> None:
        """`listed` tells the papers in a day's file; what a person did to the `restored` ones is undone."""
        self._archive = archive
        self._listed = listed
        self._suggest = suggest
        self._restored = restored
        self._given: set[str] = set()

    def merge(self, heard: Sequence[Heard], numbers: Iterable[int]) -> Outcome:
        """What becomes of the entries and papers of one family."""
        outcome = Outcome()
        known = [self._known(number) for number in numbers]
        groups = grouped(known, heard)
        stays: list[Known] = []
        for group in groups:
            if group.fits:
                self._float(group, groups, outcome)
            elif group.strands:
                stays += self._place(group, outcome)
            else:
                stays += group.known
        for paper in known:
            if paper.paper is not None or paper.slug in outcome.renamed:
                outcome.days_before += self._days(paper.line, paper.slug)
        for paper in stays:
            if paper.is_recorded:
                outcome.lines.append((paper.month, paper.line))
            if paper.paper is not None:
                outcome.days_now += self._days(paper.line, paper.slug)
        return outcome

    def _known(self, number: int) -> Known:
        archive = self._archive
        line = replace(archive.line(number), slug=archive.slugs[number])
        text, paper = archive.text(number), archive.paper(number)
        return Known(number, archive.months[number], line, text, paper, archive.is_recorded(number))

    def _days(self, line: Line, slug: str) -> list[tuple[date, Place, str]]:
        return [] if slug in self._restored else [(day, place, slug) for day, place in line.days.items()]

    def _place(self, group: Group, outcome: Outcome) -> list[Known]:
        """Merge a group into its paper. Returns the papers that must stay beside it as they are."""
        known = sorted(group.known, key=_seniority)
        home = known[0] if known else None
        others = known[1:]
        stays = [other for other in others if other.is_a_persons]
        for other in stays:
            assert home is not None
            what = (
                f"this is the paper of {_file(home)} too, and a person has edited both: make them one by hand"
            )
            outcome.conflicts.append(Conflict(_file(other), what))
        absorbed = [other for other in others if other not in stays and other.slug]
        for other in absorbed:
            assert home is not None
            outcome.renamed[other.slug] = home.slug
            if other.paper is not None:
                outcome.files[other.paper.path] = None
        parted = None if home or group.heard else next((paper for paper in group.held if paper.slug), None)
        gone = home or parted
        if gone is not None and gone.paper is None and gone.slug not in self._restored:
            self._stay_away(group, gone, gone.slug if home else self._new_slug(gone.slug), outcome)
        else:
            self._write(group, home, absorbed, outcome)
        return stays

    def _stay_away(self, group: Group, gone: Known, slug: str, outcome: Outcome) -> None:
        """What is of a paper that a person deleted, or was before it turned out to be several."""
        marks = {name: claim.mark for name, claim in composed(group.strands).items()}
        strands = [_abridged(strand, group, marks) for strand in group.strands]
        line = replace(gone.line, slug=slug, strands=tuple(strands), deleted=True)
        outcome.lines.append((gone.month, line))
        if group.heard:
            outcome.kept.append(KeptEdit(slug, "deleted", "deleted", group.heard[0].arrival.place))

    def _write(self, group: Group, home: Known | None, absorbed: list[Known], outcome: Outcome) -> None:
        now = composed(group.strands)
        before, hand = self._before(group, home)
        paper = home.paper if home else None
        stands = flat_paper(paper) if paper else {}
        topics = home.line.topics if home else ()
        if topics:
            now[TOPICS] = Claim("dump", date.min, "", mark(topics), topics)

        values, hand = resolved(stands, before, now, hand, lambda name, its: group.texts.get((name, its)))
        values.setdefault("title", _any_title(group))
        changed = any(values.get(name) != stands.get(name) for name in ("title", "abstract"))
        if changed and TOPICS not in hand:
            topics = tuple(self._suggest(str(values["title"]), str(values.get("abstract", ""))))
            values[TOPICS] = topics

        slug = home.slug if home else self._new_slug(str(values["title"]))
        month = home.month if home else _first_month(group.strands)
        after = with_values(paper or Paper(slug, month, ""), values)
        former = [
            name for other in absorbed for name in (other.slug, *(other.paper.aliases if other.paper else ()))
        ]
        after = replace(after, aliases=tuple(dict.fromkeys((*after.aliases, *former))))
        if paper is None or home is None or home.text is None:
            outcome.files[after.path] = dump_paper(after)
        elif after != paper:
            outcome.files[after.path] = revised_paper(home.text, paper, after)

        names = {slug, *after.aliases}
        out = {
            day
            for day in (home.line.days if home and paper and slug not in self._restored else ())
            if self._listed(day).isdisjoint(names)
        }
        marks = {name: mark(value) for name, value in values.items()}
        strands = tuple(_abridged(strand, group, marks) for strand in group.strands)
        line = Line(slug, strands, topics, frozenset(hand), frozenset(out))
        outcome.lines.append((month, line))
        outcome.days_now += [(day, place, slug) for day, place in line.days.items()]
        if home is None:
            outcome.new_papers.append(slug)
        self._count(group, stands, values, line, home, outcome)
        tell(group, now, stands, line, after.path, outcome)

    def _before(self, group: Group, home: Known | None) -> tuple[Mapping[str, str], frozenset[str]]:
        """The marks of what the import wrote into a paper's file, and the fields that are a person's."""
        if home is None or home.paper is None:
            return {}, frozenset()
        if home.is_recorded:
            return written_marks(home.line), home.line.hand
        # From before there was a record: what a source says word for word is the import's.
        listed = [heard.strand for heard in group.heard if heard.arrival.is_listed]
        said = {(name, claim.mark) for strand in listed for name, claim in strand.said.items()}
        stands = {name: mark(value) for name, value in flat_paper(home.paper).items()}
        return {name: its for name, its in stands.items() if (name, its) in said}, frozenset({TOPICS})

    def _float(self, group: Group, groups: list[Group], outcome: Outcome) -> None:
        """Keep what fits several papers in the record alone."""
        fitting = _names([groups[number] for number in group.fits])
        for arrival, _ in group.heard:
            what = f"not placed: “{arrival.entry.title}” has no id, and its title fits several ({fitting})"
            outcome.conflicts.append(Conflict(arrival.place, what))
        for paper in group.held:
            if paper.slug:
                what = f"an entry without an id was of this paper, and now its title fits several ({fitting})"
                outcome.conflicts.append(Conflict(_file(paper), what))
        outcome.unplaced += len(group.heard)
        if group.strands:
            strands = tuple(_abridged(strand, group, {}, floating=True) for strand in group.strands)
            line = Line("", strands)
            outcome.lines.append((_first_month(strands), line))

    def _new_slug(self, title: str) -> str:
        slug = new_slug(title, _Either(self._archive.numbers, self._given))
        self._given.add(slug)
        return slug

    def _count(
        self,
        group: Group,
        stands: Mapping[str, Value],
        values: Mapping[str, Value],
        line: Line,
        home: Known | None,
        outcome: Outcome,
    ) -> None:
        """What each entry brought: a new value or day counts for the first that has it."""
        changed = {(name, mark(value)) for name, value in values.items() if stands.get(name) != value}
        names = {line.slug, *(home.paper.aliases if home and home.paper else ())}
        days = {day for day in line.days if day not in line.out and self._listed(day).isdisjoint(names)}
        for number, (arrival, strand) in enumerate(group.heard):
            said = {(name, claim.mark) for name, claim in strand.said.items()}
            if number == 0 and not stands:
                outcome.new += 1
            elif said & changed or arrival.day in days:
                outcome.merged += 1
            changed -= said
            days.discard(arrival.day)


class _Either:
    """What is in the one or in the other."""

    def __init__(self, one: Collection[str], other: Collection[str]) -> None:
        self._one, self._other = one, other

    def __contains__(self, slug: object) -> bool:
        return slug in self._one or slug in self._other


def _seniority(paper: Known) -> tuple[object, ...]:
    """Of several that are one paper, the first keeps its file."""
    return paper.paper is None, not paper.is_a_persons, paper.month, paper.slug


def _abridged(strand: Strand, group: Group, stands: Mapping[str, str], *, floating: bool = False) -> Strand:
    """A strand for the record: a long value that stands in the paper's file is left to the file.

    Any other is kept, since it may be needed should two strands turn out not to be one paper; but not what
    came by a title alone and stands behind another's, since by then it fits none.
    """
    best = composed(group.strands)
    said = dict(strand.said)
    for name in LONG & said.keys():
        claim = said[name]
        is_first = name in best and best[name].mark == claim.mark
        keeps = stands.get(name) != claim.mark and (floating or strand.has_id or is_first)
        said[name] = replace(claim, value=group.texts.get((name, claim.mark)) if keeps else None)
    return replace(strand, said=said)


def _first_month(strands: Collection[Strand]) -> str:
    """The month of the first digest that lists a paper, or, where none does, of what was first said of it."""
    days = [day for strand in strands for day in strand.days]
    return month_of(min(days or [claim.day for strand in strands for claim in strand.said.values()]))


def _any_title(group: Group) -> str:
    """A title where that which should stand is not to be had any more."""
    titles = [str(heard.strand.said["title"].value) for heard in group.heard]
    return next(iter([*titles, *(paper.slug for paper in group.held if paper.slug), "?"]))


def _file(paper: Known) -> str:
    return f"content/papers/{paper.month}/{paper.slug}.md"


def _names(groups: Sequence[Group]) -> str:
    some = " and ".join(map(_name, groups[:_NAMED]))
    return some if len(groups) <= _NAMED else f"{some} and {len(groups) - _NAMED} more"


def _name(group: Group) -> str:
    """What tells a group from others of its title."""
    ids = [f"arXiv {key}" for strand in group.strands for key in sorted(strand.arxiv)]
    ids += [f"DOI {key}" for strand in group.strands for key in sorted(strand.doi)]
    return ids[0] if ids else "one without an id"
