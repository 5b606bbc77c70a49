"""The files that a person gave: by name, by their folder, or through standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import TypeAlias

from sitegen.model import Problem

STANDARD_INPUT = "-"
Opened: TypeAlias = BufferedReader | BytesIO


@dataclass(frozen=True, slots=True)
class Given:
    """One of them."""

    file: str
    """As the person named it."""
    by_name: bool
    """Whether it was named itself, and so is meant to be a source; else its folder was."""
    data: bytes | None = None
    """What came through standard input or another pipe."""

    def open(self) -> Opened:
        """Open it, to be read from its beginning. OSError where that cannot be done."""
        return Path(self.file).open("rb") if self.data is None else BytesIO(self.data)


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
        elif path.exists() and not path.is_file():
            yield Given(path.as_posix(), True, path.read_bytes())  # a pipe, which is read only once
        else:
            yield Given(path.as_posix(), True)


def _files_below(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name).as_posix() for name in files if not name.startswith("."))
