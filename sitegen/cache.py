"""What was prepared from each content file, kept until the file changes, goes, or the program is another one.

There is one row a file, so the cache never outgrows the content. Only its vocabulary could, by words that no
paper has any more; where those are most of it, everything begins anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from sitegen.database import Database, ForgottenError, read_database
from sitegen.digest import checksum, content_key
from sitegen.listing import Stat
from sitegen.slices import in_slices
from sitegen.summary import Body, Text, Value, unpacked

if TYPE_CHECKING:
    from sitegen.prepare import Delivery
    from sitegen.searchindex import Rows, Vocabulary

_SCHEMA = """
    CREATE TABLE file (
        path TEXT PRIMARY KEY, size INT, modified INT, changed INT, inode INT, hash TEXT,
        value BLOB, sum INT
    );
    CREATE TABLE text (path TEXT PRIMARY KEY, data BLOB);
    CREATE TABLE rows (path TEXT PRIMARY KEY, terms BLOB, lookups BLOB, about BLOB, sum INT);
    CREATE TABLE vocabulary (dump BLOB, sum INT)
"""
_FEW_TERMS = 20_000
_MOST_VARIABLES = 500
"""SQLite limits those of one statement."""


class Known(NamedTuple):
    """What is known of a file without its value."""

    stat: Stat | None
    """None where the file has to be read again to be sure."""
    hash: str


@dataclass(slots=True)
class Spoken:
    """The vocabulary of a cache, kept at hand from one build to the next."""

    stamp: str = ""
    """That of the cache when it had it: another process may write there meanwhile."""
    vocabulary: Vocabulary | None = None


class Cache(Database):
    """The prepared content files. sqlite3.DatabaseError, from any method, where the disk holds nonsense."""

    def __init__(self, path: Path, recipe: str, spoken: Spoken | None = None) -> None:
        super().__init__(path, _SCHEMA, recipe)
        self._spoken = spoken or Spoken()

    def known(self) -> dict[str, Known]:
        """Every file that was prepared, by its path."""
        rows = self._database.execute("SELECT path, hash, size, modified, changed, inode FROM file")
        return {row[0]: Known(None if row[2] is None else Stat._make(row[2:]), row[1]) for row in rows}

    def values(self) -> Iterator[tuple[str, Value]]:
        """What the whole site needs to know of each file."""
        for path, value, sum_ in self._database.execute("SELECT path, value, sum FROM file"):
            yield path, unpacked(_checked(path, value, sum_))

    def vocabulary(self) -> Vocabulary:
        """What the numbers in the rows of terms mean."""
        from sitegen.searchindex import Vocabulary  # with numpy, which is slow to load

        known, stamp = self._spoken, self.stamp
        if known.vocabulary is None or known.stamp != stamp:
            row = self._database.execute("SELECT dump, sum FROM vocabulary").fetchone()
            known.vocabulary = Vocabulary.load(_checked("", *row)) if row else Vocabulary()
            known.stamp = stamp
        return known.vocabulary

    def rows(self) -> dict[str, Rows]:
        """Every paper's rows, by the path of its file."""
        from sitegen.searchindex import Rows

        found: dict[str, Rows] = {}
        for path, *own, sum_ in self._database.execute("SELECT path, terms, lookups, about, sum FROM rows"):
            found[path] = rows = Rows._make(own)
            try:
                is_whole = _sum(path, rows) == sum_
            except TypeError:  # no bytes
                is_whole = False
            if not is_whole:
                raise ForgottenError(f"what the cache holds of {path} is broken")
        return found

    def update(self, deliveries: Iterable[Delivery], gone: Collection[str]) -> None:
        """Keep what was prepared, a delivery at a time, and forget the files that are gone."""
        execute, execute_many = self._database.execute, self._database.executemany
        vocabulary = self.vocabulary()
        # An update that fails leaves the cache as it was, but not what is at hand.
        self._spoken.vocabulary = None
        terms_before = vocabulary.dumped
        execute("BEGIN")
        for delivery in deliveries:
            new = [file for file in delivery.files if file.value]
            rows = (
                (f.path, *(f.stat or (None,) * 4), f.hash, f.value, checksum(f.path, f.value)) for f in new
            )
            execute_many("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            papers = [file for file in new if file.text]
            execute_many("INSERT OR REPLACE INTO text VALUES (?, ?)", ((f.path, f.text) for f in papers))
            counted = zip((f.path for f in papers), vocabulary.adopt(delivery.counted), strict=True)
            rows_of = ((path, *rows, _sum(path, rows)) for path, rows in counted)
            execute_many("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)", rows_of)
            same = ((*(f.stat or (None,) * 4), f.path) for f in delivery.files if not f.value)
            execute_many("UPDATE file SET size=?, modified=?, changed=?, inode=? WHERE path=?", same)
        if len(vocabulary) > terms_before:
            # Looked at whenever it has doubled, so that words of no paper any more are never most of it.
            least = max(terms_before.bit_length(), _FEW_TERMS.bit_length())
            has_doubled = terms_before and len(vocabulary).bit_length() > least
            if has_doubled and vocabulary.used(self.rows().values()) < len(vocabulary) // 2:
                raise ForgottenError("most words of the cache are in no paper any more")
            execute("DELETE FROM vocabulary")
            dump = vocabulary.dump()
            execute("INSERT INTO vocabulary VALUES (?, ?)", (dump, checksum("", dump)))
        for table in ("file", "text", "rows"):
            execute_many(f"DELETE FROM {table} WHERE path=?", ((path,) for path in gone))
        stamp = self._put_stamp()
        execute("COMMIT")
        self._spoken.stamp, self._spoken.vocabulary = stamp, vocabulary


def load_texts(path: Path, bodies: Iterable[Body]) -> dict[Body, Text]:
    """The texts behind some bodies, out of the cache at `path`; for workers.

    ForgottenError where one is not there.
    """
    texts: dict[Body, Text] = {}
    with read_database(path) as database:
        for batch in in_slices(bodies, _MOST_VARIABLES):
            marks = ", ".join("?" * len(batch))
            query = f"SELECT path, data FROM text WHERE path IN ({marks})"
            found = dict(database.execute(query, [body.path for body in batch]))
            for body in batch:
                data = found.get(body.path, b"")
                if content_key(data) != body.key:
                    raise ForgottenError(f"the text of {body.path} is not in the cache")
                texts[body] = cast("Text", pickle.loads(data))
    return texts


def _checked(path: str, data: bytes, sum_: int) -> bytes:
    """The data. A database does not notice every damage, and half of a title is still a title."""
    if not isinstance(data, bytes) or checksum(path, data) != sum_:
        raise ForgottenError(f"what the cache holds of {path or 'all words'} is broken")
    return data


def _sum(path: str, rows: Rows) -> int:
    """The checksum of a paper's rows."""
    return checksum(path, b"".join(rows))
