"""A page a day."""

from __future__ import annotations

from datetime import date

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.pages import day


def test_each_day_knows_the_days_around_it(library: Library, settings: Settings) -> None:
    found = {
        page.path: (page.values["previous"], page.values["next"]) for page in day.pages(library, settings)
    }
    assert found == {
        "days/2025-10-30/index.html": (date(2025, 10, 29), None),
        "days/2025-10-29/index.html": (date(2025, 9, 30), date(2025, 10, 30)),
        "days/2025-09-30/index.html": (None, date(2025, 10, 29)),
    }
