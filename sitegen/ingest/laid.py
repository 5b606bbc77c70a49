"""The entries of an import, laid aside on the disk until it is known which of them are of one paper.

In memory remain a few numbers for each entry; so a source of any size is merged paper by paper.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from tempfile import TemporaryFile
from types import TracebackType
from typing import NamedTuple

from sitegen.ingest.archive import Archive
from sitegen.ingest.arrival import KINDS, Arrival
from sitegen.ingest.flat import Value, flat_entry, mark
from sitegen.ingest.identity import keys, title_mark, with_true_ids
from sitegen.ingest.merge import Claim, Place, Strand

_NONE = -1


class Family(NamedTuple):
    """Entries and known papers that may be of one paper, and that no other may be of."""

    arrivals: tuple[int, ...]
    """Where the entries lie, in the order in which they came."""
    papers: tuple[int, ...]
    """Their numbers in the archive."""


class Families:
    """Families, in the order of their first entries."""

    def __init__(self, offsets: array[int]) -> None:
        self._offsets = offsets
        self._first = array("q")
        """Each family's first entry, by number."""
        self._last = array("q")
        self._next = array("q", [_NONE]) * len(offsets)
        """The entry that follows in an entry's family."""
        self._papers: dict[int, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._first)

    def __iter__(self) -> Iterator[Family]:
        for number, first in enumerate(self._first):
            arrivals = []
            entry = first
            while entry != _NONE:
                arrivals.append(self._offsets[entry])
                entry = self._next[entry]
            yield Family(tuple(arrivals), self._papers.get(number, ()))

    def add(self, family: int, entry: int) -> None:
        """Put an entry into a family, which is one that is known or the next one."""
        if family == len(self._first):
            self._first.append(entry)
            self._last.append(entry)
        else:
            self._next[self._last[family]] = entry
            self._last[family] = entry

    def add_paper(self, family: int, paper: int) -> None:
        """Put a paper of the archive into a family."""
        self._papers[family] = (*self._papers.get(family, ()), paper)


class Heard(NamedTuple):
    """An entry, and what it says."""

    arrival: Arrival
    strand: Strand


class Laid:
    """Entries, laid aside. To be closed, as by `with`."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._offsets = array("q")
        self._keys = array("Q")
        """One key of each entry."""
        self._parents: dict[int, int] = {}
        """Keys that belong together."""

    def __enter__(self) -> Laid:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, arrivals: Iterable[Arrival]) -> None:
        """Lay entries aside."""
        for arrival in arrivals:
            heard = Heard(arrival, strand_of(arrival))
            its_keys = keys(heard.strand)
            self._offsets.append(self._file.tell())
            self._keys.append(its_keys[0])
            pickle.dump(heard, self._file, pickle.HIGHEST_PROTOCOL)
            self._join(its_keys)

    def read(self, offset: int) -> Heard:
        """An entry."""
        self._file.seek(offset)
        heard = pickle.load(self._file)
        assert isinstance(heard, Heard)
        return heard

    def families(self, archive: Archive) -> Families:
        """The entries with all that they may belong to, in the order in which the first of each came.

        No entry can be added any more.
        """
        papers: set[int] = set()
        pending = list(self._parents)
        while pending:
            for number in archive.having(pending.pop()):
                if number not in papers:
                    papers.add(number)
                    own = archive.keys(number)
                    pending += [key for key in own if key not in self._parents]
                    self._join(own)
        families = Families(self._offsets)
        numbers: dict[int, int] = {}
        for entry, key in enumerate(self._keys):
            families.add(numbers.setdefault(self._root(key), len(numbers)), entry)
        for number in sorted(papers):
            families.add_paper(numbers[self._root(archive.keys(number)[0])], number)
        self._parents.clear()
        return families

    def _root(self, key: int) -> int:
        parents = self._parents
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    def _join(self, its_keys: Iterable[int]) -> None:
        first = None
        for key in its_keys:
            self._parents.setdefault(key, key)
            root = self._root(key)
            if first is None:
                first = root
            elif root != first:
                self._parents[root] = first


def strand_of(arrival: Arrival) -> Strand:
    """What an entry says, ready to be joined with others."""
    arxiv, doi = with_true_ids(arrival.entry)
    values = flat_entry(replace(arrival.entry, arxiv=arxiv, doi=doi))
    return Strand(
        arxiv=frozenset({str(values["arxiv"])} if "arxiv" in values else ()),
        doi=frozenset({str(values["doi"]).lower()} if "doi" in values else ()),
        titles=frozenset({title_mark(str(values["title"]))}),
        days={arrival.day: Place(arrival.kind, arrival.source, arrival.index)} if arrival.is_listed else {},
        said={name: _claim(arrival, name, value) for name, value in values.items()},
    )


def _claim(arrival: Arrival, name: str, value: Value) -> Claim:
    # What only fills in repeats the title that stands; any source knows it better.
    kind = arrival.kind if arrival.is_listed or name != "title" else KINDS[0]
    return Claim(kind, arrival.day, arrival.source, mark(value), value)
