"""Writing files whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write each file, named by its path below `root`, in the given order. OSError where the disk says no.

    A file is replaced in one step, so that nobody ever reads a half of it, and a run that was killed has done
    a part of the list.
    """
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own by the target, so that the next run replaces what a killed one left.
        unfinished = path.with_name(f".{path.name}.tmp")
        unfinished.write_bytes(data)
        unfinished.replace(path)
