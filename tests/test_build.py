"""The build: the same bytes for the same input, only what differs is written, nothing foreign is touched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from sitegen.build import Result, build
from sitegen.model import ContentError
from sitegen.project import Options, Project
from tests.project import PAPER, make_project, write

TODAY = date(2025, 10, 31)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def _tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def _build(project: Project) -> Result:
    return build(project, Options(today=TODAY))


def _unkeyed(paths: Iterable[str]) -> set[str]:
    """The paths without the keys of contents in the names of the search's files."""
    return {re.sub(r"-[0-9a-f]{10}\.gz$", "", path) for path in paths}


def _clean_tree(project: Project, folder: Path) -> dict[str, bytes]:
    """What a clean build of the same content writes."""
    clean = Project(folder)
    folder.mkdir()
    for name in ("content", "themes"):
        if (project.root / name).exists():
            (folder / name).symlink_to(project.root / name)
    _build(clean)
    return _tree(clean.output)


def _edit(project: Project, path: str, old: str, new: str) -> None:
    text = (project.root / path).read_text("utf-8")
    assert old in text
    write(project.root / path, text.replace(old, new))


def test_every_day_paper_topic_and_alias_has_a_page(project: Project) -> None:
    _build(project)
    site = _tree(project.output)
    for path in (
        *("index.html", "404.html", "feed.xml", "sitemap.xml", "search/index.html", "search/index.json"),
        *("days/2025-10-30/index.html", "months/2025-09/index.html", "archive/index.html"),
        *("topics/index.html", "topics/speech/index.html", "topics/speech/2025-10/index.html"),
        *("papers/key-and-play/index.html", "papers/reranker-pruning/index.html", "about/index.html"),
        *("organizations/index.html", "organizations/google/index.html"),
        *("assets/style.css", "assets/search/worker.js", "assets/search.js", "assets/favicon.svg"),
    ):
        assert path in site
    # The worker's own modules are in it, and what pages import is not.
    assert "assets/search/engine.js" not in site
    assert {"assets/search/client.js", "assets/search/lunr-licence.txt"} <= set(site)


def test_a_second_build_writes_nothing_and_touches_nothing(project: Project) -> None:
    _build(project)
    before = {path: path.stat().st_mtime_ns for path in project.output.rglob("*")}
    result = _build(project)
    assert (result.written, result.removed) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in project.output.rglob("*")} == before


def test_two_builds_in_other_processes_and_surroundings_give_the_same_bytes(
    project: Project, tmp_path: Path
) -> None:
    _build(project)
    expected = _tree(project.output)
    for number, surroundings in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "PYTHONUTF8": "0"},
        )
    ):
        other = make_project(tmp_path / str(number))
        command = [sys.executable, "-m", "sitegen", "build", "-C", str(other.root), "--today", "2025-10-31"]
        subprocess.run(command, check=True, env={**os.environ, **surroundings}, capture_output=True)
        assert _tree(other.output) == expected


@pytest.mark.parametrize(
    ("path", "old", "new", "written"),
    [
        (
            # What only the paper's own page and the index show.
            "content/papers/2025-09/counting-sparse-weights.md",
            "The rest of this abstract",
            "The remainder of this abstract",
            {
                *("papers/counting-sparse-weights/index.html", "offline/latest.json"),
                *("search/index.json", "search/terms", "search/spelling"),
            },
        ),
        (
            "content/digests/2025-10-29.md",
            "A quiet day.",
            "A very quiet day.",
            {"days/2025-10-29/index.html", "feed.xml", "offline/latest.json"},
        ),
        (
            "content/topics/speech.md",
            "title: Speech\n",
            "title: Speech\nsummary: sounds\n",
            {"topics/index.html", "topics/speech/index.html", "topics/speech/feed.xml"},
        ),
        ("content/pages/about.md", "What this", "What that", {"about/index.html"}),
    ],
    ids=["abstract", "note", "topic", "article"],
)
def test_an_edit_writes_just_the_pages_that_show_it(
    project: Project, tmp_path: Path, path: str, old: str, new: str, written: set[str]
) -> None:
    _build(project)
    _edit(project, path, old, new)
    assert _unkeyed(_build(project).written) == written
    assert _tree(project.output) == _clean_tree(project, tmp_path / "clean")


def test_a_deleted_paper_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    _build(project)
    (project.root / PAPER).unlink()
    _edit(project, "content/digests/2025-10-30.md", "- key-and-play\n", "")
    kinds = ("terms", "lengths", "cards", "days", "comments", "spelling")
    search = {f"search/{kind}" for kind in kinds}
    assert _unkeyed(_build(project).removed) == {"papers/key-and-play/index.html", *search}
    assert not (project.output / "papers/key-and-play").exists()
    assert _tree(project.output) == _clean_tree(project, tmp_path / "clean")


def test_a_renamed_paper_leaves_a_redirect(project: Project) -> None:
    _build(project)
    text = (project.root / PAPER).read_text("utf-8")
    (project.root / PAPER).unlink()
    renamed = "content/papers/2025-10/keys.md"
    write(project.root / renamed, text.replace("title:", "aliases:\n- key-and-play\ntitle:"))
    _edit(project, "content/digests/2025-10-30.md", "- key-and-play\n", "- keys\n")
    _build(project)
    old = (project.output / "papers/key-and-play/index.html").read_text("utf-8")
    assert 'url=/digest/papers/keys/"' in old


def test_a_template_a_style_and_a_setting_reach_every_page_that_shows_them(
    project: Project, tmp_path: Path
) -> None:
    _build(project)
    footer = project.themes / "default/templates/parts/footer.html"
    write(footer, "{% macro footer() %}<footer><p>Mine</p></footer>{% endmacro %}\n")
    pages = set(_build(project).written)
    assert "days/2025-10-30/index.html" in pages
    assert "feed.xml" not in pages
    assert _tree(project.output) == _clean_tree(project, tmp_path / "clean1")
    write(project.themes / "default/css/parts/footer.css", "footer { color: red }\n")
    assert set(_build(project).written) == {"assets/style.css", "offline/latest.json"}
    _edit(project, "content/site.yml", "A small digest", "A tiny digest")
    assert "feed.xml" in _build(project).written
    assert _tree(project.output) == _clean_tree(project, tmp_path / "clean2")


def test_cut_missing_and_foreign_outputs_are_mended(project: Project) -> None:
    _build(project)
    expected = _tree(project.output)
    (project.output / "index.html").write_bytes(b"cut")
    (project.output / "feed.xml").unlink()
    (project.output / "days/stray.html").write_bytes(b"foreign")
    (project.output / "papers/key-and-play/index.html").unlink()
    (project.output / "papers/key-and-play/index.html").mkdir()
    elsewhere = project.root / "elsewhere"
    (project.output / "topics").rename(elsewhere)
    (project.output / "topics").symlink_to(elsewhere)
    outside = {path: path.stat().st_mtime_ns for path in elsewhere.rglob("*")}
    result = _build(project)
    assert {path: path.stat().st_mtime_ns for path in elsewhere.rglob("*")} == outside
    others = {path for path in result.written if not path.startswith("topics/")}
    assert others == {"index.html", "feed.xml", "papers/key-and-play/index.html"}
    assert result.removed == ("days/stray.html", "topics")
    assert _tree(project.output) == expected


def test_a_mistake_leaves_the_last_good_site(project: Project) -> None:
    _build(project)
    expected = _tree(project.output)
    _edit(project, PAPER, "title:", "titel:")
    with pytest.raises(ContentError):
        _build(project)
    write(project.root / PAPER, "---\ntitle: Fine\n---\n")
    write(project.themes / "default/templates/pages/day.html", "{% for %}")
    with pytest.raises(ContentError) as caught:
        _build(project)
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == ("themes/default/templates/pages/day.html", 1)
    assert _tree(project.output) == expected


def test_a_templates_mistake_at_work_has_its_line(project: Project) -> None:
    write(project.themes / "default/templates/pages/day.html", "<p>\n{{ day.nonsense }}\n")
    with pytest.raises(ContentError) as caught:
        _build(project)
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == ("themes/default/templates/pages/day.html", 2)
    assert "nonsense" in problem.message


@pytest.mark.parametrize(
    "template", ["{{ 1 / 0 }}", "{% extends 'pages/day.html' %}", "{{ [][7].x }}", "{% include 'no.html' %}"]
)
def test_whatever_goes_wrong_in_a_template_is_told_as_its_mistake(project: Project, template: str) -> None:
    write(project.themes / "default/templates/pages/day.html", template)
    with pytest.raises(ContentError, match="template"):
        _build(project)


def test_an_unknown_theme_is_told_with_those_there_are(project: Project) -> None:
    _edit(project, "content/site.yml", "title:", "theme: defualt\ntitle:")
    with pytest.raises(ContentError, match="themes are default"):
        _build(project)


def test_a_folder_that_is_not_ours_is_not_touched(project: Project) -> None:
    write(project.output / "thesis.tex", "years of work")
    with pytest.raises(ContentError, match="site/"):
        _build(project)
    assert _tree(project.output) == {"thesis.tex": b"years of work"}


def test_two_organizations_with_one_address_are_a_problem(project: Project) -> None:
    for number, slug in enumerate(("Acme", "acme")):
        path = ("content/papers/2025-10/key-and-play.md", "content/papers/2025-10/speech-without-labels.md")
        _edit(project, path[number], "title:", f"organization:\n  slug: {slug}\n  name: A\ntitle:")
    with pytest.raises(ContentError, match="“acme” has the address of “Acme” in papers/2025-10/key-and-play"):
        _build(project)


def test_two_files_with_one_address_are_a_problem(project: Project) -> None:
    write(project.themes / "default/static/Style.css", "p {}")
    with pytest.raises(ContentError, match=r"assets/Style.css: two pages have this address"):
        _build(project)


def test_an_empty_digest_builds(tmp_path: Path) -> None:
    write(tmp_path / "content/site.yml", "title: New\nbase_url: https://example.org/\n")
    _build(Project(tmp_path))
    assert "No digest has been published yet" in (tmp_path / "site/index.html").read_text("utf-8")
    assert "There is no topic yet" in (tmp_path / "site/topics/index.html").read_text("utf-8")
    # The first day, of one paper about nothing in particular.
    write(tmp_path / "content/papers/2025-10/first.md", "---\ntitle: The first\n---\n")
    write(tmp_path / "content/digests/2025-10-12.md", "---\npapers: [first]\n---\n")
    _build(Project(tmp_path))
    numbers = (tmp_path / "site/stats/index.html").read_text("utf-8")
    assert "from its one day so far, 12 October 2025" in numbers
    assert "\n1 a day in October 2025 so far.\n" in numbers
    assert "<h2>Topics</h2>" not in numbers


def test_untrusted_text_is_escaped_wherever_it_is_shown(project: Project) -> None:
    evil = "<img src=x onerror=alert(1)> & \"'"
    write(
        project.root / PAPER,
        "---\n"
        f"title: '{evil.replace(chr(39), chr(39) * 2)}'\n"
        f"authors: ['{evil.replace(chr(39), chr(39) * 2)}']\n"
        f"organization: {{slug: '../e<vil>', name: '{evil.replace(chr(39), chr(39) * 2)}'}}\n"
        "---\n\n"
        f"{evil}\n",
    )
    _build(project)
    for path, content in _tree(project.output).items():
        if path.endswith((".html", ".xml")):
            assert b"<img" not in content, path
        if path == "feed.xml":
            assert b"&lt;img" not in content, "escaped once for HTML, once more for XML"
    assert (project.output / "organizations/..-2Fe-3Cvil-3E/index.html").is_file()
