"""Writing what an import changes: all of it or nothing.

New files are written aside, in `content/.import/`. With a list of what is to be moved where, written there
last, the import counts. Killed before, it has changed nothing; killed after, the next import
of whatever completes it first. Where the disk says no, what was moved already is moved back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from sitegen.atomic import replace_file

try:
    import fcntl
except ImportError:  # a system that has no such locks
    fcntl = None  # type: ignore[assignment]

_FOLDER = ".import"
_LIST = "list.json"


class Change(NamedTuple):
    """A file that is to be written or removed."""

    path: str
    """Below the content folder."""
    before: bytes | None
    """None: there is none."""
    after: bytes | None
    """None: it is to go."""


@contextmanager
def alone(content: Path) -> Iterator[None]:
    """Hold the content folder, which is made if need be, so that a second import waits.

    An import that was killed is completed first.
    """
    made = not content.exists()
    content.mkdir(parents=True, exist_ok=True)
    try:
        with _locked(content):
            complete(content)
            yield
    finally:
        if made:
            with suppress(OSError):
                content.rmdir()


@contextmanager
def _locked(content: Path) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    folder = os.open(content, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def is_unfinished(content: Path) -> bool:
    """Whether an import was killed while it moved its files."""
    return (content / _FOLDER / _LIST).exists()


def complete(content: Path) -> None:
    """Finish an import that was killed while it moved its files; forget one that had not come so far."""
    aside = content / _FOLDER
    with suppress(FileNotFoundError):
        _move(content, aside, json.loads((aside / _LIST).read_bytes()))
    shutil.rmtree(aside, ignore_errors=True)


class Stage:
    """Files on their way into the content folder. They wait in `aside`, on the disk."""

    def __init__(self, content: Path, aside: Path | None = None) -> None:
        self._content = content
        self._aside = aside or content / _FOLDER
        self._paths: dict[str, bool] = {}
        """What is changed, in order, and whether it is written (or removed)."""
        self._names: dict[str, str] = {}
        """What a file is called aside."""

    def __enter__(self) -> Stage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # Broken off while it moved its files, it is completed by the next import.
        if not (self._aside / _LIST).exists():
            shutil.rmtree(self._aside, ignore_errors=True)

    @property
    def paths(self) -> list[str]:
        """What is changed, below the content folder."""
        return list(self._paths)

    def put(self, path: str, data: bytes) -> None:
        """A file is to have this content."""
        if path not in self._paths and _read(self._content / path) == data:
            return
        self._paths[path] = True
        self._aside.mkdir(parents=True, exist_ok=True)
        self._new(path).write_bytes(data)

    def remove(self, path: str) -> None:
        """A file is to go."""
        if (self._content / path).exists():
            self._paths[path] = False

    def changes(self) -> Iterator[Change]:
        """What is changed, file by file."""
        for path, is_written in self._paths.items():
            after = self._new(path).read_bytes() if is_written else None
            yield Change(path, _read(self._content / path), after)

    def commit(self) -> None:
        """Move all to its places. OSError, with nothing changed, where the disk says no."""
        if not self._paths:
            return
        self._aside.mkdir(parents=True, exist_ok=True)
        moves = [
            [self._new(path).name if is_written else None, path] for path, is_written in self._paths.items()
        ]
        for path in self._paths:
            self._keep(path)
        replace_file(self._aside / _LIST, json.dumps(moves).encode())
        try:
            _move(self._content, self._aside, moves)
        except OSError:
            self._undo()
            raise
        (self._aside / _LIST).unlink()

    def _new(self, path: str) -> Path:
        return self._aside / f"new-{self._name(path)}"

    def _old(self, path: str) -> Path:
        return self._aside / f"old-{self._name(path)}"

    def _name(self, path: str) -> str:
        return self._names.setdefault(path, str(len(self._names)))

    def _keep(self, path: str) -> None:
        target = self._content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file():
            try:
                os.link(target, self._old(path))
            except OSError:  # a file system without a second name for a file
                shutil.copy2(target, self._old(path))
        elif target.exists():
            raise IsADirectoryError(21, "a folder is where a file is to be", str(target))

    def _undo(self) -> None:
        for path in self._paths:
            if self._old(path).exists():
                self._old(path).replace(self._content / path)
            else:
                (self._content / path).unlink(missing_ok=True)
        (self._aside / _LIST).unlink(missing_ok=True)


def _move(content: Path, aside: Path, moves: list[list[str | None]]) -> None:
    for name, path in moves:
        target = content / str(path)
        if name is None:
            target.unlink(missing_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            # It is gone where a killed import had moved it already.
            with suppress(FileNotFoundError):
                (aside / name).replace(target)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
