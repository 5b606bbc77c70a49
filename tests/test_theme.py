"""A theme of one's own changes single pieces of the default one: pages, parts, tokens, words, files."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sitegen.build import build
from sitegen.project import Options, Project
from sitegen.theme import Theme
from tests.conftest import static_host
from tests.project import clean_tree, make_project, tree, write

OPTIONS = Options(today=date(2025, 10, 31), base_url="https://example.org/")
ALMANAC = Path(__file__).parent / "themes/almanac"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small project with the theme `almanac`."""
    project = make_project(tmp_path)
    shutil.copytree(ALMANAC, project.themes / "almanac")
    settings = project.content / "site.yml"
    write(settings, settings.read_text("utf-8") + "theme: almanac\n")
    return project


def _read(project: Project, path: str) -> str:
    return (project.output / path).read_text("utf-8")


def test_each_piece_goes_before_the_defaults_and_all_else_stays(project: Project, tmp_path: Path) -> None:
    build(project, OPTIONS)
    plain = make_project(tmp_path / "plain")
    build(plain, OPTIONS)
    assert set(tree(project.output)) - set(tree(plain.output)) == {"assets/sun.svg"}

    day = _read(project, "days/2025-10-29/index.html")
    assert '<p class="sunrise">The sun rose on 29 October 2025.</p>' in day
    assert "A quiet day." in day, "what the default's block has is there too"
    foot = re.compile(r'<footer class="site-footer">.*?</footer>', re.S)
    for path in ("index.html", "papers/key-and-play/index.html", "search/index.html"):
        assert "printed at dawn" in foot.findall(_read(project, path))[0]
    assert "Fresh this Thursday" in _read(project, "index.html")

    def without_foot(page: str) -> str:
        return foot.sub("", page)

    path = "papers/key-and-play/index.html"
    assert without_foot(_read(project, path)) == without_foot(_read(plain, path))

    style = _read(project, "assets/style.css")
    accents = re.findall(r"--accent:([^;}]*)", style)
    assert [accent.replace(" ", "") for accent in accents][-1] == "light-dark(#00563f,#7fd1ae)"
    assert len(accents) == 2
    assert "--paper:" in style
    assert style.index("--radius:0") < style.index(".sunrise")


def test_an_edited_piece_reaches_just_the_pages_that_show_it(project: Project) -> None:
    build(project, OPTIONS)
    write(project.themes / "almanac/css/tokens.css", ":root { --accent: #123 }\n")
    offline = {"offline/latest.json"}  # which has the keys of what it names
    assert set(build(project, OPTIONS).written) - offline == {"assets/style.css"}
    file = project.themes / "almanac/templates/pages/day.html"
    write(file, file.read_text("utf-8").replace("super()", "super() | upper"))
    written = set(build(project, OPTIONS).written) - offline
    assert written
    assert all(path.startswith("days/") for path in written)
    file.unlink()
    build(project, OPTIONS)
    assert "sunrise" not in _read(project, "days/2025-10-29/index.html")
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_what_another_file_stands_in_for_counts_too(tmp_path: Path) -> None:
    """A template may build on it, and a style lies over it."""
    name = "templates/pages/day.html"
    for folder in ("own", "default"):
        write(tmp_path / folder / name, folder)
    theme = Theme((tmp_path / "own", tmp_path / "default"))
    keys = {theme.key(""), theme.key("templates")}
    write(tmp_path / "default" / name, "changed")
    assert not keys & {theme.key(""), theme.key("templates")}


def test_a_mistake_in_it_is_told_with_its_file(project: Project) -> None:
    write(
        project.themes / "almanac/templates/pages/day.html",
        '{% extends "default/pages/day.html" %}\n{% block main %}\n{{ day.sunrise }}\n{% endblock %}\n',
    )
    with pytest.raises(Exception, match=r"themes/almanac/templates/pages/day\.html:3"):
        build(project, OPTIONS)
    write(project.themes / "almanac/templates/pages/day.html", '{% extends "default/pages/dya.html" %}\n')
    with pytest.raises(Exception, match=r"no template “default/pages/dya\.html”"):
        build(project, OPTIONS)


def test_a_reader_sees_it(project: Project, tab: Page) -> None:
    build(project, OPTIONS)
    with static_host(project, "/") as url:
        tab.emulate_media(color_scheme="light")
        tab.goto(f"{url}days/2025-10-29/")
        expect(tab.get_by_text("The sun rose on 29 October 2025.")).to_have_css(
            "border-top-color", "rgb(0, 86, 63)"
        )
        expect(tab.get_by_role("contentinfo")).to_contain_text("printed at dawn")
        loaded = "img => img.complete && img.naturalWidth > 0"
        tab.wait_for_function(f"() => ({loaded})(document.querySelector('footer img'))")
