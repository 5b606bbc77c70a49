"""Topics: the latest papers, then by month, so that a new paper shifts nothing."""

from __future__ import annotations

from dataclasses import replace

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Page
from sitegen.pages import topic


def _page(library: Library, settings: Settings, path: str) -> Page:
    [page] = [page for page in topic.pages(library, settings) if page.path == path]
    return page


def test_a_topic_shows_its_latest_and_counts_its_months(library: Library, settings: Settings) -> None:
    page = _page(library, replace(settings, topic_cards=1), "topics/pruning/index.html")
    assert [card.slug for card in page.values["cards"]] == ["pruning-a-reranker"]  # type: ignore[attr-defined]
    assert page.values["count"] == 2
    assert page.values["months"] == (("2025-10", 1), ("2025-09", 1))


def test_a_month_of_a_topic_knows_the_months_around_it(library: Library, settings: Settings) -> None:
    page = _page(library, settings, "topics/pruning/2025-09/index.html")
    assert (page.values["previous"], page.values["next"]) == (None, "2025-10")


def test_a_paper_more_leaves_older_months_as_they_are(library: Library, settings: Settings) -> None:
    fewer = replace(library, papers=library.papers[1:])
    path = "topics/pruning/2025-09/index.html"
    before, after = _page(fewer, settings, path), _page(library, settings, path)
    assert before.values["cards"] == after.values["cards"]


def test_a_topic_without_a_paper_has_a_page(library: Library, settings: Settings) -> None:
    bare = replace(library, papers=())
    assert _page(bare, settings, "topics/speech/index.html").values["cards"] == ()
