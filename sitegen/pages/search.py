"""The search page and the files that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Page
from sitegen.searchindex import Entry, Tally, Vocabulary, own_terms, plan


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page, and the search's files."""
    yield Page(urls.output_path(urls.SEARCH), "pages/search.html", {"address": urls.SEARCH})
    tally, vocabulary = Tally(), Vocabulary()
    for paper in library.papers:
        card = paper.card
        tally.add(own_terms(card.title, paper.abstract_text, card.organization, card.authors))
    rows = vocabulary.adopt(tally.packed())
    entries = [Entry(paper.card, row) for paper, row in zip(library.papers, rows, strict=True)]
    yield from plan(entries, vocabulary)
