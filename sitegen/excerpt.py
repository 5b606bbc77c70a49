"""The few words that a card shows of an abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MOST_SENTENCES = 2
MOST_CHARACTERS = 240

_END = re.compile(r"[.!?…。！？]+[\"'”’)\]]*(?:\s+(?=[\"'“‘(\[]*[^a-z\s])|(?<=[。！？])|$)")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|al|resp|approx|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|Refs|No|Dr|Prof|St|[A-Z])\.)$"
)
_LONGEST_NO_END = 10  # characters, and the one before them


def sentences(text: str) -> Iterator[str]:
    """Split plain text at the ends of sentences; abbreviations, initials and numbers end none."""
    start = 0
    for match in _END.finditer(text):
        sentence = text[start : match.end()].strip()
        if match.end() < len(text) and _NO_END.search(sentence, max(0, len(sentence) - _LONGEST_NO_END)):
            continue
        if sentence:
            yield sentence
        start = match.end()
    rest = text[start:].strip()
    if rest:
        yield rest


def excerpt(text: str) -> str:
    """At most two sentences and 240 characters of plain text.

    Whole sentences where they fit; a first sentence that is too long is cut at a word, with an ellipsis.
    """
    parts = list(islice(sentences(text), MOST_SENTENCES))
    while len(parts) > 1 and len(" ".join(parts)) > MOST_CHARACTERS:
        parts.pop()
    short = " ".join(parts)
    if len(short) <= MOST_CHARACTERS:
        return short
    cut = short[: MOST_CHARACTERS - 1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut and short[MOST_CHARACTERS - 1] != " " else cut
    return at_word.rstrip(" ,;:–—-(") + "…"
