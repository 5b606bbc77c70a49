"""A small database for what is remembered between builds; a broken one, or an old program's, begins anew."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Self

_STATE = "CREATE TABLE state (stamp TEXT)"
WAIT = 60.0
"""Seconds to wait for another build in the same folder."""


class ForgottenError(sqlite3.DatabaseError):
    """What a database said is not there any more: it has to begin anew."""


class Database:
    """One that is open for a while; it has a table `state (stamp TEXT)` beside those of its schema.

    `recipe` is the key of all that its contents depend on. OSError where the folder cannot be written to;
    sqlite3.OperationalError where another process holds it.
    """

    def __init__(self, path: Path, schema: str, recipe: str) -> None:
        self._database = _open(path, f"{schema};{_STATE}", recipe)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @property
    def stamp(self) -> str:
        """A name for what it holds, another one after every update by whomsoever; empty for nothing."""
        row = self._database.execute("SELECT stamp FROM state").fetchone()
        return str(row[0]) if row else ""

    def _put_stamp(self) -> str:
        """A new stamp, within a transaction."""
        stamp = os.urandom(16).hex()
        self._database.execute("DELETE FROM state")
        self._database.execute("INSERT INTO state VALUES (?)", (stamp,))
        return stamp


def is_busy(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that another process holds the database."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def read_database(path: Path) -> closing[sqlite3.Connection]:
    """Open one to read only, as workers do."""
    return closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))


def _open(path: Path, schema: str, recipe: str) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _opened(path, schema, recipe)
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise
    else:
        if connection is not None:
            return connection
    path.unlink(missing_ok=True)
    connection = _opened(path, schema, recipe)
    assert connection is not None
    return connection


def _opened(path: Path, schema: str, recipe: str) -> sqlite3.Connection | None:
    """None where the database is one of another recipe."""
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
            for statement in f"{schema};CREATE TABLE recipe (key TEXT)".split(";"):
                connection.execute(statement)
            connection.execute("INSERT INTO recipe VALUES (?)", (recipe,))
        is_ours = connection.execute("SELECT key FROM recipe").fetchone() == (recipe,)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    if not is_ours:
        connection.close()
        return None
    return connection
