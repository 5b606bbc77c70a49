"""The classes of characters by which words are told apart, cut and folded, here and in the browser.

The two sides must agree on every character, or what was indexed is silently not found. So nothing here leans
on what the languages call a word or white space: each class is spelled out as one text that means the same
between the brackets of a regular expression of Python and, with the flag `u`, of JavaScript. All go to the
browser with the index.
"""

from __future__ import annotations

import re
import unicodedata

WHITE_SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
SEPARATORS = rf"{WHITE_SPACE}\u2014\u2015"
"""What ends a word: white space, and the dashes that stand between clauses."""

JOINTS = r"\-\/\u2010-\u2013"
"""What joins the parts of one word: hyphens, the short dashes, a slash."""

TRIMMED = "".join(
    (
        r"\0-\/:-@\[-\^`\{-\x7f",  # ASCII but letters, digits and the underscore, as lunr.js trims it
        r"\x80-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7",  # Latin-1's signs
        r"\u2000-\u206f\u20a0-\u20cf\u2120\u2122",  # general punctuation, currencies, service and trade marks
        r"\u2190-\u245f\u2500-\u2bff",  # arrows, mathematical operators, boxes, dingbats and other symbols
        r"\u2e00-\u2e2e\u2e30-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb",  # CJK and other
        r"\ufe00-\ufe1f\ufe30-\ufe6f\ufeff",  # variation selectors, vertical and small forms
        r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee\ufff9-\uffff",  # full-width forms
        "\U0001f000-\U0001faff",  # pictographs, as they are: the two languages escape them differently
    )
)
"""What is cut off both ends of a part of a word."""

POSSESSIVE = "(?:['’][sS])"
"""An ending that is cut off as well: `Google's` is found as `Google`."""

UNSPACED = "".join(
    (
        r"\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7a3\ud7b0-\ud7fb\uffa1-\uffdc",  # Hangul
        r"\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f",  # kana
        r"\u3105-\u312f\u31a0-\u31bf",  # bopomofo
        r"\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
        "\U0001aff0-\U0001b16f\U00020000-\U000323af",  # older kana, rarer ideographs
    )
)
"""The letters of Chinese, Japanese and Korean, which are found by any run of them."""

_SINGLE = dict(zip("øłđðıħŧŋĸſƒ", "olddihtnksf", strict=True))
_SEVERAL = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ﬅ": "st", "ﬆ": "st"}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
# Whether a capital sigma ends its word depends on the next; phones type the apostrophe of print.
_ALIKE = {"ς": "σ", "’": "'"}
FOLDED = _SINGLE | _SEVERAL | _LIGATURES | _ALIKE
"""What a letter that Unicode does not take apart is found as."""

LETTERS = {
    "separators": SEPARATORS,
    "joints": JOINTS,
    "trimmed": TRIMMED,
    "possessive": POSSESSIVE,
    "unspaced": UNSPACED,
    "folded": FOLDED,
}
"""All of this, for the browser."""

_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_TABLE = str.maketrans(FOLDED)


def folded(word: str) -> str:
    """The word without accents."""
    if word.isascii():
        return word
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    # Together again: Hangul and kana come apart as well.
    return unicodedata.normalize("NFC", bare).translate(_TABLE)
