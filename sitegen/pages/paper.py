"""A page a paper: the whole abstract and everything that is known of it, and nothing of the whole site."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page for each published paper."""
    for entry in library.papers:
        address = urls.paper(entry.card.slug)
        yield Page(
            urls.output_path(address),
            "pages/paper.html",
            {
                "address": address,
                "card": entry.card,
                "text": entry.summary.body,
                "days": entry.days,
                "previous": entry.previous,
                "next": entry.next,
            },
        )
