"""A page a paper: the whole abstract and everything that is known of it, and nothing of the whole site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library, PaperInLibrary
from sitegen.model import Bundle, Page


def pages(library: Library, settings: Settings) -> Iterator[Bundle]:
    """One page for each published paper, bundled by their first days: a neighbour is always one of them."""
    for _, of_day in groupby(library.papers, key=lambda entry: entry.card.day):
        entries = tuple(of_day)
        yield Bundle(
            "pages/paper.html",
            tuple((entry.card.key, entry.summary.body.key, entry.days) for entry in entries),
            tuple(urls.output_path(urls.paper(entry.card.slug)) for entry in entries),
            partial(_pages, entries),
        )


def _pages(entries: Iterable[PaperInLibrary]) -> Iterator[Page]:
    for entry in entries:
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
