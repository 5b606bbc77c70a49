"""From terms back to words: `retriev` is for the machine, a reader wants to see `retrieval`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from html import unescape

from sitegen.searchindex.tokens import said

_TAG = re.compile(r"<[^>]*>")


def spoken(terms: Collection[str], title: str, abstract: str) -> dict[str, str]:
    """A word for each of the terms: that which a paper uses most, in small letters if it ever writes it so.

    `abstract` is HTML. What stands in neither text is left out.
    """
    text = f"{unescape(_TAG.sub(' ', abstract))} {title}"
    used: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for word in text.split():
        for term, written in _said(word):
            if term in used:
                used[term][written] += 1
    return {term: _commonest(words) for term, words in used.items() if words}


# The same words stand in very many papers.
_said = lru_cache(maxsize=1 << 16)(said)


def _commonest(words: Counter[str]) -> str:
    times: Counter[str] = Counter()
    for word, number in words.items():
        times[word.lower()] += number
    small = max(times, key=times.__getitem__)
    return small if small in words else next(word for word in words if word.lower() == small)
