"""An import meets what is there already: a person's word stays, and nothing is half written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import dump_paper, load_content, parse_paper
from sitegen.ingest import import_sources
from sitegen.ingest.revise import revised_paper
from sitegen.model import ContentError, Organization, Paper
from tests.ingest.given import LONG, entry, files_of, page, save

DAY = date(2025, 10, 30)
PAPER = "papers/2025-10/a-title.md"
DIGEST = "digests/2025-10-30.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


def give(content: Path, *entries: str, day: date = DAY) -> tuple[int, int, int]:
    file = save(content.parent, "page.txt", page(f"{day:%b} {day.day}, {day.year}", *entries))
    report = import_sources([file], content)
    assert report.entries == len(entries)
    return report.taken.new, report.taken.merged, report.unchanged


def test_a_new_paper_holds_what_the_page_says_and_no_more(content: Path) -> None:
    assert give(content, entry("A Title", date="May 29 3")) == (1, 0, 0)
    assert (content / PAPER).read_text("utf-8") == (
        f"---\ntitle: A Title\npublished: 2025-05-29\nauthors_count: 7\ncomments: 3\n---\n\n{LONG}\n"
    )
    assert (content / DIGEST).read_text("utf-8") == "---\npapers:\n- a-title\n---\n"
    assert not list(content.rglob(".*"))


def test_values_that_are_missing_are_filled_in(content: Path) -> None:
    assert give(content, entry("A Title", by=None), entry("Second")) == (2, 0, 0)
    assert give(content, entry("A Title", date="May 29 3"), day=date(2025, 11, 2)) == (0, 1, 0)
    assert give(content, entry("a title", by="google Google"), day=date(2025, 11, 3)) == (0, 1, 0)
    paper, _ = load_content(content).papers
    assert (paper.published, paper.authors_count, paper.comments) == (date(2025, 5, 29), 7, 3)
    assert paper.organization == Organization("google", "Google")
    assert paper.path == PAPER, "it never moves"


def test_a_mirror_is_called_by_the_name_of_what_it_mirrors(content: Path) -> None:
    abstract = f"{LONG} See https://hfp.stormocean.uk/collections/a, or HFP.stormocean.uk/b."
    give(
        content,
        entry("On hfp.stormocean.uk", abstract, "hfp.stormocean.uk Hub", "May 29 [3](//hfp.stormocean.uk)"),
    )
    [paper] = load_content(content).papers
    assert (paper.title, paper.organization) == ("On huggingface.co", Organization("huggingface.co", "Hub"))
    assert (
        "<https://huggingface.co/collections/a>, or [huggingface.co/b](https://huggingface.co/b)."
        in paper.abstract
    )
    naming = [name for name, data in files_of(content).items() if b"stormocean" in data.lower()]
    assert [name.split("/")[0] for name in naming] == ["sources"]


EDITED = f"""\
---
# checked by hand
title:   'A Title'
published: 2025-05-28   # by the authors' own page
authors: [Ada Lovelace, "György Pólya"]
organization: {{slug: ours, name: Ours}}
comments: 1
topics: [rag]
arxiv: '2505.00010'
aliases: [former]
extra:
  mine: no
---

Other words.

## Notes

Read {LONG}
"""


def test_what_a_person_wrote_stays_byte_for_byte(content: Path) -> None:
    save(content, PAPER, EDITED)
    assert give(content, entry("A Title", by="google Google", date="May 29 8")) == (0, 1, 0), "a day"
    assert (content / PAPER).read_text("utf-8") == EDITED


def test_a_file_that_gains_a_value_keeps_comments_and_layout(content: Path) -> None:
    for number, end in enumerate(("\n", "\r\n", "\r")):
        content = content.with_name(f"content-{number}")
        lacking = (
            EDITED.replace("comments: 1\n", "comments:\n").replace("Other words.\n\n", "").replace("\n", end)
        )
        save(content, PAPER, lacking)
        give(content, entry("A Title", date="May 29 8"), day=date(2025, 11, 1))
        text = (content / PAPER).read_bytes().decode()
        gained = [line for line in text.split(end) if line not in lacking.split(end)]
        assert gained == ["comments: 8", LONG]
        [paper] = load_content(content).papers
        assert (paper.comments, paper.abstract, paper.notes) == (8, LONG, f"Read {LONG}")
        assert paper.authors == ("Ada Lovelace", "György Pólya")


PAPERS = st.builds(
    Paper,
    slug=st.just("a-title"),
    month=st.just("2025-10"),
    title=st.just("A Title"),
    abstract=st.sampled_from(["", "Own words.", "Two\n\nparagraphs."]),
    notes=st.sampled_from(["", "A note."]),
    published=st.none() | st.dates(),
    authors=st.sampled_from([(), ("Ada Lovelace",)]),
    authors_count=st.none() | st.integers(0, 99),
    organization=st.none() | st.just(Organization("ours", "Ours")),
    comments=st.none() | st.integers(0, 99),
    topics=st.sampled_from([(), ("rag", "code")]),
    draft=st.booleans(),
    extra=st.sampled_from([{}, {"mine": "no"}]),
)


@settings(max_examples=100)
@given(before=PAPERS, after=PAPERS, by_hand=st.booleans())
def test_a_revised_file_says_what_it_is_to_say_and_keeps_comments(
    before: Paper, after: Paper, by_hand: bool
) -> None:
    after = replace(after, notes=before.notes)  # which no import writes
    text = dump_paper(before)
    if by_hand:
        text = text.replace("title: A Title\n", "# mine\ntitle: 'A Title'  # and mine\n")
        text = text.replace("\ntopics:\n- rag\n- code\n", "\ntopics: [rag,  code]\n").replace(": 2", ":  2")
    revised = revised_paper(text, before, after)
    problems: list[object] = []
    assert parse_paper(revised, "a-title", "2025-10", "file", problems) == after  # type: ignore[arg-type]
    assert not problems
    assert ("# mine\ntitle: 'A Title'  # and mine\n" in revised) == by_hand
    if by_hand and before.topics == after.topics != ():
        assert "topics: [rag,  code]\n" in revised


def test_a_paper_of_an_older_archive_is_found_by_its_title(content: Path) -> None:
    save(content, "papers/2024-01/my-name.md", "---\ntitle: A Title\naliases: [a-title]\n---\n")
    assert give(content, entry("A TITLE"), entry("A Title…?!")) == (0, 1, 1)
    assert [paper.slug for paper in load_content(content).papers] == ["my-name"]
    assert give(content, entry("A-Title of"), entry("A Title, of two"), day=date(2025, 11, 2)) == (2, 0, 0)


def test_a_new_slug_avoids_papers_and_their_former_names(content: Path) -> None:
    save(content, "papers/2024-01/one.md", "---\ntitle: A Title (大)\naliases: [a-title]\n---\n")
    give(content, entry("A Title"), entry("A Title+ 大"))
    assert sorted(paper.slug for paper in load_content(content).papers) == ["a-title-2", "a-title-3", "one"]


def test_a_second_page_of_a_day_appends_what_is_unseen(content: Path) -> None:
    give(content, entry("A Title"), entry("Second"))
    papers = "papers:\n  - second\n  - a-title   # last\n"
    digest = f"---\n# my order\n{papers}updated: 2025-11-01\n---\n\nMy **words**.\n"
    save(content, DIGEST, digest)
    assert give(content, entry("Third"), entry("A Title"), entry("Fourth")) == (2, 0, 1)
    assert (content / DIGEST).read_text("utf-8") == digest.replace(
        "# last\n", "# last\n  - third\n  - fourth\n"
    )


def test_a_paper_that_a_curator_took_out_of_a_day_stays_out(content: Path) -> None:
    entries = [entry("A Title"), entry("Second")]
    give(content, *entries)
    save(content, DIGEST, "---\npapers: [second]\n---\n")
    assert give(content, *entries) == (0, 0, 2)
    assert (content / DIGEST).read_text("utf-8") == "---\npapers: [second]\n---\n"


LISTS = [
    ("papers: [b, a] # order", "papers: [b, a, c, d] # order"),
    ("papers: [b, a, ] # order", "papers: [b, a, c, d, ] # order"),
    ("papers: [\n  b,  # no a\n  'a'  # last\n]", "papers: [\n  b,  # no a\n  'a', c, d  # last\n]"),
    (
        '# a, then b\npapers:\n# a is last\n- b\n- "a"',
        '# a, then b\npapers:\n# a is last\n- b\n- "a"\n- c\n- d',
    ),
    ("papers:\n  -  b\n  -  a  # last\n\n# end", "papers:\n  -  b\n  -  a  # last\n  -  c\n  -  d\n\n# end"),
    ("papers: # none\n# yet", "# yet\npapers:\n- c\n- d"),
    ("papers: [] # none\n# yet", "# yet\npapers:\n- c\n- d"),
    ("# none yet", "# none yet\npapers:\n- c\n- d"),
    ("papers: [&x b,\n  a]\n#", "papers: [&x b,\n  a, c, d]\n#"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("before", "after"), LISTS)
def test_a_digest_gains_papers_in_its_own_layout(content: Path, before: str, after: str, end: str) -> None:
    for name in "ab":
        save(content, f"papers/2025-10/{name}.md", f"---\ntitle: {name}\n---\n")
    file = "---\nupdated: 2025-11-01\n{}\n---\n\nMy **words**.\n".replace("\n", end)
    save(content, DIGEST, file.format(before.replace("\n", end)))
    give(content, entry("C"), entry("D"))
    assert (content / DIGEST).read_bytes().decode() == file.format(after.replace("\n", end))


def test_nothing_is_written_where_the_content_has_mistakes(content: Path) -> None:
    save(content, PAPER, "---\ntitel: A Title\n---\n")
    before = files_of(content)
    with pytest.raises(ContentError, match=r"content/papers/2025-10/a-title.md:2:1: `titel` is not a field"):
        give(content, entry("Second"))
    assert files_of(content) == before


def test_one_wrong_page_stops_all_and_every_mistake_is_told(content: Path) -> None:
    good = save(content.parent, "good.txt", page("Oct 30, 2025", entry("A Title")))
    bad = save(content.parent, "bad.txt", page("Oct 30, 2025", entry("A Title", date="Feb 30")))
    gone = content.parent / "gone.txt"
    with pytest.raises(ContentError) as error:
        import_sources([good, bad, gone], content)
    assert {Path(problem.file).name for problem in error.value.problems} == {"bad.txt", "gone.txt"}
    assert not content.exists()
