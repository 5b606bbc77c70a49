"""The files that a person gave: by name, by their folder, or through standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.model import Problem

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Given:
    """One of them."""

    file: str
    """As the person named it."""
    by_name: bool
    """Whether it was named itself, and so is meant to be a source; else its folder was."""
    data: bytes | None = None
    """What came through standard input, which cannot be read again."""

    def read(self) -> bytes | Problem:
        """Its bytes, or why there are none."""
        if self.data is not None:
            return self.data
        try:
            return Path(self.file).read_bytes()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            return Problem(self.file, f"the file cannot be read: {reason}", hint="give the file of a page")


def all_given(names: Sequence[str], problems: list[Problem]) -> Iterator[Given]:
    """Each file, those of a folder sorted; what begins with a point in a folder is nobody's source."""
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            yield Given("standard input", True, sys.stdin.buffer.read())
        elif path.is_dir():
            files = sorted(_files_below(path))
            if not files:
                problems.append(Problem(path.as_posix(), "there are no files in this folder"))
            yield from (Given(file, False) for file in files)
        else:
            yield Given(path.as_posix(), True)


def _files_below(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name).as_posix() for name in files if not name.startswith("."))
