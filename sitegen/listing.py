"""Which files the content folder holds, and how to tell, without reading one, that it is still the same."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from sitegen.model import Problem

DEPTHS = {"papers": 2, "digests": 1, "topics": 1, "pages": 1}
"""The folders of the content, and how deep in each its files lie."""
_DEEPEST = 4


class Stat(NamedTuple):
    """What the file system tells of a file. While it stays the same, and is settled, so do the bytes."""

    size: int
    modified: int
    """Nanoseconds."""
    changed: int
    """Nanoseconds; the system sets it at every change, whatever time a program gives the file."""
    inode: int

    @classmethod
    def of(cls, found: os.stat_result) -> Stat:
        """The part of a `stat` that matters."""
        # Some file systems number files beyond what a database's whole numbers can hold.
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino % 2**63)

    def is_settled(self, now: int) -> bool:
        """Whether a change after `now` (nanoseconds) would show: a clock that ticks slowly can hide one."""
        newest = max(self.modified, self.changed)
        ticks_by_the_second = newest % 1_000_000_000 == 0
        return newest + (2_000_000_000 if ticks_by_the_second else 50_000_000) < now


class SourceFile(NamedTuple):
    """One Markdown file of the content."""

    path: str
    """Below the content folder, with forward slashes."""
    stat: Stat | None
    """None where the system has none to tell; reading will say why."""


def look_at(root: Path, paths: Iterable[str]) -> list[SourceFile] | None:
    """The same for a few paths alone, without those that are gone; None where one may be more than a file."""
    files: list[SourceFile] = []
    for path in paths:
        if DEPTHS.get(path.partition("/")[0]) != path.count("/") or not path.endswith(".md"):
            return None
        with suppress(FileNotFoundError):
            stat = (root / path).stat()
            if not S_ISREG(stat.st_mode):
                return None
            files.append(SourceFile(path, Stat.of(stat)))
    return files


def list_files(root: Path, problems: list[Problem]) -> list[SourceFile]:
    """Every content file, in no order. A file that lies where none would be read is a Problem."""
    files: list[SourceFile] = []
    for kind, depth in DEPTHS.items():
        folder = root / kind
        if folder.exists() and not folder.is_dir():
            problems.append(Problem(f"{root.name}/{kind}", "this must be a folder"))
            continue
        for file in _markdown_files(folder, f"{kind}/"):
            if file.path.count("/") == depth and file.path.endswith(".md"):
                files.append(file)
            else:
                where = f"{kind}/2025-10/<slug>.md" if depth == 2 else f"{kind}/<name>.md"
                problems.append(
                    Problem(
                        f"{root.name}/{file.path}",
                        "this file would not be read here",
                        hint=f"move it to {where}",
                    )
                )
    return files


def _markdown_files(folder: Path | str, below: str) -> Iterator[SourceFile]:
    """Every Markdown file below a folder, wherever somebody put it; hidden ones and backups are nobody's."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            name = entry.name
            if name.startswith((".", "#")):
                continue
            # Nearly all are plain files, and nearly all of a build with little to do is looking at them.
            if name.endswith(".md") and (stat := _stat(entry)) and S_ISREG(stat.st_mode):
                yield SourceFile(below + name, Stat.of(stat))
                continue
            is_folder = _is_folder(entry)
            if name.lower().endswith((".md", ".markdown")):
                found = None if is_folder else _stat(entry)
                yield SourceFile(below + name, found and Stat.of(found))
            # A link to a folder around it would lead on for ever.
            if is_folder and below.count("/") <= _DEEPEST:
                yield from _markdown_files(entry.path, f"{below}{name}/")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _stat(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:
        return None
