"""From terms back to words: `retriev` is for the machine, a reader wants to see `retrieval`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from sitegen.searchindex.tokens import SEPARATOR, TRIMMED, term

_TAG = re.compile(r"<[^>]*>")
_TOKEN_END = re.compile(rf"{SEPARATOR}|\Z")
_TRIMMED = re.compile(rf"{TRIMMED}+\Z")


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
    times: dict[str, int] = {}
    written: dict[str, str] = {}
    at = lower.find(beginning)
    while at >= 0:
        end = _TOKEN_END.search(lower, at).start()  # type: ignore[union-attr] # there always is one
        token = lower[at:end]
        if term(token) == of and not lower[at - 1 : at].isalnum():
            small = token if token[-1].isalnum() else _TRIMMED.sub("", token)
            own = text[at : at + len(small)]
            times[small] = times.get(small, 0) + 1
            if own == small or small not in written:
                written[small] = own
        at = lower.find(beginning, end)
    return written[max(times, key=times.__getitem__)] if times else ""
