"""A build that is really killed, at any moment: the next one repairs all, and no worker lives on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sitegen.build import build
from sitegen.project import Options, Project
from tests.conftest import REPOSITORY
from tests.project import clean_tree, make_large_project, tree, write

TODAY = date(2025, 10, 31)
BUILD = "from sitegen.cli import main; main()"
BUILD_WITH_A_POOL = f"""
from sitegen import making, reading
making._WORTH_A_POOL = making._PAGES_A_BATCH = reading._WORTH_A_POOL = reading._MOST_FILES = 16
{BUILD}
"""


def _start(project: Project, program: str) -> subprocess.Popen[bytes]:
    """A build in a process group of its own."""
    arguments = ["build", "--quiet", "--today", str(TODAY), "--jobs", "2", "-C", str(project.root)]
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _moments(project: Project, program: str, kills: int) -> Iterator[float]:
    """Times spread over the part of a whole build in which it works."""
    start = time.perf_counter()
    assert _start(project, program).wait() == 0
    whole = time.perf_counter() - start
    started = whole / 3
    for number in range(kills):
        yield started + (whole - started) * (number + 0.5) / kills


@pytest.mark.parametrize(
    ("program", "kills"), [(BUILD, 4), (BUILD_WITH_A_POOL, 3)], ids=["alone", "with a pool"]
)
def test_a_killed_build_is_repaired_by_the_next(tmp_path: Path, program: str, kills: int) -> None:
    project = make_large_project(tmp_path, 120)
    killed = 0
    for number, moment in enumerate(_moments(project, program, kills)):
        # All pages change, and every third paper.
        site = (project.content / "site.yml").read_text("utf-8").splitlines()[1:]
        write(project.content / "site.yml", "\n".join([f"title: Number {number}", *site]) + "\n")
        for path in sorted(project.content.glob("papers/*/*.md"))[number % 3 :: 3]:
            path.write_text(path.read_text("utf-8") + f"\nNumber {number}.\n", "utf-8")
        process = _start(project, program)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        build(project, Options(today=TODAY, jobs=1))
        assert tree(project.output) == clean_tree(project, Options(today=TODAY))
        deadline = time.monotonic() + 10
        while _is_alive(process.pid):
            assert time.monotonic() < deadline, "a worker lives on"
            time.sleep(0.01)
    assert killed
