"""Writing what an import changes: all of it or nothing.

New files are written aside, in `content/.import/`. With a list of what is to be moved where, written there
last, the import counts. Killed before, it has changed nothing; killed after, the next import
of whatever completes it first. Where the disk says no, what was moved already is moved back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple

from sitegen.atomic import replace_file
from sitegen.model import ContentError, Problem

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


class Move(NamedTuple):
    """What is to happen to a file."""

    path: str
    number: int
    """Its name aside: `new-1` what it is to be, `old-1` what it was."""
    is_written: bool
    """Or removed."""


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
        _move(content, aside, [Move(*move) for move in json.loads((aside / _LIST).read_bytes())])
    shutil.rmtree(aside, ignore_errors=True)


class Stage:
    """Files on their way into the content folder. They wait in `aside`, on the disk."""

    def __init__(self, content: Path, aside: Path | None = None) -> None:
        self._content = content
        self._aside = aside or content / _FOLDER
        self._numbers: dict[str, int] = {}
        """What is changed, in order: what each file is called aside, from 1; negative where it is to go."""

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
        return list(self._numbers)

    def put(self, path: str, data: bytes) -> None:
        """A file is to have this content."""
        before = None if path in self._numbers else _read(self._content / path)
        if before != data:
            self._number(path, before, 1)
            self._new(path).write_bytes(data)

    def opened(self, path: str) -> BinaryIO:
        """A file that is to be written piece by piece."""
        self._number(path, _read(self._content / path), 1)
        return self._new(path).open("wb")

    def remove(self, path: str) -> None:
        """A file is to go."""
        before = _read(self._content / path)
        if before is not None:
            self._number(path, before, -1)

    def changes(self) -> Iterator[Change]:
        """What is changed, file by file."""
        for path, number in self._numbers.items():
            after = self._new(path).read_bytes() if number > 0 else None
            yield Change(path, _read(self._old(path)), after)

    def commit(self) -> None:
        """Move all to its places.

        OSError where the disk says no, ContentError where a file was edited meanwhile: nothing has changed.
        """
        if not self._numbers:
            return
        for path in self._numbers:
            target = self._content / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if _read(target) != _read(self._old(path)):
                what = "this was edited while the import worked"
                raise ContentError([Problem(f"{self._content.name}/{path}", what, hint="import again")])
        moves = [Move(path, abs(number), number > 0) for path, number in self._numbers.items()]
        replace_file(self._aside / _LIST, json.dumps(moves).encode())
        try:
            _move(self._content, self._aside, moves)
        except OSError:
            self._undo()
            raise
        # If it stays, the next import finds that nothing is as it was, and so does nothing.
        with suppress(OSError):
            (self._aside / _LIST).unlink()

    def _number(self, path: str, before: bytes | None, sign: int) -> None:
        """Give a file a name aside, and keep what it was: nobody else's edit of it must be lost."""
        is_new = path not in self._numbers
        self._numbers[path] = sign * abs(self._numbers.get(path, len(self._numbers) + 1))
        self._aside.mkdir(parents=True, exist_ok=True)
        if is_new and before is not None:
            self._old(path).write_bytes(before)

    def _new(self, path: str) -> Path:
        return self._aside / f"new-{abs(self._numbers[path])}"

    def _old(self, path: str) -> Path:
        return self._aside / f"old-{abs(self._numbers[path])}"

    def _undo(self) -> None:
        (self._aside / _LIST).unlink()
        for path, number in self._numbers.items():
            target = self._content / path
            if number > 0 and self._new(path).exists():
                continue
            if self._old(path).exists():
                self._old(path).replace(target)
            else:
                target.unlink(missing_ok=True)


def _move(content: Path, aside: Path, moves: Iterable[Move]) -> None:
    """Move all that was not moved yet. What a person has edited since stays."""
    for path, number, is_written in moves:
        target, new, old = content / path, aside / f"new-{number}", aside / f"old-{number}"
        if _read(target) != _read(old):
            continue
        if not is_written:
            target.unlink(missing_ok=True)
        elif new.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            new.replace(target)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
