"""What people talk about now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.pages import trending


def test_it_looks_back_from_the_newest_day(library: Library, settings: Settings) -> None:
    [page] = trending.pages(library, settings)
    assert [card.slug for card in page.values["cards"]] == ["listening-to-whispers"]  # type: ignore[attr-defined]
    assert page.values["newest"] == date(2025, 10, 30)
    [page] = trending.pages(library, replace(settings, trending_days=31))
    assert [card.slug for card in page.values["cards"]] == [  # type: ignore[attr-defined]
        "listening-to-whispers",
        "counting-sparse-weights",
    ]


def test_there_is_a_page_without_a_day(library: Library, settings: Settings) -> None:
    [page] = trending.pages(replace(library, days=(), papers=()), settings)
    assert (page.values["cards"], page.values["newest"]) == ((), None)
