"""What browsers keep for reading without a network: the latest days, named by the bytes of their files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.digest import content_key
from sitegen.project import Options, Project
from tests.project import PAPER, clean_tree, make_project, tree, write

OPTIONS = Options(today=date(2025, 12, 31), jobs=1)
FILES = ("sw.js", "offline/latest.json")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A day more than are kept; the oldest of the small project's papers are on none of them."""
    project = make_project(tmp_path)
    _add_day(project, "2025-11-28", "one")
    build(project, OPTIONS)
    return project


def _add_day(project: Project, day: str, paper: str) -> None:
    write(project.content / f"papers/{day[:7]}/{paper}.md", f"---\ntitle: {paper}\n---\n\nText.\n")
    write(project.content / f"digests/{day}.md", f"---\npapers:\n- {paper}\n---\n")


def _latest(project: Project) -> dict[str, dict[str, str]]:
    listed: dict[str, dict[str, str]] = json.loads((project.output / FILES[1]).read_bytes())
    return listed


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    write(path, text.replace(old, new))


def test_the_list_names_the_latest_days_and_what_shows_them(project: Project) -> None:
    listed = _latest(project)
    assert list(listed["latest"])[:5] == [
        *("", "days/2025-11-28/", "days/2025-10-30/", "days/2025-10-29/"),
        "papers/one/",
    ]
    assert "papers/a-query-and-its-passage/" not in listed["latest"]
    assert {"offline/", "search/", "assets/style.css", "assets/site.js"} <= listed["shell"].keys()
    home = (project.output / "index.html").read_bytes()
    assert content_key(home).startswith(listed["latest"][""])
    assert len(listed["latest"][""]) == 12


def test_a_large_day_is_kept_with_a_bounded_number_of_papers(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.offline.MOST_PAPERS", 2)
    (project.output / FILES[1]).unlink()
    build(project, OPTIONS)
    papers = [address for address in _latest(project)["latest"] if address.startswith("papers/")]
    assert papers[0] == "papers/one/"
    assert len(papers) == 2


@pytest.mark.parametrize(
    ("path", "old", "new", "written"),
    [
        # Of an older day, and on no page that is kept.
        ("papers/2025-09/a-query-and-its-passage.md", "Read this one first.", "Skip it.", ()),
        ("papers/2025-10/key-and-play.md", "by nobody known", "by nobody", ("offline/latest.json",)),
        ("pages/about.md", "title: ", "title: All ", ()),
    ],
)
def test_the_list_changes_only_with_a_file_that_it_names(
    project: Project, path: str, old: str, new: str, written: tuple[str, ...]
) -> None:
    assert PAPER.endswith("papers/2025-10/key-and-play.md")
    _edit(project.content / path, old, new)
    result = build(project, OPTIONS)
    assert result.written
    assert tuple(name for name in FILES if name in result.written) == written
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_a_page_that_is_no_more_is_no_longer_named(project: Project) -> None:
    _edit(project.content / "digests/2025-11-28.md", "papers:", "draft: true\npapers:")
    build(project, OPTIONS)
    assert not {"papers/one/", "days/2025-11-28/"} & _latest(project)["latest"].keys()
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_an_article_is_one_of_the_workers_own_pages(project: Project) -> None:
    assert b'"about"' in (project.output / "sw.js").read_bytes()
    write(project.content / "pages/colophon.md", "---\ntitle: Colophon\n---\n\nText.\n")
    assert "sw.js" in build(project, OPTIONS).written
    assert b'"colophon"' in (project.output / "sw.js").read_bytes()


def test_switched_off_the_worker_leaves_and_no_page_asks_for_one(project: Project) -> None:
    assert b'<html lang="en" data-offline>' in (project.output / "index.html").read_bytes()
    write(project.content / "site.yml", (project.content / "site.yml").read_text("utf-8") + "offline: no\n")
    build(project, OPTIONS)
    files = tree(project.output)
    assert not [path for path in files if path.startswith("offline/")]
    assert b"registration.unregister()" in files["sw.js"]
    assert not [
        path for path, content in files.items() if path.endswith(".html") and b"data-offline" in content
    ]
    assert files == clean_tree(project, OPTIONS)
