"""When entries of several sources are of one paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.content import load_content
from sitegen.ingest.entry import Entry
from sitegen.ingest.identity import title_key
from tests.ingest.arrivals import DAY, DAYS, arrival, take
from tests.ingest.given import files_of, save

ENTRY = Entry("One Title", "Words.")
FIRST, SECOND = replace(ENTRY, arxiv="2501.00001"), replace(ENTRY, arxiv="2501.00002")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


def slugs(content: Path) -> list[str]:
    return sorted(paper.slug for paper in load_content(content).papers)


SAME_TITLES = [
    ("Retrieval–Augmented Generation: A Survey", "retrieval-augmented   generation - a survey!"),
    ("C++ and C#", "c++ AND c#"),
    ("An $\\ell_2$ bound for $O(n^2)$", "An ell_2 Bound for O(n²)"),
    ("An ℓ₂ bound", "An $\\ell_2$ bound"),
    ("9.1× Faster", "9.1times faster"),
    ("From A → B", "From A $\\rightarrow$ B"),
    ("On $\\mathcal{O}(1)$ and $\\varepsilon$", "On O(1) and ε"),
    ("α-Divergence", "$\\alpha$-divergence"),
    ("Gyo\u0308rgy", "György"),
    ("ﬁne “quotes”", "fine ``quotes''"),
]


@pytest.mark.parametrize(("one", "other"), SAME_TITLES, ids=[one for one, _ in SAME_TITLES])
def test_spellings_of_one_title(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("C++", "C#"), ("Mamba", "Mamba 2"), ("大", "小"), ("On X", "On Y")]
)
def test_titles_that_differ(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, title="ONE title?"),
        replace(FIRST, title="Retitled"),
        replace(FIRST, title="Retitled", arxiv="2501.00001v3"),
        replace(FIRST, title="Retitled", arxiv=None, doi="10.48550/ARXIV.2501.00001v2"),
        replace(FIRST, title="Retitled", arxiv=None, doi="10.1000/ABC"),
        replace(FIRST, arxiv=None, doi="10.1000/xyz"),
    ],
    ids=["title", "arXiv id", "with a version", "arXiv's DOI", "DOI", "title, another kind of id"],
)
def test_one_paper(content: Path, other: Entry) -> None:
    doi = "10.1000/abc" if other.doi == "10.1000/ABC" else None
    take(content, [arrival(replace(FIRST, doi=doi)), arrival(other, "api", DAYS[1])])
    assert len(slugs(content)) == 1
    take(content, [arrival(other, "arxiv", DAYS[2])])
    assert len(slugs(content)) == 1


def test_two_papers_of_one_title_stay_two_when_their_ids_differ(content: Path) -> None:
    take(content, [arrival(FIRST), arrival(SECOND, index=1)])
    take(
        content,
        [
            arrival(replace(FIRST, doi="10.1000/a"), "api"),
            arrival(replace(SECOND, doi="10.1000/b"), "api", index=1),
        ],
    )
    assert slugs(content) == ["one-title", "one-title-2"]


def test_an_entry_whose_title_fits_two_papers_is_told_and_not_placed(content: Path) -> None:
    take(content, [arrival(FIRST), arrival(SECOND, index=1)])
    before = load_content(content)
    for _ in range(2):
        taken = take(content, [arrival(replace(ENTRY, place="line 7"), "dump", DAYS[1])])
        [conflict] = taken.conflicts
        assert (taken.unplaced, taken.new, taken.merged) == (1, 0, 0)
        assert conflict.place == f"dump-{DAYS[1]}, line 7"
        assert "arXiv 2501.00001 and arXiv 2501.00002" in conflict.message
        assert load_content(content) == before


def test_a_title_that_comes_to_fit_two_papers_leaves_both_and_is_told(content: Path) -> None:
    take(content, [arrival(replace(ENTRY, comments=4))])
    take(content, [arrival(FIRST, "api", DAYS[1])])
    assert load_content(content).papers[0].comments == 4
    taken = take(content, [arrival(SECOND, "arxiv", DAYS[2])])
    assert "an entry without an id was of this paper" in taken.conflicts[0].message
    assert {paper.slug: paper.comments for paper in load_content(content).papers} == {
        "one-title": None,
        "one-title-2": None,
    }
    assert [(d.day, d.papers) for d in load_content(content).digests] == [
        (DAY, ()),
        (DAYS[1], ("one-title",)),
        (DAYS[2], ("one-title-2",)),
    ]


def test_two_papers_that_turn_out_to_be_one_become_one_and_the_other_address_leads_there(
    content: Path,
) -> None:
    take(content, [arrival(replace(ENTRY, comments=1)), arrival(replace(FIRST, title="Former"), index=1)])
    assert slugs(content) == ["former", "one-title"]
    take(content, [arrival(FIRST, "api", DAYS[1])])
    [paper] = load_content(content).papers
    assert (paper.slug, paper.aliases, paper.comments) == ("former", ("one-title",), 1)
    assert [digest.papers for digest in load_content(content).digests] == [("former",), ("former",)]


def test_two_papers_that_a_person_edited_are_made_one_only_by_a_person(content: Path) -> None:
    take(content, [arrival(ENTRY), arrival(replace(FIRST, title="Former"), index=1)])
    for path in (content / "papers").rglob("*.md"):
        path.write_text(path.read_text("utf-8") + "\n## Notes\n\nMine.\n", "utf-8")
    before = files_of(content / "papers")
    taken = take(content, [arrival(FIRST)])
    assert "a person has edited both" in taken.conflicts[0].message
    assert files_of(content / "papers").keys() == before.keys()
    assert all(paper.notes == "Mine." for paper in load_content(content).papers)


def test_an_id_that_a_person_wrote_tells_the_paper(content: Path) -> None:
    save(content, "papers/2024-01/mine.md", "---\ntitle: Mine\narxiv: '2501.00001'\ndoi: 10.1000/ABC\n---\n")
    take(content, [arrival(FIRST), arrival(replace(ENTRY, title="Else", doi="10.1000/abc"), index=1)])
    assert slugs(content) == ["mine"]
