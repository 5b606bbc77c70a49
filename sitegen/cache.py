"""What was prepared from each content file, kept until the file changes, goes, or the program is another one.

There is one entry a file, so the cache never outgrows the content. Only its vocabulary could, by words that
no paper has any more; where those are most of it, everything begins anew.

What every build reads of all files lies in buckets, each a row of the database: a row a file would cost more
than what is in it.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sitegen.database import Database, ForgottenError, read_database
from sitegen.digest import checksum, content_key
from sitegen.slices import in_slices
from sitegen.summary import Body, Text, Value, from_plain

if TYPE_CHECKING:
    from sitegen.prepare import Delivery
    from sitegen.searchindex import Rows, Vocabulary

_SCHEMA = """
    CREATE TABLE bucket (kind TEXT, name TEXT, entries BLOB, sum INT, PRIMARY KEY (kind, name));
    CREATE TABLE text (path TEXT PRIMARY KEY, data BLOB);
    CREATE TABLE vocabulary (dump BLOB, sum INT);
    CREATE TABLE found (name TEXT PRIMARY KEY, data BLOB, sum INT)
"""
_KNOWN, _VALUES, _ROWS = KINDS = "known", "values", "rows"
"""The kinds of buckets. Each has entries by path, without names for their parts: what is Known; the plain
Value; the paper's Rows."""
_BUCKETS = 16
"""For each folder of the content."""
_FEW_TERMS = 20_000
_MOST_VARIABLES = 500
"""SQLite limits those of one statement."""


class Known(NamedTuple):
    """What is known of a file without its value."""

    stat: tuple[int, ...] | None
    """As in its Stat; None where the file has to be read again to be sure."""
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
        self._found: dict[str, object] = {}

    def known(self) -> dict[str, Known]:
        """Every file that was prepared, by its path."""
        return {path: Known._make(own) for entries in self._all(_KNOWN) for path, own in entries.items()}

    def values(self) -> Iterator[tuple[str, Value]]:
        """What the whole site needs to know of each file."""
        for entries in self._all(_VALUES):
            for path, value in entries.items():
                yield path, from_plain(value)

    def vocabulary(self) -> Vocabulary:
        """What the numbers in the rows of terms mean."""
        from sitegen.searchindex import Vocabulary  # with numpy, which is slow to load

        known, stamp = self._spoken, self.stamp
        if known.vocabulary is None or known.stamp != stamp:
            row = self._database.execute("SELECT dump, sum FROM vocabulary").fetchone()
            known.vocabulary = Vocabulary.load(_checked("", *row)) if row else Vocabulary()
            known.stamp = stamp
        return known.vocabulary

    def rows(self, paths: Iterable[str]) -> dict[str, Rows]:
        """The rows of papers by the paths of their files: of these ones at least."""
        from sitegen.searchindex import Rows

        buckets = (self._entries(_ROWS, name) for name in _by_bucket(paths))
        return {path: Rows._make(own) for entries in buckets for path, own in entries.items()}

    def found(self, names: Iterable[str]) -> dict[str, Any]:
        """What was found out of all files and kept under some names; without what is not there."""
        query = "SELECT name, data, sum FROM found WHERE name = ?"
        rows = (self._database.execute(query, (name,)).fetchone() for name in names)
        found = {row[0]: pickle.loads(_checked(*row)) for row in rows if row}
        self._found |= found
        return found

    def keep(self, found: Mapping[str, object]) -> None:
        """Keep what was found out, and nothing else. What came from here need not be written again."""
        execute = self._database.execute
        execute("BEGIN")
        same = {name for name, value in found.items() if self._found.get(name) is value}
        known = [name for (name,) in execute("SELECT name FROM found")]
        for name in known:
            if name not in same:
                execute("DELETE FROM found WHERE name = ?", (name,))
        for name in found.keys() - same:
            data = pickle.dumps(found[name], pickle.HIGHEST_PROTOCOL)
            execute("INSERT INTO found VALUES (?, ?, ?)", (name, data, checksum(name, data)))
        execute("COMMIT")

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
            papers = [file for file in new if file.text]
            rows = zip((f.path for f in papers), vocabulary.adopt(delivery.counted), strict=True)
            execute_many("INSERT OR REPLACE INTO text VALUES (?, ?)", ((f.path, f.text) for f in papers))
            self._add(_KNOWN, {f.path: (f.stat and tuple(f.stat), f.hash) for f in delivery.files})
            self._add(_VALUES, {f.path: f.value for f in new})
            self._add(_ROWS, {path: tuple(own) for path, own in rows})
        if len(vocabulary) > terms_before:
            # Looked at whenever it has doubled, so that words of no paper any more are never most of it.
            least = max(terms_before.bit_length(), _FEW_TERMS.bit_length())
            has_doubled = terms_before and len(vocabulary).bit_length() > least
            if has_doubled and vocabulary.used(self._all_rows()) < len(vocabulary) // 2:
                raise ForgottenError("most words of the cache are in no paper any more")
            execute("DELETE FROM vocabulary")
            dump = vocabulary.dump()
            execute("INSERT INTO vocabulary VALUES (?, ?)", (dump, checksum("", dump)))
        execute_many("DELETE FROM text WHERE path=?", ((path,) for path in gone))
        for kind in KINDS:
            self._remove(kind, gone)
        stamp = self._put_stamp()
        execute("COMMIT")
        self._spoken.stamp, self._spoken.vocabulary = stamp, vocabulary

    def _all_rows(self) -> Iterator[bytes]:
        for entries in self._all(_ROWS):
            for rows in entries.values():
                yield from rows

    def _all(self, kind: str) -> Iterator[dict[str, Any]]:
        """The entries of every bucket."""
        found = self._database.execute("SELECT name, entries, sum FROM bucket WHERE kind = ?", (kind,))
        return (_opened(kind, *row) for row in found)

    def _entries(self, kind: str, name: str) -> dict[str, Any]:
        """Those of one bucket."""
        query = "SELECT name, entries, sum FROM bucket WHERE kind = ? AND name = ?"
        row = self._database.execute(query, (kind, name)).fetchone()
        return _opened(kind, *row) if row else {}

    def _keep(self, kind: str, name: str, entries: Mapping[str, object]) -> None:
        self._database.execute("DELETE FROM bucket WHERE kind = ? AND name = ?", (kind, name))
        if entries:
            data = pickle.dumps(entries, pickle.HIGHEST_PROTOCOL)
            row = (kind, name, data, checksum(kind + name, data))
            self._database.execute("INSERT INTO bucket VALUES (?, ?, ?, ?)", row)

    def _add(self, kind: str, entries: Mapping[str, object]) -> None:
        for name, paths in _by_bucket(entries).items():
            self._keep(kind, name, self._entries(kind, name) | {path: entries[path] for path in paths})

    def _remove(self, kind: str, gone: Iterable[str]) -> None:
        for name, paths in _by_bucket(gone).items():
            kept = self._entries(kind, name)
            self._keep(kind, name, {path: kept[path] for path in kept.keys() - paths})


def bucket_of(path: str) -> str:
    """The bucket for what is kept of a file."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{checksum(name, b'') % _BUCKETS}"


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


def _by_bucket(paths: Iterable[str]) -> dict[str, list[str]]:
    """Paths by their buckets."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[bucket_of(path)].append(path)
    return found


def _opened(kind: str, name: str, data: bytes, sum_: int) -> dict[str, Any]:
    """A bucket's entries."""
    return cast("dict[str, Any]", pickle.loads(_checked(kind + name, data, sum_)))


def _checked(name: str, data: bytes, sum_: int) -> bytes:
    """The data. A database does not notice every damage, and half of a title is still a title."""
    if not isinstance(data, bytes) or checksum(name, data) != sum_:
        raise ForgottenError(f"what the cache holds of {name or 'all words'} is broken")
    return data
