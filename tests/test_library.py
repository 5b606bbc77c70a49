"""Putting the content together: places, neighbours, what is held back, and names that lead nowhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.library import Library, gather
from sitegen.model import ContentError, Problem
from tests.project import make_project, read_material, write

LATER = date(2026, 1, 1)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return make_project(tmp_path).content


def _gather(content: Path, today: date = LATER) -> Library:
    return gather(read_material(content), content, today)


def _problems(content: Path) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        _gather(content)
    return caught.value.problems


def _edit(content: Path, path: str, old: str, new: str) -> None:
    text = (content / path).read_text("utf-8")
    assert old in text
    write(content / path, text.replace(old, new))


def _titles(library: Library, topic: str) -> list[str]:
    [shelf] = [shelf for shelf in library.topics if shelf.topic.slug == topic]
    return [card.slug for card in shelf.cards]


def test_days_run_newest_first_in_the_curators_order(content: Path) -> None:
    library = _gather(content)
    assert [day.day.isoformat() for day in library.days] == ["2025-10-30", "2025-10-29", "2025-09-30"]
    assert [card.slug for card in library.days[0].cards] == [
        "key-and-play",
        "speech-without-labels",
        "counting-sparse-weights",
    ]
    assert [month.name for month in library.months] == ["2025-10", "2025-09"]


def test_a_paper_has_the_place_of_its_first_day(content: Path) -> None:
    entries = {entry.card.slug: entry for entry in _gather(content).papers}
    again = entries["counting-sparse-weights"]
    assert [day.isoformat() for day in again.days] == ["2025-09-30", "2025-10-30"]
    assert again.card.day == date(2025, 9, 30)


def test_topics_list_newest_first_and_split_by_month(content: Path) -> None:
    library = _gather(content)
    assert _titles(library, "pruning") == ["pruning-a-reranker", "counting-sparse-weights"]
    [pruning] = [shelf for shelf in library.topics if shelf.topic.slug == "pruning"]
    assert [(month, len(cards)) for month, cards in pruning.months] == [("2025-10", 1), ("2025-09", 1)]
    assert [shelf.topic.title for shelf in library.topics] == ["Pruning", "Retrieval", "Speech"]


def test_later_days_and_what_only_they_bring_are_held_back(content: Path) -> None:
    library = _gather(content, date(2025, 10, 29))
    assert len(library.days) == 2
    assert "key-and-play" not in {entry.card.slug for entry in library.papers}
    assert _titles(library, "speech") == ["listening-to-whispers"]
    [counting] = [e for e in library.papers if e.card.slug == "counting-sparse-weights"]
    assert len(counting.days) == 1
    assert library.unlisted == ()


def test_drafts_are_held_back(content: Path) -> None:
    _edit(content, "papers/2025-10/key-and-play.md", "title:", "draft: true\ntitle:")
    _edit(content, "digests/2025-10-29.md", "papers:", "draft: true\npapers:")
    library = _gather(content)
    assert [len(day.cards) for day in library.days] == [2, 2]
    assert "listening-to-whispers" not in {entry.card.slug for entry in library.papers}


def test_a_paper_in_no_digest_is_told_of(content: Path) -> None:
    _edit(content, "digests/2025-10-30.md", "- key-and-play\n", "")
    library = _gather(content)
    assert library.unlisted == ("content/papers/2025-10/key-and-play.md",)
    assert "key-and-play" not in {entry.card.slug for entry in library.papers}


def test_a_digest_that_names_no_paper_says_which_may_be_meant(content: Path) -> None:
    _edit(content, "digests/2025-10-30.md", "- key-and-play", "- key-and-pley")
    assert _problems(content) == [
        Problem(
            "content/digests/2025-10-30.md",
            "`papers`: there is no paper “key-and-pley”",
            3,
            3,
            "did you mean “key-and-play”?",
        )
    ]


def test_a_digest_that_names_a_former_slug_says_the_present_one(content: Path) -> None:
    _edit(content, "digests/2025-10-29.md", "- pruning-a-reranker", "- reranker-pruning")
    [problem] = _problems(content)
    assert problem.hint == "it is called “pruning-a-reranker” now"


def test_an_unknown_topic_is_a_problem_of_the_paper(content: Path) -> None:
    _edit(content, "papers/2025-09/counting-sparse-weights.md", "- pruning", "- prunning")
    [problem] = _problems(content)
    assert (problem.file, problem.line) == ("content/papers/2025-09/counting-sparse-weights.md", 7)
    assert problem.hint == "did you mean “pruning”?"


def test_one_slug_in_two_months_is_a_problem(content: Path) -> None:
    text = (content / "papers/2025-10/key-and-play.md").read_text("utf-8")
    write(content / "papers/2025-09/key-and-play.md", text)
    [problem] = _problems(content)
    assert "also in papers/2025-09/" in problem.message


@pytest.mark.parametrize("alias", ["key-and-play", "reranker-pruning"])
def test_an_alias_may_not_take_an_address(content: Path, alias: str) -> None:
    _edit(content, "papers/2025-10/speech-without-labels.md", "title:", f"aliases:\n- {alias}\ntitle:")
    [problem] = _problems(content)
    assert "has the address already" in problem.message


def test_an_article_may_not_take_a_page_of_the_site(content: Path) -> None:
    write(content / "pages/topics.md", "---\ntitle: Mine\n---\n")
    [problem] = _problems(content)
    assert (problem.file, problem.hint) == ("content/pages/topics.md", "give the file another name")


def test_an_organization_goes_by_its_newest_name(content: Path) -> None:
    for path, name in (
        ("papers/2025-09/counting-sparse-weights.md", "Google Inc."),
        ("papers/2025-10/key-and-play.md", "Google DeepMind"),
    ):
        _edit(content, path, "title:", f"organization:\n  slug: google\n  name: {name}\ntitle:")
    [shelf] = _gather(content).organizations
    assert shelf.organization.name == "Google DeepMind"
    assert len(shelf.papers) == 3


def test_the_topics_of_a_day_are_counted(content: Path) -> None:
    first = _gather(content).days[1]
    assert [(topic.title, number) for topic, number in first.topics] == [
        ("Pruning", 1),
        ("Retrieval", 1),
        ("Speech", 1),
    ]
