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
from sitegen.summary import Card

_IN_A_BUNDLE = 16
"""Papers: an edit of one has the pages of all of them rendered, and to key a bundle costs a little."""


def pages(library: Library, settings: Settings) -> Iterator[Bundle]:
    """One page for each published paper. Its neighbours are always of its own first day."""
    told = library.told()
    stop = len(library.papers)
    for _, of_day in groupby(library.papers, key=attrgetter("card.day")):
        in_order = tuple(of_day)
        for first in range(0, len(in_order), _IN_A_BUNDLE):
            entries = in_order[first : first + _IN_A_BUNDLE]
            start, after = stop - len(entries), first + len(entries)
            previous = in_order[first - 1].card if first else None
            next_ = in_order[after].card if after < len(in_order) else None
            # A card's key covers the first of the days.
            shown = tuple([(card.key, summary.body.key, days[1:]) for summary, card, days in entries])
            yield Bundle(
                "pages/paper.html",
                (shown, previous, next_, told.key(start, stop)),
                tuple([urls.output_path(urls.paper(card.slug)) for _, card, _ in entries]),
                partial(_pages, entries, previous, next_, told, start),
            )
            stop = start


def _pages(
    entries: Sequence[PaperInLibrary], previous: Card | None, next_: Card | None, told: Told, start: int
) -> Iterator[Page]:
    cards = [previous, *(entry.card for entry in entries), next_]
    neighbours = [card and card.reference for card in cards]
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
