r"""A formula of LaTeX as MathML that is safe to publish.

The library's answer is not taken as it is: it is read as XML and built anew from the elements and attributes
of presentational MathML (MathML Core, https://www.w3.org/TR/mathml-core/), so that nothing in a formula can
bring a link, a style or a script into a page. Where anything else stands in it, there is no formula, and who
asked shows the source's own text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.entities import html5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from math_core import LatexError, LatexToMathML

from sitegen.formulas.words import is_symbolic, words

LONGEST = 1000
"""Characters of a formula. The library reads what is nested by recursion, so there has to be an end."""
_MOST_UNCLOSED = 8
"""Brackets that nothing closes: each one doubles the library's time."""
_WIDE = 30
"""Characters of plain text for which a narrow screen may have no room."""

_MACROS = {
    "widetilde": r"\tilde{#1}",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "mbox": r"\text{#1}",
    "ensuremath": "#1",
    "xspace": "",
}
"""What authors write and the library does not know."""
_LIBRARY = LatexToMathML(macros=_MACROS, fancy_error=False, max_expansions=100)
_DEFINITION = re.compile(r"\\(?:[a-z]*def|let|(?:re)?newcommand|providecommand)(?![A-Za-z])")
_BRACKET = re.compile(
    r"(?P<open>[(\[⟨⌊⌈]|\\(?:\{|(?:langle|lbrace|lbrack|lceil|lfloor|lgroup|lVert|lvert|ulcorner)(?![A-Za-z])))"
    r"|(?P<close>[)\]⟩⌋⌉]|\\(?:\}|(?:rangle|rbrace|rbrack|rceil|rfloor|rgroup|rVert|rvert|urcorner)(?![A-Za-z])))"
    r"|(?P<group>\{)|(?P<end>\})|\\."
)
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot);)(\w+;)")

_ELEMENTS = (
    frozenset({"math", "mrow", "mstyle", "mpadded", "mphantom", "mspace", "mfrac", "msqrt", "mroot"})
    | {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"}
    | {"mi", "mn", "mo", "mtext", "b", "i", "em"}
)
_ATTRIBUTES = (
    frozenset(
        {"accent", "accentunder", "display", "displaystyle", "fence", "form", "largeop", "linethickness"}
    )
    | {"lspace", "rspace", "mathvariant", "maxsize", "minsize", "movablelimits", "scriptlevel", "separator"}
    | {"stretchy", "symmetric", "depth", "height", "width"}
)
_VALUE = re.compile(r"[\w.%+-]+")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that can be shown."""

    html: str
    text: str
    """Plain text, as near to the formula as a line of Unicode comes: `O(n^1.5)`, `1 ≤ p < 2`, `ℓ₂`."""
    symbolic: bool
    """Whether it holds nothing but numbers and signs on one line, so that the text says it all."""


@lru_cache(maxsize=4096)
def formula(source: str, *, block: bool = False) -> Formula | None:
    """Read a formula; None where it is none that can be shown. `block` gives it a line of its own."""
    if len(source) > LONGEST or _DEFINITION.search(source) or _unclosed(source) > _MOST_UNCLOSED:
        return None
    try:
        answer = _LIBRARY.convert_with_local_state(source, displaystyle=block)
        root = ElementTree.fromstring(_ENTITY.sub(lambda match: html5[match[1]], answer))
    except (LatexError, ElementTree.ParseError, KeyError, UnicodeEncodeError):
        return None
    if not all(map(_is_allowed, root.iter())):
        return None
    text = words(root)
    if not text:
        return None
    html = _html(root)
    if not block and len(text) > _WIDE:
        html = f'<span class="wide">{html}</span>'
    return Formula(html, text, is_symbolic(root))


def _unclosed(source: str) -> int:
    """How many brackets nothing closes, or only something outside their group."""
    unclosed = 0
    groups = [0]
    for match in _BRACKET.finditer(source):
        if match["open"]:
            groups[-1] += 1
        elif match["close"]:
            groups[-1] = max(groups[-1] - 1, 0)
        elif match["group"]:
            groups.append(0)
        elif match["end"] and len(groups) > 1:
            unclosed += groups.pop()
    return unclosed + sum(groups)


def _is_allowed(element: Element) -> bool:
    return (
        element.tag in _ELEMENTS
        and element.attrib.keys() <= _ATTRIBUTES
        and all(map(_VALUE.fullmatch, element.attrib.values()))
    )


def _html(element: Element) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    inside = "".join(_html(child) + escape(child.tail or "", quote=False) for child in element)
    return f"<{element.tag}{attributes}>{escape(element.text or '', quote=False)}{inside}</{element.tag}>"
