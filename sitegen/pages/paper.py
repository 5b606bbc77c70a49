"""A page a paper: the whole abstract and everything that is known of it, and nothing of the whole site."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Link, Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page for each published paper."""
    for entry in library.papers:
        paper = entry.paper
        named = {link.url for link in paper.links}
        address = urls.paper(paper.slug)
        yield Page(
            urls.output_path(address),
            "pages/paper.html",
            {
                "address": address,
                "card": entry.card,
                "abstract": entry.abstract,
                "notes": entry.notes,
                "links": (
                    *_identified(paper.arxiv, paper.doi),
                    *paper.links,
                    *(Link("", url) for url in entry.text_links if url not in named),
                ),
                "days": entry.days,
                "previous": entry.previous,
                "next": entry.next,
            },
        )


def _identified(arxiv: str | None, doi: str | None) -> Iterator[Link]:
    """The addresses that a paper's ids stand for."""
    if arxiv:
        yield Link("arXiv", f"https://arxiv.org/abs/{arxiv}")
        yield Link("PDF", f"https://arxiv.org/pdf/{arxiv}")
    if doi:
        yield Link("DOI", f"https://doi.org/{doi}")
