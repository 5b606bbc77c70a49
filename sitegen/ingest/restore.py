r"""Mathematics whose dollars and backslashes the source took away: `O(n^{1.5})`, `1leq p<2`, `phi_{Delta}`.

A formula is read as far as every piece of it can be nothing else, and only where some piece is a certain sign
of mathematics: a script on a letter, or a name that is no word. Everything else is left as it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from sitegen.formulas import formula
from sitegen.ingest import mathnames as names
from sitegen.ingest.mathparts import GREEK_LETTER, MOST_TOKENS, SIGNS, Part, PartReader, side_by_side

_EVIDENCE = re.compile(
    r"[_^=<>]|\bo\(|\bO\(|poly(?:log)?\(|left[(\[{]|sim\d|"
    + "|".join(
        sorted(names.CERTAIN_RELATIONS | names.CERTAIN_SYMBOLS | names.STYLES | {"circ", "cdot", "times "})
    )
    + rf"|\b(?:{'|'.join(sorted(names.GREEK | names.BETWEEN))})\b"
    + rf"|\b(?:{'|'.join(sorted(names.ACCENTS | names.FRACTIONS))})\{{"
)
"""Without any of these there is no formula, and most texts need no closer look."""
_COMPARED = frozenset("=<>")
_ARTICLES = frozenset("aAI")
_TOLERANCE = re.compile(
    r"(?!\d\d?\.\d\d ?\\pm \d\d?\.\d\d$)\d+\.\d+ ?\\pm \d+\.\d+|[\d.]+\\% ?\\pm [\d.]+\\%"
)
"""Two decimals that are no times of day, or two percentages."""
_NEARLY_ONE = re.compile(r"1[+-]\\(?:epsilon|delta)")
_NO_START = re.compile(r"[\w.\\/@#&^|<:=~]$|(?<!\*)\*$")
_COMPOUND = re.compile(r"\w-$")
_NO_END = re.compile(r"[\w^\\@#/&|]|[.:]\w|-\d")
_NO_LETTER = r"(?![\w\\/@]|\.\w|[- ]\d| (?:function|calculus|expression))"
"""What makes a Greek letter's name, as in `Phi-3` and `lambda function`, the name of something else."""


class Restored(NamedTuple):
    """A formula found in a text."""

    start: int
    end: int
    latex: str


def restored(text: str) -> Iterator[Restored]:
    """The formulas of a text that lost its dollars and backslashes, from left to right."""
    if not _EVIDENCE.search(text):
        return iter(())
    found = [piece for piece in _Reader(text).formulas() if formula(piece.latex)]
    return iter(sorted([*found, *_letters_alone(text, found)]))


def _letters_alone(text: str, found: list[Restored]) -> Iterator[Restored]:
    """Greek letters that stand alone, by their names, in a text that has them in its formulas too."""
    used = {name for piece in found for name in re.findall(r"\\([A-Za-z]+)", piece.latex)} & names.GREEK
    if not used:
        return
    for match in re.finditer(rf"(?<![\w.\\/@-])(?:{'|'.join(sorted(used))}){_NO_LETTER}", text):
        if not any(piece.start <= match.start() < piece.end for piece in found):
            yield Restored(match.start(), match.end(), f"\\{match[0]}")


class _Reader(PartReader):
    """Reads the formulas of one text."""

    def formulas(self) -> Iterator[Restored]:
        at = 0
        while at < len(self._tokens):
            part = self._read_formula(at) if self._may_start(at) else None
            if part and part.certain:
                yield Restored(self._tokens[at].start, self._tokens[part.after - 1].end, part.latex)
            at = part.after if part else at + 1

    def _may_start(self, at: int) -> bool:
        token = self._tokens[at]
        if token.kind == "sign" and token.text != "{" and not GREEK_LETTER.match(token.text):
            return False
        before = self._text[max(token.start - 2, 0) : token.start]
        # `Adapt-infty`; but in `CTRL-W_p` the hyphen binds what is no formula.
        bound = _COMPOUND.search(before) and not (token.text in names.COMMANDS and len(token.text) > 1)
        return not bound and not _NO_START.search(before)

    def _may_end(self, after: int) -> bool:
        return not _NO_END.match(self._text, self._tokens[after - 1].end)

    def _read_formula(self, at: int) -> Part | None:
        if self._tokens[at].text in names.CERTAIN_RELATIONS:
            return self._read_relation(at)
        if self._tokens[at].text == "sim":
            return self._read_about(at)
        best = None
        part = self._read_part(at)
        while part and part.after - at <= MOST_TOKENS:
            # Where nothing is certain, all that was read is no formula, and is not read again.
            if not part.certain or self._may_end(part.after):
                best = part
            part = self._extended(part)
        return best

    def _read_relation(self, at: int) -> Part | None:
        """`geq 50%`, or a relation between words: `Query rightarrow Document`."""
        name = self._tokens[at].text
        number = self._read_number(at + 1) if name in names.ORDERS else None
        if number and self._may_end(number.after):
            return Part(number.after, f"\\{name} {number.latex}", certain=True)
        return Part(at + 1, f"\\{name}", certain=True) if self._may_end(at + 1) else None

    def _read_about(self, at: int) -> Part | None:
        """`sim10%`: a word does not touch the number behind it."""
        number = self._read_number(at + 1) if self._touches(at + 1) else None
        if number is None or not number.latex.endswith("%") or not self._may_end(number.after):
            return None
        return Part(number.after, f"\\sim {number.latex}", certain=True)

    def _extended(self, part: Part) -> Part | None:
        """A part with what follows it, where that belongs to it."""
        token, touches = self._token(part.after), self._touches(part.after)
        if part.ends_with(names.CERTAIN_RELATIONS | names.OPERATORS) and not touches:
            return self._related(part, part.after)
        if token.text in names.CERTAIN_RELATIONS | names.BETWEEN:
            return self._between(part)
        if token.text in SIGNS and touches and self._touches(part.after + 1):
            return self._joined(part)
        if token.text in _COMPARED | {"+", "-"} and not touches and not self._touches(part.after + 1):
            return self._compared(part)
        if touches and part.certain and token.kind == "word" and token.text[0].islower():
            follower = self._read_part(part.after)
            return follower and replace(
                follower, latex=side_by_side(part.latex, follower.latex), certain=True
            )
        return self._applied_beside(part) if part.certain and not touches else None

    def _related(self, part: Part, at: int) -> Part | None:
        """`pneq 2`, `dtimes d`: with what a relation or an operator needs on its right."""
        follower = self._read_part(at)
        if follower is None or follower.latex in _ARTICLES:
            return None
        # `dtimes d`; but `mtimes` are times of change.
        product = part.latex.endswith("\\times") and follower.simple and follower.latex.isalpha()
        product = product and part.latex != "\\times"  # “three times b”
        certain = part.certain or follower.certain or product or part.ends_with(names.CERTAIN_RELATIONS)
        return replace(follower, latex=f"{part.latex} {follower.latex}", certain=certain)

    def _between(self, part: Part) -> Part | None:
        """`p leq 0.01`, `m gg n`, `11.0 pm 1.3`; `k le n` only beside what is certain."""
        name = self._tokens[part.after].text
        if part.latex in _ARTICLES:
            return None
        gap = "" if self._touches(part.after) else " "
        whole = self._related(replace(part, latex=f"{part.latex}{gap}\\{name}"), part.after + 1)
        if whole is None or (name == "pm" and not part.certain and not _TOLERANCE.fullmatch(whole.latex)):
            return None
        return replace(whole, certain=whole.certain or name in {"gg", "ll", "pm"})

    def _joined(self, part: Part) -> Part | None:
        """`R=-a*e^H+b`, `0<delta<1`: no spaces."""
        sign, at = self._tokens[part.after].text, part.after + 1
        if sign in _COMPARED and self._token(at).text == "-":
            sign, at = f"{sign}-", at + 1
        follower = self._read_part(at)
        if follower is None:
            return None
        latex, greek = f"{part.latex}{sign}{follower.latex}", part.greek or follower.greek
        sure = greek and (sign[0] in _COMPARED or _NEARLY_ONE.fullmatch(latex) is not None)
        return Part(follower.after, latex, part.certain or follower.certain or sure, greek=greek)

    def _compared(self, part: Part) -> Part | None:
        """`C_Phi > C_Psi`, `R^2 = 0.9`, `gamma < 1`: between spaces."""
        sign = self._tokens[part.after].text
        follower = self._read_part(part.after + 1)
        if follower is None or not (part.certain or (part.greek and sign in _COMPARED)):
            return None
        if not follower.certain and (sign == "-" or not follower.simple or follower.latex in _ARTICLES):
            return None
        return Part(follower.after, f"{part.latex} {sign} {follower.latex}", certain=True)

    def _applied_beside(self, part: Part) -> Part | None:
        """`E_{p} r(y)`."""
        if len(self._token(part.after).text) > 1 or not self._opens(part.after + 1):
            return None
        follower = self._read_part(part.after)
        if follower is None or not follower.latex.endswith(")"):
            return None
        return replace(follower, latex=f"{part.latex} {follower.latex}", certain=True)
