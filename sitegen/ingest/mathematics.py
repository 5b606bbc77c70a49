r"""The mathematics of a text: between dollars where the source kept them, restored where it did not.

What is numbers and signs alone becomes plain text, since a line of Unicode says it all and is easier to edit:
`9.1×`, `≥50%`, `→`. So does a small script on a word or a number: `MHC³`, `CO₂`, `90°`. Anything else is a
formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.formulas import formula
from sitegen.ingest.addresses import STAND_IN
from sitegen.ingest.restore import Restored, restored
from sitegen.ingest.spans import Maths

FORMULA = "\ufdd1"
"""Stands in a text for a formula that was taken out (Unicode keeps this code point free of any meaning)."""

_INTACT = re.compile(
    r"(?<!\\)(?:(?P<dollars>\${1,2})(?P<between>(?:[^$\\]|\\.)+)(?P=dollars)"
    r"|\\\((?P<round>.+?)\\\)|\\\[(?P<square>.+?)\\\])"
)
_SIGNS = re.compile(r"[\\^_]")
_EQUATION = re.compile(r"[A-Za-z](?:\([^()]*\))? ?[=<>] ?\S+(?: ?[-+*/=] ?\S+)*$")
_PROSE = re.compile(r"(?: |^)(?!log |exp |max |min )[A-Za-z]{2,}(?=[ ,.])|[A-Za-z]{3,},? [a-z]{3,}")
_ONLY_TEXT = re.compile(
    r"\\(?P<name>text\w*|emph|mathrm|mathtt|mathsf|mathbf|mathit|bf|it)\s*\{(?P<words>[^{}$\\^_]*[^\W\d_]{2}[^{}$\\^_]*)\}"
)
_AS_TEXT = {"mathrm": "text", "mathtt": "texttt", "mathsf": "textsf", "mathbf": "textbf", "mathit": "textit"}
_SMALL = re.compile(r"(?:\\mathrm\{[A-Za-z]+\})?[_^](?:\d|\+|\{[\d+-]\})|[\d.,]*\^\{?\\circ\}?")
r"""A script on a word, or on nothing: `CO$_2$`, `90$^\circ$`."""


def take_formulas(text: str) -> tuple[str, list[Maths]]:
    """The text with a stand-in for each formula, and the formulas in order."""
    maths: list[Maths] = []
    out: list[str] = []
    at = 0
    for start, end, latex in list(_intact(text)) or list(restored(text)):
        out.append(text[at:start])
        out.append(_as_text(latex) or FORMULA)
        if out[-1] == FORMULA:
            maths.append(Maths(latex))
        at = end
    return "".join([*out, text[at:]]), maths


def _intact(text: str) -> Iterator[Restored]:
    at = 0
    while match := _INTACT.search(text, at):
        latex = match["between"] or match["round"] or match["square"]
        if match["between"] and not _is_mathematics(latex, text[match.end() : match.end() + 1]):
            at = match.start() + len(match["dollars"])
            continue
        if STAND_IN not in latex and latex.strip():
            yield Restored(match.start(), match.end(), " ".join(latex.split()))
        at = match.end()


def _is_mathematics(between: str, after: str) -> bool:
    """Whether dollars are not money: `$5 to $10`, `$3-$5`, `$5 and pay 10$`."""
    if _SIGNS.search(between) or _EQUATION.match(between):
        return True
    amounts = between[0].isdigit() and after.isdigit()
    return between == between.strip() and not amounts and not _PROSE.search(between)


def _as_text(latex: str) -> str:
    """What plain text says as well; empty where there is nothing of that kind."""
    if words := _ONLY_TEXT.fullmatch(latex):
        name = words["name"]
        return f"\\{_AS_TEXT.get(name, name)}{{{words['words']}}}"
    drawn = formula(latex)
    return drawn.text if drawn and (drawn.symbolic or _SMALL.fullmatch(latex)) else ""
