"""What the last build wrote: each file's key, and the size, time and hash by which it is known again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sitegen.database import Database, is_busy
from sitegen.model import ContentError, Problem

_VERSION = "2"
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


@dataclass(slots=True)
class Remembered:
    """What a manifest says, kept at hand from one build to the next."""

    stamp: str = ""
    """That of the manifest when it said so: another process may write there meanwhile."""
    files: dict[str, Written] = field(default_factory=dict)


class Manifest(Database):
    """The memory of what lies in the output folder, held by one build at a time.

    Without one, or with one that cannot be read, everything is rendered. ContentError where another build
    holds it for a minute; sqlite3.DatabaseError, from any method, where the disk holds nonsense.
    """

    def __init__(self, path: Path, remembered: Remembered | None = None) -> None:
        self._remembered = remembered or Remembered()
        self._is_in_step = False
        try:
            super().__init__(path, _SCHEMA, _VERSION)
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("BEGIN EXCLUSIVE")
            self._database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            what = "another build is at work in this folder, and has been for a minute"
            raise ContentError([Problem("site/", what, hint="end it, or wait for it")]) from error

    def files(self) -> dict[str, Written]:
        """What was written, by path below the output folder."""
        known, stamp = self._remembered, self.stamp
        if not stamp or known.stamp != stamp:
            rows = self._database.execute("SELECT path, key, hash, size, modified FROM file")
            known.files = {row[0]: Written._make(row[1:]) for row in rows}
            known.stamp = stamp
        self._is_in_step = True
        return known.files.copy()

    def number_of_files(self) -> int:
        """How many were written."""
        return int(self._database.execute("SELECT count(*) FROM file").fetchone()[0])

    def outcome(self, key: str) -> Outcome | None:
        """What `finish` was told of the last build, if it was one with this key and was finished."""
        row = self._database.execute("SELECT outcome FROM build WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        papers, days, files, unlisted = json.loads(row[0])
        return Outcome(papers, days, files, tuple(unlisted))

    def begin(self, paths: Collection[str]) -> None:
        """Forget the files that are about to change: a killed build is then repaired by the next one."""
        self._remembered.stamp = ""
        self._database.execute("BEGIN")
        self._database.execute("DELETE FROM build")
        self._database.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in paths))
        self._put_stamp()
        self._database.execute("COMMIT")
        for path in paths:
            self._remembered.files.pop(path, None)

    def finish(self, written: Mapping[str, Written], key: str, outcome: Outcome) -> None:
        """Remember what was written and, with a key, that the whole build of that key is done."""
        rows = ((path, *file) for path, file in written.items())
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", rows)
        if key:
            self._database.execute("INSERT INTO build VALUES (?, ?)", (key, json.dumps(outcome)))
        stamp = self._put_stamp()
        self._database.execute("COMMIT")
        self._remembered.files.update(written)
        self._remembered.stamp = stamp if self._is_in_step else ""
