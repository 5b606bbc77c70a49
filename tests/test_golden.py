"""Pages of the small project as they are meant to be, to be opened and read.

`pytest tests/test_golden.py --refresh` writes them anew; look at the difference before committing it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.project import Options
from tests.project import make_project

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "home.html": "index.html",
    "day.html": "days/2025-10-29/index.html",
    "month.html": "months/2025-10/index.html",
    "week.html": "weeks/2025-W44/index.html",
    "topics.html": "topics/index.html",
    "topic.html": "topics/pruning/index.html",
    "topic_month.html": "topics/pruning/2025-10/index.html",
    "organizations.html": "organizations/index.html",
    "organization.html": "organizations/google/index.html",
    "paper.html": "papers/a-query-and-its-passage/index.html",
    "paper_little_known.html": "papers/key-and-play/index.html",
    "paper_with_similar.html": "papers/speech-without-labels/index.html",
    "redirect.html": "papers/reranker-pruning/index.html",
    "archive.html": "archive/index.html",
    "trending.html": "trending/index.html",
    "stats.html": "stats/index.html",
    "article.html": "about/index.html",
    "search.html": "search/index.html",
    "offline.html": "offline/index.html",
    "for_you.html": "for-you/index.html",
    "for_you_day.json": "for-you/2025-10-29.json",
    "not_found.html": "404.html",
    "feed.xml": "feed.xml",
    "topic_feed.xml": "topics/retrieval/feed.xml",
    "sitemap.xml": "sitemap.xml",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("small"))
    build(project, Options(today=date(2025, 10, 31)))
    return project.output


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_is_meant_to_be(output: Path, name: str, request: pytest.FixtureRequest) -> None:
    built = (output / PAGES[name]).read_text("utf-8")
    golden = GOLDEN / name
    if request.config.getoption("--refresh"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(built, "utf-8")
    assert built == golden.read_text("utf-8")


def test_every_golden_file_is_one_of_them() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(PAGES)
