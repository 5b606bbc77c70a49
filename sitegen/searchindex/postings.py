"""All segments put together: for each term and field, the documents that have it and how often."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.fields import FIELDS, LONG_FIELD
from sitegen.searchindex.segments import Placed
from sitegen.searchindex.tally import FIELD_BITS
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


def turned(parts: Sequence[Placed], documents: int, vocabulary: Vocabulary) -> Postings:
    """The postings of so many documents, put together out of segments.

    Those of a field ascend; several may be of the same documents, in different fields.
    """
    counts = np.zeros((len(vocabulary), 1 << FIELD_BITS), np.uint32)
    lengths = np.zeros((documents, 1 << FIELD_BITS), np.uint32)
    for first, part in parts:
        counts.ravel()[part.slots] += part.sizes
        lengths[first : first + len(part.lengths)] += part.lengths

    known = vocabulary.terms
    order = _in_order(known, np.flatnonzero(counts.any(axis=1)).tolist())
    sizes = counts[order].ravel()
    ends = np.cumsum(sizes, dtype=np.int64)
    starts = ends - sizes
    # Where the next posting of a slot belongs. The segments ascend, and so do the documents of a slot.
    free = np.empty(counts.shape, np.int64)
    free[order] = starts.reshape(-1, 1 << FIELD_BITS)
    having, frequencies = np.empty((2, ends[-1] if len(ends) else 0), np.uint32)
    for first, part in parts:
        own = np.cumsum(part.sizes, dtype=np.int64) - part.sizes
        places = np.repeat(free.ravel()[part.slots] - own, part.sizes) + np.arange(len(part.documents))
        having[places] = np.add(part.documents, first, dtype=np.uint32)
        frequencies[places] = part.frequencies
        free.ravel()[part.slots] += part.sizes

    gaps = having.copy()
    gaps[1:] -= having[:-1]
    firsts = starts[sizes > 0]
    gaps[firsts] = having[firsts]
    fields = np.repeat(np.tile(np.arange(1 << FIELD_BITS, dtype=np.uint8), len(order)), sizes)
    of_short_field = np.flatnonzero(fields != list(FIELDS).index(LONG_FIELD))
    return Postings(
        terms=[known[number] for number in order],
        counts=sizes.reshape(-1, 1 << FIELD_BITS)[:, : len(FIELDS)],
        gaps=gaps,
        frequencies=frequencies,
        lengths=lengths.T[: len(FIELDS)],
        beside=lengths[having[of_short_field], fields[of_short_field]],
    )


def in_utf_16(term: str) -> bytes:
    """What orders terms as JavaScript does."""
    return term.encode("utf-16-be")


def _in_order(terms: list[str], numbers: list[int]) -> list[int]:
    """The numbers in the order of their terms."""
    if _BEYOND_U_FFFF.search("\n".join(terms)):
        return sorted(numbers, key=lambda number: in_utf_16(terms[number]))
    # Up to U+FFFF the order of code points is the same, and found faster.
    return sorted(numbers, key=terms.__getitem__)
