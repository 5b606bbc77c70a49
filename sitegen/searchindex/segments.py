"""The index of a few thousand documents that follow one another, in numbers of the vocabulary.

It is made of their rows alone, so it can be remembered while these stay; a large site has several. The
columns of one fit into a processor's cache, and into memory that the one before it gave back. Those of a
whole site do not: much of the time would go into asking for memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.runs import Integers, changes, stable_order
from sitegen.searchindex.tally import FIELD_BITS, FIELD_MASK, IDS, ROW, SPELLED, Rows
from sitegen.slices import in_slices

DOCUMENTS = 4096
"""How many share one."""


class Segment(NamedTuple):
    """Columns of numbers, each of as few bytes as its greatest one needs. Documents are numbered from 0."""

    slots: Integers
    """Fields of terms, each once, in order: as an entry of a row, the term's number and the field."""
    sizes: Integers
    """How many postings each slot has."""
    documents: Integers
    """The postings of slot after slot: the document,"""
    frequencies: Integers
    """and how often it has the term in this field."""
    lengths: Integers
    """How many terms a field has, with repetitions: a line a document, a column a field."""
    spelled: Integers
    """The words of titles and abstracts as they are written,"""
    times: Integers
    """and how often each stands there."""
    ids: Integers
    """What documents are known by elsewhere,"""
    ids_of: Integers
    """and which document that is, for each."""
    about: Integers
    """What documents are about: their rows (see `tally.py`), one behind the other,"""
    about_sizes: Integers
    """and how many entries each has."""


class Placed(NamedTuple):
    """A segment among all."""

    first: int
    """The number of its first document."""
    segment: Segment


def segment(terms: Sequence[bytes], lookups: Sequence[bytes], about: Sequence[bytes]) -> Segment:
    """The index of documents by their rows (see `tally.py`)."""
    entries, documents = _columns(terms)
    fields = documents << FIELD_BITS | entries & FIELD_MASK
    lengths = np.bincount(fields, minlength=len(terms) << FIELD_BITS).reshape(-1, 1 << FIELD_BITS)
    # The documents ascend already, and still do among equals.
    by_slot = stable_order(entries)
    slots, documents = entries[by_slot], documents[by_slot]
    starts = np.flatnonzero(changes(slots, documents))
    frequencies = np.diff(starts, append=len(slots))
    slots, documents = slots[starts], documents[starts]
    starts = np.flatnonzero(changes(slots))

    looked_up, having = _columns(lookups)
    times = np.bincount(looked_up[looked_up & SPELLED == SPELLED] >> FIELD_BITS)
    spelled = np.flatnonzero(times)
    at = np.flatnonzero(looked_up & FIELD_MASK == IDS)
    sizes = np.diff(starts, append=len(slots))
    columns: list[Integers] = [slots[starts], sizes, documents, frequencies, lengths, spelled, times[spelled]]
    columns += [looked_up[at] >> FIELD_BITS, having[at]]
    columns += [np.frombuffer(b"".join(about), ROW), _sizes(about)]
    return Segment(*map(_small, columns))


def segments_of(rows: Iterable[Rows]) -> list[Segment]:
    """Those of all documents, in their order."""
    return [
        segment([own.terms for own in some], [own.lookups for own in some], [own.about for own in some])
        for some in in_slices(rows, DOCUMENTS)
    ]


def placed(segments: Sequence[Segment]) -> Iterator[Placed]:
    """Segments that follow one another."""
    first = 0
    for each in segments:
        yield Placed(first, each)
        first += len(each.lengths)


def _columns(rows: Sequence[bytes]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """All entries of some rows, and whose each is."""
    entries = np.frombuffer(b"".join(rows), ROW)
    return entries, np.repeat(np.arange(len(rows), dtype=np.uint32), _sizes(rows))


def _sizes(rows: Sequence[bytes]) -> NDArray[np.int64]:
    """How many entries each row has."""
    return np.fromiter(map(len, rows), np.int64, len(rows)) // ROW.itemsize


def _small(numbers: Integers) -> Integers:
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
