"""The addresses that belong to a paper, each with its kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from sitegen.links import SEARCH, kind_of, links_of, on_card
from sitegen.model import Link, Paper
from sitegen.summary import PaperLink


def _links(found: Iterable[str] = (), links: dict[str, str] | None = None, **known: Any) -> list[PaperLink]:
    own = tuple(Link(kind, url) for kind, url in (links or {}).items())
    paper = Paper("a-paper", "2025-10", "A Paper", links=own, **known)
    return list(links_of(paper, "A Paper", found))


def test_they_are_those_of_the_ids_then_the_curators_then_those_in_the_abstract() -> None:
    links = {"code": "https://example.org/passage", "talk": "https://example.org/talk"}
    found = ["https://www.example.org/this", "https://github.com/a/b"]
    assert _links(found, links, arxiv="2509.00010", doi="10.1000/xyz") == [
        PaperLink("arXiv", "https://arxiv.org/abs/2509.00010", "arxiv.org"),
        PaperLink("PDF", "https://arxiv.org/pdf/2509.00010", "arxiv.org"),
        PaperLink("DOI", "https://doi.org/10.1000/xyz", "doi.org"),
        PaperLink("code", "https://example.org/passage", "example.org"),
        PaperLink("talk", "https://example.org/talk", "example.org"),
        PaperLink("", "https://www.example.org/this", "example.org"),
        PaperLink("code", "https://github.com/a/b", "github.com"),
    ]


def test_a_page_is_not_listed_twice_however_it_is_written() -> None:
    again = ["http://www.github.com/a/b/", "https://github.com/A/b.git", "https://github.com/a/b#readme"]
    assert _links(again, {"talk": "https://github.com/a/b"}, arxiv="2509.00010")[2:] == [
        PaperLink("talk", "https://github.com/a/b", "github.com")
    ]


def test_a_paper_without_an_id_gets_a_search_by_its_title() -> None:
    [search] = links_of(Paper("a", "2025-10", ""), 'Is "x*y" > 1? 50% & more: 搜索', ())
    assert search == PaperLink(
        SEARCH,
        "https://arxiv.org/search/?query=Is+x+y+%3E+1+50%25+%26+more+%E6%90%9C%E7%B4%A2&searchtype=title",
        "arxiv.org",
    )
    assert [link.kind for link in _links(doi="10.1000/xyz")] == ["DOI"]
    assert [link.kind for link in _links(links={"paper": "https://arxiv.org/abs/2509.00010"})] == ["paper"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/a/b", "code"),
        ("http://www.github.com/a/b", "code"),
        ("https://gitlab.com/a/b", "code"),
        ("https://github.com/", ""),
        ("https://github.com.example.org/a/b", ""),
        ("https://lab.github.io/project", "project"),
        ("https://huggingface.co/a/b", "model"),
        ("https://huggingface.co/a", ""),
        ("https://huggingface.co/datasets/a/b", "data"),
        ("https://huggingface.co/spaces/a/b", "project"),
        ("https://huggingface.co/papers/2509.00010", ""),
        ("https://zenodo.org/records/1", "data"),
        ("https://arxiv.org/abs/2509.00010", ""),
        ("mailto:somebody@github.com", ""),
        ("//github.com/a/b", "code"),
        ("http://[::1/", ""),
    ],
)
def test_the_kind_of_an_address_is_what_its_host_keeps(url: str, kind: str) -> None:
    assert kind_of(url) == kind


def test_a_card_has_the_first_of_each_kind_that_a_reader_decides_by() -> None:
    links = {"talk": "https://e.org/talk", "Data": "https://e.org/data", "CODE": "https://e.org/code"}
    found = ["https://github.com/a/b", "https://a.github.io/"]
    assert on_card(_links(found, links)) == (
        Link("code", "https://e.org/code"),
        Link("project", "https://a.github.io/"),
        Link("data", "https://e.org/data"),
    )
