"""Writing what an import changes, file by file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.atomic import replace_file


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write each file, named by its path below `root`, in the given order; a killed run has done a part.

    OSError, which names the file and says what to do, where the disk says no.
    """
    for name, data in files.items():
        path = root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data)
        except OSError as error:
            what = (
                f"this cannot be written ({error.strerror}); the same import, run again, completes the work"
            )
            raise OSError(error.errno, what, str(path)) from error
