"""The sitemap: one file, or an index of several where the protocol's limit is passed."""

from __future__ import annotations

import pytest

from sitegen.page import Page
from sitegen.pages import sitemap


def _paper(number: int) -> Page:
    return Page(f"papers/{number}/index.html", "pages/paper.html", {"address": f"papers/{number}/"})


def test_pages_that_nobody_looks_for_are_left_out() -> None:
    others = [
        Page("404.html", "pages/not_found.html", {"address": "404.html"}),
        Page("papers/old/index.html", "pages/redirect.html", {"address": "papers/1/"}),
        Page("feed.xml", "feed.xml", {}),
    ]
    [page] = sitemap.pages([_paper(1), *others])
    assert (page.path, page.values["addresses"]) == ("sitemap.xml", ("papers/1/",))


def test_a_large_site_gets_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
    index, *parts = sitemap.pages([_paper(number) for number in range(5)])
    assert index.renderer == "sitemap_index.xml"
    assert index.values["addresses"] == ("sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml")
    assert [part.path for part in parts] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert [len(part.values["addresses"]) for part in parts] == [2, 2, 1]  # type: ignore[arg-type]
