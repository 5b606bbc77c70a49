"""What a paper speaks of: the terms that can say what it is about, how much it stresses each, and its words.

`retriev` is for the machine, a reader wants to see `retrieval`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from sitegen.searchindex.filler import FILLER
from sitegen.searchindex.runs import Bits, Counts, Integers, changes, stable_order
from sitegen.searchindex.tokens import said, terms

STRESSED = 2
"""From which stress on a term may be what a paper is about."""

_TITLE_STRESS, _MOST_MENTIONS = 3, 3
_LETTER = re.compile(r"[^\W\d_]")


class Stresses(NamedTuple):
    """The telling terms of each paper, paper by paper: first the stressed ones, in the order of the texts."""

    paper: Counts
    term: Integers
    stress: Counts
    """3 in the title, and 1 for each mention in the abstract, up to 3."""
    at: Counts
    """Where the paper first has the term."""


def is_telling(term: str) -> bool:
    """Whether a term can say what a paper is about: no number, no single letter, no address, no genitive."""
    return (term.isalpha() or _is_name(term)) and len(term) > 1 and term not in _filler()


def stresses(term: Integers, paper: Counts, in_title: Bits) -> Stresses:
    """What papers make of their terms: columns of one line a mention, in the order of papers and texts.

    A paper's title comes before its abstract.
    """
    order = stable_order(term)
    by_term, its_paper = term[order], paper[order]
    first = np.flatnonzero(changes(by_term, its_paper))
    mentions = np.zeros(len(term), np.int64)
    mentions[order[first]] = np.diff(first, append=len(order))
    at = np.flatnonzero(mentions)
    stress = np.minimum(mentions[at] - in_title[at], _MOST_MENTIONS) + _TITLE_STRESS * in_title[at]
    at_last = stable_order((paper[at].astype(np.uint32) << 1) | (stress < STRESSED))
    at, stress = at[at_last], stress[at_last]
    return Stresses(paper[at], term[at], stress, at)


def spoken(terms: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What stands for each term in the word that has it; without those for which nothing does.

    Small, unless it has capitals of its own: `Black-Box` may come from a title, `LoRA` is a name.
    """
    return {term: written for term, word in terms if (written := _spoken(term, word))}


# The same words stand in very many papers.
@lru_cache(maxsize=1 << 16)
def _spoken(term: str, word: str) -> str:
    written = dict(reversed(said(word))).get(term, "")
    return written.lower() if all(part[1:].islower() for part in written.split("-")) else written


def _is_name(term: str) -> bool:
    """Whether a term with other signs than letters is like `gpt4` or `3d`."""
    return _LETTER.search(term) is not None and "/" not in term and term[-1] != "'"


@cache
def _filler() -> frozenset[str]:
    return frozenset(terms(FILLER))
