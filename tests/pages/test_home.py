"""The front page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.pages import home


def test_it_shows_the_latest_day_and_a_few_before(library: Library, settings: Settings) -> None:
    [page] = home.pages(library, settings)
    assert page.path == "index.html"
    assert page.values["day"] is library.days[0]
    assert page.values["earlier"] == ((date(2025, 10, 29), 2), (date(2025, 9, 30), 2))


def test_it_stays_light_when_there_are_many_days(library: Library, settings: Settings) -> None:
    [page] = home.pages(replace(library, days=library.days * 10), settings)
    earlier = page.values["earlier"]
    assert isinstance(earlier, tuple)
    assert len(earlier) == home.EARLIER_DAYS
