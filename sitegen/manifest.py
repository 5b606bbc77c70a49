"""What the last build wrote: each file's key, and the size, time and hash by which it is known again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from sitegen.database import is_busy, open_database
from sitegen.model import ContentError, Problem

_VERSION = "1"
_SCHEMA = """
    CREATE TABLE file (path TEXT PRIMARY KEY, key TEXT, hash TEXT, size INT, modified INT);
    CREATE TABLE build (key TEXT, outcome TEXT)
"""


class Written(NamedTuple):
    """One output file as it was written."""

    key: str
    """Of all that it shows."""
    hash: str
    """Of its bytes."""
    size: int
    modified: int
    """Nanoseconds, as the file system tells them."""


class Outcome(NamedTuple):
    """What a whole build has to say of the site, also when it had nothing to do."""

    papers: int
    days: int
    files: int
    unlisted: tuple[str, ...]
    """Files of papers that no digest names."""


class Manifest:
    """The memory of what lies in the output folder, held by one build at a time.

    Without one, or with one that cannot be read, everything is rendered. ContentError where another build
    holds it for a minute; sqlite3.DatabaseError, from any method, where the disk holds nonsense.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._database = open_database(path, _SCHEMA, _VERSION)
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("BEGIN EXCLUSIVE")
            self._database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            what = "another build is at work in this folder, and has been for a minute"
            raise ContentError([Problem("site/", what, hint="end it, or wait for it")]) from error

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._database.close()

    def files(self) -> dict[str, Written]:
        """What was written, by path below the output folder."""
        rows = self._database.execute("SELECT path, key, hash, size, modified FROM file")
        return {path: Written(*fields) for path, *fields in rows}

    def outcome(self, key: str) -> Outcome | None:
        """What `finish` was told of the last build, if it was one with this key and was finished."""
        row = self._database.execute("SELECT outcome FROM build WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        papers, days, files, unlisted = json.loads(row[0])
        return Outcome(papers, days, files, tuple(unlisted))

    def begin(self, paths: Iterable[str]) -> None:
        """Forget the files that are about to change: a killed build is then repaired by the next one."""
        self._database.execute("BEGIN")
        self._database.execute("DELETE FROM build")
        self._database.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in paths))
        self._database.execute("COMMIT")

    def finish(self, written: Mapping[str, Written], key: str, outcome: Outcome) -> None:
        """Remember what was written and, with a key, that the whole build of that key is done."""
        rows = ((path, *file) for path, file in written.items())
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", rows)
        if key:
            self._database.execute("INSERT INTO build VALUES (?, ?)", (key, json.dumps(outcome)))
        self._database.execute("COMMIT")
