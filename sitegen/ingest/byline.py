"""The lines of a page that stand between an abstract and the next title.

      • 7 authors          google Google
    ·                    ·
    Nov 6, 2024          Oct 15 2

Other people's dumps put the parts on one line, the count of comments on a line of its own or into a link, or
blank lines between all of them.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from sitegen.ingest.addresses import without_targets
from sitegen.ingest.paragraphs import LONGEST_TITLE, WIDEST_WRAP, Paragraph
from sitegen.model import Organization, Problem

_LAST_DAY = 31
_BULLET = r"[·•∙⋅‧]"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
_DATE = (
    # “May 2024” is no day in May.
    rf"(?P<month>{_NAMES})\.? (?P<day>(?!(?:19|20)\d\d(?!\d))\d{{1,2}})"
    r"(?:, (?P<year>[1-9]\d{3})| (?P<late_year>(?:19|20)\d\d)(?!\d))?"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,6}|\d{1,3}(?:\.\d+)?[km]"
_COUNT = rf"(?:(?P<count>{_NUMBER})(?: comments?)?|\[ ?(?P<linked>{_NUMBER})(?: comments?)? ?\]\(\S*\))"
_MARK = rf"(?:{_BULLET}|[-*]) ?"
_AUTHORS = rf"(?:{_MARK})?(?P<authors>\d{{1,5}}) authors?"
_LONGEST_ORGANIZATION = 120

_DATE_LINE = re.compile(
    rf"(?i)(?:(?:{_AUTHORS}|(?P<organization>\S.{{0,{_LONGEST_ORGANIZATION}}}?)) ?(?={_BULLET}))?"
    rf"(?P<bullet>{_BULLET} ?)?{_DATE}(?:(?P<between> (?:{_BULLET} ?)?|{_BULLET} ?|){_COUNT})?"
)
_BULLET_LINE = re.compile(_BULLET)
_AUTHORS_LINE = re.compile(f"(?i){_AUTHORS}")
_NUMBERS = re.compile(f"(?i){_NUMBER}")
_UPVOTES = re.compile(r"(?i)\[ ?(?:(?P<upvotes>\d{1,6})|-|\d{1,3}(?:\.\d+)?k) ?\]\(\S*\)")
_COUNT_LINE = re.compile(rf"(?i)(?:{_BULLET} ?)?{_COUNT}")
_MARK_BEFORE = re.compile(f"^{_MARK}")
_ORGANIZATION_LINE = re.compile(r"(?=\S*[^\W\d_])[\w.\-]{1,100}(?: \S+)*(?<![.:;,])")
_INCORPORATED = re.compile(r"[\w.\-]{1,100}(?: \S+){1,7}\.")
_PROFILE = re.compile(r"https?://(?:www\.)?huggingface\.co/(?P<slug>[\w.\-]+)")
_LINKED = re.compile(r"\[(.+)\]\(<?(\S*?)>?(?: \"[^\"]*\")?\)")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as the page writes it."""

    month: int
    day: int
    year: int | None
    """None: the page's own."""
    line: int
    """Counted from 1."""

    def __str__(self) -> str:
        words = f"{_MONTHS[self.month - 1].capitalize()} {self.day}"
        return words if self.year is None else f"{words}, {self.year}"


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says, and the lines that it takes."""

    first: int
    """The index of its first line."""
    last: int
    date: WrittenDate
    authors_count: int | None = None
    organization: Organization | None = None
    comments: int | None = None
    alone: bool = False
    """Whether it is nothing but a date, as in the header of a page."""
    mistakes: tuple[Problem, ...] = ()


def find_bylines(lines: Sequence[str], file: str) -> list[Byline]:
    """All bylines, and dates that stand alone, in the order of the page. Lines have single spaces only."""
    found: list[Byline] = []
    free = 0  # the first line that belongs to no byline yet
    upvoted = counts_upvotes(lines)
    for number, line in enumerate(lines):
        match = _DATE_LINE.fullmatch(line) if number >= free else None
        if match is None:
            continue
        byline = _read(lines, number, match, free, file, upvoted)
        # Later than the header, a date with text around it is a line of an abstract.
        if not byline.alone or not found or _is_paragraph(lines, number):
            found.append(byline)
            free = byline.last + 1
    return found


def is_bullet(line: str) -> bool:
    """Whether a line is only the point between the parts of a byline."""
    return _BULLET_LINE.fullmatch(line) is not None


def counts_authors(line: str) -> bool:
    """Whether a line is the first one of a byline."""
    return _AUTHORS_LINE.fullmatch(line) is not None


def counts_upvotes(lines: Sequence[str]) -> bool:
    """Whether a page has a count of upvotes, as `[173](…)`, on a line above each title."""
    return are_upvotes(next((line for line in lines if are_upvotes(line) or _begins_byline(line)), ""))


def are_upvotes(line: str) -> bool:
    """Whether a line is the count of upvotes above a title; `-` and `1.2k` count nothing for certain."""
    return _UPVOTES.fullmatch(line) is not None


def upvotes_of(line: str) -> int | None:
    """The count of upvotes that a line is, where it is one for certain."""
    match = _UPVOTES.fullmatch(line)
    return int(match["upvotes"]) if match and match["upvotes"] else None


def unlinked(line: str) -> str:
    """The words of a line that is a Markdown link as a whole."""
    link = _LINKED.fullmatch(line)
    return link[1] if link else line


def linked_to(line: str) -> str:
    """The address of a line that is a Markdown link as a whole; empty where it is none."""
    link = _LINKED.fullmatch(line)
    return link[2] if link else ""


def _begins_byline(line: str) -> bool:
    match = _DATE_LINE.fullmatch(line)
    by = match and (match["bullet"] or match["authors"] or match["organization"])
    return bool(by) or is_bullet(line) or counts_authors(line)


def _read(
    lines: Sequence[str], number: int, match: re.Match[str], free: int, file: str, upvoted: bool
) -> Byline:
    first, authors, organization = number, match["authors"], match["organization"]
    mistakes: list[Problem] = []
    pointed = match["bullet"] is not None
    if authors is None and organization is None:
        above = _above(lines, number, free)
        if not pointed and above is not None and is_bullet(lines[above]):
            pointed, first = True, above
            above = _above(lines, above, free)
        if above is not None:
            by = _AUTHORS_LINE.fullmatch(lines[above])
            if by:
                first, authors = above, by["authors"]
            elif pointed and _names_organization(lines, above, first, free):
                first, organization = above, lines[above]
            elif pointed and _is_below_text(lines, above, free):
                mistakes.append(_neither(lines[above], above + 1, file))
    day, count, last = match["day"], match["count"] or match["linked"], number
    year = match["year"] or match["late_year"]
    glued = match["count"] if match["between"] == "" else "" if int(day) > _LAST_DAY else None
    if not year and glued is not None:
        apart = _apart(day + glued)
        day, count = apart[0] if len(apart) == 1 else (day, None)
        if len(apart) > 1:
            mistakes.append(_glued(match[0], number + 1, file))
    elif count is None:
        count, last = _count_below(lines, number, upvoted)
    if count and count[-1] in "kKmM":
        hint = "write the number out, as 1200"
        mistakes.append(Problem(file, f"“{count}” is a rounded count of comments", last + 1, hint=hint))
        count = None
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    return Byline(
        first,
        last,
        WrittenDate(month, int(day), int(year) if year else None, number + 1),
        int(authors) if authors else None,
        _organization(organization) if organization else None,
        int(count.replace(",", "")) if count else None,
        alone=not pointed and authors is None,
        mistakes=tuple(mistakes),
    )


def _above(lines: Sequence[str], number: int, free: int) -> int | None:
    return next((n for n in range(number - 1, free - 1, -1) if lines[n]), None)


def _is_paragraph(lines: Sequence[str], number: int) -> bool:
    """Whether a line stands by itself, but for a count of comments below it."""
    before = lines[number - 1] if number else ""
    after = lines[number + 1] if number + 1 < len(lines) else ""
    return not before and (not after or _COUNT_LINE.fullmatch(after) is not None)


def _names_organization(lines: Sequence[str], number: int, point: int, free: int) -> bool:
    """Whether the line above the point is an organisation's, and not a title that has no abstract."""
    words = _organization_words(lines[number])
    if len(words) > _LONGEST_ORGANIZATION or _above(lines, number, free) is None:
        return False
    if _ORGANIZATION_LINE.fullmatch(words):
        return True
    # `nvidia NVIDIA Inc.` ends as a sentence does, but nothing parts it from the point.
    above = lines[number - 1]
    by_itself = number + 1 == point and (not above or len(above) > WIDEST_WRAP)
    return by_itself and _is_below_text(lines, number, free) and bool(_INCORPORATED.fullmatch(words))


def _is_below_text(lines: Sequence[str], number: int, free: int) -> bool:
    """Whether a line is short and stands below the end of an abstract."""
    above = _above(lines, number, free)
    short = len(lines[number]) <= _LONGEST_ORGANIZATION
    return short and above is not None and not Paragraph(lines[above], above + 1).reads_as_title


def _neither(line: str, number: int, file: str) -> Problem:
    hint = "write “• 7 authors” or, slug before name, “google Google”; or remove the “·” below it"
    return Problem(file, f"“{line}”: this may be an organization or the end of a text", number, hint=hint)


def _apart(digits: str) -> list[tuple[str, str]]:
    """The days and counts that some digits may be, such as 6 and 12 for `612`."""
    pairs = [(digits[:end], digits[end:]) for end in (1, 2)]
    return [
        (day, count)
        for day, count in pairs
        if 1 <= int(day) <= _LAST_DAY and count[:1] not in {"", "0"} and _NUMBERS.fullmatch(count)
    ]


def _glued(line: str, number: int, file: str) -> Problem:
    message = f"“{line}”: the count of comments stands right behind the day, so both may be read in two ways"
    return Problem(file, message, number, hint="put a space between the day and the count")


def _organization_words(line: str) -> str:
    return without_targets(unlinked(_MARK_BEFORE.sub("", line, count=1)))


def _organization(line: str) -> Organization:
    words = _organization_words(line)
    slug, _, name = words.partition(" ")
    linked = _PROFILE.fullmatch(linked_to(_MARK_BEFORE.sub("", line, count=1)))
    if linked and linked["slug"] != slug:
        return Organization(linked["slug"], words)
    return Organization(slug, name or slug)


def _count_below(lines: Sequence[str], number: int, upvoted: bool) -> tuple[str | None, int]:
    """The count of comments on a line of its own, with or without a point above it, and where it ends."""
    below = [n for n in range(number + 1, min(number + 7, len(lines))) if lines[n]][:3]
    if below and is_bullet(lines[below[0]]):
        below = below[1:]
    match = _COUNT_LINE.fullmatch(lines[below[0]]) if below else None
    if match is None or (match[0] == match["count"] and _is_title(lines, below[0])):
        return None, number
    counts = [are_upvotes(lines[n]) for n in below[:2]]
    if upvoted and counts == [True, False]:
        return None, number  # the next title's; of two counts, the first is the comments'
    return match["count"] or match["linked"], below[0]


def _is_title(lines: Sequence[str], number: int) -> bool:
    """Whether a line stands by itself above a long text, as the title “1984” does."""
    if lines[number - 1] or number + 1 == len(lines) or lines[number + 1]:
        return False
    text = dropwhile(operator.not_, lines[number + 1 :])
    return sum(map(len, takewhile(bool, text))) > LONGEST_TITLE
