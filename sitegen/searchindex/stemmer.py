"""The Porter stemmer exactly as lunr.js has it, so that a word finds what was indexed under its stem.

lunr.py's own gives other stems in a few places, and takes several times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Endings: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
"""Endings, the longest first, each with what takes its place, by their last two letters."""


def _by_last_letters(endings: str) -> Endings:
    pairs = [(ending, other) for ending, _, other in (pair.partition(":") for pair in endings.split())]
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for ending, other in sorted(pairs, key=lambda pair: -len(pair[0])):
        found[ending[-2:]].append((ending, other))
    return dict(found)


_STEP_2 = _by_last_letters(
    "ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous "
    "ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive "
    "biliti:ble logi:log"
)
_STEP_3 = _by_last_letters("icate:ic ative: alize:al iciti:ic ical:ic ful: ness:")
_STEP_4 = _by_last_letters(
    "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ion: ou: ism: ate: iti: ous: ive: ize:"
)
_LAST_LETTERS = frozenset("cdegilmnrstuy")
"""Those of all endings that some step changes."""

_VOWELS = frozenset("aeiou")
_SHAPES: defaultdict[int, str] = defaultdict(lambda: "c", {ord("y"): "y"} | {ord(c): "v" for c in _VOWELS})


def stem_of(word: str) -> str:
    """The stem of a word in lower case."""
    if word[-1:] not in _LAST_LETTERS:
        return word
    if word.isascii():
        return _stem(word)
    # JavaScript counts a character beyond U+FFFF as two, and words of two characters are left alone.
    return _joined(_stem(_in_halves(word)))


def _stem(word: str) -> str:
    if len(word) < 3:
        return word
    last = word[-1]
    if last == "s":
        word = _without_s(word)
        last = word[-1]
    if last in "dg":
        word = _without_ed_or_ing(word)
        last = word[-1]
    if last == "y" and len(word) > 2 and word[-2] not in _VOWELS:
        word = f"{word[:-1]}i"
    if word[-2:] in _STEP_2:
        word = _replaced(word, _STEP_2)
    if word[-2:] in _STEP_3:
        word = _replaced(word, _STEP_3)
    if word[-2:] in _STEP_4:
        word = _shortened(word)
    if word[-1] == "e":
        word = _without_e(word)
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word


def _without_s(word: str) -> str:
    """Step 1a: plurals."""
    if (word.endswith("sses") and len(word) > 4) or (word.endswith("ies") and len(word) > 3):
        return word[:-2]
    return word if word[-2] == "s" else word[:-1]


def _without_ed_or_ing(word: str) -> str:
    """Step 1b."""
    if word.endswith("eed") and len(word) > 3:
        return word[:-1] if _measure(word[:-3]) else word
    if word.endswith("ed"):
        stem = word[:-2]
    elif word.endswith("ing"):
        stem = word[:-3]
    else:
        return word
    if "v" not in _shape(stem):
        return word
    if stem.endswith(("at", "bl", "iz")):
        return f"{stem}e"
    if stem[-1] == stem[-2:-1] and stem[-1] not in "aeiouylsz":
        return stem[:-1]
    return f"{stem}e" if _is_short(stem) else stem


def _replaced(word: str, endings: Endings) -> str:
    """Steps 2 and 3: the longest ending that is there, replaced after one measure or more."""
    for ending, other in endings[word[-2:]]:
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)]
            return stem + other if _measure(stem) else word
    return word


def _shortened(word: str) -> str:
    """Step 4: the longest ending that is there, cut off after two measures or more."""
    for ending, _ in _STEP_4[word[-2:]]:
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)]
            is_cut = _measure(stem) > 1 and (ending != "ion" or stem[-1] in "st")
            return stem if is_cut else word
    return word


def _without_e(word: str) -> str:
    """Step 5, its first half."""
    stem = word[:-1]
    measure = _measure(stem)
    return stem if measure > 1 or (measure == 1 and not _is_short(stem)) else word


def _measure(stem: str) -> int:
    """How often a consonant follows a vowel."""
    return _shape(stem).count("vc")


def _is_short(stem: str) -> bool:
    """Whether it is consonants, one vowel, and one more consonant, none of *wxy*."""
    shape = _shape(stem)
    return shape.endswith("vc") and 0 < shape.index("v") == len(shape) - 2 and stem[-1] not in "wxy"


def _shape(stem: str) -> str:
    """A `v` for each vowel and a `c` for each other letter; `y` is a vowel after such a one."""
    shape = stem.translate(_SHAPES)
    if "y" not in shape:
        return shape
    found = "v"
    for letter in shape:
        found += letter if letter != "y" else "c" if found[-1] == "v" else "v"
    return found[1:]


def _in_halves(word: str) -> str:
    """The word with each character beyond U+FFFF as its two UTF-16 surrogates."""
    units = word.encode("utf-16-le", "surrogatepass")
    return "".join(chr(units[at] | units[at + 1] << 8) for at in range(0, len(units), 2))


def _joined(halves: str) -> str:
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
