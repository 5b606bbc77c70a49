"""Pages that count upvotes above their titles, and whose titles are links."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.ingest.given import LONG, REAL_PAGES, entry, page, read, refused
from tests.ingest.test_dumps import said

LINKS = "https://example.org/login?next=%2Fpapers%2F2401.0001"


def upvoted(title: str, count: int, number: int) -> str:
    return f"[{count}]({LINKS}{number})\n\n### [{title}](https://huggingface.co/papers/2401.0001{number})"


def test_counts_and_ids_stand_above_and_in_titles() -> None:
    text = page(
        "Oct 30",
        entry(upvoted("First", 173, 1), date="Nov 6, 2024 3"),
        entry(upvoted("Second", 4, 2), by=None),
        entry(upvoted("Third", 0, 3), None),
        entry(upvoted("Fourth", 12, 4)),
    )
    assert [(e.title, e.upvotes, e.comments, e.arxiv, bool(e.abstract)) for e in read(text).entries] == [
        ("First", 173, 3, "2401.00011", True),
        ("Second", 4, None, "2401.00012", True),
        ("Third", 0, None, "2401.00013", False),
        ("Fourth", 12, None, "2401.00014", True),
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n·\n"])
def test_of_two_counts_the_first_is_that_of_the_comments(between: str) -> None:
    first = f"{entry(upvoted('First', 173, 1))}{between}[6](/papers/2401.00011#community)"
    last = f"{entry(upvoted('Last', 9, 3))}{between}[2](/papers/2401.00013#community)"
    text = page("Oct 30", first, entry(upvoted("Second", 4, 2)), last) + "\n\nPrevious\nNext\n"
    assert [(e.title, e.upvotes, e.comments) for e in read(text).entries] == [
        ("First", 173, 6),
        ("Second", 4, None),
        ("Last", 9, 2),
    ]


def test_a_count_may_stand_in_the_line_of_its_title() -> None:
    one, two = read(
        page("Oct 30", entry("[173](/a) First"), entry("## [4](/b) [Second](/papers/2401.00012)"))
    ).entries
    assert (one.title, one.upvotes, one.arxiv) == ("First", 173, None)
    assert (two.title, two.upvotes, two.arxiv) == ("Second", 4, "2401.00012")


@pytest.mark.parametrize(
    ("written", "title", "arxiv"),
    [
        ("[A Title](/papers/2401.00010)", "A Title", "2401.00010"),
        ("[A [New] Title](https://huggingface.co/papers/2401.00010)", "A [New] Title", "2401.00010"),
        ("[A Title](https://hfp.stormocean.uk/papers/2401.00010)", "A Title", "2401.00010"),
        ('[A Title](</papers/2401.00010> "A Title")', "A Title", "2401.00010"),
        ("[A Title](https://arxiv.org/abs/2401.00010v2)", "A Title", "2401.00010"),
        ("[A Title](https://example.org/papers/2401.00010)", "A Title", None),
        ("[A Title](/papers/soon)", "A Title", None),
    ],
)
def test_a_link_around_a_title_gives_the_id(written: str, title: str, arxiv: str | None) -> None:
    for before in ("", "### "):
        [one] = read(page("Oct 30", entry(before + written))).entries
        assert (one.title, one.arxiv) == (title, arxiv)


def test_what_stands_above_the_first_count_is_the_pages_own() -> None:
    above = "Daily\n\nWeekly\n\nGPT-4 et al.\n\nSubmitted by\n\nsomebody"
    [one] = read(page("Oct 30", above, entry(upvoted("First", 173, 1)))).entries
    assert (one.title, one.upvotes) == ("First", 173)


def test_papers_of_one_title_with_two_ids_are_two() -> None:
    other = LONG.replace("small models", "large models")
    two = [entry("[Report](/papers/2401.00011)"), entry("[Report](/papers/2401.00012)", other)]
    assert [e.arxiv for e in read(page("Oct 30", *two)).entries] == ["2401.00011", "2401.00012"]
    [problem] = refused(page("Oct 30", *two, entry("Report", LONG + " More.")))
    assert "a second paper of this title" in problem


@pytest.mark.parametrize(
    ("glued", "month_and_day", "comments"),
    [
        ("Nov 6, 20246", "Nov 6, 2024", 6),
        ("Nov 16, 2024123", "Nov 16, 2024", 123),
        ("Oct 62", "Oct 6", 2),
        ("Oct 3112", None, None),
        ("Oct 45", "Oct 4", 5),
        ("Oct 310", "Oct 3", 10),
        ("Oct 15[6](/a#community)", "Oct 15", 6),
        ("Oct 15·6", "Oct 15", 6),
        ("Oct 152", None, None),
        ("Oct 15", "Oct 15", None),
    ],
)
def test_a_count_that_is_glued_to_a_date(glued: str, month_and_day: str | None, comments: int | None) -> None:
    text = page("Nov 30", entry("A Title", date=glued), entry("Another"))
    if month_and_day is None:
        [problem] = refused(text)
        assert f"page.txt:19: “{glued}”: the count of comments stands right behind the day" in problem
        assert "put a space between" in problem
    else:
        one, two = read(text).entries
        assert (str(one.published), one.comments, two.title) == (month_and_day, comments, "Another")


def test_a_month_with_a_year_is_no_date() -> None:
    text = page("Oct 30", entry("A Title", f"{LONG}\nMay 2024\n{LONG}"))
    assert [e.abstract for e in read(text).entries] == [(f"{LONG} May 2024 {LONG}",)]


FORMS: dict[str, Callable[[re.Match[str]], str]] = {
    "upvotes and links": lambda title: f"[17](/login)\n\n### [{title[1]}](/papers/2401.00010)\n\n",
    "upvotes on the title": lambda title: f"[17](/login)\n{title[1]}\n\n",
    "upvotes in the title's line": lambda title: f"[17](/login) {title[1]}\n\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_real_page_reads_the_same_with_upvotes(form: str) -> None:
    text = REAL_PAGES[0].read_text("utf-8")
    with_upvotes = re.sub(r"(?m)^([^\n]+)\n\n(?=[^\n]{400})", FORMS[form], text)
    dump = read(with_upvotes)
    assert said(dump) == said(read(text))
    assert {entry.upvotes for entry in dump.entries} == {17}
