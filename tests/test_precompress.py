"""`--precompress`: copies for servers that hand them out as they are."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import brotli
import pytest

from sitegen.build import build
from sitegen.model import ContentError
from sitegen.project import Options, Project
from tests.project import FILES, PAPER, clean_tree, make_project, tree, write

PLAIN = Options(today=date(2025, 10, 31), jobs=1)
COMPRESSED = Options(today=date(2025, 10, 31), jobs=1, precompress=True)
COPIES = (".gz", ".br")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def _without_copies(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not _is_copy(path)}


def _is_copy(path: str) -> bool:
    """Most files of the search are compressed by themselves."""
    return path.endswith(COPIES) and "." in path.rpartition("/")[2].removesuffix(path[-3:])


def test_every_text_has_copies_that_unpack_to_it(project: Project) -> None:
    write(project.themes / "default/static/picture.png", "no text")
    build(project, COMPRESSED)
    files = tree(project.output)
    texts = {path for path in files if path.endswith((".html", ".xml", ".css", ".js", ".svg"))}
    assert {path for path in files if path.endswith(COPIES)} >= {
        f"{path}{end}" for path in texts for end in COPIES
    }
    for path, data in files.items():
        if path.endswith(".gz") and _is_copy(path):
            assert gzip.decompress(data) == files[path[:-3]]
        if path.endswith(".br"):
            assert brotli.decompress(data) == files[path[:-3]]
    assert not any(path.startswith("assets/picture.png.") for path in files)


def test_copies_are_the_same_in_every_run(project: Project) -> None:
    build(project, COMPRESSED)
    assert tree(project.output) == clean_tree(project, COMPRESSED)


def test_an_edit_writes_the_copies_too(project: Project) -> None:
    build(project, COMPRESSED)
    write(project.content / "pages/about.md", "---\ntitle: About\n---\n\nOther words.\n")
    result = build(project, COMPRESSED)
    assert sorted(result.written) == [f"about/index.html{end}" for end in ("", ".br", ".gz")]
    assert tree(project.output) == clean_tree(project, COMPRESSED)


def test_the_option_adds_and_removes_copies_and_nothing_else(project: Project) -> None:
    build(project, PLAIN)
    plain = tree(project.output)
    result = build(project, COMPRESSED)
    assert all(path.endswith(COPIES) for path in result.written)
    assert _without_copies(tree(project.output)) == plain
    result = build(project, PLAIN)
    assert result.written == ()
    assert all(path.endswith(COPIES) for path in result.removed)
    assert tree(project.output) == plain


@pytest.mark.parametrize("end", COPIES)
def test_a_copy_that_is_gone_or_broken_is_made_anew(project: Project, end: str) -> None:
    build(project, COMPRESSED)
    expected = tree(project.output)
    (project.output / f"index.html{end}").unlink()
    (project.output / f"feed.xml{end}").write_bytes(b"broken")
    assert set(build(project, COMPRESSED).written) == {f"index.html{end}", f"feed.xml{end}"}
    assert tree(project.output) == expected


def test_a_copy_in_the_place_of_a_themes_file_is_a_problem(project: Project) -> None:
    write(project.themes / "default/static/drawing.svg", "<svg/>")
    write(project.themes / "default/static/drawing.svg.gz", "the theme's own")
    build(project, PLAIN)
    before = tree(project.output)
    with pytest.raises(ContentError, match=r"assets/drawing\.svg\.gz: two pages have this address"):
        build(project, COMPRESSED)
    assert tree(project.output) == before


def test_a_paper_edited_while_copies_were_off_has_fresh_ones(project: Project) -> None:
    build(project, COMPRESSED)
    write(project.root / PAPER, FILES[PAPER].replace("A game", "No game"))
    build(project, PLAIN)
    build(project, COMPRESSED)
    assert tree(project.output) == clean_tree(project, COMPRESSED)
