"""A page a paper."""

from __future__ import annotations

from dataclasses import replace

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Link, Page
from sitegen.pages import paper


def _pages(library: Library, settings: Settings) -> dict[str, Page]:
    return {page.path.split("/")[1]: page for page in paper.pages(library, settings)}


def test_links_are_those_known_then_those_found_in_the_abstract(library: Library, settings: Settings) -> None:
    pages = _pages(library, settings)
    assert pages["a-query-and-its-passage"].values["links"] == (
        Link("arXiv", "https://arxiv.org/abs/2509.00010"),
        Link("PDF", "https://arxiv.org/pdf/2509.00010"),
        Link("code", "https://example.org/passage"),
    )
    assert pages["counting-sparse-weights"].values["links"] == (Link("", "https://example.org/code"),)
    assert pages["key-and-play"].values["links"] == ()


def test_a_link_is_not_listed_twice(library: Library, settings: Settings) -> None:
    named = tuple(
        replace(entry, paper=replace(entry.paper, links=(Link("code", "https://example.org/code"),)))
        for entry in library.papers
    )
    page = _pages(replace(library, papers=named), settings)["counting-sparse-weights"]
    assert page.values["links"] == (Link("code", "https://example.org/code"),)


def test_a_doi_leads_to_its_resolver(library: Library, settings: Settings) -> None:
    known = tuple(replace(e, paper=replace(e.paper, doi="10.1000/xyz")) for e in library.papers)
    page = _pages(replace(library, papers=known), settings)["key-and-play"]
    assert page.values["links"] == (Link("DOI", "https://doi.org/10.1000/xyz"),)


def test_nothing_on_it_is_of_the_whole_site(library: Library, settings: Settings) -> None:
    """A paper's page stays as it is when a later day comes."""
    older = replace(library, days=library.days[1:], papers=library.papers[2:])
    before, after = _pages(older, settings), _pages(library, settings)
    assert all(after[slug].values == page.values for slug, page in before.items())
