"""Which paragraphs are titles, which are abstracts, and where that cannot be told."""

from __future__ import annotations

import pytest

from tests.ingest.given import LONG, abstract_of, entry, page, read, refused, titles


def test_entries_without_a_byline_may_come_first_last_and_in_a_row() -> None:
    bare = [entry(f"Bare {word}", by=None) for word in ("one", "two", "three")]
    assert titles(page("Oct 30", *bare, entry("Signed"))) == ["Bare one", "Bare two", "Bare three", "Signed"]
    assert titles(page("Oct 30", entry("Signed"), *bare)) == ["Signed", "Bare one", "Bare two", "Bare three"]


def test_an_abstract_may_be_missing_or_short() -> None:
    text = page(
        "Oct 30", entry("First"), entry("No Abstract", None), entry("Short", "Only this"), entry("Last")
    )
    assert [(e.title, abstract_of(e)) for e in read(text).entries] == [
        ("First", LONG),
        ("No Abstract", ""),
        ("Short", "Only this"),
        ("Last", LONG),
    ]


def test_an_abstract_may_have_several_paragraphs() -> None:
    [one] = read(page("Oct 30", entry("A Title", f"{LONG}\n\n{LONG}\n\nCode is at <here>."))).entries
    assert abstract_of(one) == f"{LONG}\n\n{LONG}\n\nCode is at \\<here>."


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
    assert abstract_of(one).startswith(LONG)
    assert len(abstract_of(one)) > len(LONG)


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


@pytest.mark.parametrize("title", ["Is It So?", "It Is!", "Less is more.", "U.S. Law, Inc.", "1984"])
def test_titles_may_end_as_they_like(title: str) -> None:
    text = page("Oct 30", entry("First", by=None), entry(title, by=None), entry("Last"))
    assert titles(text) == ["First", title, "Last"]


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
    assert [(e.title, abstract_of(e)) for e in read(text).entries] == [("First", abstract), ("Another", LONG)]
    assert titles(page("Oct 30", entry("First", "Only this.", by=None), entry("Second"))) == [
        "First",
        "Second",
    ]


def test_an_abstract_that_lost_its_title_does_not_become_one() -> None:
    [problem] = refused(page("Oct 30", entry("First"), entry("We show that this holds.", None)))
    assert "page.txt:21: “We show that this holds.”: this may be a title" in problem


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
