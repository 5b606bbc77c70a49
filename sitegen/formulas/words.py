"""A formula as a line of plain text, for lists, titles and the search: `O(n^1.5)`, `1 ≤ p < 2`, `ℓ₂`.

It is read off the MathML, which has settled what belongs to what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from xml.etree.ElementTree import Element

_TOKENS = frozenset({"mi", "mn", "mo", "mtext"})
_SCRIPTS = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})

_SPACED = frozenset("=<>≤≥⩽⩾≠≈≃≅≡∼∝≪≫≲≳≔∈∉∋⊂⊆⊃⊇←→↔⇐⇒⇔⟵⟶⟷↦⟹⟺↑↓±∓∧∨∩∪+−|")
"""Signs that stand between spaces where they stand between two things."""
_STOPS = frozenset(",;")
_APPLIED = "\u2061"
"""Stands, unseen, between a function's name and what it is applied to."""
_OPEN = frozenset("([{⟨⌊⌈√")
_NO_OPERANDS = _OPEN | _STOPS | _SPACED | {_APPLIED}

_STYLED = ("MATHEMATICAL ", "SCRIPT CAPITAL", "BLACK-LETTER CAPITAL")
_UNSEEN = dict.fromkeys([0xFE00, 0xFE01, 0x2062, 0x2063, 0x2064])
_USUAL = str.maketrans("∗∣⋅ϵϕϑϱϖ", "*|·εφθρπ")
"""Characters of mathematics, and those that people type and search for."""

_RAISED = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_LOWERED = dict(
    zip("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)
_MOST_SMALL = 2
"""Small letters: more of them are hard to read in a line of text."""
_PRIMES = frozenset("′″‴°")
_ACCENTS = str.maketrans(
    "˜~\u0303ˆ^\u0302¯‾\u0332→˙¨ˇ˘´`˚",
    "\u0303\u0303\u0303\u0302\u0302\u0302\u0304\u0304\u0304\u20d7\u0307\u0308\u030c\u0306\u0301\u0300\u030a",
)
"""Signs that are set over a letter, and the marks that do the same in text."""

_AROUND_SIGNS = re.compile(r"\s*([^\w\s])\s*")
_MARKED = re.compile(r"[_^][^)]+$")
"""A script that no bracket ends."""
_NAME = re.compile(r"[^\W\d_]{2,}")
"""A word, such as log."""
_ONE = re.compile(r"[^\W_]+(?:\.\d+)?|\([^()]*\)|.")


def words(formula: Element) -> str:
    """The plain text of a formula."""
    return " ".join(_text(formula).replace(_APPLIED, "").split())


def is_symbolic(formula: Element) -> bool:
    """Whether a formula holds nothing but numbers and signs on one line."""
    return all(
        not any(map(str.isalpha, element.text or ""))
        if element.tag in _TOKENS
        else element.tag in {"math", "mrow", "mspace"}
        for element in formula.iter()
    )


def _text(element: Element) -> str:
    tag, parts = element.tag, list(element)
    if tag in _TOKENS:
        return _letters("".join(element.itertext()))
    if tag in _SCRIPTS:
        return _scripted(tag, parts)
    if tag == "mphantom":
        return ""
    if tag == "mspace":
        return " " if _width(element) > 0.2 else ""
    if tag == "mfrac":
        over, under = map(_text, parts)
        chosen = element.get("linethickness") == "0"
        return f"{over} choose {under}" if chosen else f"{_one(over)}/{_one(under)}"
    if tag == "msqrt":
        return f"√{_one(_row(parts))}"
    if tag == "mroot":
        base, index = map(_text, parts)
        return f"{_one(base)}^(1/{index})"
    if tag in {"mtable", "mtr"}:
        return ("; " if tag == "mtable" else ", ").join(map(_text, parts))
    return _row(parts)


def _letters(text: str) -> str:
    """Letters without their mathematical style: `𝒪` is O; `ℝ` and `ℓ` are known as such."""
    plain = (
        unicodedata.normalize("NFKC", letter) if unicodedata.name(letter, "").startswith(_STYLED) else letter
        for letter in text.translate(_UNSEEN)
    )
    return "".join(plain).translate(_USUAL)


def _row(parts: Iterable[Element]) -> str:
    """Parts side by side: relations and sums between spaces, names apart from what stands beside them."""
    shown = [(part.tag, text) for part in parts if (text := _text(part))]
    bars = sum(text == "|" for _, text in shown)
    line, last = "", ""
    for (tag, text), (_, after) in pairwise([*shown, ("", "")]):
        operand = last not in _NO_OPERANDS or (last == "|" and line.count("|") % 2 == 0)
        if text == _APPLIED:
            line += "" if after[:1] in {"", *_OPEN} else " "
        elif tag == "mo" and text in _STOPS and after:
            line += f"{text} "
        elif tag == "mo" and text in _SPACED and last and after and operand and (text != "|" or bars == 1):
            line += f" {text} "
        else:
            line += f" {text}" if _parts_from(last, text) else text
        last = text
    return re.sub(" +", " ", line).replace("...", "…")


def _parts_from(last: str, text: str) -> bool:
    """Whether a space has to part what begins with a letter or number from what stands before it."""
    if not text[0].isalnum():
        return False
    named = last[-1:].isalnum() and (_NAME.fullmatch(last) or _NAME.match(text))
    return bool(named or _MARKED.search(last))


def _scripted(tag: str, parts: list[Element]) -> str:
    base, *scripts = map(_text, parts)
    accent = scripts[0].translate(_ACCENTS)
    if tag == "mover" and len(accent) == 1 and unicodedata.combining(accent):
        return unicodedata.normalize("NFC", base + accent) if len(base) == 1 else base
    if tag == "munder" and not scripts[0].isalnum() and parts[1].tag == "mo":
        return base
    below = "" if tag in {"msup", "mover"} else scripts[0]
    above = "" if tag in {"msub", "munder"} else scripts[-1]
    return base + _script(below, "_", _LOWERED) + _script(above, "^", _RAISED)


def _script(text: str, mark: str, small: dict[str, str]) -> str:
    text = _AROUND_SIGNS.sub(r"\1", text.strip())
    bare = text.replace(" ", "")
    if bare == "∘" and mark == "^":
        return "°"
    if not bare or set(bare) <= _PRIMES:
        return bare
    if set(bare) <= small.keys() and (len(bare) <= _MOST_SMALL or bare.lstrip("−").isdigit()):
        return "".join(small[letter] for letter in bare)
    return mark + _one(text)


def _one(text: str) -> str:
    """The text as one thing: a letter, a word, a number, or in brackets."""
    return text if _ONE.fullmatch(text) else f"({text})"


def _width(space: Element) -> float:
    """In em, near enough."""
    match = re.match(r"\d*\.?\d+", space.get("width", ""))
    return float(match[0]) if match else 0.0
