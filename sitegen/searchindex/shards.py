"""Where the sorted terms are cut into shards: by what the terms begin with, so that cuts stay where they are.

A range that is too heavy is cut where the terms' first different characters differ in their highest bit. That
depends on no weight: whatever is added or taken away elsewhere, this cut stays. Two neighbours that came out
of one cut and fit together are joined.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sitegen.searchindex.postings import in_utf_16

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

DEEPEST = 300
"""Cuts within cuts. Only terms that nobody writes, each the beginning of the next, have more."""


def cuts(terms: Sequence[str], weights: NDArray[np.int64], limit: int, most: int) -> list[int]:
    """The places of the terms with which shards begin, the first being 0.

    No shard of more than one term is heavier than `limit`. Where there would be more than `most` of them, the
    limit grows by eighths until there are not.
    """
    ends = [0, *np.cumsum(weights).tolist()]
    middle = cache(partial(_middle, terms))  # whatever the limit, the cuts are the same
    while limit * most < ends[-1]:
        limit += limit // 8
    while len(found := _pieces(middle, ends, limit, 0, len(terms))) > most:
        limit += limit // 8
    return found


def first_terms(terms: Sequence[str], starts: Sequence[int]) -> list[str]:
    """For each shard, the shortest text that is above all terms before it and not above its own."""
    found = [""]
    for start in starts[1:]:
        before, first = terms[start - 1], terms[start]
        found.append(first[: _shared(before, first) + 1])
    return found


def shortened(texts: Sequence[str]) -> str:
    """Sorted texts, none with white space, as one: less what each has in common with the one before it.

    Spaces part them, and each begins with a digit of base 36: how much it has in common, in UTF-16 units.
    """
    found = []
    for before, text in pairwise(["", *texts]):
        same = _shared(before, text)
        while (units := len(in_utf_16(text[:same])) // 2) >= len(_DIGITS):
            same -= 1
        found.append(_DIGITS[units] + text[same:])
    return " ".join(found)


def _pieces(
    middle_of: Callable[[int, int], int],
    ends: Sequence[int],
    limit: int,
    start: int,
    stop: int,
    depth: int = 0,
) -> list[int]:
    if ends[stop] - ends[start] <= limit or stop - start < 2 or depth > DEEPEST:
        return [start]
    middle = middle_of(start, stop)
    left = _pieces(middle_of, ends, limit, start, middle, depth + 1)
    right = _pieces(middle_of, ends, limit, middle, stop, depth + 1)
    end = right[1] if len(right) > 1 else stop
    return left + (right[1:] if ends[end] - ends[left[-1]] <= limit else right)


def _middle(terms: Sequence[str], start: int, stop: int) -> int:
    """Where the range is cut: after `start` and before `stop`."""
    low, high = in_utf_16(terms[start]), in_utf_16(terms[stop - 1])
    same = _shared(low, high) // 2 * 2
    of_low, of_high = (int.from_bytes(term[same : same + 2], "big") for term in (low, high))
    highest = (of_low ^ of_high).bit_length() - 1
    if highest < 0:  # the one ends where the other has U+0000
        return start + 1
    cut = high[:same] + (of_high >> highest << highest).to_bytes(2, "big")
    return bisect_left(terms, cut, start, stop, key=in_utf_16)


def _shared(a: str | bytes, b: str | bytes) -> int:
    """How long a beginning both have."""
    same = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        same += 1
    return same
