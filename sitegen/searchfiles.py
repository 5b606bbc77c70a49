"""The files of the search, out of what is remembered of each paper's terms.

To plan them takes as long as all else of a build with little to render, so it is a task for another process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias, cast

from sitegen import searchindex
from sitegen.cache import load_terms
from sitegen.database import ForgottenError
from sitegen.library import Library
from sitegen.page import CARDS, Page
from sitegen.searchindex import Entry
from sitegen.summary import Card

Papers: TypeAlias = tuple[tuple[str, Card], ...]
"""Each with the path of its file, in the order of lists."""


@dataclass(frozen=True, slots=True)
class Search:
    """What the search is to be planned of."""

    cache: Path
    """The file of the cache, which has the terms."""
    papers: Papers


def papers_of(library: Library) -> Papers:
    """All of them."""
    return tuple((entry.summary.path, entry.card) for entry in library.papers)


def plan(search: Search) -> list[Page]:
    """Every file of the search; of cards only how many each has. ForgottenError where terms are lost."""
    rows, vocabulary = load_terms(search.cache)
    # The cards stay where they came from: there are very many.
    return [
        page._replace(values={"cards": len(_cards(page))}) if page.renderer == CARDS else page
        for page in searchindex.plan(entries(search.papers, rows), vocabulary)
    ]


def with_cards(planned: Iterable[Page], papers: Papers) -> Iterator[Page]:
    """The files with their cards: file after file, those of the papers from the oldest on."""
    oldest_first = (card for _, card in reversed(papers))
    for page in planned:
        if page.renderer == CARDS:
            number = cast("int", page.values["cards"])
            yield page._replace(values={"cards": tuple(islice(oldest_first, number))})
        else:
            yield page


def entries(papers: Papers, rows: Mapping[str, bytes]) -> list[Entry]:
    """Every paper with its own of some rows. ForgottenError where a paper has none."""
    try:
        return [Entry(card, rows[path]) for path, card in papers]
    except KeyError as error:
        raise ForgottenError(f"the terms of {error} are not in the cache") from error


def _cards(page: Page) -> tuple[Card, ...]:
    return cast("tuple[Card, ...]", page.values["cards"])
