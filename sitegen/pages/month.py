"""A page a month: its days, and their papers by title."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page for each month that has a published day."""
    months = library.months
    for number, (month, days) in enumerate(months):
        address = urls.month(month)
        yield Page(
            urls.output_path(address),
            "pages/month.html",
            {
                "address": address,
                "month": month,
                "days": tuple((day.day, tuple(card.reference for card in day.cards)) for day in days),
                "previous": months[number + 1][0] if number + 1 < len(months) else None,
                "next": months[number - 1][0] if number else None,
            },
        )
