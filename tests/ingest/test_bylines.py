"""The lines between an abstract and the next title: authors or organization, date, comments."""

from __future__ import annotations

import textwrap

import pytest

from sitegen.model import Organization
from tests.ingest.given import LONG, abstract_of, entry, page, read, refused


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
        ("nvidia NVIDIA Inc.", Organization("nvidia", "NVIDIA Inc.")),
        ("• google Google", Organization("google", "Google")),
        ("- 01-ai 01.AI", Organization("01-ai", "01.AI")),
        ("[google](https://example.org/google) Google", Organization("google", "Google")),
        ("[google Google](https://example.org/google)", Organization("google", "Google")),
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


@pytest.mark.parametrize(
    "by",
    ["nvidia, the company", "• 7 people", "We release the code and the data of all these runs, too.", "So:"],
)
def test_what_is_neither_authors_nor_an_organization_is_refused(by: str) -> None:
    problem = refused(page("Oct 30", entry("A Title", by=by), entry("Another")))[0]
    assert problem.startswith(f"page.txt:17: “{by}”: this may be an organization or the end of a text")


def test_a_sentence_apart_from_the_point_is_no_organization() -> None:
    text = page("Oct 30", entry("A Title", f"{LONG}\n\nWe release code.\n\n·\nMay 29", by=None))
    assert "page.txt:17: “We release code.”" in refused(text)[0]


def test_a_byline_may_be_nothing_but_its_date() -> None:
    for abstract in (LONG, textwrap.fill(LONG, 70), "Only this sentence."):
        [one] = read(page("Oct 30", f"A Title\n\n{abstract}\n\n·\nMay 29")).entries
        assert (one.title, one.organization, str(one.published)) == ("A Title", None, "May 29")
        assert abstract_of(one) == " ".join(abstract.split())


def test_a_single_author() -> None:
    [one] = read(page("Oct 30", entry("A Title", by="• 1 author"))).entries
    assert one.authors_count == 1


@pytest.mark.parametrize(
    ("count", "comments"), [("1,234", 1234), ("1,234,567", 1234567), ("6 comments", 6), ("1 comment", 1)]
)
def test_how_counts_of_comments_are_written(count: str, comments: int) -> None:
    for between in (" ", "\n", "\n\n", "\n·\n"):
        for written in (count, f"[{count}](https://example.org/p/1#community)"):
            text = page("Oct 30", entry("A Title") + between + written, entry("Another"))
            one, two = read(text).entries
            assert (one.comments, two.title, two.comments) == (comments, "Another", None)


@pytest.mark.parametrize("count", ["1.2k", "3K comments", "1.5m"])
def test_a_rounded_count_of_comments_is_refused(count: str) -> None:
    for between, line in ((" ", 19), ("\n", 20), ("\n\n", 21)):
        [problem] = refused(page("Oct 30", entry("A Title") + between + count, entry("Another")))
        assert problem.startswith(
            f"page.txt:{line}: “{count.removesuffix(' comments')}” is a rounded count of comments"
        )
        assert "write the number out" in problem


def test_a_number_below_a_byline_is_a_title_where_a_text_follows() -> None:
    wrapped = textwrap.fill(LONG, 70)
    for abstract in (LONG, wrapped):
        one, two = read(page("Oct 30", entry("First"), entry("1984", abstract))).entries
        assert (one.comments, two.title, abstract_of(two)) == (None, "1984", LONG)
    one, two = read(page("Oct 30", f"{entry('First')}\n\n12", entry("1984"))).entries
    assert (one.comments, two.title) == (12, "1984")


def test_a_wrapped_line_that_reads_like_a_date_is_no_byline() -> None:
    abstract = "\n".join(
        ["The committee met in Vienna and closed its work on", "May 29", "after a week of talks."]
    )
    [one] = read(page("Oct 30", entry("A Title", abstract))).entries
    assert (
        abstract_of(one) == "The committee met in Vienna and closed its work on May 29 after a week of talks."
    )


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
