"""From terms back to words: `retriev` is for the machine, a reader wants to see `retrieval`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sitegen.searchindex import tokens
from sitegen.searchindex.letters import JOINTS, SEPARATORS

_WORDS = re.compile(rf"[^{SEPARATORS}<>&]+")
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
        known = {term: written for word in _less_plain(text) for term, written in _said(word)}
        words = {term: word or known.get(term, "") for term, word in words.items()}
    return {term: word for term, word in words.items() if word}


def _less_plain(text: str) -> Iterator[str]:
    """The words with hyphens and, of a text that has any, those with slashes or letters beyond ASCII."""
    first, *others = text.split("-")
    word = first[first.rfind(" ") + 1 :]
    for after in others:
        end, is_over, _ = after.partition(" ")
        word = f"{word}-{end}"
        if is_over:
            yield word
            word = after[after.rfind(" ") + 1 :]
    yield word
    if not text.isascii() or "/" in text.replace("</", ""):
        yield from (word for word in _WORDS.findall(text) if "/" in word or not word.isascii())


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
