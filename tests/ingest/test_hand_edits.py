"""What a person changed stays, whatever sources come later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import dump_digest, dump_paper, load_content
from sitegen.ingest.arrival import Arrival
from sitegen.ingest.entry import Entry
from sitegen.model import Digest, Link, Paper
from tests.ingest.arrivals import ARRIVALS, DAY, DAYS, arrival, take
from tests.ingest.given import files_of, save

ENTRY = Entry("A Title", "Words.", comments=2, links=(Link("code", "https://a.org/1"),))
BETTER = Entry("A title", "Better words.", comments=3, arxiv="2501.00001", published=date(2025, 1, 1))
OTHER = Entry("Another")
PAPER = "papers/2025-10/a-title.md"
LATER = DAYS[1]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    take(tmp_path / "content", [arrival(ENTRY), arrival(OTHER, index=1)])
    return tmp_path / "content"


def paper(content: Path, slug: str = "a-title") -> Paper:
    return next(paper for paper in load_content(content).papers if paper.slug == slug)


def digest(content: Path, day: date = DAY) -> tuple[str, ...]:
    return next(digest.papers for digest in load_content(content).digests if digest.day == day)


def edit(content: Path, change: Callable[[Paper], Paper], slug: str = "a-title") -> None:
    changed = change(paper(content, slug))
    (content / changed.path).write_bytes(dump_paper(changed).encode())


def list_on(content: Path, *slugs: str, day: date = DAY) -> None:
    (content / Digest(day).path).write_bytes(dump_digest(Digest(day, slugs)).encode())


def test_what_nobody_touched_gets_better(content: Path) -> None:
    taken = take(content, [arrival(BETTER, "api", LATER)])
    assert (taken.new, taken.merged, taken.kept) == (0, 1, [])
    now = paper(content)
    assert (now.title, now.abstract, now.comments) == ("A title", "Better words.", 3)
    assert (now.arxiv, now.published, now.links) == ("2501.00001", date(2025, 1, 1), ENTRY.links)
    assert (digest(content), digest(content, LATER)) == (("a-title", "another"), ("a-title",))


def test_a_source_that_is_read_anew_says_what_it_says_now(content: Path) -> None:
    take(content, [arrival(replace(ENTRY, title="A: Title", comments=1, links=()))])
    now = paper(content)
    assert (now.title, now.comments, now.links) == ("A: Title", 1, ())
    take(content, [arrival(ENTRY)])
    assert paper(content).comments == 2


def test_a_changed_value_stays_and_the_report_says_so(content: Path) -> None:
    edit(content, lambda paper: replace(paper, title="My Title", links=(Link("code", "https://mine.org"),)))
    for _ in range(2):
        taken = take(content, [arrival(BETTER, "api", LATER)])
        [kept] = taken.kept
        assert (kept.slug, kept.field, kept.yours, kept.theirs) == ("a-title", "title", "My Title", "A title")
        now = paper(content)
        assert (now.title, now.links) == ("My Title", (Link("code", "https://mine.org"),))
        assert now.abstract == "Better words.", "which nobody touched"


def test_the_report_says_what_a_source_says_where_the_best_value_is_not_to_be_had(content: Path) -> None:
    edit(content, lambda paper: replace(paper, abstract="My words."))
    [kept] = take(content, [arrival(replace(ENTRY, abstract="Other words."), index=-1)]).kept
    assert (kept.field, kept.yours, kept.theirs) == ("abstract", "My words.", "Other words.")


def test_a_value_that_a_person_set_stays_though_a_source_once_said_the_same(content: Path) -> None:
    edit(content, lambda paper: replace(paper, comments=3))
    take(content, [arrival(BETTER, "api", LATER)])
    take(content, [arrival(replace(BETTER, comments=9), "api", DAYS[2])])
    assert paper(content).comments == 3


def test_a_removed_value_stays_away(content: Path) -> None:
    edit(content, lambda paper: replace(paper, comments=None, links=(), topics=()))
    take(content, [arrival(replace(BETTER, links=ENTRY.links), "api", LATER)])
    now = paper(content)
    assert (now.comments, now.links, now.topics) == (None, (), ())


def test_topics_follow_the_text_until_a_person_sets_them(content: Path) -> None:
    assert paper(content).topics == ("ati", "wor")
    take(content, [arrival(BETTER, "api", LATER)])
    assert "bet" in paper(content).topics
    edit(content, lambda paper: replace(paper, topics=("mine",)))
    take(content, [arrival(replace(BETTER, abstract="Best of all."), "arxiv", DAYS[2])])
    assert paper(content).topics == ("mine",)


def test_names_of_authors_take_the_place_of_their_number_unless_it_is_a_persons(content: Path) -> None:
    counted, named = replace(ENTRY, authors_count=2), replace(BETTER, authors=("Ada A", "Ben B"))
    take(content, [arrival(counted)])
    assert paper(content).authors_count == 2
    take(content, [arrival(named, "api", LATER)])
    assert (paper(content).authors, paper(content).authors_count) == (("Ada A", "Ben B"), None)
    edit(content, lambda paper: replace(paper, authors=("Ada Adams", "Ben B")))
    take(content, [arrival(replace(counted, authors_count=3), "arxiv", DAYS[2])])
    assert (paper(content).authors, paper(content).authors_count) == (("Ada Adams", "Ben B"), None)


def test_a_deleted_paper_stays_away_from_every_source_until_it_is_restored(content: Path) -> None:
    before = files_of(content)
    (content / PAPER).unlink()
    list_on(content, "another")
    for kind, day in (("dump", DAY), ("api", LATER), ("arxiv", DAYS[2])):
        taken = take(content, [arrival(BETTER if kind == "api" else ENTRY, kind, day)])
        assert (taken.new, taken.merged) == (0, 0)
        assert [(edit.slug, edit.field) for edit in taken.kept] == [("a-title", "deleted")]
        assert [paper.slug for paper in load_content(content).papers] == ["another"]
    assert [found.day for found in load_content(content).digests] == [DAY]
    take(content, [arrival(ENTRY)], ["a-title"])
    assert paper(content).abstract == "Words."
    assert digest(content) == ("a-title", "another")
    assert before[PAPER] != (content / PAPER).read_bytes(), "comments of a later day are known by now"


def test_a_paper_taken_out_of_a_day_stays_out_until_it_is_restored(content: Path) -> None:
    list_on(content, "another")
    taken = take(content, [arrival(ENTRY), arrival(OTHER, index=1)])
    assert [(edit.slug, edit.field) for edit in taken.kept] == [("a-title", f"day {DAY}")]
    take(content, [arrival(BETTER, "api"), arrival(BETTER, "api", LATER)])
    assert (digest(content), digest(content, LATER)) == (("another",), ("a-title",))
    take(content, [arrival(ENTRY)], ["a-title"])
    assert digest(content) == ("a-title", "another")


def test_the_order_of_a_day_stays_and_new_papers_come_below(content: Path) -> None:
    list_on(content, "another", "a-title")
    take(
        content,
        [arrival(Entry("New"), "dump", DAY, 5), arrival(ENTRY, "api"), arrival(Entry("First"), index=-1)],
    )
    assert digest(content) == ("another", "a-title", "first", "new")
    take(content, [arrival(Entry("Newer"), "dump", DAY, 7)])
    assert digest(content) == ("another", "a-title", "first", "new", "newer")


@pytest.mark.parametrize("is_listed", [True, False], ids=["in its days too", "in its file's name alone"])
def test_a_renamed_paper_is_recognised(content: Path, is_listed: bool) -> None:
    (content / PAPER).rename(content / "papers/2025-10/mine.md")
    edit(content, lambda paper: replace(paper, title="Wholly Other"), "mine")
    if is_listed:
        list_on(content, "mine", "another")
    take(content, [arrival(BETTER, "api", LATER)])
    assert [paper.slug for paper in load_content(content).papers] == ["another", "mine"]
    assert (paper(content, "mine").title, paper(content, "mine").comments) == ("Wholly Other", 3)
    assert digest(content, LATER) == ("mine",)


def test_a_paper_in_another_folder_is_the_same(content: Path) -> None:
    save(content, "papers/2024-01/a-title.md", (content / PAPER).read_text("utf-8"))
    (content / PAPER).unlink()
    take(content, [arrival(BETTER, "api", LATER)])
    assert paper(content).month == "2024-01"
    assert sorted(files_of(content / "records")) == ["2024-01.jsonl", "2025-10.jsonl"]


def test_of_content_without_a_record_what_a_source_says_is_the_imports(content: Path) -> None:
    edit(content, lambda paper: replace(paper, abstract="Mine."))
    (content / "records/2025-10.jsonl").unlink()
    take(content, [arrival(ENTRY), arrival(BETTER, "api", LATER)])
    now = paper(content)
    assert (now.title, now.abstract, now.comments, now.arxiv) == ("A title", "Mine.", 3, "2501.00001")
    assert digest(content) == ("a-title", "another")


@settings(max_examples=25)
@given(first=ARRIVALS, then=st.lists(ARRIVALS, min_size=1, max_size=2), data=st.data())
def test_random_edits_between_random_imports_are_never_lost(
    first: list[Arrival],
    then: list[list[Arrival]],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    content = tmp_path_factory.mktemp("project") / "content"
    take(content, first)
    edited: dict[str, dict[str, object]] = {}
    deleted: set[str] = set()
    orders: dict[date, tuple[str, ...]] = {}
    for arrivals in then:
        found = load_content(content)
        for old in data.draw(st.permutations(found.papers))[: data.draw(st.integers(0, 2))]:
            changes = data.draw(CHANGES)
            if changes is None:
                (content / old.path).unlink()
                deleted |= {old.path, f"papers/{old.slug}"}
                edited.pop(old.path, None)
                continue
            (content / old.path).write_bytes(dump_paper(replace(old, **changes)).encode())
            values = {name: value for name, value in changes.items() if getattr(old, name) != value}
            if values:
                edited.setdefault(old.path, {}).update(values)
        for day in found.digests:
            there = [slug for slug in day.papers if f"papers/{slug}" not in deleted]
            order = tuple(data.draw(st.permutations(there)))[data.draw(st.integers(0, 1)) :]
            if order != day.papers:
                list_on(content, *order, day=day.day)
                if order != tuple(slug for slug in day.papers if slug in order):
                    orders[day.day] = order
        take(content, arrivals)
        papers = {paper.path: paper for paper in load_content(content).papers}
        assert not deleted & papers.keys()
        for path, values in edited.items():
            links = values.pop("links", ())
            assert isinstance(links, tuple)
            assert {*links} <= {*papers[path].links}
            assert {name: getattr(papers[path], name) for name in values} == values
        slugs = {paper.slug for paper in papers.values()}
        for found_day in load_content(content).digests:
            order = orders.get(found_day.day, ())
            now = [slug for slug in found_day.papers if slug in order]
            assert now == [slug for slug in order if slug in now]
            assert all(slug in slugs for slug in now)


CHANGES: st.SearchStrategy[Any] = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Mine", "On Keys"]),
        "abstract": st.sampled_from(["", "My words."]),
        "notes": st.just("A note."),
        "comments": st.sampled_from([None, 1, 99]),
        "authors": st.sampled_from([(), ("Me",)]),
        "topics": st.sampled_from([(), ("mine",)]),
        "arxiv": st.sampled_from([None, "2501.00002"]),
        "links": st.sampled_from([(), (Link("mine", "https://mine.org"),)]),
        "draft": st.just(True),
    },
)
