"""All published days, for the calendar."""

from __future__ import annotations

import json
from typing import cast

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.pages import calendar


def test_it_has_every_day_with_the_number_of_its_papers(library: Library, settings: Settings) -> None:
    [page] = calendar.pages(library, settings)
    days = json.loads(cast("bytes", page.values["content"]))
    assert (page.path, days) == ("days.json", {"2025-10": {"30": 3, "29": 2}, "2025-09": {"30": 2}})
