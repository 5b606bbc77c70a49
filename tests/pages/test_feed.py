"""The feed of the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.pages import feed


def test_an_entrys_time_is_its_days_midnight(library: Library, settings: Settings) -> None:
    [page] = feed.pages(library, settings)
    entries = page.values["entries"]
    assert [updated for _, updated, _ in entries] == [  # type: ignore[attr-defined]
        "2025-10-30T00:00:00+01:00",
        "2025-10-29T00:00:00+01:00",
        "2025-09-30T00:00:00+02:00",
    ]
    assert page.values["updated"] == "2025-10-30T00:00:00+01:00"


def test_a_day_that_changed_says_when(library: Library, settings: Settings) -> None:
    changed = replace(library.days[2], updated=date(2025, 11, 5))
    [page] = feed.pages(replace(library, days=(*library.days[:2], changed)), settings)
    assert page.values["updated"] == "2025-11-05T00:00:00+01:00"


def test_it_holds_the_newest_days_only(library: Library, settings: Settings) -> None:
    [page] = feed.pages(library, replace(settings, feed_days=2))
    assert len(page.values["entries"]) == 2  # type: ignore[arg-type]


def test_a_feed_without_a_day_is_still_a_feed(library: Library, settings: Settings) -> None:
    [page] = feed.pages(replace(library, days=()), settings)
    assert page.values["updated"] == "1970-01-01T00:00:00+01:00"
