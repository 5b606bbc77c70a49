"""An import changes all that it is to change, or nothing: killed, out of space, or beside another."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from sitegen.ingest import import_sources, write
from tests.conftest import REPOSITORY
from tests.ingest.given import entry, files_of, page, save

IMPORT = "from sitegen.cli import main; import sys; sys.exit(main())"


def saved(folder: Path) -> list[Path]:
    """Two pages, the second of which changes papers of the first."""
    first = page("Oct 30, 2025", *(entry(f"Paper {n}", date=f"May 29 {n}") for n in range(6)))
    second = page("Nov 2, 2025", *(entry(f"Paper {n}", date=f"May 29 {n + 1}") for n in range(3, 9)))
    return [save(folder, "first.txt", first), save(folder, "second.txt", second)]


@pytest.fixture
def states(tmp_path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The content before and after the second page."""
    first, second = saved(tmp_path)
    import_sources([first], tmp_path / "content")
    before = files_of(tmp_path / "content")
    import_sources([second], tmp_path / "content")
    return before, files_of(tmp_path / "content")


def restore(content: Path, files: dict[str, bytes]) -> None:
    """Make the content what it was."""
    for name in files_of(content):
        (content / name).unlink()
    for name, data in files.items():
        save(content, name, data.decode())


@contextmanager
def failing(at: int, error: BaseException) -> Iterator[list[str]]:
    """Fail at a call that writes, counted from 0. Gives the calls."""
    calls: list[str] = []

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) == at + 1:
                raise error
            return call(*arguments, **options)

        return counting

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in ((Path, "replace"), (Path, "write_bytes"), (Path, "mkdir"), (os, "link")):
            patch.setattr(owner, name, counted(name, getattr(owner, name)))
        yield calls


def test_a_full_disk_changes_nothing(tmp_path: Path, states: tuple[dict[str, bytes], ...]) -> None:
    before, after = states
    content = tmp_path / "content"
    for at in range(1000):
        restore(content, before)
        with failing(at, OSError(errno.ENOSPC, "No space left on device", "file")) as calls:
            try:
                import_sources([tmp_path / "second.txt"], content)
            except OSError:
                assert files_of(content) == before, calls
            else:
                assert files_of(content) == after, calls
        if len(calls) <= at:
            break
    assert at > 30


def test_killed_anywhere_it_changed_nothing_or_is_completed_by_the_next(
    tmp_path: Path, states: tuple[dict[str, bytes], ...]
) -> None:
    before, after = states
    content = tmp_path / "content"
    ends = set()
    for at in range(1000):
        restore(content, before)
        with failing(at, KeyboardInterrupt()) as calls, suppress(KeyboardInterrupt):
            import_sources([tmp_path / "second.txt"], content)
        import_sources([], content)
        now = files_of(content)
        assert now in (before, after), calls
        ends.add(now == after)
        if len(calls) <= at:
            break
    assert ends == {True, False}


def test_really_killed(tmp_path: Path, states: tuple[dict[str, bytes], ...]) -> None:
    before, after = states
    content = tmp_path / "content"
    arguments = [sys.executable, "-c", IMPORT, "import", str(tmp_path / "second.txt"), "-C", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    for delay in (0.0, 0.002, 0.005, 0.01):
        restore(content, before)
        process = subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL)
        while process.poll() is None and not (content / ".import").exists():
            time.sleep(0.0005)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        import_sources([], content)
        assert files_of(content) in (before, after)
        import_sources([tmp_path / "second.txt"], content)
        assert files_of(content) == after


def test_two_imports_at_once_do_not_mix(tmp_path: Path, states: tuple[dict[str, bytes], ...]) -> None:
    _, after = states
    folder = tmp_path / "both"
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", IMPORT, "import", "--quiet", str(file), "-C", str(folder)], env=environment
        )
        for file in saved(tmp_path)
    ]
    assert [process.wait() for process in processes] == [0, 0]
    digests = {name: data for name, data in after.items() if name.startswith(("digests/", "sources/"))}
    now = files_of(folder / "content")
    assert {name: now[name] for name in digests} == digests
    assert len(now) == len(after)


def test_an_import_waits_for_another(tmp_path: Path) -> None:
    done: list[str] = []
    with write.alone(tmp_path / "content"):
        process = subprocess.Popen(
            [sys.executable, "-c", IMPORT, "import", "--quiet", str(saved(tmp_path)[0]), "-C", str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        done.append("first")
        assert not (tmp_path / "content/papers").exists()
    assert process.wait() == 0


def test_a_folder_where_a_file_is_to_be_is_told_and_nothing_changes(
    tmp_path: Path, states: tuple[dict[str, bytes], ...]
) -> None:
    before, _ = states
    content = tmp_path / "content"
    restore(content, before)
    (content / "digests/2025-11-02.md").mkdir()
    with pytest.raises(Exception, match=r"2025-11-02\.md"):
        import_sources([tmp_path / "second.txt"], content)
    assert files_of(content) == before
