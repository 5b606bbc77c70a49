"""Reading a page that somebody saved as text: which papers it lists, in its order.

The page's own date ends its header; then come title, abstract and byline of each paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sitegen.ingest.addresses import without_mirrors
from sitegen.ingest.byline import Byline, WrittenDate, counts_authors, find_bylines, is_bullet, unlinked
from sitegen.ingest.identity import title_key
from sitegen.ingest.markdown import markdown
from sitegen.ingest.pairing import CannotTellError, TitledText, pair, without_echo
from sitegen.ingest.paragraphs import is_dense, paragraphs
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
© hugging face
""".splitlines()
_BEFORE_WORDS = re.compile(r"^(?:#{1,6}|[-*]) (?=\S)")
_HEADING = re.compile(r"^#{1,6} (?=\S)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper on a page."""

    key: str
    """Equal for all entries of one paper."""
    title: str
    """Plain text."""
    abstract: str
    """Markdown."""
    line: int
    """Where the title stands, counted from 1."""
    published: WrittenDate | None = None
    authors_count: int | None = None
    organization: Organization | None = None
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class Dump:
    """A page."""

    header: WrittenDate | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """The lines of text above a byline, or below the last one."""

    lines: list[str]
    first_line: int
    """Counted from 1."""
    byline: Byline | None


def read_dump(data: bytes, file: str, problems: list[Problem], *, dated: bool = False) -> Dump | None:
    """Read a page; None, and Problems, where that would lose or invent something.

    `dated` says that the page's day is known, so that it needs no date in its header.
    """
    text = _decoded(data, file)
    if isinstance(text, Problem):
        problems.append(text)
        return None
    lines = [" ".join(line.split()) for line in re.split(r"\r\n|\r|\n", without_mirrors(text))]
    bylines = find_bylines(lines, file)
    if all(byline.alone for byline in bylines):
        problems.append(_no_such_page(text, file))
        return None
    header = bylines[0] if bylines[0].alone else None
    mistakes = [*_wrong_dates(bylines, file), *(problem for byline in bylines for problem in byline.mistakes)]
    if header is None and not dated:
        line = bylines[0].date.line
        mistakes.append(
            Problem(
                file,
                "no date of the page itself stands above its first paper",
                line,
                hint="say it with --date",
            )
        )
    runs = _runs(lines, header.last + 1 if header else 0, bylines[1:] if header else bylines)
    dense = is_dense([run.lines for run in runs])
    entries = [entry for run in runs for entry in _entries(run, dense, file, mistakes, first=run is runs[0])]
    mistakes += _namesakes(entries, file)
    problems += mistakes
    return None if mistakes else Dump(header.date if header else None, tuple(entries))


def _decoded(data: bytes, file: str) -> str | Problem:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(file, "this is not text in UTF-8", line, hint=_SAVE_AS_TEXT)
    if "\0" in text:
        return Problem(file, "this is not text in UTF-8", hint=_SAVE_AS_TEXT)
    return text if text.strip() else Problem(file, "the file is empty", hint=_SAVE_AS_TEXT)


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


def _runs(lines: Sequence[str], start: int, bylines: Sequence[Byline]) -> list[_Run]:
    """The text, cut at the bylines."""
    runs: list[_Run] = []
    for byline in [*bylines, None]:
        end = byline.first if byline else len(lines)
        text = ["" if is_bullet(line) else line for line in lines[start:end]]
        runs.append(_Run(text, start + 1, byline))
        start = byline.last + 1 if byline else end
    return [*runs[:-1], replace(runs[-1], lines=_without_footer(runs[-1].lines))]


def _without_footer(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and unlinked(_BEFORE_WORDS.sub("", lines[end - 1])).casefold() in {"", *_FOOTER}:
        end -= 1
    return lines[:end]


def _entries(run: _Run, dense: bool, file: str, mistakes: list[Problem], *, first: bool) -> Iterator[Entry]:
    byline = run.byline
    for number, line in enumerate(run.lines, run.first_line):
        if counts_authors(line):
            mistakes.append(Problem(file, f"no date stands below “{line}”", number, hint=_A_PAGE))
            return
    texts = paragraphs(run.lines, run.first_line, dense=dense)
    if byline and not texts:
        mistakes.append(Problem(file, "no title stands above this byline", byline.first + 1, hint=_A_PAGE))
    try:
        pairs = pair(without_echo(texts) if first else texts, byline=byline is not None)
    except CannotTellError as error:
        mistakes.append(_cannot_tell(error, file))
        return
    for titled in pairs:
        yield _entry(titled, byline if titled is pairs[-1] else None)


def _namesakes(entries: Sequence[Entry], file: str) -> Iterator[Problem]:
    """Papers that share a title and nothing else: as one paper, the second would lose its abstract."""
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.key, entry) if entry.abstract else entry
        if other.abstract != entry.abstract:
            message = f"a second paper of this title, with another abstract; line {other.line} has the first"
            hint = "if it is another paper, give one of the two a longer title; if not, remove one"
            yield Problem(file, message, entry.line, hint=hint)


def _cannot_tell(error: CannotTellError, file: str) -> Problem:
    words = error.paragraph.text
    beginning = words if len(words) <= 60 else words[:57].rstrip() + "…"
    hint = "put title, abstract and byline below each other, blank lines between, and remove what is neither"
    return Problem(file, f"“{beginning}”: {error}", error.paragraph.line, hint=hint)


def _entry(titled: TitledText, byline: Byline | None) -> Entry:
    written = unlinked(_HEADING.sub("", titled.title.text))
    title = clean_line(written) or written
    return Entry(
        key=title_key(title),
        title=title,
        abstract="\n\n".join(filter(None, (markdown(clean(text.text)) for text in titled.abstract))),
        line=titled.title.line,
        published=byline.date if byline else None,
        authors_count=byline.authors_count if byline else None,
        organization=byline.organization if byline else None,
        comments=byline.comments if byline else None,
    )
