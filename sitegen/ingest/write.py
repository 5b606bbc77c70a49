"""Writing files whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write each file, named by its path below `root`, in the given order.

    A file is replaced in one step, so that nobody ever reads a half of it, and a run that was killed has done
    a part of the list. OSError, which names the file and says what to do, where the disk says no.
    """
    for name, data in files.items():
        path = root / name
        # A name of its own by the target, so that the next run replaces what a killed one left.
        unfinished = path.with_name(f".{path.name}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(data)
            unfinished.replace(path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            what = (
                f"this cannot be written ({error.strerror}); the same import, run again, completes the work"
            )
            raise OSError(error.errno, what, str(path)) from error
