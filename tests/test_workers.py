"""The heavy work: here, in a pool, or on a real dask cluster, always with the same results in their order."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sitegen import making, reading, workers
from sitegen.build import build
from sitegen.cli import main
from sitegen.model import ContentError
from sitegen.project import Options, Project
from sitegen.workers import Inline, Workers
from tests.conftest import REPOSITORY
from tests.project import make_large_project, make_project, tree, write

TODAY = date(2025, 10, 31)


def _double(number: int) -> int:
    return 2 * number


def _fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def _process(number: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def _mark(path: Path) -> None:
    time.sleep(0.05)
    path.touch()
    if path.name == "0":
        raise ValueError("the first")


def test_inline_gives_what_a_task_gives_or_raises() -> None:
    assert Inline().submit(_double, 3).result() == 6
    with pytest.raises(ValueError, match="three"):
        Inline().submit(_fail_at_three, 3).result()


def test_an_interrupt_ends_inline_work_at_once() -> None:
    def interrupted(number: int) -> int:
        raise KeyboardInterrupt

    with Workers(jobs=1) as team, pytest.raises(KeyboardInterrupt):
        list(team.run(interrupted, [1], pays=True))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("ahead", [0, 1, 64])
def test_results_come_in_the_order_of_the_arguments(jobs: int, ahead: int) -> None:
    with Workers(jobs) as team:
        for _ in range(2):
            assert list(team.run(_double, range(20), pays=True, ahead=ahead)) == [2 * n for n in range(20)]
        assert list(team.run(_double, [], pays=True)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_arguments_are_taken_only_so_far_ahead(jobs: int) -> None:
    taken: list[int] = []

    def arguments() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    with Workers(jobs) as team:
        for done, _ in enumerate(team.run(_double, arguments(), pays=True, ahead=5), 1):
            assert len(taken) <= done + 5
    assert len(taken) == 50


def test_work_that_does_not_pay_stays_here() -> None:
    with Workers(2) as team:
        assert set(team.run(_process, range(3), pays=False)) == {os.getpid()}
        assert set(team.run(_process, range(3), pays=True)) != {os.getpid()}


def test_no_more_processes_than_allowed_and_this_one_does_its_part() -> None:
    with Workers(3) as team:
        pids = list(team.run(_process, range(90), pays=True))
    assert os.getpid() in pids
    assert 2 <= len(set(pids)) <= 3


def test_a_task_beside_is_done_by_another_process_where_it_pays() -> None:
    with Workers(2) as team:
        assert team.beside(_process, 0, pays=False).result() == os.getpid()
        assert team.beside(_process, 0, pays=True).result() != os.getpid()
    with Workers(1) as team:
        assert team.beside(_process, 0, pays=True).result() == os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_reaches_the_caller_and_ends_the_rest(tmp_path: Path, jobs: int) -> None:
    paths = [tmp_path / str(number) for number in range(60)]
    with pytest.raises(ValueError, match="the first"), Workers(jobs) as team:
        list(team.run(_mark, paths, pays=True))
    assert len(list(tmp_path.iterdir())) < 50


def test_whoever_stops_listening_ends_the_rest(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) for number in range(1, 60)]
    with Workers(2) as team:
        next(team.run(_mark, paths, pays=True))
    assert len(list(tmp_path.iterdir())) < 50


def test_a_worker_that_dies_is_an_error_not_a_wait() -> None:
    with pytest.raises(Exception, match="terminated abruptly"), Workers(2) as team:
        list(team.run(os._exit, [1], pays=True))


def _dask(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A scheduler and two workers, as somebody starts them, in a folder that is not the project's."""
    place = f"127.0.0.1:{_free_port()}"
    host, port = place.split(":")
    here = ("--host", host, "--no-dashboard")
    alone = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0")
    processes = [_dask("scheduler", *here, "--port", port)]
    processes += [_dask("worker", f"tcp://{place}", *here, *alone) for _ in range(2)]
    yield f"dask://{place}"
    for process in processes[::-1]:
        process.terminate()
        process.wait(30)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A small one, in a program for which a pool pays at once."""
    for module, name in (
        *((making, "_WORTH_A_POOL"), (making, "_PAGES_A_BATCH")),
        *((reading, "_WORTH_A_POOL"), (reading, "_MOST_FILES")),
    ):
        monkeypatch.setattr(module, name, 3)
    return make_project(tmp_path / "project")


def test_a_cluster_gives_the_same_bytes(project: Project, tmp_path: Path, cluster: str) -> None:
    options = Options(today=TODAY, executor=cluster)
    build(project, options)
    serial = make_project(tmp_path / "serial")
    build(serial, Options(today=TODAY, jobs=1))
    assert tree(project.output) == tree(serial.output)
    for each in (project, serial):
        write(each.content / "digests/2025-10-31.md", "---\npapers:\n- key-and-play\n---\n\nAgain.\n")
        write(each.themes / "default/templates/parts/footer.html", "{% macro footer() %}Mine{% endmacro %}\n")
    build(project, options)
    build(serial, Options(today=TODAY, jobs=1))
    assert tree(project.output) == tree(serial.output)


def test_both_workers_of_a_cluster_work(cluster: str) -> None:
    with Workers(executor=cluster) as team:
        assert len(set(team.run(_process, range(8), pays=True)) - {os.getpid()}) == 2


def test_a_cluster_with_another_program_gets_no_work(
    project: Project, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.workers.program_key", lambda: f"that of process {os.getpid()}")
    with pytest.raises(OSError, match="another sitegen"):
        build(project, Options(today=TODAY, executor=cluster))
    assert not (project.output / "index.html").exists()


def test_a_mistake_is_told_by_a_cluster_too(project: Project, cluster: str) -> None:
    write(project.themes / "default/templates/pages/paper.html", "\n{{ card.nonsense }}")
    with pytest.raises(ContentError) as caught:
        build(project, Options(today=TODAY, executor=cluster))
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == ("themes/default/templates/pages/paper.html", 2)
    assert not list(project.output.glob("*.html"))


def test_an_exception_on_a_cluster_reaches_the_caller(tmp_path: Path, cluster: str) -> None:
    paths = [tmp_path / str(number) for number in range(60)]
    with pytest.raises(ValueError, match="the first"), Workers(executor=cluster) as team:
        list(team.run(_mark, paths, pays=True))
    assert len(list(tmp_path.iterdir())) < 50


def test_a_cluster_is_used_from_the_command_line(tmp_path: Path, cluster: str) -> None:
    project = make_large_project(tmp_path, 2_100)
    command = [sys.executable, "-m", "sitegen", "build", "--today", str(TODAY)]
    surroundings = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [*command, "--executor", cluster],
        check=False,
        cwd=project.root,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    expected = tree(project.output)
    for name in ("site", ".sitegen"):
        (project.root / name).rename(project.root / f"{name}-before")
    subprocess.run(
        [*command, "--jobs", "1"], cwd=project.root, env=surroundings, check=True, capture_output=True
    )
    assert tree(project.output) == expected


def test_an_address_where_nobody_answers_is_told_in_one_line(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_PATIENCE", 1)
    address = f"dask://127.0.0.1:{_free_port()}"
    start = time.monotonic()
    assert main(["build", "-C", str(project.root), "--executor", address]) == 1
    assert time.monotonic() - start < 5
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"sitegen: {address}: no dask scheduler answered in 1 seconds\n"


def test_a_program_without_dask_says_what_to_install(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["build", "-C", str(project.root), "--executor", "dask://127.0.0.1:1"]) == 1
    assert (
        capsys.readouterr().err == "sitegen: dask://127.0.0.1:1: this needs dask: install sitegen[cluster]\n"
    )
