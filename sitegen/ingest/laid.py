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
from sitegen.ingest.arrival import Arrival
from sitegen.ingest.flat import Value, flat_entry, mark
from sitegen.ingest.identity import keys, title_mark, with_true_ids
from sitegen.ingest.merge import Claim, Place, Strand


class Family(NamedTuple):
    """Entries and known papers that may be of one paper, and that no other may be of."""

    arrivals: tuple[int, ...]
    """Where the entries lie, in the order in which they came."""
    papers: tuple[int, ...]
    """Their numbers in the archive."""


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

    def families(self, archive: Archive) -> Iterator[Family]:
        """The entries with all that they may belong to, in the order in which the first of each came."""
        papers: set[int] = set()
        pending = list(self._parents)
        while pending:
            for number in archive.having(pending.pop()):
                if number not in papers:
                    papers.add(number)
                    own = archive.keys(number)
                    pending += [key for key in own if key not in self._parents]
                    self._join(own)
        arrivals: dict[int, list[int]] = {}
        for key, offset in zip(self._keys, self._offsets, strict=True):
            arrivals.setdefault(self._root(key), []).append(offset)
        known: dict[int, list[int]] = {}
        for number in sorted(papers):
            known.setdefault(self._root(archive.keys(number)[0]), []).append(number)
        for root, offsets in arrivals.items():
            yield Family(tuple(offsets), tuple(known.get(root, ())))

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
        titles=frozenset({title_mark(arrival.entry.title)}),
        days={arrival.day: Place(arrival.kind, arrival.source, arrival.index)} if arrival.is_listed else {},
        said={name: _claim(arrival, value) for name, value in values.items()},
    )


def _claim(arrival: Arrival, value: Value) -> Claim:
    return Claim(arrival.kind, arrival.day, arrival.source, mark(value), value)
