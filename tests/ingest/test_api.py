"""Answers of the Daily Papers API: what they say of papers, and what is wrong with them."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from sitegen.ingest.api import read_api
from sitegen.ingest.entry import Entry
from sitegen.ingest.listed import Findings, Listed, entry_of
from sitegen.model import Link, Organization

PAPER: dict[str, Any] = {
    "id": "2401.00010",
    "title": "Small Models Learn:\n  A Study",
    "summary": "We study small models.\nThey learn.\n  It takes\nan hour.",
    "authors": [
        {"_id": "a1", "name": "Ann Example", "hidden": False, "user": {"fullname": "Other Name"}},
        {"_id": "a2", "name": "Ben Hidden", "hidden": True},
        {"_id": "a3", "name": 'Cem \\"Ozil', "status": "claimed_verified"},
        {"_id": "a4", "name": ":", "hidden": False},
    ],
    "publishedAt": "2024-01-02T03:04:05.000Z",
    "submittedOnDailyAt": "2024-01-05T00:00:00.000Z",
    "upvotes": 17,
    "discussionId": "d1",
    "githubRepo": "https://github.com/example/small",
    "githubStars": 3,
    "projectPage": "example.github.io/small",
    "ai_summary": "A summary.",
    "ai_keywords": ["small"],
    "organization": {"_id": "o1", "name": "example", "fullname": "Example Lab"},
}
ELEMENT: dict[str, Any] = {
    "paper": PAPER,
    "publishedAt": "2024-01-01T22:04:05.000Z",
    "title": "Small Models Learn:\n  A Study",
    "summary": "Short.",
    "thumbnail": "https://example.org/a.png",
    "numComments": 2,
    "submittedBy": {"name": "somebody"},
    "isAuthorParticipating": False,
}


def reading(value: Any) -> tuple[list[Listed], Findings]:
    found = Findings()
    text = value if isinstance(value, str) else json.dumps(value)
    return list(read_api(io.BytesIO(text.encode()), "a.json", found)), found


def read(value: Any) -> list[Listed]:
    listed, found = reading(value)
    assert found == Findings()
    return listed


def refused(value: Any) -> list[str]:
    return [str(problem) for problem in reading(value)[1].problems]


def paper(**values: Any) -> dict[str, Any]:
    """The element with another paper in it; a value of None leaves the key out."""
    return ELEMENT | {"paper": {key: value for key, value in (PAPER | values).items() if value is not None}}


def test_all_that_an_element_says() -> None:
    [listed] = read([ELEMENT])
    assert listed.day == date(2024, 1, 5)
    assert entry_of(listed) == Entry(
        title="Small Models Learn: A Study",
        abstract="We study small models. They learn.\n\nIt takes an hour.",
        place="element 1",
        published=date(2024, 1, 2),
        authors=("Ann Example", "Cem Özil"),
        organization=Organization("example", "Example Lab"),
        comments=2,
        upvotes=17,
        arxiv="2401.00010",
        links=(
            Link("code", "https://github.com/example/small"),
            Link("project", "https://example.github.io/small"),
        ),
    )


def test_the_same_answer_in_other_wrappings() -> None:
    two = [ELEMENT, paper(id="2401.00011", title="Another")]
    expected = [entry_of(listed) for listed in read(two)]
    assert [entry.title for entry in expected] == ["Small Models Learn: A Study", "Another"]
    forms = {
        "minified": json.dumps(two, separators=(",", ":")),
        "indented": json.dumps(two, indent=4, ensure_ascii=False),
        "CRLF": json.dumps(two, indent=1).replace("\n", "\r\n"),
        "byte-order mark": "\ufeff" + json.dumps(two),
        "an object a line": "\n".join(map(json.dumps, two)),
        "a list for each page": "\n".join(json.dumps([one]) for one in two),
        "in an object": json.dumps({"date": "2024-01-05", "papers": two, "total": 2}),
        "hard ends of lines": json.dumps(two).replace("\\n", "\n"),
    }
    differing = [name for name, text in forms.items() if [entry_of(one) for one in read(text)] != expected]
    assert not differing
    assert [entry_of(one) for one in read(ELEMENT)] == expected[:1]


def test_most_keys_may_be_missing() -> None:
    [bare] = read([{"paper": {"id": "2401.00010"}, "title": "A Title"}])
    assert entry_of(bare) == Entry(title="A Title", place="element 1", arxiv="2401.00010")
    [alone] = read({"id": "2401.00010", "title": "A Title", "publishedAt": "2024-01-02T00:00:00.000Z"})
    assert alone.published == date(2024, 1, 2)
    [outside] = read([ELEMENT | {"paper": {"id": "2401.00010"}, "organization": {"name": "example"}}])
    assert outside.abstract == ("Short.",)
    assert outside.organization == Organization("example", "example")
    [nulls] = read([ELEMENT | {"paper": dict.fromkeys(PAPER), "numComments": None}])
    assert (nulls.authors, nulls.upvotes, nulls.comments, nulls.links) == ((), None, None, ())
    assert read([]) == []


@pytest.mark.parametrize(
    ("inner", "outer", "day"),
    [
        ("2024-07-23T00:00:00.000Z", "2024-07-22T20:00:00.000Z", date(2024, 7, 23)),
        (None, "2024-07-22T20:00:00.000Z", date(2024, 7, 23)),
        (None, "2024-07-22T19:59:59.000Z", date(2024, 7, 22)),
        (None, "2024-01-22T19:00:00.000Z", date(2024, 1, 23)),
        (None, "2024-01-22T18:59:59.000Z", date(2024, 1, 22)),
        ("yesterday", "2024-01-22T00:00:00.000Z", date(2024, 1, 22)),
        (None, "0001-01-01T00:00:00.000Z", date(1, 1, 1)),
        (None, "9999-12-31T23:00:00.000Z", None),
        (None, None, None),
    ],
)
def test_the_outer_moment_is_eastern_time_and_used_only_where_the_inner_is_missing(
    inner: str | None, outer: str | None, day: date | None
) -> None:
    [listed] = read([paper(publishedAt=inner) | {"publishedAt": outer}])
    assert listed.published == day


@pytest.mark.parametrize(
    ("written", "arxiv"),
    [("2401.00010v3", "2401.00010"), ("arXiv:cs/0112017", "cs/0112017"), ("10.1000/x", None), ("", None)],
)
def test_an_id_is_one_of_arxiv_or_none(written: str, arxiv: str | None) -> None:
    [listed] = read([paper(id=written)])
    assert listed.arxiv == arxiv


def test_a_value_that_cannot_be_meant_is_left_out_and_told() -> None:
    element = paper(upvotes=-1, githubRepo="soon!", projectPage="", summary=3) | {"numComments": "5"}
    [listed], found = reading([element])
    assert (listed.upvotes, listed.comments, listed.links, listed.abstract) == (None, 5, (), ())
    assert [problem.message for problem in found.left_out] == [
        "element 1: `summary` is no text, so it is left out",
        "element 1: `upvotes` is no whole number, so it is left out",
        "element 1: `githubRepo` “soon!” is no address, so it is left out",
    ]


def test_what_no_file_can_hold_does_not_get_in() -> None:
    title, name = "A \\ud800Title\\u0000", "An\\u0007n Example"
    text = json.dumps([paper(title="TITLE", authors=[{"name": "NAME"}])])
    [listed] = read(text.replace("TITLE", title).replace("NAME", name))
    made = entry_of(listed)
    assert (made.title, made.authors) == ("A \ufffdTitle", ("Ann Example",))


def test_objects_that_python_printed_as_text_are_refused_with_file_and_element() -> None:
    hint = "(save objects with json.dump(), not with str())"
    assert refused([ELEMENT, str(ELEMENT)]) == [
        f"a.json:1: element 2 holds a text that shows an object {hint}"
    ]
    assert refused(json.dumps([ELEMENT | {"paper": str(PAPER)}], indent=1)) == [
        f"a.json:2: element 1 holds a text that shows an object {hint}"
    ]
    assert refused([paper(authors=str(PAPER["authors"]))]) == [
        f"a.json:1: element 1 holds a text that shows an object {hint}"
    ]
    [problem] = refused(str([ELEMENT]))
    assert problem.startswith("a.json:1:3: this is not valid JSON: expecting property name")
    assert "json.dump()" in problem


@pytest.mark.parametrize("element", [3, None, "text", [], {}, {"id": "2401.00010"}, {"title": " "}])
def test_an_element_that_is_no_paper_is_refused(element: object) -> None:
    [problem] = refused(json.dumps([ELEMENT, element], indent=1))
    assert problem.startswith("a.json:")
    assert ": element 2 " in problem


@pytest.mark.parametrize(
    ("broken", "place", "hint"),
    [
        ('[\n {"title": "A",}\n]', "2:1", "remove the comma before the bracket"),
        ('[\n {"title": "A"},\n]', "3:1", "remove the comma before the bracket"),
        ('[\n {"title": None}\n]', "2:12", "this is how Python prints it"),
        ('[\n {"title" "A"}\n]', "2:11", "a colon belongs between"),
        ('[\n {"title": "A"}\n {"title": "B"}\n]', "3:2", "a comma or a closing bracket"),
        ('[\n {"title": "A"},\n {"titl', "3:3", "as it came"),
        ('[\n {"title": "A"},\n', "3:1", "as it came"),
        ('[{"title": "\\x"}]', "1:13", "write a backslash as two"),
        ("[" * 100_000, "1", "as it came"),
        ('[{"title": ' + "[" * 100_000, "1", "as it came"),
    ],
)
def test_broken_json_is_told_with_line_and_column_and_what_would_be_right(
    broken: str, place: str, hint: str
) -> None:
    [problem] = refused(broken)[-1:]
    assert problem.startswith(f"a.json:{place}")
    assert hint in problem


def test_a_long_answer_is_read_piece_by_piece() -> None:
    """Elements, numbers and characters of several bytes lie across the pieces."""
    many = [
        paper(title=f"Title é{number}", upvotes=number, summary="ü" * (number % 700)) for number in range(900)
    ]
    for text in (json.dumps(many, ensure_ascii=False), "\n".join(json.dumps(one, indent=1) for one in many)):
        listed = read(text)
        assert [one.title for one in listed] == [one["paper"]["title"] for one in many]
        assert [one.upvotes for one in listed] == list(range(900))
    text = "\n\n".join(json.dumps(one) for one in many)
    assert [one.line for one in read(text)] == list(range(1, 1800, 2))
    text = json.dumps(many, indent=1, ensure_ascii=False)
    lines = text.split("\n")
    [problem] = refused("\n".join([*lines[:20_000], lines[20_000] + "?", *lines[20_001:]]))
    assert problem.startswith(f"a.json:20001:{len(lines[20_000]) + 1}: this is not valid JSON")
    found = Findings()
    data = text.encode()[:-700] + b"\xff\n\n"
    list(read_api(io.BytesIO(data), "a.json", found))
    [problem] = map(str, found.problems)
    assert problem.startswith(f"a.json:{data.count(10) - 1}: this is not text in UTF-8")


def test_huge_numbers_do_no_harm() -> None:
    text = json.dumps([paper(upvotes=4242)]).replace("4242", "9" * 10_000)
    [listed], _ = reading(text)
    assert listed.upvotes is None
    assert refused("[NaN, Infinity, 1e999]") != []
