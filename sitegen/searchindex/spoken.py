"""From terms back to words: `retriev` is for the machine, a reader wants to see `retrieval`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sitegen.searchindex import tokens
from sitegen.searchindex.letters import JOINTS, SEPARATORS

_JOINT, _MARKUP = re.compile(f"[{JOINTS}]"), re.compile("[<>&]")
_PART_END = re.compile(rf"[{SEPARATORS}{JOINTS}<&]|\Z")

# The same words stand in very many papers.
_said = lru_cache(maxsize=1 << 16)(tokens.said)


def spoken(terms: Iterable[str], title: str, abstract: str) -> dict[str, str]:
    """A word for each of the terms, the first that a paper has, its title before its abstract.

    `abstract` is HTML. What stands in neither text is left out.
    """
    text = f"{title} {abstract}"
    lower = text.lower()
    if len(lower) != len(text):  # as with a dotted capital I
        text = lower
    # Sought by how it begins, since a page needs few words of many.
    words = {term: _part(term, text, lower) for term in terms}
    if not all(words.values()):
        others = (word for word in text.split() if _JOINT.search(word) or not word.isascii())
        said = (pair for word in others for pair in _said(word) if not _MARKUP.search(pair[1]))
        other_words = dict(said)
        words = {term: word or other_words.get(term, "") for term, word in words.items()}
    return {term: word for term, word in words.items() if word}


def _part(of: str, text: str, lower: str) -> str:
    # Of a stem, no more than the last letter is not the word's own.
    beginning = of[:-1] or of
    at = lower.find(beginning)
    while at >= 0:
        end = _PART_END.search(lower, at).start()  # type: ignore[union-attr] # there always is one
        if not lower[at - 1 : at].isalnum():
            for term, small in _said(lower[at:end]):
                if term == of:
                    return _as_in_a_sentence(text[at : at + len(small)])
        at = lower.find(beginning, max(end, at + 1))
    return ""


def _as_in_a_sentence(word: str) -> str:
    """Small, unless it has capitals of its own: `Retrieval` may come from a title, `LoRA` is a name."""
    return word.lower() if word[1:].islower() else word
