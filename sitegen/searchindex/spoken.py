"""From terms back to words: `retriev` is for the machine, a reader wants to see `retrieval`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape

from sitegen.searchindex.tokens import SEPARATOR, TRIMMED, term

_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(f"[^{SEPARATOR[1:]}*")
_END = re.compile(rf"{TRIMMED}+\Z")


def spoken(terms: Iterable[str], title: str, abstract: str) -> dict[str, str]:
    """A word for each of the terms: that which a paper uses most, in small letters if it ever writes it so.

    `abstract` is HTML. What stands in neither text is left out.
    """
    text = f"{unescape(_TAG.sub(' ', abstract))} {title}"
    lower = text.lower()
    if len(lower) != len(text):  # as with a dotted capital I
        text = lower
    return {of: word for of in terms if (word := _word(of, text, lower))}


def _word(of: str, text: str, lower: str) -> str:
    # Of a stem, no more than the last letter is not the word's own.
    beginning = of[:-1] or of
    times: Counter[str] = Counter()
    written: dict[str, str] = {}
    at = lower.find(beginning)
    while at >= 0:
        token = _TOKEN.match(lower, at)
        assert token is not None
        if term(token[0]) == of and not lower[at - 1 : at].isalnum():
            small, own = (_END.sub("", form) for form in (token[0], text[at : token.end()]))
            times[small] += 1
            written[small] = small if own == small else written.get(small, own)
        at = lower.find(beginning, at + 1)
    return written[max(times, key=times.__getitem__)] if times else ""
