"""The site in numbers."""

from __future__ import annotations

from dataclasses import replace

from sitegen.config import Settings
from sitegen.history import History, Point
from sitegen.library import Library
from sitegen.pages import stats


def test_it_counts_what_there_is_and_what_is_known(library: Library, settings: Settings) -> None:
    [page] = stats.pages(library, settings)
    values = page.values
    assert (values["papers"], values["days"], values["organization_count"]) == (6, 3, 1)
    assert [(label.slug, number) for label, number in values["topics"]] == [  # type: ignore[attr-defined]
        ("pruning", 2),
        ("retrieval", 2),
        ("speech", 2),
    ]
    assert values["known"] == stats.Known(
        abstract=6,
        topics=5,
        published=5,
        author_names=1,
        author_count=4,
        organization=1,
        comments=2,
        upvotes=0,
    )


def test_a_paper_that_stood_on_two_days_counts_on_both(library: Library, settings: Settings) -> None:
    [page] = stats.pages(library, settings)
    history = page.values["history"]
    assert isinstance(history, History)
    assert history.known == (Point("2025-09", 2, 1), Point("2025-10", 5, 2))


def test_there_is_a_page_without_a_paper(library: Library, settings: Settings) -> None:
    [page] = stats.pages(replace(library, days=(), papers=()), settings)
    assert (page.values["papers"], page.values["newest"], page.values["history"]) == (0, None, None)
