"""Papers that are about the same: those that share the most of what a paper is about, and what they share.

A paper's picks come from those of its own first day and of earlier ones, so later days change none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.runs import Counts, changes, ranks
from sitegen.searchindex.signature import NONE, TERMS, Signatures

PICKS = 5
"""At most so many a paper."""
SHARED = 3
"""At most so many terms explain a pick."""

_LEAST_SHARED = 2
_PART = 9
"""What part of a paper's own weight a similar one must cover at least: a ninth."""

# What bounds the work: papers meet by two of their weightiest terms, each with the few before it that have
# both, and a closer look is taken at those that meet most often.
_MEETING = [(first, second) for first in range(TERMS) for second in range(first + 1, TERMS - first)]
"""Which terms, by rank: the weightier the one, the less weighty the other may be."""
_WEIGHTY, _FEW = 20, 2_000
"""After the first few papers of a site, only terms meet whose ranks, counted from 1, have no greater product:
there is enough to be found then."""
_BACK, _LOOKED_AT = 4, 8
_AT_ONCE = 1 << 14
_PAPER_BITS, _TERM_BITS = 20, 22
"""A million papers; terms beyond four millions would be taken for each other at a meeting, not afterwards."""


@dataclass(frozen=True, slots=True)
class Similar:
    """The picks: a line a paper, a column a pick, the most similar first."""

    papers: NDArray[np.int32]
    """Numbers of papers, NONE behind the last one."""
    terms: NDArray[np.int32]
    """What both share: along a third axis, numbers of terms, the weightiest first, NONE behind the last."""

    @classmethod
    def empty(cls, papers: int) -> Similar:
        """No picks at all."""
        return cls(np.full((papers, PICKS), NONE, np.int32), np.full((papers, PICKS, SHARED), NONE, np.int32))


def similar(known: Signatures, bounds: Sequence[int]) -> Similar:
    """The picks for papers by what they are about, oldest first.

    `bounds`: the number of each day's first paper, and that of all papers.
    """
    found = Similar.empty(len(known.terms))
    least = (known.stress.astype(np.int64) ** 2 * known.rarity.astype(np.int64) ** 2).sum(axis=1) // _PART
    looked_at = _meetings(known.terms, np.array(bounds))
    parts = [
        _closer(known, least, pairs >> _PAPER_BITS, pairs & (1 << _PAPER_BITS) - 1)
        for pairs in np.split(looked_at, range(_AT_ONCE, len(looked_at), _AT_ONCE))
    ]
    papers, others, shares, shared = (np.concatenate(column) for column in zip(*parts, strict=True))
    best, rank = _best(papers, shares, PICKS)
    found.papers[papers[best], rank] = others[best]
    found.terms[papers[best], rank] = shared[best]
    return found


def _meetings(terms: NDArray[np.int32], bounds: Counts) -> Counts:
    """Pairs of a paper and another one that have two of their weightiest terms in common, in their order."""
    having = _having(terms)
    both = having >> _PAPER_BITS
    day = np.searchsorted(bounds, np.arange(len(terms)), "right")
    found = []
    for back in range(1, _BACK + 1):
        at = np.flatnonzero(both[back:] == both[:-back])
        earlier, later = (
            (having[each] & (1 << _PAPER_BITS) - 1).astype(np.int64) for each in (at, at + back)
        )
        found.append(later << _PAPER_BITS | earlier)
        is_same_day = day[later] == day[earlier]
        found.append(earlier[is_same_day] << _PAPER_BITS | later[is_same_day])
    pairs = np.concatenate(found)
    pairs.sort()
    distinct = np.flatnonzero(changes(pairs))
    times, pairs = np.diff(distinct, append=len(pairs)), pairs[distinct]
    best, _ = _best(pairs >> _PAPER_BITS, times, _LOOKED_AT)
    return np.sort(pairs[best])


def _having(terms: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Two terms and a paper that has both, as one number each, in order."""
    columns = terms.T.astype(np.uint64)
    is_shared = np.append(np.bincount(terms[terms != NONE], minlength=1) > 1, False)[terms.T]
    papers = np.arange(len(terms), dtype=np.uint64)
    found = []
    for first, second in _MEETING:
        meet = slice(None if (first + 1) * (second + 1) <= _WEIGHTY else _FEW)
        one, other = columns[first, meet], columns[second, meet]
        having = (np.minimum(one, other) << _TERM_BITS | np.maximum(one, other)) << _PAPER_BITS | papers[meet]
        found.append(having[is_shared[first, meet] & is_shared[second, meet]])
    all_found = np.concatenate(found)
    all_found.sort()
    return all_found


def _closer(
    known: Signatures, least: Counts, papers: Counts, others: Counts
) -> tuple[Counts, Counts, Counts, NDArray[np.int32]]:
    """Those of the pairs that are similar: both papers, how much they share, the weightiest terms of that."""
    shared = _shared(known, papers, others)
    share = shared.sum(axis=1)
    good = (share >= least[papers]) & (np.count_nonzero(shared, axis=1) >= _LEAST_SHARED)
    papers, shared = papers[good], shared[good]
    weightiest = np.argsort(-shared, axis=1, kind="stable")[:, :SHARED]
    terms = np.take_along_axis(known.terms[papers], weightiest, 1)
    terms[np.take_along_axis(shared, weightiest, 1) == 0] = NONE
    return papers, others[good], share[good], terms


def _shared(known: Signatures, papers: Counts, others: Counts) -> Counts:
    """What each term of a paper adds to the likeness of the other one."""
    terms, stress = known.terms[papers], np.zeros((len(papers), known.terms.shape[1]), np.uint8)
    other_terms, other_stress = known.terms[others], known.stress[others]
    for column in range(terms.shape[1]):
        stress += (terms == other_terms[:, column, None]) * other_stress[:, column, None]
    own = known.stress[papers]
    return own * np.minimum(own, stress) * known.rarity[papers].astype(np.int64) ** 2


def _best(papers: Counts, scores: Counts, most: int) -> tuple[Counts, Counts]:
    """The places of each paper's best scores, and their ranks; the later place first among equals.

    The papers ascend, and no score has more than 20 bits.
    """
    backwards = np.argsort((papers << 20 | (1 << 20) - 1 - scores)[::-1], kind="stable")
    order = len(papers) - 1 - backwards
    rank = ranks(papers[order])
    return order[rank < most], rank[rank < most]
