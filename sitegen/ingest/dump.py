"""Reading a page that somebody saved as text: which papers it lists, in its order.

The page's own date ends its header; then come title, abstract and byline of each paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sitegen.ingest.addresses import without_mirrors, without_targets
from sitegen.ingest.byline import (
    Byline,
    WrittenDate,
    are_upvotes,
    counts_authors,
    find_bylines,
    is_bullet,
    linked_to,
    unlinked,
    upvotes_of,
)
from sitegen.ingest.decoded import decoded
from sitegen.ingest.identity import title_key
from sitegen.ingest.ids import arxiv_id
from sitegen.ingest.listed import tidy
from sitegen.ingest.markdown import markdown
from sitegen.ingest.marked import with_links_alike
from sitegen.ingest.pairing import CannotTellError, TitledText, pair, without_echo
from sitegen.ingest.paragraphs import Paragraph, is_dense, paragraphs
from sitegen.ingest.text import clean, clean_line
from sitegen.model import Organization, Problem

_SAVE_AS_TEXT = "give the page's text, saved in UTF-8"
_A_PAGE = (
    "a page has “Oct 30” in its header, then title, abstract, “• 7 authors”, “·”, “Nov 6, 2024” and so on"
)
_ANY_LEAP_YEAR = 2024
# What stands below the papers, one phrase a line.
_FOOTER = """\
previous
next
system theme
company
tos
privacy
about
careers
website
models
datasets
spaces
pricing
docs
trending papers
© hugging face
trending papers ranked by github stars activity
""".splitlines()
_LINE_END = re.compile(r"\r\n?")
_BEFORE_WORDS = re.compile(r"^(?:#{1,6}|[-*]) (?=\S)")
_UPVOTES_BEFORE = re.compile(r"(?P<heading>(?:#{1,6} )?)(?P<count>\[ ?(?:\d{1,6}|-) ?\]\(\S*\)) (?=\S)")
_BOLD_LINK = re.compile(r"^\*\*(\[.+\]\(\S+\))\*\*$")
_TABS = {"daily", "weekly", "monthly", "trending", "papers"}
"""Words by which a page leads to its other views."""
_HEADING = re.compile(r"^#{1,6} (?=\S)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper on a page."""

    key: str
    """Equal for all entries of one paper."""
    title: str
    """As the page writes it."""
    abstract: tuple[str, ...]
    """Its paragraphs, as the page writes them."""
    line: int
    """Where the title stands, counted from 1."""
    arxiv: str | None = None
    upvotes: int | None = None
    published: WrittenDate | None = None
    authors_count: int | None = None
    organization: Organization | None = None
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class Dump:
    """A page."""

    header: WrittenDate | None
    entries: tuple[Entry, ...]
    notes: tuple[Problem, ...] = ()
    """What a person may want to look at, though nothing is wrong."""


@dataclass(frozen=True, slots=True)
class _Run:
    """The lines of text above a byline, or below the last one."""

    lines: list[str]
    first_line: int
    """Counted from 1."""
    byline: Byline | None
    upvotes: str | None = None
    """The count that stands above its first title, as it is written."""


def is_page(data: bytes) -> bool:
    """Whether some bytes are the text of a page, and so have a byline."""
    text = decoded(data, "", [], _SAVE_AS_TEXT)
    return text is not None and not all(byline.alone for byline in find_bylines(_lines(text), ""))


def read_dump(data: bytes, file: str, problems: list[Problem], *, dated: bool = False) -> Dump | None:
    """Read a page; None, and Problems, where that would lose or invent something.

    `dated` says that the page's day is known, so that it needs no date in its header.
    """
    text = decoded(data, file, problems, _SAVE_AS_TEXT)
    if text is None:
        return None
    lines = _lines(text)
    bylines = find_bylines(lines, file)
    if all(byline.alone for byline in bylines):
        problems.append(_no_such_page(text, file))
        return None
    header = bylines[0] if bylines[0].alone else None
    mistakes = [*_wrong_dates(bylines, file), *(problem for byline in bylines for problem in byline.mistakes)]
    if header is None and not dated:
        line = bylines[0].date.line
        message = "no date of the page itself stands above its first paper"
        mistakes.append(Problem(file, message, line, hint="say it with --date"))
    runs = _runs(lines, header.last + 1 if header else 0, bylines[1:] if header else bylines)
    runs[0] = replace(runs[0], lines=["" if _leads_to_views(line) else line for line in runs[0].lines])
    if any(are_upvotes(line) or _UPVOTES_BEFORE.match(line) for line in runs[0].lines):
        runs = [part for run in runs for part in _cut_at_upvotes(run, header=run is runs[0])]
    dense = is_dense([run.lines for run in runs])
    entries = [entry for run in runs for entry in _entries(run, dense, file, mistakes, first=run is runs[0])]
    mistakes += _namesakes(entries, file)
    problems += mistakes
    notes = tuple(_glued(byline, file) for byline in bylines if byline.glued)
    return None if mistakes else Dump(header.date if header else None, tuple(entries), notes[:1])


def _lines(text: str) -> list[str]:
    text = without_mirrors(_LINE_END.sub("\n", text))
    return _without_footer([tidy(line) for line in with_links_alike(text).split("\n")])


def _no_such_page(text: str, file: str) -> Problem:
    kind = {"<": "HTML", "{": "JSON", "[": "JSON"}.get(text.lstrip()[0])
    if kind:
        return Problem(file, f"this looks like {kind}, not like the text of a page", 1, hint=_SAVE_AS_TEXT)
    return Problem(file, "this is no page of papers: no byline was found", 1, hint=_A_PAGE)


def _wrong_dates(bylines: Sequence[Byline], file: str) -> Iterator[Problem]:
    for byline in bylines:
        written = byline.date
        try:
            date(written.year or _ANY_LEAP_YEAR, written.month, written.day)
        except ValueError:
            yield Problem(file, f"“{written}” is no date", written.line, hint="mend the date")


def _glued(byline: Byline, file: str) -> Problem:
    message = (
        f"counts of comments stand right behind the days: “{byline.glued}” is read as {byline.date} "
        f"with {byline.comments}, and all others so"
    )
    return Problem(file, message, byline.date.line)


def _runs(lines: Sequence[str], start: int, bylines: Sequence[Byline]) -> list[_Run]:
    """The text, cut at the bylines."""
    runs: list[_Run] = []
    for byline in [*bylines, None]:
        end = byline.first if byline else len(lines)
        text = ["" if is_bullet(line) else line for line in lines[start:end]]
        runs.append(_Run(text, start + 1, byline))
        start = byline.last + 1 if byline else end
    return runs


def _without_footer(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and unlinked(_BEFORE_WORDS.sub("", lines[end - 1])).casefold() in {"", *_FOOTER}:
        end -= 1
    return lines[:end]


def _leads_to_views(line: str) -> bool:
    return _TABS.issuperset(without_targets(_BEFORE_WORDS.sub("", line)).casefold().split())


def _entries(run: _Run, dense: bool, file: str, mistakes: list[Problem], *, first: bool) -> Iterator[Entry]:
    byline = run.byline
    for number, line in enumerate(run.lines, run.first_line):
        if counts_authors(line):
            mistakes.append(Problem(file, f"no date stands below “{line}”", number, hint=_A_PAGE))
            return
    if byline and not any(run.lines):
        mistakes.append(Problem(file, "no title stands above this byline", byline.first + 1, hint=_A_PAGE))
    texts = [_unmarked(text) for text in paragraphs(run.lines, run.first_line, dense=dense)]
    try:
        own = without_echo(texts) if first and run.upvotes is None else texts
        pairs = pair(own, byline=byline is not None)
    except CannotTellError as error:
        mistakes.append(_cannot_tell(error, file))
        return
    for titled in pairs:
        entry = _entry(titled, byline if titled is pairs[-1] else None)
        yield replace(entry, upvotes=upvotes_of(run.upvotes or "")) if titled is pairs[0] else entry


def _cut_at_upvotes(run: _Run, *, header: bool) -> list[_Run]:
    """The parts of a run that begin with a count of upvotes, above a title or in its line.

    What stands above the first count of the page is the page's own and no paper.
    """
    lines, counts = list(run.lines), {}
    for number, line in enumerate(lines):
        before = _UPVOTES_BEFORE.match(line)
        if are_upvotes(line):
            counts[number], lines[number] = line, ""
        elif before:
            counts[number], lines[number] = before["count"], before["heading"] + line[before.end() :]
    starts = [0, *counts] if not (header and counts) else list(counts)
    parts = [
        replace(run, lines=lines[start:end], first_line=run.first_line + start, upvotes=counts.get(start))
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    return [replace(part, byline=None) for part in parts[:-1]] + parts[-1:]


def _unmarked(text: Paragraph) -> Paragraph:
    """A paragraph without the marks of a heading, or of a link to the paper's own page."""
    words = _BOLD_LINK.sub(r"\1", _HEADING.sub("", text.text))
    link = linked_to(words)
    own = "/papers/" in link or link.startswith("#")
    return Paragraph(
        unlinked(words) if own else words, text.line, link, heading=_HEADING.match(text.text) is not None
    )


def _namesakes(entries: Sequence[Entry], file: str) -> Iterator[Problem]:
    """Papers that share a title and nothing else: as one paper, the second would lose its abstract."""
    first: dict[str, list[Entry]] = {}
    for entry in entries:
        if not entry.abstract:
            continue
        others = first.setdefault(entry.key, [])
        other = next((other for other in others if _may_be_one(other, entry)), entry)
        others.append(entry)
        if other.abstract != entry.abstract and _abstract(other) != _abstract(entry):
            message = f"a second paper of this title, with another abstract; line {other.line} has the first"
            hint = "if it is another paper, give one of the two a longer title; if not, remove one"
            yield Problem(file, message, entry.line, hint=hint)


def _may_be_one(entry: Entry, other: Entry) -> bool:
    return entry.arxiv is None or other.arxiv is None or entry.arxiv == other.arxiv


def _abstract(entry: Entry) -> list[str]:
    return [markdown(clean(paragraph)) for paragraph in entry.abstract]


def _cannot_tell(error: CannotTellError, file: str) -> Problem:
    words = error.paragraph.text
    beginning = words if len(words) <= 60 else words[:57].rstrip() + "…"
    hint = "put title, abstract and byline below each other, blank lines between, and remove what is neither"
    return Problem(file, f"“{beginning}”: {error}", error.paragraph.line, hint=hint)


def _entry(titled: TitledText, byline: Byline | None) -> Entry:
    title = unlinked(titled.title.text)
    linked = (arxiv_id(text.link) for text in (titled.title, *titled.abstract[:1]))
    return Entry(
        key=title_key(clean_line(title) or title),
        title=title,
        abstract=tuple(text.text for text in titled.abstract),
        line=titled.title.line,
        arxiv=next(filter(None, linked), None),
        published=byline.date if byline else None,
        authors_count=byline.authors_count if byline else None,
        organization=byline.organization if byline else None,
        comments=byline.comments if byline else None,
    )
