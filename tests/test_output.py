"""The output folder: only ours is touched, and it is left as a clean build leaves it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sitegen.build import Builder, build
from sitegen.model import ContentError
from sitegen.output import MARKER, Output
from sitegen.project import Options, Project
from sitegen.urls import MADE_LAST
from tests.breaking import KilledError, broken_off
from tests.project import FILES, PAPER, clean_tree, make_project, tree, write

OPTIONS = Options(today=date(2025, 10, 31), jobs=1)
VERIFYING = Options(today=date(2025, 10, 31), jobs=1, verify=True)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def test_a_folder_without_our_mark_is_not_touched(project: Project) -> None:
    build(project, OPTIONS)
    (project.output / MARKER).unlink()
    before = tree(project.output)
    with pytest.raises(ContentError, match="no build wrote"):
        build(project, OPTIONS)
    assert tree(project.output) == before


def test_an_empty_folder_may_be_ours(project: Project) -> None:
    project.output.mkdir()
    build(project, OPTIONS)
    assert tree(project.output) == clean_tree(project, OPTIONS)


@pytest.mark.parametrize("at", range(12))
def test_a_first_build_that_is_killed_at_its_start_does_not_stand_in_the_way(tmp_path: Path, at: int) -> None:
    output = Output(tmp_path / "site")
    with pytest.raises(KilledError), broken_off(at, KilledError()), output.room_aside():
        raise KilledError
    Output(output.root).guard()


@pytest.mark.parametrize(
    "put",
    [
        lambda path, elsewhere: path.write_text("a file"),
        lambda path, elsewhere: path.symlink_to(elsewhere),
        lambda path, elsewhere: path.symlink_to("nowhere"),
        lambda path, elsewhere: (path / "more/of it").mkdir(parents=True),
    ],
    ids=["file", "link", "dangling link", "folder"],
)
def test_what_lies_in_the_place_of_the_unfinished_goes(
    project: Project, put: Callable[[Path, Path], object]
) -> None:
    build(project, OPTIONS)
    expected = tree(project.output)
    write(project.root / "elsewhere/kept.txt", "kept")
    put(project.output / ".unfinished", project.root / "elsewhere")
    build(project, OPTIONS)
    assert tree(project.output) == expected
    assert (project.root / "elsewhere/kept.txt").read_text() == "kept"


def test_a_change_that_hides_its_size_and_time_is_found_by_reading(project: Project) -> None:
    build(project, OPTIONS)
    expected = tree(project.output)
    path = project.output / "index.html"
    found = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert build(project, OPTIONS).written == ()
    assert build(project, VERIFYING).written == ("index.html",)
    assert tree(project.output) == expected


def test_a_quick_build_follows_an_edit_and_a_whole_one_mends_the_rest(project: Project) -> None:
    builder = Builder(project, OPTIONS)
    builder.build()
    write(project.root / PAPER, FILES[PAPER].replace("A game", "No game"))
    (project.output / "404.html").write_bytes(b"foreign")
    assert "papers/key-and-play/index.html" in builder.build(edited=[PAPER]).written
    assert (project.output / "404.html").read_bytes() == b"foreign"
    written = builder.build().written
    assert [path for path in written if not path.startswith(MADE_LAST)] == ["404.html"]
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_a_quick_build_removes_what_goes(project: Project) -> None:
    builder = Builder(project, OPTIONS)
    builder.build()
    (project.content / "pages/about.md").unlink()
    assert builder.build(edited=["content/pages/about.md"]).removed == ("about/index.html",)
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_a_quick_build_in_a_folder_that_somebody_moved_things_in_is_a_whole_one(project: Project) -> None:
    builder = Builder(project, OPTIONS)
    builder.build()
    (project.output / "papers").rename(project.root / "elsewhere")
    (project.output / "papers").write_text("a file")
    write(project.root / PAPER, FILES[PAPER].replace("A game", "No game"))
    builder.build(edited=[PAPER])
    builder.build()
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_each_build_tells_of_its_own_stages_only(project: Project) -> None:
    builder = Builder(project, OPTIONS)
    first = [stage.name for stage in builder.build().stages]
    for number in range(3):
        write(project.root / PAPER, FILES[PAPER] + f"\nNumber {number}.\n")
        assert [stage.name for stage in builder.build().stages] == first
