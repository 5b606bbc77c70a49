"""All published days with the number of their papers, for the calendar that a browser draws.

A day's page itself names no other days than its neighbours, so that a new day leaves older pages as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import FILE, Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One file, JSON: `{"2025-10": {"30": 86, "16": 83}}`, newest day first."""
    months: dict[str, dict[str, int]] = {}
    for day in library.days:
        months.setdefault(urls.month_of(day.day), {})[str(day.day.day)] = len(day.cards)
    written = json.dumps(months, separators=(",", ":"))
    yield Page(urls.output_path(urls.DAYS), FILE, {"content": written.encode() + b"\n"})
