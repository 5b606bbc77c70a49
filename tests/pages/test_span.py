"""Weeks and months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page
from sitegen.pages import span
from sitegen.shelves import Day, Span


def _pages(library: Library, settings: Settings) -> dict[str, Page]:
    return {page.path.removesuffix("index.html"): page for page in span.pages(library, settings)}


def test_days_lie_in_weeks_and_months_that_know_those_around_them(
    library: Library, settings: Settings
) -> None:
    found = _pages(library, settings)
    assert {address: (page.values["previous"], page.values["next"]) for address, page in found.items()} == {
        "months/2025-10/": ("2025-09", None),
        "months/2025-09/": (None, "2025-10"),
        "weeks/2025-W44/": ("2025-W40", None),
        "weeks/2025-W40/": (None, "2025-W44"),
    }
    newest = found["weeks/2025-W44/"].values["span"]
    assert isinstance(newest, Span)
    assert [day.day.day for day in newest.days] == [30, 29]


def test_what_a_span_was_about_and_what_was_talked_about(library: Library) -> None:
    newest, before = library.weeks
    assert [(topic.slug, papers) for topic, papers in newest.topics] == [
        ("pruning", 2),
        ("speech", 2),
        ("retrieval", 1),
    ]
    assert [card.slug for card in newest.most_discussed] == [
        "listening-to-whispers",
        "counting-sparse-weights",
    ]
    assert [card.slug for card in before.most_discussed] == ["counting-sparse-weights"]


def test_a_span_of_very_many_papers_lists_as_many_of_each_day_as_there_is_room_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = library.weeks[0]  # of three papers and of two
    assert newest.titles_a_day is None
    monkeypatch.setattr("sitegen.shelves.MOST_TITLES", 4)
    assert newest.titles_a_day == 2


def test_weeks_are_those_of_iso_8601_over_the_turn_of_a_year(library: Library, settings: Settings) -> None:
    dates = [date(2021, 1, 4), date(2021, 1, 3), date(2020, 12, 28), date(2019, 12, 30), date(2019, 12, 29)]
    days = tuple(Day(day, (), "", None) for day in dates)
    found = _pages(replace(library, days=days), settings)
    assert [address for address in found if address.startswith("weeks/")] == [
        "weeks/2021-W01/",
        "weeks/2020-W53/",
        "weeks/2020-W01/",
        "weeks/2019-W52/",
    ]


def test_a_month_runs_until_its_last_day_is_there(library: Library) -> None:
    def running(*days: date) -> str | None:
        return replace(library, days=tuple(Day(day, (), "", None) for day in days)).running

    assert running(date(2025, 10, 30)) == "2025-10"
    assert running(date(2025, 10, 31)) is None
    assert running() is None


def test_a_month_is_a_calendar_of_whole_weeks(library: Library) -> None:
    october, september = map(span.weeks, library.months)
    assert [len(week) for week in (*october, *september)] == [7] * 10
    assert october[0][:3] == (None, None, (date(2025, 10, 1), None))
    assert october[-1] == (
        *((date(2025, 10, 27), None), (date(2025, 10, 28), None), (date(2025, 10, 29), 2)),
        *((date(2025, 10, 30), 3), (date(2025, 10, 31), None), None, None),
    )
    assert september[-1][:2] == ((date(2025, 9, 29), None), (date(2025, 9, 30), 2))
