"""What a page lists: the forms of its entries, and how other people's dumps differ."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from sitegen.ingest.dump import Dump, Entry, read_dump
from sitegen.model import Organization, Problem
from tests.ingest.given import CONTENT, LONG, REAL_PAGES, entry, page


def read(text: str, *, dated: bool = False) -> Dump:
    problems: list[Problem] = []
    dump = read_dump(text.encode(), "page.txt", problems, dated=dated)
    assert dump is not None, problems
    assert not problems
    return dump


def refused(text: str | bytes) -> list[str]:
    problems: list[Problem] = []
    data = text if isinstance(text, bytes) else text.encode()
    assert read_dump(data, "page.txt", problems) is None
    assert problems
    return [str(problem) for problem in problems]


def titles(text: str) -> list[str]:
    return [entry.title for entry in read(text).entries]


def said(dump: Dump) -> list[tuple[object, ...]]:
    """All that entries say, but for the lines on which they stand."""
    return [
        (e.title, e.abstract, str(e.published), e.authors_count, e.organization, e.comments)
        for e in dump.entries
    ]


def test_an_entry_with_a_count_of_authors() -> None:
    [one] = read(page("Oct 30", entry("A Title", date="Nov 6, 2024 12"))).entries
    assert one == Entry(
        key="atitle",
        title="A Title",
        abstract=LONG,
        line=13,
        published=one.published,
        authors_count=7,
        comments=12,
    )
    assert str(one.published) == "Nov 6, 2024"


@pytest.mark.parametrize(
    ("by", "organization"),
    [
        ("google Google", Organization("google", "Google")),
        ("AlibabaTongyiLab TongyiLab", Organization("AlibabaTongyiLab", "TongyiLab")),
        (
            "THUDM Knowledge Engineering Group (KEG)",
            Organization("THUDM", "Knowledge Engineering Group (KEG)"),
        ),
        ("Google", Organization("Google", "Google")),
    ],
)
def test_an_entry_of_an_organization(by: str, organization: Organization) -> None:
    one, two = read(page("Oct 30", entry("A Title", by=by, date="Oct 15 2"), entry("Another"))).entries
    assert (one.title, one.organization, one.authors_count, one.comments) == (
        "A Title",
        organization,
        None,
        2,
    )
    assert (two.title, two.organization, two.authors_count, two.comments) == ("Another", None, 7, None)


def test_an_entry_without_a_byline_knows_neither_date_nor_authors() -> None:
    one, two = read(page("Oct 30", entry("A Title", by=None), entry("Another"))).entries
    assert (one.title, one.abstract, one.published, one.authors_count) == ("A Title", LONG, None, None)
    assert (two.title, two.abstract, str(two.published)) == ("Another", LONG, "May 29")


def test_entries_without_a_byline_may_come_first_last_and_in_a_row() -> None:
    bare = [entry(f"Bare {word}", by=None) for word in ("one", "two", "three")]
    assert titles(page("Oct 30", *bare, entry("Signed"))) == ["Bare one", "Bare two", "Bare three", "Signed"]
    assert titles(page("Oct 30", entry("Signed"), *bare)) == ["Signed", "Bare one", "Bare two", "Bare three"]


def test_an_abstract_may_be_missing_or_short() -> None:
    text = page(
        "Oct 30", entry("First"), entry("No Abstract", None), entry("Short", "Only this"), entry("Last")
    )
    assert [(e.title, e.abstract) for e in read(text).entries] == [
        ("First", LONG),
        ("No Abstract", ""),
        ("Short", "Only this"),
        ("Last", LONG),
    ]


def test_an_abstract_may_have_several_paragraphs() -> None:
    [one] = read(page("Oct 30", entry("A Title", f"{LONG}\n\n{LONG}\n\nCode is at <here>."))).entries
    assert one.abstract == f"{LONG}\n\n{LONG}\n\nCode is at \\<here>."


@pytest.mark.parametrize("title", ["Is It So?", "It Is!", "Less is more.", "U.S. Law, Inc.", "1984"])
def test_titles_may_end_as_they_like(title: str) -> None:
    text = page("Oct 30", entry("First", by=None), entry(title, by=None), entry("Last"))
    assert titles(text) == ["First", title, "Last"]


def test_a_number_below_a_byline_is_a_title_where_a_text_follows() -> None:
    wrapped = textwrap.fill(LONG, 70)
    for abstract in (LONG, wrapped):
        one, two = read(page("Oct 30", entry("First"), entry("1984", abstract))).entries
        assert (one.comments, two.title, two.abstract) == (None, "1984", LONG)
    one, two = read(page("Oct 30", f"{entry('First')}\n\n12", entry("1984"))).entries
    assert (one.comments, two.title) == (12, "1984")


@pytest.mark.parametrize(
    "end",
    [
        "Can we do better? We ask this and we answer it!",
        "Code: https://github.com/foo/bar",
        "Code: https://github.com/foo/bar\n\nProject page: foo.github.io",
        "Code: https://github.com/foo/bar\n\nIt is free.",
        "* one",
    ],
)
def test_an_abstract_may_end_in_a_short_paragraph(end: str) -> None:
    [one] = read(page("Oct 30", entry("Fine Title", f"{LONG}\n\n{end}"))).entries
    assert (one.title, one.authors_count) == ("Fine Title", 7)
    assert one.abstract.startswith(LONG)
    assert len(one.abstract) > len(LONG)


@pytest.mark.parametrize(
    "end",
    [
        "Project page",
        "42",
        "Project page\n\nDemo",
        "* one\n\n* two\n\nSo we close.",
        "* one\n\nSo we close.",
        "We do more.\n\nSo we close.",
    ],
)
def test_what_may_be_a_paper_or_an_abstracts_end_is_refused(end: str) -> None:
    [problem] = refused(page("Oct 30", entry("Fine Title", f"{LONG}\n\n{end}"), entry("Another")))
    assert problem.startswith(f"page.txt:17: “{end.splitlines()[0]}”: this may be a title")


@pytest.mark.parametrize("title", ["GPT-4 et al.", "Attention;", "And So On…", "Is It So?"])
def test_a_query_above_the_first_paper_never_becomes_its_title(title: str) -> None:
    query = "sparse attention"
    text = page("Oct 30", query, entry(title), entry("Another"))
    if title.endswith("?"):
        assert titles(text) == [title, "Another"]
    else:
        [problem] = refused(text)
        assert problem.startswith(f"page.txt:13: “{query}”: this may be a title, or a query above one")
    assert titles(page("Oct 30", entry(title), entry("Another"))) == [title, "Another"]


def test_a_query_above_a_paper_without_abstract_never_becomes_its_title() -> None:
    for above in (["sparse attention"], ["Search results:", "sparse attention"]):
        [problem] = refused(page("Oct 30", *above, entry("No Abstract", None), entry("Another")))
        assert "“sparse attention”: this may be a title, or a query above one" in problem


@pytest.mark.parametrize("abstract", ["Only this.", "We do. It works.", f"We do. It works.\n\n{LONG}", LONG])
def test_the_first_abstract_may_be_short(abstract: str) -> None:
    text = page("Oct 30", entry("First", abstract), entry("Another"))
    assert [(e.title, e.abstract) for e in read(text).entries] == [("First", abstract), ("Another", LONG)]
    assert titles(page("Oct 30", entry("First", "Only this.", by=None), entry("Second"))) == [
        "First",
        "Second",
    ]


def test_an_abstract_that_lost_its_title_does_not_become_one() -> None:
    [problem] = refused(page("Oct 30", entry("First"), entry("We show that this holds.", None)))
    assert "page.txt:21: “We show that this holds.”: this may be a title" in problem


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
    "a count as a link on its own line": lambda text: _counts(text, r"\1\n\n[\2](/p/1#community)"),
    "one author": lambda text: re.sub(r"• 1 authors", "• 1 author", text),
    "full names of months": lambda text: re.sub(r"(?m)^Oct (?=\d)", "October ", text),
    "titles as headings with links": lambda text: re.sub(
        r"(?m)^([^\n]+)\n\n(?=[^\n]{400})", r"### [\1](https://example.org/p/1)\n\n", text
    ),
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


def test_a_single_author() -> None:
    [one] = read(page("Oct 30", entry("A Title", by="• 1 author"))).entries
    assert one.authors_count == 1


def test_a_wrapped_line_that_reads_like_a_date_is_no_byline() -> None:
    abstract = "\n".join(
        ["The committee met in Vienna and closed its work on", "May 29", "after a week of talks."]
    )
    [one] = read(page("Oct 30", entry("A Title", abstract))).entries
    assert one.abstract == "The committee met in Vienna and closed its work on May 29 after a week of talks."


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


def test_what_cannot_be_told_is_refused_with_its_line() -> None:
    stray = page(
        "Oct 30", entry("First"), "A stray line", entry("Second", "Short and no sentence"), entry("Last")
    )
    assert refused(stray)[0].startswith("page.txt:21: “A stray line”: this may be a title")
    headless = page("Oct 30", entry("First"), LONG + LONG, entry("Second", None))
    assert "has no title above it" in refused(headless)[0]
    assert "page.txt:21:" in refused(headless)[0]
    unsigned = page("Oct 30", entry("First"), "A title and nothing else")
    assert "nothing below it is an abstract" in refused(unsigned)[0]


def test_two_papers_of_one_title_are_never_taken_for_one() -> None:
    other = LONG.replace("small models", "large models")
    twice = page("Oct 30", entry("Technical Report"), entry("Technical report", other))
    [problem] = refused(twice)
    assert problem.startswith(
        "page.txt:21: a second paper of this title, with another abstract; line 13 has the first"
    )
    again = page("Oct 30", entry("A Title", None), entry("A Title"), entry("A Title"))
    assert titles(again) == ["A Title"] * 3


def test_a_byline_with_mistakes_is_refused_with_its_line() -> None:
    assert refused(page("Oct 30", entry("A", date="Feb 30, 2024")))[0].startswith(
        "page.txt:19: “Feb 30, 2024” is no date"
    )
    assert refused(page("Oct 30", entry("First"), entry("A", date="2 days ago")))[0].startswith(
        "page.txt:25: no date stands below “• 7 authors”"
    )
    assert refused(page("Oct 30", entry("First"), "  • 7 authors\n·\nMay 29"))[0].startswith(
        "page.txt:21: no title stands above this byline"
    )
