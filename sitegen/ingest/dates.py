"""The years that pages leave out: dates of a page's own year, and the date of the page itself, have none.

A page's year is at least the one after the latest year that it writes. A paper whose date is known, and that
stands on the page with the same month and day but no year, tells the year itself; a paper that stands so on
two pages says that both are of one year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from sitegen.ingest.byline import WrittenDate
from sitegen.ingest.dump import Dump, Entry
from sitegen.ingest.listed import Listed
from sitegen.ingest.text import clean_line
from sitegen.model import Problem

Published: TypeAlias = Callable[[str], date | None]
"""The date of the known paper of a title; None where there is none."""

_NEAR = timedelta(days=31)
"""A header's date as near as this to the day that a person gave is of the year that makes it so near."""

_AHEAD = timedelta(days=2)
"""A paper may be dated somewhat later than its page, in another time zone."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What speaks for a page's year."""

    year: int
    witness: str


def completed(written: WrittenDate, year: int) -> date:
    """A date, with the page's year put in where it has none."""
    return date(written.year or year, written.month, written.day)


def find_years(pages: Sequence[tuple[str, Dump]], published: Published, problems: list[Problem]) -> list[int]:
    """The year of each page (its file's name and what it says). Problems where one cannot be told.

    `published` tells the dates of the papers that are known.
    """
    dates = _dates(pages, published)
    years = [0] * len(pages)
    for group in _pages_of_one_year(pages):
        claims = [claim for number in group for claim in _claims(pages[number][1], dates)]
        bound = max((_bound(pages[number][1]) for number in group), default=0)
        doubt = _doubt(claims, bound)
        for number in group:
            file, dump = pages[number]
            if doubt is not None:
                problems.append(_untold(dump, file, doubt))
                continue
            years[number] = claims[0].year if claims else bound
            problems += [*_impossible(dump, years[number], file)] or _late(dump, years[number], file)
    return years


def listed_in(dump: Dump, year: int) -> Iterator[Listed]:
    """The papers of a page, whose year this is."""
    for entry in dump.entries:
        yield Listed(
            title=entry.title,
            abstract=entry.abstract,
            place=f"line {entry.line}",
            line=entry.line,
            published=completed(entry.published, year) if entry.published else None,
            authors_count=entry.authors_count,
            organization=entry.organization,
            comments=entry.comments,
            upvotes=entry.upvotes,
            arxiv=entry.arxiv,
        )


def year_around(dump: Dump, day: date, file: str, problems: list[Problem]) -> int:
    """The year of a page whose day a person gave: it may be seen a little before or after that day."""
    year = day.year
    if dump.header and dump.header.year is None:
        near = [y for y in (year, year - 1, year + 1) if abs(_roughly(dump.header, y) - day) <= _NEAR]
        year = near[0] if near else year
    year = max(year, _bound(dump))
    problems += _impossible(dump, year, file)
    return year


def _bare(dump: Dump) -> Iterator[tuple[Entry, WrittenDate]]:
    for entry in dump.entries:
        if entry.published and entry.published.year is None:
            yield entry, entry.published


def _bound(dump: Dump) -> int:
    """The first year that may be the page's; 0 where the page does not say."""
    years = [entry.published.year for entry in dump.entries if entry.published and entry.published.year]
    return max(years) + 1 if years else 0


def _dates(pages: Sequence[tuple[str, Dump]], published: Published) -> Mapping[str, set[date]]:
    """What is known of the papers' dates: by the content or, where it is silent, by any page."""
    dates: defaultdict[str, set[date]] = defaultdict(set)
    for _, dump in pages:
        for entry in dump.entries:
            if entry.published and entry.published.year:
                dates[entry.key].add(completed(entry.published, entry.published.year))
    titles = {entry.key: clean_line(entry.title) for _, dump in pages for entry in dump.entries}
    known = {key: day for key, title in titles.items() if (day := published(title))}
    return dates | {key: {day} for key, day in known.items()}


def _claims(dump: Dump, dates: Mapping[str, set[date]]) -> Iterator[_Claim]:
    if dump.header and dump.header.year:
        yield _Claim(dump.header.year, f"the page's header, “{dump.header}”,")
    for entry, written in _bare(dump):
        for day in sorted(dates.get(entry.key, ())):
            if (day.month, day.day) == (written.month, written.day):
                yield _Claim(day.year, f"“{entry.title}”, published on {day},")


def _pages_of_one_year(pages: Sequence[tuple[str, Dump]]) -> list[list[int]]:
    """The pages' numbers, in groups that papers with the same bare date hold together."""
    groups = {number: [number] for number in range(len(pages))}
    first: dict[tuple[str, int, int], int] = {}
    for number, (_, dump) in enumerate(pages):
        for entry, written in _bare(dump):
            one = groups[first.setdefault((entry.key, written.month, written.day), number)]
            other = groups[number]
            if one is not other:
                one += other
                groups |= dict.fromkeys(other, one)
    return [group for number, group in groups.items() if number == min(group)]


def _doubt(claims: Sequence[_Claim], bound: int) -> str | None:
    """Why the year cannot be told, if it cannot."""
    if not claims:
        return None if bound else "no date on it has a year, and no date of its papers is known"
    first = claims[0]
    other = next((claim for claim in claims if claim.year != first.year), None)
    if other:
        return f"{first.witness} speaks for {first.year}, {other.witness} for {other.year}"
    if first.year < bound:
        return f"{first.witness} speaks for {first.year}, but a date of {bound - 1} is written with its year"
    return None


def _untold(dump: Dump, file: str, doubt: str) -> Problem:
    header = dump.header
    day = f"{header.month:02}-{header.day:02}" if header else "MM-DD"
    hint = f"import the page by itself and say its day, as --date YYYY-{day}"
    return Problem(
        file, f"the page's year cannot be told: {doubt}", header.line if header else None, hint=hint
    )


def _impossible(dump: Dump, year: int, file: str) -> Iterator[Problem]:
    """A 29th of February that the page's year does not have."""
    for written in (dump.header, *(entry.published for entry in dump.entries)):
        if written is None or written.year is not None:
            continue
        try:
            completed(written, year)
        except ValueError:
            message = f"“{written}” is no date of {year}, which the page seems to be of"
            yield Problem(file, message, written.line, hint="say the page's day with --date")


def _late(dump: Dump, year: int, file: str) -> Iterator[Problem]:
    """Papers that the page's year would put after the page itself."""
    for _, written in _bare(dump):
        if dump.header and completed(written, year) - completed(dump.header, year) > _AHEAD:
            message = f"“{written}” is later than the page, which is of “{dump.header}”"
            yield Problem(
                file, message, written.line, hint="mend the date, or say the page's day with --date"
            )


def _roughly(written: WrittenDate, year: int) -> date:
    return date(year, written.month, min(written.day, 28))
