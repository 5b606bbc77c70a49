"""A page a paper: the whole abstract and everything that is known of it, and nothing of the whole site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.likeness import Told
from sitegen.page import Bundle, Page
from sitegen.shelves import PaperInLibrary


def pages(library: Library, settings: Settings) -> Iterator[Bundle]:
    """One page for each published paper, bundled by their first days: a neighbour is always one of them."""
    told = Told(library.likeness(), [entry.card for entry in reversed(library.papers)])
    stop = len(library.papers)
    for _, of_day in groupby(library.papers, key=lambda entry: entry.card.day):
        entries = tuple(of_day)
        start = stop - len(entries)
        yield Bundle(
            "pages/paper.html",
            (
                tuple((entry.card.key, entry.summary.body.key, entry.days) for entry in entries),
                told.key(start, stop),
            ),
            tuple(urls.output_path(urls.paper(entry.card.slug)) for entry in entries),
            partial(_pages, entries, told, start),
        )
        stop = start


def _pages(entries: Sequence[PaperInLibrary], told: Told, start: int) -> Iterator[Page]:
    for number, entry in zip(range(start + len(entries) - 1, start - 1, -1), entries, strict=True):
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
                "similar": told.picks(number),
            },
        )
