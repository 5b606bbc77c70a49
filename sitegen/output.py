"""Writing the output folder: guarded, each file replaced in one step, nothing left that was not planned.

New files are written aside first, by whoever rendered them, and take their places only when all are there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import TypeAlias

from sitegen.digest import content_key
from sitegen.manifest import Written
from sitegen.model import ContentError, Problem

MARKER = ".sitegen"
"""An empty file that says that the folder is ours to write and to clean."""
_ASIDE = ".unfinished"
"""The folder of new files that have not taken their places yet."""


Found: TypeAlias = tuple[int, int]
"""A file in the output folder, as the file system tells of it: its size, and its time in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in the output folder before a build writes there."""

    root: Path
    files: dict[str, Found | None] = field(default_factory=dict)
    """By path; None for a link, which no build wrote."""
    folders: list[str] = field(default_factory=list)
    """Each before those in it."""

    def intact(self, written: Mapping[str, Written], verify: bool) -> dict[str, Written]:
        """Which files are as they were written, by size and time; with `verify`, by their bytes too."""
        return {
            path: file
            for path, file in written.items()
            if self.files.get(path) == (file.size, file.modified)
            and (not verify or content_key((self.root / path).read_bytes()) == file.hash)
        }

    def is_as_left(self, written: Mapping[str, Written], verify: bool) -> bool:
        """Whether there is just what was written, all of it intact, and nothing else."""
        return (
            len(self.files) == len(written) == len(self.intact(written, verify))
            and set(self.folders) == _parents(written)
            and not os.path.lexists(self.root / _ASIDE)
        )


def survey(root: Path) -> Survey:
    """Look at everything in the output folder, following no link."""
    found = Survey(root)
    waiting = [""] if root.is_dir() else []
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if path in {_ASIDE, MARKER}:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    found.folders.append(path)
                    waiting.append(f"{path}/")
                elif entry.is_symlink():
                    found.files[path] = None
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found.files[path] = (stat.st_size, stat.st_mtime_ns)
    return found


class Output:
    """The folder of the built site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # A name of its own: a worker of a killed build must not write among what this one makes.
        self.aside = root / _ASIDE / token_hex(8)

    def guard(self) -> None:
        """ContentError where the folder holds something and was not made by us: it is not touched then."""
        foreign = self.root.exists() and not (self.root / MARKER).is_file()
        if foreign and not (self.root.is_dir() and not any(self.root.iterdir())):
            hint = "move it away; its place is for the built site"
            what = "this folder holds files that no build wrote, so it is not touched"
            raise ContentError([Problem(f"{self.root.name}/", what, hint=hint)])

    @contextmanager
    def room_aside(self) -> Iterator[None]:
        """Make the folder, mark it as ours, and have an empty one for unfinished files in it for a while."""
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / MARKER).touch()  # first: a killed build must not leave a folder that seems foreign
        self._clear_room()
        self.aside.mkdir(parents=True)
        try:
            yield
        finally:
            self._clear_room()

    def _clear_room(self) -> None:
        room = self.root / _ASIDE
        if room.is_symlink() or room.is_file():
            room.unlink()
        shutil.rmtree(room, ignore_errors=True)

    def remove_others(self, found: Survey, planned: Collection[str]) -> list[str]:
        """Remove what was found and is not planned, and folders that no planned file needs. The files' paths.

        To be done before placing: what is removed may lie where a folder or a file has to be.
        """
        removed = [path for path in found.files if path not in planned]
        for path in removed:
            (self.root / path).unlink()
        needed = _parents(planned)
        for folder in reversed(found.folders):
            if folder not in needed:
                (self.root / folder).rmdir()
        return sorted(removed)

    def place(self) -> None:
        """Move what was written aside to where it belongs, each in one step."""
        _move_into(os.fspath(self.root), os.fspath(self.aside))


def write_aside(folder: Path, path: str, content: bytes) -> Found:
    """Write a new file, whose place is to be `path`, into the folder of the unfinished."""
    # Plain calls: there may be a hundred thousand, nearly each in a folder of its own.
    file = f"{folder}/{path}"
    own = file.rpartition("/")[0]
    try:
        os.mkdir(own)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(own, exist_ok=True)  # noqa: PTH103
    with open(file, "wb", buffering=0) as stream:  # noqa: PTH123
        rest = memoryview(content)
        while rest:
            rest = rest[stream.write(rest) :]
        stat = os.fstat(stream.fileno())
    return stat.st_size, stat.st_mtime_ns


def _move_into(target: str, source: str) -> None:
    """Move all that a folder holds into another one: what has no place there yet as a whole."""
    with os.scandir(source) as entries:
        waiting = list(entries)
    for entry in waiting:
        place = f"{target}/{entry.name}"
        if entry.is_dir(follow_symlinks=False) and os.path.isdir(place):  # noqa: PTH112
            _move_into(place, entry.path)
        else:
            os.replace(entry.path, place)  # noqa: PTH105


def _parents(paths: Iterable[str]) -> set[str]:
    """All folders that files need."""
    parents: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in parents:
            parents.add(folder)
            folder = folder.rpartition("/")[0]
    return parents
