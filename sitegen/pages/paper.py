"""A page a paper: the whole abstract and everything that is known of it, and nothing of the whole site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.likeness import Told
from sitegen.page import Bundle, Page
from sitegen.shelves import PaperInLibrary


def pages(library: Library, settings: Settings) -> Iterator[Bundle]:
    """One page for each published paper, bundled by their first days: a neighbour is always one of them."""
    told = library.told()
    stop = len(library.papers)
    for _, of_day in groupby(library.papers, key=attrgetter("card.day")):
        entries = tuple(of_day)
        start = stop - len(entries)
        yield Bundle(
            "pages/paper.html",
            (
                # A card's key covers the first of the days.
                tuple([(card.key, summary.body.key, days[1:]) for summary, card, days in entries]),
                told.key(start, stop),
            ),
            tuple([urls.output_path(urls.paper(card.slug)) for _, card, _ in entries]),
            partial(_pages, entries, told, start),
        )
        stop = start


def _pages(entries: Sequence[PaperInLibrary], told: Told, start: int) -> Iterator[Page]:
    neighbours = [None, *(entry.card.reference for entry in entries), None]
    for place, entry in enumerate(entries):
        address = urls.paper(entry.card.slug)
        yield Page(
            urls.output_path(address),
            "pages/paper.html",
            {
                "address": address,
                "card": entry.card,
                "text": entry.summary.body,
                "days": entry.days,
                "previous": neighbours[place],
                "next": neighbours[place + 2],
                "similar": told.picks(start + len(entries) - 1 - place),
            },
        )
