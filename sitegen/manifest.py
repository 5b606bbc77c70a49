"""What the last build wrote: each file's key, and the size and time by which it is known again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sitegen.atomic import replace_file

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Written:
    """One output file as it was written."""

    key: str
    size: int
    modified: int
    """Nanoseconds, as the file system tells them."""


class Manifest:
    """The memory of a build. Without one, or with one that cannot be read, everything is rendered."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> dict[str, Written]:
        """What was written, by path below the output folder."""
        try:
            stored = json.loads(self._path.read_bytes())
            if stored["version"] != _VERSION:
                return {}
            return {path: Written(*fields) for path, fields in stored["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def drop(self) -> None:
        """Forget, before the first write: a build that is killed is then repaired by the next one."""
        self._path.unlink(missing_ok=True)

    def save(self, files: dict[str, Written]) -> None:
        """Remember, after the last write."""
        stored = {path: [w.key, w.size, w.modified] for path, w in sorted(files.items())}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self._path, json.dumps({"version": _VERSION, "files": stored}).encode())
