"""All rows, turned round: for each term and field, the documents that have it and how often."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.fields import FIELDS, LONG_FIELD
from sitegen.searchindex.runs import stable_order
from sitegen.searchindex.tally import FIELD_BITS, FIELD_MASK, ROW
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


def turned(rows: Sequence[bytes], vocabulary: Vocabulary) -> Postings:
    """The postings of documents that are numbered as their rows stand."""
    entries = np.frombuffer(b"".join(rows), ROW)
    sizes = np.fromiter(map(len, rows), np.int64, len(rows)) // ROW.itemsize
    documents = np.repeat(np.arange(len(rows), dtype=np.uint32), sizes)
    is_term = entries & FIELD_MASK < len(FIELDS)
    entries, documents = entries[is_term], documents[is_term]

    known = vocabulary.terms
    occurs = np.flatnonzero(np.bincount(entries >> FIELD_BITS, minlength=len(known)))
    order = _in_order(known, occurs.tolist())
    ranks = np.zeros(len(known), np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)

    field = entries & FIELD_MASK
    lengths = np.bincount(documents << FIELD_BITS | field, minlength=len(rows) << FIELD_BITS)
    lengths = lengths.reshape(len(rows), 1 << FIELD_BITS).T[: len(FIELDS)]
    slots = ranks[entries >> FIELD_BITS] << FIELD_BITS | field

    # The documents ascend already, and still do among equals.
    by_slot = stable_order(slots)
    slots, documents = slots[by_slot], documents[by_slot]
    del entries, field, by_slot
    is_first = np.ones(len(slots), bool)
    is_first[1:] = (slots[1:] != slots[:-1]) | (documents[1:] != documents[:-1])
    starts = np.flatnonzero(is_first)
    frequencies = np.diff(starts, append=len(slots)).astype(np.uint32)
    slots, documents = slots[starts], documents[starts]
    counts = np.bincount(slots, minlength=len(order) << FIELD_BITS)
    of_short_field = np.flatnonzero(slots & FIELD_MASK != list(FIELDS).index(LONG_FIELD))
    beside = lengths[slots[of_short_field] & FIELD_MASK, documents[of_short_field]]
    gaps = documents.copy()
    gaps[1:] -= np.where(slots[1:] == slots[:-1], documents[:-1], 0).astype(np.uint32)
    return Postings(
        terms=[known[number] for number in order],
        counts=counts.reshape(len(order), 1 << FIELD_BITS)[:, : len(FIELDS)].astype(np.uint32),
        gaps=gaps,
        frequencies=frequencies,
        lengths=lengths.astype(np.uint32),
        beside=beside.astype(np.uint32),
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
