"""Writing the output folder: guarded, each file replaced atomically, nothing left that was not planned."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from sitegen.model import ContentError, Problem

MARKER = ".sitegen"
"""An empty file that says that the folder is ours to write and to clean."""
_OURS = {MARKER, ".nojekyll"}
"""Kept beside the pages; `.nojekyll` makes GitHub Pages serve the folder as it is."""


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(content)
    temporary.replace(path)


class Output:
    """The folder of the built site."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def guard(self) -> None:
        """Refuse to touch a folder that holds something and was not made by us. ContentError then."""
        if not self.root.exists() or (self.root / MARKER).exists():
            return
        if not self.root.is_dir() or any(self.root.iterdir()):
            raise ContentError(
                [
                    Problem(
                        f"{self.root.name}/",
                        "this folder holds files that no build wrote, so it is not touched",
                        hint="move it away; its place is for the built site",
                    )
                ]
            )

    def begin(self) -> None:
        """Make the folder, and mark it as ours."""
        self.root.mkdir(parents=True, exist_ok=True)
        for name in _OURS:
            if not (self.root / name).exists():
                (self.root / name).touch()

    def stat(self, path: str) -> tuple[int, int] | None:
        """Size and time of a written file, or None where there is none."""
        try:
            found = (self.root / path).stat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    def write(self, path: str, content: bytes) -> None:
        """Write one file, below the folder."""
        target = self.root / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            # A file lies where a folder must be: an address that became the parent of others.
            self._clear_way(target.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and not target.is_symlink():
            _remove_tree(target)
        replace_file(target, content)

    def remove_others(self, planned: Collection[str]) -> list[str]:
        """Remove every file that is not planned, and the folders that this empties. The removed paths."""
        removed: list[str] = []
        keep = set(planned) | _OURS
        for folder, _, names in os.walk(self.root, topdown=False):
            for name in names:
                path = Path(folder, name)
                relative = path.relative_to(self.root).as_posix()
                if relative not in keep:
                    path.unlink()
                    removed.append(relative)
            if Path(folder) != self.root and not any(Path(folder).iterdir()):
                Path(folder).rmdir()
        return sorted(removed)

    def _clear_way(self, folder: Path) -> None:
        for part in [*reversed(folder.parents), folder]:
            if part.is_relative_to(self.root) and part.exists() and not part.is_dir():
                part.unlink()


def _remove_tree(root: Path) -> None:
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            Path(folder, name).unlink()
        Path(folder).rmdir()
