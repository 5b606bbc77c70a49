"""The same bytes for the same content, whoever builds it, wherever, and however many share the work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen import making, reading
from sitegen.build import build
from sitegen.project import Options, Project
from tests.conftest import REPOSITORY
from tests.project import make_large_project, make_project, tree

TODAY = date(2025, 10, 31)
SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"},
]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project large enough for a pool, built by one process."""
    project = make_large_project(tmp_path_factory.mktemp("large"), 2_100)
    build(project, Options(today=TODAY, jobs=1))
    return project


@pytest.fixture
def small(tmp_path: Path) -> Project:
    return make_project(tmp_path / "small")


def _same_content(project: Project, folder: Path) -> Project:
    """A project without a site, with another's content."""
    folder.mkdir()
    (folder / "content").symlink_to(project.content)
    return Project(folder)


@pytest.mark.parametrize(
    ("command", "surroundings"),
    [
        pytest.param([sys.executable, "-m", "sitegen"], SURROUNDINGS[0], id="python -m"),
        pytest.param([str(Path(sys.executable).with_name("sitegen"))], SURROUNDINGS[1], id="console script"),
    ],
)
def test_a_pool_of_processes_gives_the_same_bytes(
    large: Project, tmp_path: Path, command: list[str], surroundings: dict[str, str]
) -> None:
    project = _same_content(large, tmp_path / "project")
    subprocess.run(
        [*command, "build", "--today", str(TODAY), "--jobs", "2", "-C", str(project.root)],
        check=True,
        capture_output=True,
        env={**os.environ, **surroundings, "PYTHONPATH": str(REPOSITORY)},
        timeout=120,
    )
    assert tree(project.output) == tree(large.output)


@pytest.mark.parametrize("jobs", [1, 2, 3, None])
def test_the_number_of_jobs_makes_no_difference(
    small: Project, tmp_path: Path, jobs: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small, Options(today=TODAY, jobs=1))
    monkeypatch.setattr(making, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(making, "_PAGES_A_BATCH", 5)
    monkeypatch.setattr(reading, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(reading, "_MOST_FILES", 2)
    project = _same_content(small, tmp_path / "project")
    build(project, Options(today=TODAY, jobs=jobs))
    assert tree(project.output) == tree(small.output)


class Listing:
    """What `os.scandir` gives, in an order of ours."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> Listing:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("backwards", [False, True], ids=["by name", "by name, backwards"])
def test_the_order_in_which_files_are_listed_makes_no_difference(
    small: Project, tmp_path: Path, backwards: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small, Options(today=TODAY, jobs=1))
    project = _same_content(small, tmp_path / "project")
    real = os.scandir

    def scandir(path: Any = ".") -> Listing:
        with real(path) as entries:
            return Listing(sorted(entries, key=lambda entry: entry.name, reverse=backwards))

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        build(project, Options(today=TODAY, jobs=1))
    assert tree(project.output) == tree(small.output)


def test_the_files_times_make_no_difference(small: Project, tmp_path: Path) -> None:
    build(small, Options(today=TODAY, jobs=1))
    for number, path in enumerate(small.content.rglob("*")):
        os.utime(path, (number * 100_000_000,) * 2)
    project = _same_content(small, tmp_path / "project")
    build(project, Options(today=TODAY, jobs=1))
    assert tree(project.output) == tree(small.output)


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_the_surroundings_make_no_difference(
    small: Project, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    build(small, Options(today=TODAY, precompress=True))
    project = _same_content(small, tmp_path / "project")
    subprocess.run(
        [sys.executable, "-m", "sitegen", "build", "--today", str(TODAY), "--precompress"],
        check=True,
        capture_output=True,
        cwd=project.root,
        env={**os.environ, **surroundings, "PYTHONPATH": str(REPOSITORY)},
    )
    assert tree(project.output) == tree(small.output)
