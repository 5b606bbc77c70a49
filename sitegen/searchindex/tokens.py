"""From text to the terms of the index, exactly as the reader's browser does it with a query.

The two sides must agree on every token, or what was indexed is silently not found. So nothing here leans on
what the languages call a word or white space: both classes of characters are spelled out, each as one text
that means the same in a regular expression of Python and, with the flag `u`, of JavaScript; the index carries
it to the browser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from lunr.stop_word_filter import WORDS

from sitegen.searchindex.stemmer import Stemmer

WHITE_SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
SEPARATOR = rf"[{WHITE_SPACE}\-\u2010-\u2015]"
"""One character that ends a token: white space, a hyphen or a dash."""

TRIMMED = "".join(
    (
        "[",
        r"\0-\/:-@\[-\^`\{-\x7f",  # ASCII but letters, digits and the underscore, as lunr.js trims it
        r"\x80-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7",  # Latin-1's signs
        r"\u2000-\u206f\u20a0-\u20cf\u2120\u2122",  # general punctuation, currencies, service and trade marks
        r"\u2190-\u245f\u2500-\u2bff",  # arrows, mathematical operators, boxes, dingbats and other symbols
        r"\u2e00-\u2e2e\u2e30-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb",  # CJK and other
        r"\ufe00-\ufe1f\ufe30-\ufe6f\ufeff",  # variation selectors, vertical and small forms
        r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee\ufff9-\uffff",  # full-width forms
        "\U0001f000-\U0001faff",  # pictographs, as they are: the two languages escape them differently
        "]",
    )
)
"""One character that is cut off both ends of a token."""

_SEPARATORS = re.compile(f"{SEPARATOR}+")
_ENDS = re.compile(rf"\A{TRIMMED}+|{TRIMMED}+\Z")
_STEMMER = Stemmer()


def split(text: str) -> list[str]:
    """The tokens of a text, in lower case."""
    lower = unicodedata.normalize("NFC", text).lower()
    if lower.isascii():
        # White space is the same to Python then, and its own way many times as fast.
        return lower.replace("-", " ").split()
    return [token for token in _SEPARATORS.split(lower) if token]


@cache
def term(token: str) -> str:
    """What a token is indexed as. Empty for a stop word, and for one of which the trimming leaves nothing."""
    # Whether a capital sigma ends its word depends on the words around it: both small ones are the same here.
    # So are the apostrophe of print, which phones type, and that of keyboards.
    trimmed = _ENDS.sub("", token).replace("ς", "σ").replace("’", "'")
    return "" if trimmed in WORDS else _STEMMER.stem_of(trimmed)


def terms(text: str) -> Iterator[str]:
    """The terms of a text, in its order and as often as they stand there."""
    return filter(None, map(term, split(text)))
