"""What each paper is about: a few of its terms, those that it stresses and that few papers have.

Papers come oldest first, and each is seen with what there was on its own first day: a term is as rare as it
was then. So nothing that a later day brings has a say, and a change on an earlier day moves few terms into
another band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.about import STRESSED
from sitegen.searchindex.runs import Counts, ranks, stable_order
from sitegen.searchindex.tally import FIELD_BITS, FIELD_MASK

TERMS = 16
"""How many terms a paper is known by."""
NONE = -1
"""Stands where there are fewer."""

_TOPIC_STRESS = 2


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line a paper, a column a term, the weightiest first."""

    terms: NDArray[np.int32]
    """Numbers of terms, NONE behind the last one."""
    stress: NDArray[np.uint8]
    """What the paper makes of the term: see `about.py`."""
    rarity: NDArray[np.uint8]
    """On the paper's day at most one in 2 papers had the term, or one in 4, 8, …: how often 2 is halved."""


def topic_entry(number: int) -> int:
    """What a row has of a topic, which is a term of its own, with a number above those of the vocabulary."""
    return number << FIELD_BITS | _TOPIC_STRESS


def signatures(entries: NDArray[np.uint32], sizes: Counts, bounds: Sequence[int], terms: int) -> Signatures:
    """The signatures of papers by their rows of what they are about, oldest first.

    `entries` are those of all rows, `sizes` says how many each has. `bounds`: the number of each day's first
    paper, and that of all papers. `terms`: how many there are.
    """
    shape = (len(sizes), TERMS)
    found = Signatures(np.full(shape, NONE, np.int32), np.zeros(shape, np.uint8), np.zeros(shape, np.uint8))
    ends = np.append(0, np.cumsum(sizes))
    at = np.flatnonzero(entries & FIELD_MASK >= STRESSED)
    paper = np.searchsorted(ends, at, "right") - 1
    term, stress = (entries[at] >> FIELD_BITS).astype(np.int64), (entries[at] & FIELD_MASK).astype(np.int64)
    by_then = np.repeat(bounds[1:], np.diff(bounds))[paper]
    rarity = _halvings(by_then / _frequency(entries, at, term, ends[bounds], terms))
    weight = rarity * stress
    # In the order of the texts: what stands earlier wins among equals.
    best = stable_order((paper << 8 | 255 - weight).astype(np.uint32))
    best = best[weight[best] > 0]
    rank = ranks(paper[best])
    best, rank = best[rank < TERMS], rank[rank < TERMS]
    line = paper[best]
    found.terms[line, rank] = term[best]
    found.stress[line, rank] = stress[best]
    found.rarity[line, rank] = rarity[best]
    return found


def _frequency(entries: NDArray[np.uint32], at: Counts, term: Counts, days: Counts, terms: int) -> Counts:
    """How many papers had a term by the end of the day, for the entries at some places.

    `term`: those of the places. `days`: where each day's entries begin, and where all end.
    """
    seen, found = np.zeros(terms, np.int64), np.empty(len(at), np.int64)
    for (start, stop), (first, end) in zip(pairwise(days), pairwise(np.searchsorted(at, days)), strict=True):
        # Each paper has a term once.
        np.add.at(seen, entries[start:stop] >> FIELD_BITS, 1)
        found[first:end] = seen[term[first:end]]
    return found


def _halvings(ratios: NDArray[np.float64]) -> Counts:
    """How often a number can be halved before it is below 2. Exact: it reads the exponent of the number."""
    return np.frexp(ratios)[1].astype(np.int64) - 1
