"""Sources of all kinds about the same papers, in any order: the same papers, values and days."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from sitegen.content import load_content
from sitegen.ingest import import_sources
from sitegen.model import Link
from tests.ingest.arrivals import said
from tests.ingest.given import LONG, entry, page, save

DAY = date(2025, 10, 30)
PAGE = page(
    "Oct 30, 2025",
    entry("An ell_2 Bound", date="Oct 15, 2024 3"),
    entry("Only on the Page", date="Oct 16, 2024"),
    entry("Known by Two Ids", date="Oct 17, 2024"),
)
API = [
    {
        "paper": {
            "id": "2410.00001",
            "title": "An $\\ell_2$\nBound",
            "summary": "The API's own words.",
            "authors": [{"name": "Ada A", "hidden": False}, {"name": "Ben B", "hidden": False}],
            "publishedAt": "2024-10-16T00:00:00.000Z",
            "submittedOnDailyAt": "2025-10-31T00:00:00.000Z",
            "upvotes": 9,
            "githubRepo": "https://github.com/a/b",
        },
        "numComments": 5,
    }
]
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>arXiv Query: id_list=2410.00001</title>
  <entry>
    <id>http://arxiv.org/abs/2410.00001v2</id>
    <published>2024-10-15T10:00:00Z</published>
    <title>An $\\ell_2$ Bound</title>
    <summary>  The words at arXiv.</summary>
    <author><name>Ada A</name></author>
    <author><name>Ben Q B</name></author>
    <arxiv:doi>10.1000/ABC</arxiv:doi>
  </entry>
</feed>
"""
BIBTEX = """@article{one,
  title = {Known by two {IDs}},
  author = {A, Ada and B, Ben},
  doi = {10.1000/two},
}
@article{two,
  title = {Retitled in print},
  doi = {10.1000/abc},
}
"""


@pytest.fixture
def sources(tmp_path: Path) -> list[tuple[Path, date | None]]:
    """Each with its day, where it does not tell it."""
    return [
        (save(tmp_path, "page.txt", PAGE), None),
        (save(tmp_path, "answer.json", json.dumps(API)), None),
        (save(tmp_path, "feed.xml", ATOM), date(2025, 11, 3)),
        (save(tmp_path, "list.bib", BIBTEX), DAY),
    ]


def test_any_order_of_kinds(tmp_path: Path, sources: list[tuple[Path, date | None]]) -> None:
    found = []
    for number, order in enumerate([*permutations(sources)][::3]):
        content = tmp_path / str(number)
        for file, day in order:
            import_sources([file], content, day=day)
        found.append(said(content))
        report = import_sources([sources[0][0], sources[1][0]], content)
        assert report.changed == ()
    assert all(one == found[0] for one in found)

    papers = {paper.title: paper for paper in load_content(tmp_path / "0").papers}
    best = next(paper for paper in papers.values() if paper.arxiv)
    assert len(papers) == 3
    assert (best.arxiv, best.doi) == ("2410.00001", "10.1000/ABC")
    assert (best.abstract, best.published) == ("The words at arXiv.", date(2024, 10, 15))
    assert (best.authors, best.authors_count) == (("Ada A", "Ben Q B"), None)
    assert (best.comments, best.upvotes) == (5, 9)
    assert best.links == (Link("code", "https://github.com/a/b"),)
    two = papers["Known by Two Ids"]
    assert (two.doi, two.authors, two.abstract) == ("10.1000/two", ("Ada A", "Ben B"), LONG)
    days = {digest.day: len(digest.papers) for digest in load_content(tmp_path / "0").digests}
    assert days == {DAY: 3, date(2025, 10, 31): 1, date(2025, 11, 3): 1}
