"""What a page lists: the forms of its entries, and how other people's dumps differ."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from sitegen.ingest.dump import Dump, Entry
from tests.ingest.given import CONTENT, LONG, REAL_PAGES, abstract_of, entry, page, read, refused, titles


def said(dump: Dump) -> list[tuple[object, ...]]:
    """All that entries say, but for the lines on which they stand."""
    return [
        (e.title, abstract_of(e), str(e.published), e.authors_count, e.organization, e.comments)
        for e in dump.entries
    ]


def test_an_entry_with_a_count_of_authors() -> None:
    [one] = read(page("Oct 30", entry("A Title", date="Nov 6, 2024 12"))).entries
    assert one == Entry(
        key="atitle",
        title="A Title",
        abstract=(LONG,),
        line=13,
        published=one.published,
        authors_count=7,
        comments=12,
    )
    assert str(one.published) == "Nov 6, 2024"


def test_an_entry_without_a_byline_knows_neither_date_nor_authors() -> None:
    one, two = read(page("Oct 30", entry("A Title", by=None), entry("Another"))).entries
    assert (one.title, abstract_of(one), one.published, one.authors_count) == ("A Title", LONG, None, None)
    assert (two.title, abstract_of(two), str(two.published)) == ("Another", LONG, "May 29")


def _header_date(text: str, put: str) -> str:
    return re.sub(r"(?m)^((?:Oct|Dec|Jun) \d\d)\n", put, text, count=1)


def _counts(text: str, put: str) -> str:
    return re.sub(r"(?m)^([A-Z][a-z]{2} \d+(?:, \d{4})?) (\d+)$", put, text)


def _wrapped(text: str, width: int) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(
        p if "\n" in p else textwrap.fill(p, width, break_long_words=False) for p in paragraphs
    )


VARIATIONS: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "an end of line at the end": lambda text: text + "\n",
    "white space at the ends of lines": lambda text: text.replace("\n", " \t\n"),
    "tabs": lambda text: text.replace("  • ", "\t•\t").replace("Oct ", "Oct\t"),
    "no-break spaces": lambda text: text.replace("  • ", "\u00a0\u00a0•\u00a0"),
    "no blank lines": lambda text: re.sub("\n+", "\n", text),
    "blank lines everywhere": lambda text: text.replace("\n", "\n\n"),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n \n\n"),
    "titles on their abstracts": lambda text: re.sub(r"\n\n(?=[^\n]{400})", "\n", text),
    "bylines on their abstracts": lambda text: re.sub(r"\n\n(?=  • )", "\n", text),
    "bylines on one line": lambda text: text.replace("\n·\n", " · "),
    "wrapped at 60": lambda text: _wrapped(text, 60),
    "wrapped at 100": lambda text: _wrapped(text, 100),
    "once a day": lambda text: text.replace("inbox!", "inbox once a day!"),
    "tabs above the date": lambda text: _header_date(text, r"Daily\n\nWeekly\n\nMonthly\n\n\1\n"),
    "tabs below the date": lambda text: _header_date(text, r"\1\n\nDaily\nWeekly\nMonthly\n"),
    "a query above the date": lambda text: _header_date(text, r"training-free entropy\n\n\1\n"),
    "a query below the date": lambda text: _header_date(text, r"\1\n\ntraining-free entropy\n"),
    "an echo": lambda text: _header_date(text, r"\1\n\nSearch results for “entropy”:\n"),
    "a count on its own line": lambda text: _counts(text, r"\1\n\2"),
    "a count in a paragraph": lambda text: _counts(text, r"\1\n\n\2"),
    "a count after a point": lambda text: _counts(text, r"\1\n·\n\2"),
    "a count as a link": lambda text: _counts(text, r"\1 [\2](https://example.org/p/1#community)"),
    "a count glued to the year": lambda text: re.sub(
        r"(?m)^([A-Z][a-z]{2} \d+, \d{4}) (\d+)$", r"\1\2", text
    ),
    "a count as a link glued to the date": lambda text: _counts(text, r"\1[\2](https://example.org/p/1)"),
    "a count as a link on its own line": lambda text: _counts(text, r"\1\n\n[\2](/p/1#community)"),
    "one author": lambda text: re.sub(r"• 1 authors", "• 1 author", text),
    "full names of months": lambda text: re.sub(r"(?m)^Oct (?=\d)", "October ", text),
    "titles as headings with links": lambda text: re.sub(
        r"(?m)^([^\n]+)\n\n(?=[^\n]{400})", r"### [\1](https://example.org/p/1)\n\n", text
    ),
    "tabs as links below the date": lambda text: _header_date(
        text, r"\1\n\n[Daily](/papers) [Weekly](/papers/week/2025-W44) [Monthly](/papers/month/2025-10)\n"
    ),
    "no end of line, CRLF and a byte order mark": lambda text: "\ufeff" + text.rstrip().replace("\n", "\r\n"),
    "a footer": lambda text: text + "\n\nPrevious\n\nNext\n\nCompany\n\nTOS\n",
}


@pytest.mark.parametrize("day", ["2025-10-16", "2026-06-12"])
def test_a_real_page_reads_the_same_however_it_was_saved(day: str) -> None:
    [path] = (CONTENT / "sources").glob(f"{day}-*.txt")
    text = path.read_text("utf-8")
    as_saved = said(read(text))
    differing = [name for name, vary in VARIATIONS.items() if said(read(vary(text))) != as_saved]
    assert not differing


def test_the_variations_do_vary() -> None:
    texts = [path.read_text("utf-8") for path in REAL_PAGES]
    same = [name for name, vary in VARIATIONS.items() if all(vary(text) == text for text in texts)]
    assert same == []


def test_lines_broken_at_hyphens_close_up_again() -> None:
    title = "Trial-\nand-Error Learning: Pre-\nand Post-Training of State-of-the-\nArt Models"
    [one] = read(page("Oct 30", entry(title))).entries
    assert one.title == "Trial-and-Error Learning: Pre- and Post-Training of State-of-the-Art Models"


def test_a_known_day_takes_the_place_of_the_header() -> None:
    without = page("Oct 30", entry("A Title")).replace("Oct 30\n\n", "")
    assert refused(without) == [
        "page.txt:17: no date of the page itself stands above its first paper (say it with --date)"
    ]
    dump = read(without, dated=True)
    assert dump.header is None
    assert [e.title for e in dump.entries] == ["A Title"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "page.txt:1: this is not text in UTF-8"),
        (b"Oct 30\0", "this is not text in UTF-8"),
        ("Oct 30\n\ncafé".encode("latin-1"), "page.txt:3: this is not text in UTF-8"),
        ("Oct 30".encode("utf-16"), "this is not text in UTF-8"),
        (b'{"title": "A"}', "this looks like JSON"),
        (b"<!doctype html><html></html>", "this looks like HTML"),
        (b"Dear diary,\n\nOct 30\n\nnothing.\n", "this is no page of papers"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, message: str) -> None:
    [problem] = refused(data)
    assert message in problem


def test_two_papers_of_one_title_are_never_taken_for_one() -> None:
    other = LONG.replace("small models", "large models")
    twice = page("Oct 30", entry("Technical Report"), entry("Technical report", other))
    [problem] = refused(twice)
    assert problem.startswith(
        "page.txt:21: a second paper of this title, with another abstract; line 13 has the first"
    )
    again = page("Oct 30", entry("A Title", None), entry("A Title"), entry("A Title"))
    assert titles(again) == ["A Title"] * 3
