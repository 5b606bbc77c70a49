"""Topics: the latest papers, then by month, so that a new paper shifts nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.config import Settings
from sitegen.history import History, Point
from sitegen.library import Library
from sitegen.page import Page
from sitegen.pages import topic


def _page(library: Library, settings: Settings, path: str) -> Page:
    [page] = [page for page in topic.pages(library, settings) if page.path == path]
    return page


def test_a_topic_shows_its_latest_and_counts_its_months(library: Library, settings: Settings) -> None:
    page = _page(library, replace(settings, topic_cards=1), "topics/pruning/index.html")
    assert [card.slug for card in page.values["cards"]] == ["pruning-a-reranker"]  # type: ignore[attr-defined]
    assert page.values["count"] == 2
    history = page.values["history"]
    assert isinstance(history, History)
    assert history.known == (Point("2025-09", 1, 2), Point("2025-10", 1, 4))


def test_a_month_of_a_topic_knows_the_months_around_it(library: Library, settings: Settings) -> None:
    page = _page(library, settings, "topics/pruning/2025-09/index.html")
    assert (page.values["previous"], page.values["next"]) == (None, "2025-10")


def test_a_month_of_very_many_papers_lists_them_by_title(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "topics/speech/2025-10/index.html"
    assert _page(library, settings, path).values["is_by_title"] is False
    monkeypatch.setattr(topic, "MOST_CARDS", 1)
    assert _page(library, settings, path).values["is_by_title"] is True


def test_a_paper_more_leaves_older_months_as_they_are(library: Library, settings: Settings) -> None:
    fewer = replace(library, papers=library.papers[1:])
    path = "topics/pruning/2025-09/index.html"
    before, after = _page(fewer, settings, path), _page(library, settings, path)
    assert before.values["cards"] == after.values["cards"]


def test_topics_come_by_their_number_of_papers_then_by_title(library: Library, settings: Settings) -> None:
    fewer = replace(
        library, papers=tuple(entry for entry in library.papers if entry.card.slug != "pruning-a-reranker")
    )
    page = _page(fewer, settings, "topics/index.html")
    listed = page.values["topics"]
    assert [(label.slug, papers) for label, _, papers, _ in listed] == [  # type: ignore[attr-defined]
        ("speech", 2),
        ("pruning", 1),
        ("retrieval", 1),
    ]


def test_a_topics_feed_has_its_latest_papers_at_midnight_of_their_first_days(
    library: Library, settings: Settings
) -> None:
    page = _page(library, replace(settings, topic_cards=1), "topics/pruning/feed.xml")
    midnight = "2025-10-29T00:00:00+01:00"
    assert [(card.slug, time) for card, time in page.values["entries"]] == [  # type: ignore[attr-defined]
        ("pruning-a-reranker", midnight)
    ]
    assert page.values["updated"] == midnight
    bare = _page(replace(library, papers=()), settings, "topics/pruning/feed.xml")
    assert bare.values["updated"] == "1970-01-01T00:00:00+01:00"


def test_a_topic_without_a_paper_has_a_page(library: Library, settings: Settings) -> None:
    bare = replace(library, papers=())
    assert _page(bare, settings, "topics/speech/index.html").values["cards"] == ()
