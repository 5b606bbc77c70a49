"""A page a paper."""

from __future__ import annotations

from dataclasses import replace

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page
from sitegen.pages import paper
from sitegen.summary import Card, Reference


def _pages(library: Library, settings: Settings) -> dict[str, Page]:
    bundles = list(paper.pages(library, settings))
    assert all(bundle.paths == tuple(page.path for page in bundle.pages()) for bundle in bundles)
    return {page.path.split("/")[1]: page for bundle in bundles for page in bundle.pages()}


def test_nothing_on_it_is_of_the_whole_site(library: Library, settings: Settings) -> None:
    """A paper's page stays as it is when a later day comes."""
    older = replace(library, days=library.days[1:], papers=library.papers[2:])
    before, after = _pages(older, settings), _pages(library, settings)
    assert all(after[slug].values == page.values for slug, page in before.items())


def test_neighbours_are_those_of_its_first_day(library: Library, settings: Settings) -> None:
    pages = _pages(library, settings)
    again = pages["counting-sparse-weights"].values
    assert isinstance(card := again["card"], Card)
    assert again["previous"] is None
    assert again["next"] == Reference(
        "a-query-and-its-passage", "A Query and Its Passage: Dense Retrieval Revisited"
    )
    assert pages["a-query-and-its-passage"].values["previous"] == card.reference
    last_of_the_newest = pages["speech-without-labels"].values
    assert last_of_the_newest["next"] is None, "a paper that came before is no neighbour"
