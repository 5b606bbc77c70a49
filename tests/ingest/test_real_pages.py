"""The five real pages, as the content folder keeps them, and what an import makes of them."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from sitegen.content import Content, load_content
from sitegen.digest import content_hash
from sitegen.ingest import import_sources
from sitegen.ingest.dump import Entry, read_dump
from sitegen.ingest.identity import title_key
from sitegen.ingest.text import clean_line
from sitegen.model import Organization
from tests.ingest.given import CONTENT, REAL_PAGES, files_of, save

ENTRIES = {"2025-10-16": 54, "2025-10-29": 83, "2025-10-30": 86, "2025-12-11": 36, "2026-06-12": 36}
MIRROR = "hfp.stormocean.uk"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("project") / "content"
    report = import_sources(REAL_PAGES, content)
    assert (report.entries, report.taken.new, report.taken.merged, report.unchanged) == (295, 237, 58, 0)
    assert (report.taken.conflicts, report.taken.kept, report.left_out) == ([], [], ())
    return content


@pytest.fixture(scope="module")
def committed() -> Content:
    return load_content(CONTENT)


def test_every_entry_of_every_page_is_there_in_the_pages_order(committed: Content) -> None:
    keys = {paper.slug: title_key(paper.title) for paper in committed.papers}
    assert len(set(keys.values())) == len(keys) == 237
    digests = {digest.day.isoformat(): digest for digest in committed.digests}
    for path in REAL_PAGES:
        day = path.name[:10]
        dump = read_dump(path.read_bytes(), path.name, [])
        assert dump is not None
        assert len(dump.entries) == ENTRIES[day]
        assert [keys[slug] for slug in digests[day].papers] == [entry.key for entry in dump.entries]
    assert list(digests) == list(ENTRIES)


def test_titles_are_the_lines_above_the_abstracts(committed: Content) -> None:
    """Counted without the reader: a line of another length than an abstract's, and no part of a byline."""
    titles: set[str] = set()
    for path in REAL_PAGES:
        lines = re.split("\n+", path.read_text("utf-8"))[6:]
        titles.update(
            title_key(clean_line(line)) for line, below in pairwise(lines) if len(line) < 400 < len(below)
        )
    assert titles == {title_key(paper.title) for paper in committed.papers}


def test_bylines_of_all_forms(committed: Content) -> None:
    papers = {paper.slug: paper for paper in committed.papers}
    entries = [entry for path in REAL_PAGES for entry in _entries(path)]
    assert sum(entry.authors_count is not None for entry in entries) == 281
    assert sum(entry.organization is not None for entry in entries) == 6
    assert sum(entry.published is None for entry in entries) == 8
    google = papers["llm-guided-hierarchical-retrieval"]
    assert (google.organization, google.authors_count) == (Organization("google", "Google"), None)
    assert (google.published, google.comments) == (date(2025, 10, 15), 2)
    organizations = {paper.organization.slug for paper in papers.values() if paper.organization}
    assert organizations == {"google", "KaLM-Embedding", "AlibabaTongyiLab", "RTP-LLM"}
    without = papers["vocabtrim-vocabulary-pruning-for-efficient-speculative-decoding-in-llms"]
    assert (without.published, without.authors_count, without.organization) == (None, None, None)


def _entries(path: Path) -> tuple[Entry, ...]:
    dump = read_dump(path.read_bytes(), path.name, [])
    assert dump is not None
    return dump.entries


def test_an_import_makes_the_committed_papers_but_for_their_topics(
    imported: Path, committed: Content
) -> None:
    fresh = load_content(imported)
    assert fresh.papers == tuple(replace(paper, topics=()) for paper in committed.papers)
    assert fresh.digests == committed.digests
    assert all(paper.topics for paper in committed.papers)
    assert {name for paper in committed.papers for name in paper.topics} <= {t.slug for t in committed.topics}
    assert len(committed.topics) == 27


def test_the_pages_are_kept_as_they_were(imported: Path) -> None:
    kept = files_of(imported / "sources")
    assert kept == files_of(CONTENT / "sources")
    assert all(name[11:19] == content_hash(data) for name, data in kept.items())


def test_the_order_of_the_files_does_not_matter(imported: Path, tmp_path: Path) -> None:
    pages = list(REAL_PAGES)
    random.Random(4).shuffle(pages)
    import_sources([*pages, pages[0]], tmp_path / "content")
    assert files_of(tmp_path / "content") == files_of(imported)


def test_importing_page_by_page_comes_to_the_same(imported: Path, tmp_path: Path) -> None:
    for path in REAL_PAGES:
        import_sources([path], tmp_path / "content")
    assert files_of(tmp_path / "content") == files_of(imported)


def test_importing_again_touches_nothing(imported: Path) -> None:
    def stamps() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in imported.rglob("*")}

    before = stamps()
    report = import_sources(REAL_PAGES, imported)
    assert (report.entries, report.unchanged, report.changed) == (295, 295, ())
    assert all(source.is_known for source in report.sources)
    assert stamps() == before


@pytest.mark.parametrize("forgotten", ["nothing", "the sources", "the record"])
def test_the_committed_content_is_what_an_import_would_leave(tmp_path: Path, forgotten: str) -> None:
    folder = {"nothing": "-", "the sources": "sources/", "the record": "records/"}[forgotten]
    for name, data in files_of(CONTENT).items():
        if not name.startswith(folder):
            save(tmp_path / "content", name, data.decode())
    report = import_sources(REAL_PAGES, tmp_path / "content")
    assert (report.entries, report.unchanged) == (295, 295)
    assert files_of(tmp_path / "content") == files_of(CONTENT)


def test_the_mirror_is_nowhere_but_in_the_page_that_names_it() -> None:
    naming = [name for name, data in files_of(CONTENT).items() if MIRROR.encode() in data]
    assert naming == [
        path.relative_to(CONTENT).as_posix() for path in REAL_PAGES if path.name[:7] == "2025-12"
    ]
    assert (CONTENT / "papers").exists()
