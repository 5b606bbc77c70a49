"""What each paper is about: a few of its terms, those that it stresses and that few papers have.

Papers come oldest first, and each is seen with what there was on its own first day: a term is as rare as it
was then. So nothing that a later day brings has a say, and a change on an earlier day moves few terms into
another band.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.fields import FIELDS
from sitegen.searchindex.filler import FILLER
from sitegen.searchindex.postings import Numbers, stable_order
from sitegen.searchindex.runs import Bits, Counts, Integers, changes, ranks, starts_and_ends
from sitegen.searchindex.tally import FIELD_BITS, FIELD_MASK, ROW
from sitegen.searchindex.tokens import terms as terms_of

TERMS = 16
"""How many terms a paper is known by."""
NONE = -1
"""Stands where there are fewer."""

_TITLE, _ABSTRACT, _TOPICS = (list(FIELDS).index(name) for name in ("title", "abstract", "topics"))
_TITLE_STRESS, _TOPIC_STRESS, _MOST_MENTIONS = 3, 2, 3
_PAPERS_AT_ONCE = 256
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line a paper, a column a term, the weightiest first."""

    terms: NDArray[np.int32]
    """Numbers of terms, NONE behind the last one."""
    stress: NDArray[np.uint8]
    """What the paper makes of the term: 3 in the title, and 1 for each mention in the abstract, up to 3."""
    rarity: NDArray[np.uint8]
    """On the paper's day at most one in 2 papers had the term, or one in 4, 8, …: how often 2 is halved."""


def telling(terms: Iterable[str]) -> Bits:
    """Which terms can say what a paper is about: no number, no single letter, no address, no genitive."""
    filler = set(terms_of(FILLER))
    return np.array(
        [(term.isalpha() or _is_name(term)) and len(term) > 1 and term not in filler for term in terms], bool
    )


def _is_name(term: str) -> bool:
    """Whether a term with other signs than letters is like `gpt4` or `3d`."""
    return _LETTER.search(term) is not None and "/" not in term and term[-1] != "'"


def topic_row(numbers: Sequence[int]) -> bytes:
    """What a row has of topics that are terms of their own, with numbers above those of the vocabulary."""
    return np.array([number << FIELD_BITS | _TOPICS for number in numbers], ROW).tobytes()


def signatures(rows: Sequence[bytes], bounds: Sequence[int], is_telling: Bits) -> Signatures:
    """The signatures of papers by their rows, oldest first.

    `bounds`: the number of each day's first paper, and that of all papers. `is_telling`: by a term's number.
    """
    shape = (len(rows), TERMS)
    found = Signatures(np.full(shape, NONE, np.int32), np.zeros(shape, np.uint8), np.zeros(shape, np.uint8))
    ends = np.array(bounds[1:])
    seen = np.zeros(len(is_telling), np.int64)
    is_field = np.isin(np.arange(1 << FIELD_BITS), (_TITLE, _ABSTRACT, _TOPICS))
    counts = (is_telling[:, None] & is_field).ravel()
    for start, stop in _whole_days(bounds):
        entries, paper = _entries(rows[start:stop], counts)
        term, paper, at, mentions = _distinct(entries, paper)
        papers_by_then = ends[np.searchsorted(ends, np.arange(start, stop), "right")][paper]
        frequency = _frequency(term, papers_by_then, seen)
        rarity = _halvings(papers_by_then / frequency)
        stress = _stress(entries[at] & FIELD_MASK, mentions)
        # What is new and said but once is seldom what a paper is about.
        weight = rarity * stress * ((frequency > 1) | (stress > 1))

        # Back in the order of the texts: what stands earlier wins among equals.
        place = np.zeros(len(entries), np.int64)
        place[at] = np.arange(len(at)) + 1
        best = place[place > 0] - 1
        best = best[weight[best] > 0]
        best = best[stable_order((paper[best] << 8 | 255 - weight[best]).astype(np.uint32))]
        rank = ranks(paper[best])
        best, rank = best[rank < TERMS], rank[rank < TERMS]
        line = paper[best] + start
        found.terms[line, rank] = term[best]
        found.stress[line, rank] = stress[best]
        found.rarity[line, rank] = rarity[best]
    return found


def _whole_days(bounds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of papers, each of enough days to be worth the calls, and of few, so that tables stay small."""
    start = 0
    for end in bounds[1:]:
        if end - start >= _PAPERS_AT_ONCE or end == bounds[-1] > start:
            yield start, end
            start = end


def _entries(rows: Sequence[bytes], counts: Bits) -> tuple[Numbers, Counts]:
    """The entries that count, in the order of the texts, and the number of the paper of each."""
    entries: Numbers = np.frombuffer(b"".join(rows), ROW)
    sizes = np.fromiter(map(len, rows), np.int64, len(rows)) // ROW.itemsize
    counting = counts[entries]
    return entries[counting], np.repeat(np.arange(len(rows)), sizes)[counting]


def _distinct(entries: Numbers, paper: Counts) -> tuple[Counts, Counts, Counts, Counts]:
    """Each term of each paper, by term, then paper; the place of its first entry, and how many it has."""
    term = (entries >> FIELD_BITS).astype(np.uint32)
    order = stable_order(term)
    term, paper = term[order], paper[order]
    first = np.flatnonzero(changes(term, paper))
    return term[first].astype(np.int64), paper[first], order[first], np.diff(first, append=len(order))


def _frequency(term: Counts, day: Counts, seen: Counts) -> Counts:
    """How many papers had the term by the end of the day. `seen` has the days before, and then these too."""
    is_new = changes(term)
    starts, _ = starts_and_ends(is_new)
    _, ends = starts_and_ends(changes(term, day))
    frequency = seen[term] + ends - starts
    last = np.append(is_new, True)[1:]
    seen[term[last]] = frequency[last]
    return frequency


def _stress(field: Integers, mentions: Counts) -> Counts:
    """What a paper makes of a term by the first field that has it. A row has the title's entries first."""
    in_title = field == _TITLE
    in_abstract = np.minimum(mentions - in_title, _MOST_MENTIONS)
    return np.where(field == _TOPICS, _TOPIC_STRESS, in_abstract + _TITLE_STRESS * in_title)


def _halvings(ratios: NDArray[np.float64]) -> Counts:
    """How often a number can be halved before it is below 2. Exact: it reads the exponent of the number."""
    return np.frexp(ratios)[1].astype(np.int64) - 1
