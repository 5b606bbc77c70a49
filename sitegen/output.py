"""Writing the output folder: guarded, each file replaced atomically, nothing left that was not planned."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.atomic import replace_file
from sitegen.model import ContentError, Problem

MARKER = ".sitegen"
"""An empty file that says that the folder is ours to write and to clean."""
_OURS = {MARKER, ".nojekyll"}
"""Kept beside the pages; `.nojekyll` makes GitHub Pages serve the folder as it is."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in the output folder before a build writes there."""

    files: dict[str, tuple[int, int] | None]
    """Size and time (nanoseconds) of each file by its path; None for a link, which no build wrote."""
    folders: list[str]
    """Each before those in it."""


class Output:
    """The folder of the built site."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def survey(self) -> Survey:
        """Look at everything in the folder, following no link.

        ContentError where the folder holds something and was not made by us: it is not touched then.
        """
        foreign = self.root.exists() and not (self.root / MARKER).exists()
        if foreign and not (self.root.is_dir() and not any(self.root.iterdir())):
            hint = "move it away; its place is for the built site"
            what = "this folder holds files that no build wrote, so it is not touched"
            raise ContentError([Problem(f"{self.root.name}/", what, hint=hint)])
        found = Survey({}, [])
        if self.root.is_dir():
            for path, entry in _walk(self.root, ""):
                if entry.is_dir(follow_symlinks=False):
                    found.folders.append(path)
                elif path not in _OURS:
                    stat = entry.stat(follow_symlinks=False)
                    link = entry.is_symlink()
                    found.files[path] = None if link else (stat.st_size, stat.st_mtime_ns)
        return found

    def begin(self) -> None:
        """Make the folder, and mark it as ours."""
        self.root.mkdir(parents=True, exist_ok=True)
        for name in _OURS:
            if not (self.root / name).exists():
                (self.root / name).touch()

    def remove_others(self, found: Survey, planned: Collection[str]) -> list[str]:
        """Remove what was found and is not planned, and folders that no planned file needs. The files' paths.

        To be done before writing: what is removed may lie where a folder or a file has to be.
        """
        removed = [path for path in found.files if path not in planned]
        for path in removed:
            (self.root / path).unlink()
        needed = {parent for path in planned for parent in map(str, PurePosixPath(path).parents)}
        for folder in reversed(found.folders):
            if folder not in needed:
                (self.root / folder).rmdir()
        return sorted(removed)

    def write(self, path: str, content: bytes) -> tuple[int, int]:
        """Write one file, below the folder. Its size and time."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, content)
        stat = target.stat()
        return stat.st_size, stat.st_mtime_ns


def _walk(folder: Path, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = below + entry.name
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), path + "/")
