"""All rows, turned round: for each term and field, the documents that have it and how often."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.blocks import Block, blocks
from sitegen.searchindex.fields import FIELDS, LONG_FIELD
from sitegen.searchindex.runs import changes, stable_order
from sitegen.searchindex.tally import FIELD_BITS, FIELD_MASK
from sitegen.searchindex.vocabulary import Vocabulary

Numbers = NDArray[np.uint32]

_BEYOND_U_FFFF = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Postings:
    """The index as tables. A posting says that a document has a term in a field, and how often."""

    terms: list[str]
    """Those that occur, in the order in which JavaScript compares text: that of UTF-16."""
    counts: Numbers
    """How many postings there are: a line a term, a column a field."""
    gaps: Numbers
    """The postings, by term, field and document: the document's number less that of the posting before it,
    or, first of its term and field, the number itself."""
    frequencies: Numbers
    """How often, for each posting."""
    lengths: Numbers
    """How many terms a field has, with repetitions: a line a field, a column a document."""
    beside: Numbers
    """For each posting but those of the LONG_FIELD, the length of its field in its document."""


class _Run(NamedTuple):
    """The postings of a block of documents, by slot and document. A slot is a field of a term."""

    slots: Numbers
    """Each once: as an entry of a row, the term's number and the field."""
    starts: NDArray[np.int64]
    """Where the postings of each slot begin,"""
    sizes: Numbers
    """and how many they are."""
    documents: Numbers
    frequencies: Numbers


def turned(rows: Sequence[bytes], vocabulary: Vocabulary) -> Postings:
    """The postings of documents that are numbered as their rows stand."""
    counts = np.zeros((len(vocabulary), 1 << FIELD_BITS), np.uint32)
    lengths = np.zeros((len(rows), 1 << FIELD_BITS), np.uint32)
    runs = []
    for block in blocks(rows):
        run = _run(block)
        counts.ravel()[run.slots] += run.sizes
        own = lengths[block.first : block.stop]
        within = (block.documents - block.first) << FIELD_BITS | block.entries & FIELD_MASK
        own += np.bincount(within, minlength=own.size).reshape(own.shape).astype(np.uint32)
        runs.append(run)

    known = vocabulary.terms
    order = _in_order(known, np.flatnonzero(counts.any(axis=1)).tolist())
    sizes = counts[order].ravel()
    ends = np.cumsum(sizes, dtype=np.int64)
    starts = ends - sizes
    # Where the next posting of a slot belongs. The blocks ascend, and so do the documents of a slot.
    free = np.empty(counts.shape, np.int64)
    free[order] = starts.reshape(-1, 1 << FIELD_BITS)
    documents, frequencies = np.empty((2, ends[-1] if len(ends) else 0), np.uint32)
    for run in runs:
        places = np.repeat(free.ravel()[run.slots] - run.starts, run.sizes) + np.arange(len(run.documents))
        documents[places], frequencies[places] = run.documents, run.frequencies
        free.ravel()[run.slots] += run.sizes

    gaps = documents.copy()
    gaps[1:] -= documents[:-1]
    firsts = starts[sizes > 0]
    gaps[firsts] = documents[firsts]
    fields = np.repeat(np.tile(np.arange(1 << FIELD_BITS, dtype=np.uint8), len(order)), sizes)
    of_short_field = np.flatnonzero(fields != list(FIELDS).index(LONG_FIELD))
    return Postings(
        terms=[known[number] for number in order],
        counts=sizes.reshape(-1, 1 << FIELD_BITS)[:, : len(FIELDS)],
        gaps=gaps,
        frequencies=frequencies,
        lengths=lengths.T[: len(FIELDS)],
        beside=lengths[documents[of_short_field], fields[of_short_field]],
    )


def _run(block: Block) -> _Run:
    # The documents ascend already, and still do among equals.
    by_slot = stable_order(block.entries)
    slots, documents = block.entries[by_slot], block.documents[by_slot]
    starts = np.flatnonzero(changes(slots, documents))
    frequencies = np.diff(starts, append=len(slots)).astype(np.uint32)
    slots, documents = slots[starts], documents[starts]
    starts = np.flatnonzero(changes(slots))
    sizes = np.diff(starts, append=len(slots)).astype(np.uint32)
    return _Run(slots[starts], starts, sizes, documents, frequencies)


def in_utf_16(term: str) -> bytes:
    """What orders terms as JavaScript does."""
    return term.encode("utf-16-be")


def _in_order(terms: list[str], numbers: list[int]) -> list[int]:
    """The numbers in the order of their terms."""
    if _BEYOND_U_FFFF.search("\n".join(terms)):
        return sorted(numbers, key=lambda number: in_utf_16(terms[number]))
    # Up to U+FFFF the order of code points is the same, and found faster.
    return sorted(numbers, key=terms.__getitem__)
