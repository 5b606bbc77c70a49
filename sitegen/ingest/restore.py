r"""Mathematics whose dollars and backslashes the source took away: `O(n^{1.5})`, `1leq p<2`, `phi_{Delta}`.

A formula is read as far as every piece of it can be nothing else, and only where some piece is a certain sign of
mathematics: a script on a letter, or a name that is no word. Everything else is left as it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from sitegen.formulas import formula
from sitegen.ingest.mathnames import (
    ACCENTS,
    ARROWS,
    CERTAIN_RELATIONS,
    CERTAIN_SYMBOLS,
    COMMANDS,
    FUNCTIONS,
    GLUED,
    GREEK,
    LARGE,
    MUCH,
    OPERATORS,
    ORDERS,
    RELATIONS,
    STYLES,
    SYMBOLS,
    WORDS_APPLIED,
)

_TOKEN = re.compile(r"(?P<word>[A-Za-z]+)|(?P<number>\d+(?:[.,]\d+)*)|(?P<sign>\S)", re.ASCII)
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_TIGHT = frozenset("+-*/=<>")
_COMPARED = frozenset("=<>")
_BETWEEN = frozenset("+-*/=<>,|:;!'")
_GREEK_LETTERS = re.compile("[\u0391-\u03a9\u03b1-\u03c9]")
_TOLERANCE = re.compile(r"\d+\.\d+ ?\\pm \d+\.\d+")
_ARTICLES = frozenset("aAI")
_NO_START = re.compile(r"[\w.\\/@#&^]$")
_NO_END = re.compile(r"[\w^\\@#/&]|\.\w|-\d")
_DEEPEST = 8


class Token(NamedTuple):
    """A piece of the text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a formula, up to a token."""

    after: int
    latex: str
    certain: bool = False
    """Whether it can be nothing but mathematics."""
    simple: bool = False
    """Whether it is a letter or a number alone."""
    greek: bool = False
    """Whether it is a Greek letter alone, by its name."""


class Restored(NamedTuple):
    """A formula found in a text."""

    start: int
    end: int
    latex: str


def restored(text: str) -> Iterator[Restored]:
    """The formulas of a text that lost its dollars and backslashes, from left to right."""
    found = [piece for piece in _Reader(text).formulas() if formula(piece.latex)]
    names = {name for piece in found for name in re.findall(r"\\([A-Za-z]+)", piece.latex)} & GREEK
    return iter(sorted([*found, *_alone(text, names, found)]))


def _alone(text: str, names: set[str], found: list[Restored]) -> Iterator[Restored]:
    """Greek letters that stand alone, by their names, in a text that has them in its formulas too."""
    if not names:
        return
    pattern = rf"(?<![\w.\\/@-])(?:{'|'.join(sorted(names))})(?![\w\\/@]|\.\w|[- ]\d| (?:function|calculus|expression))"
    for match in re.finditer(pattern, text):
        if not any(piece.start <= match.start() < piece.end for piece in found):
            yield Restored(match.start(), match.end(), f"\\{match[0]}")


class _Reader:
    """Reads formulas from tokens. What begins with `_read` returns the part that begins at a token, or None."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [
            Token(match.lastgroup or "", match[0], match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]

    def formulas(self) -> Iterator[Restored]:
        at = 0
        while at < len(self._tokens):
            part = self._read_formula(at) if self._may_start(at) else None
            if part is None:
                at += 1
                continue
            yield Restored(self._tokens[at].start, self._tokens[part.after - 1].end, part.latex)
            at = part.after

    # ---- tokens

    def _token(self, at: int) -> Token:
        return self._tokens[at] if at < len(self._tokens) else Token("", "", -1, -1)

    def _touches(self, at: int) -> bool:
        """Whether no space stands before a token."""
        return 0 < at < len(self._tokens) and self._tokens[at - 1].end == self._tokens[at].start

    def _gap(self, at: int) -> str:
        return "" if self._touches(at) else " "

    def _may_start(self, at: int) -> bool:
        token = self._tokens[at]
        if token.kind == "sign" and not _GREEK_LETTERS.match(token.text):
            return False
        return not _NO_START.search(self._text[max(token.start - 1, 0) : token.start])

    def _may_end(self, after: int) -> bool:
        end = self._tokens[after - 1].end
        return not _NO_END.match(self._text, end)

    # ---- a formula in running text

    def _read_formula(self, at: int) -> _Part | None:
        if self._tokens[at].text in CERTAIN_RELATIONS:
            return self._read_relation_alone(at)
        first = self._read_part(at)
        if first is None:
            return None
        best = None
        part: _Part | None = first
        while part is not None:
            if part.certain and self._may_end(part.after):
                best = part
            part = self._extended(part)
        return best

    def _read_relation_alone(self, at: int) -> _Part | None:
        name = self._tokens[at].text
        if name in ORDERS and self._token(at + 1).kind == "number":
            number = self._read_part(at + 1)
            if number and self._may_end(number.after):
                return _Part(number.after, f"\\{name} {number.latex}", certain=True)
        return _Part(at + 1, f"\\{name}", certain=True) if self._may_end(at + 1) else None

    def _extended(self, part: _Part) -> _Part | None:
        """A part with what follows it, where that belongs to it."""
        token, touches = self._token(part.after), self._touches(part.after)
        if part.latex.rpartition("\\")[2] in CERTAIN_RELATIONS:
            return self._related_to(part, part.after)
        if token.kind == "word" and token.text in CERTAIN_RELATIONS | MUCH | {"pm"}:
            return self._related(part)
        if token.text in _TIGHT and touches and self._touches(part.after + 1):
            return self._joined(part, certain=token.text in _COMPARED)
        if token.text in _COMPARED | {"+", "-"} and not touches and not self._touches(part.after + 1):
            return self._compared(part)
        if touches and part.certain and token.kind in {"word", "number"}:
            follower = self._read_part(part.after)
            return follower and replace(
                follower, latex=_side_by_side(part.latex, follower.latex), certain=True
            )
        return self._applied_beside(part) if part.certain and not touches else None

    def _related(self, part: _Part) -> _Part | None:
        """`p leq 0.01`, `m gg n`, `11.0 pm 1.3`."""
        name = self._tokens[part.after].text
        if part.latex in _ARTICLES:
            return None
        gap = self._gap(part.after)
        whole = self._related_to(replace(part, latex=f"{part.latex}{gap}\\{name}"), part.after + 1)
        if whole and name == "pm" and not _TOLERANCE.fullmatch(whole.latex):
            return None
        return whole

    def _related_to(self, part: _Part, at: int) -> _Part | None:
        follower = self._read_part(at)
        if follower is None or follower.latex in _ARTICLES:
            return None
        return replace(follower, latex=f"{part.latex} {follower.latex}", certain=True)

    def _joined(self, part: _Part, *, certain: bool) -> _Part | None:
        """`R=-a*e^H+b`, `0<delta<1`: no spaces."""
        sign = self._tokens[part.after].text
        at, minus = part.after + 1, ""
        if sign in _COMPARED and self._token(at).text == "-":
            at, minus = at + 1, "-"
        follower = self._read_part(at)
        if follower is None:
            return None
        greek = certain and (part.greek or follower.greek)
        latex = f"{part.latex}{sign}{minus}{follower.latex}"
        return _Part(follower.after, latex, part.certain or follower.certain or greek, greek=follower.greek)

    def _compared(self, part: _Part) -> _Part | None:
        """`C_Phi > C_Psi`, `R^2 = 0.9`: between spaces."""
        sign = self._tokens[part.after].text
        follower = self._read_part(part.after + 1)
        if follower is None or not part.certain:
            return None
        if not follower.certain and (sign == "-" or not follower.simple or follower.latex in _ARTICLES):
            return None
        return _Part(follower.after, f"{part.latex} {sign} {follower.latex}", certain=True)

    def _applied_beside(self, part: _Part) -> _Part | None:
        """`E_{p} r(y)`."""
        token = self._token(part.after)
        if token.kind != "word" or len(token.text) > 1 or self._token(part.after + 1).text != "(":
            return None
        follower = self._read_part(part.after)
        if follower is None or not follower.latex.endswith(")"):
            return None
        return replace(follower, latex=f"{part.latex} {follower.latex}", certain=True)

    # ---- parts of a formula

    def _read_part(self, at: int, depth: int = 0) -> _Part | None:
        """A number, a letter or a name, with its scripts and with what it is applied to."""
        token = self._token(at)
        part: _Part | None
        if token.kind == "number":
            part = self._read_number(at)
        elif token.kind == "word":
            part = self._read_word(at, depth)
        elif _GREEK_LETTERS.match(token.text):
            part = _Part(at + 1, token.text, simple=True)
        else:
            part = None
        part = part and self._scripted(part, depth)
        return part and self._applied(part, depth)

    def _read_number(self, at: int) -> _Part | None:
        token, percent = self._tokens[at], self._token(at + 1)
        if percent.text == "%" and self._touches(at + 1):
            return _Part(at + 2, f"{token.text}\\%", simple=True)
        return _Part(at + 1, token.text, simple=True)

    def _read_word(self, at: int, depth: int) -> _Part | None:
        word = self._tokens[at].text
        names = _names_in(word, inside=depth > 0)
        if names is None:
            return self._read_applied_word(at, depth) or self._read_scripted_word(at)
        *before, name = names
        head = "".join(map(_command, before))
        last: _Part | None
        if name in STYLES | ACCENTS:
            last = self._read_styled(at, name, depth)
        elif name == "left":
            last = self._read_left(at, depth)
        else:
            certain = name in CERTAIN_SYMBOLS or (name in GLUED - CERTAIN_RELATIONS and bool(before))
            last = _Part(at + 1, _command(name), certain, simple=len(name) == 1, greek=name in GREEK)
        if last is None:
            return None
        return replace(last, latex=_side_by_side(head, last.latex), simple=last.simple and not before)

    def _read_applied_word(self, at: int, depth: int) -> _Part | None:
        word = self._tokens[at].text
        if word in WORDS_APPLIED and self._token(at + 1).text == "(" and self._touches(at + 1):
            inside = self._read_group(at + 1, depth)
            return inside and replace(inside, latex=f"\\mathrm{{{word}}}{inside.latex}")
        return None

    def _read_scripted_word(self, at: int) -> _Part | None:
        """`MHC^3`, `MP_{+}`; but `KQ^top` is a product, and `snake_case` a word."""
        word, mark, script = (self._token(at + step).text for step in range(3))
        if not word[0].isupper() or not self._touches(at + 1) or not self._touches(at + 2):
            return None
        if mark == "^" and script == "top" and word.isupper() and len(word) <= 3:
            return _Part(at + 1, word)
        if (mark == "^" and (script.isdigit() or script in {"{", "+"})) or (mark == "_" and script == "{"):
            return _Part(at + 1, f"\\mathrm{{{word}}}")
        return None

    def _read_styled(self, at: int, name: str, depth: int) -> _Part | None:
        r"""`mathcal{O}`, `mathfrak S`. Of `mathcal{C_Phi/m}` only the C is meant: the source took an outer command away."""
        token = self._token(at + 1)
        certain = name in STYLES
        if token.text == "{" and self._touches(at + 1):
            inside = self._read_group(at + 1, depth, words=True)
            if inside is None:
                return None
            content = inside.latex[1:-1].strip()
            first = re.match(r"[A-Za-z](?=[_^])", content)
            latex = (
                f"\\{name}{{{content}}}"
                if not first or not certain
                else f"\\{name}{{{first[0]}}}{content[1:]}"
            )
            return _Part(inside.after, latex, certain or depth > 0)
        if certain and token.kind == "word" and len(token.text) == 1 and not self._touches(at + 1):
            return _Part(at + 2, f"\\{name} {token.text}", certain=True)
        return None

    def _read_left(self, at: int, depth: int) -> _Part | None:
        if self._token(at + 1).text not in _CLOSING or not self._touches(at + 1):
            return None
        inside = self._read_group(at + 1, depth, closed_by="right")
        return inside and replace(inside, latex=f"\\left{inside.latex}", certain=True)

    def _scripted(self, part: _Part, depth: int) -> _Part | None:
        marks = ""
        while (mark := self._token(part.after).text) in {"_", "^"} and self._touches(part.after):
            if mark in marks or not self._touches(part.after + 1):
                return None
            marks += mark
            script = self._read_script(part.after + 1, depth)
            if script is None:
                return None
            part = _Part(script.after, f"{part.latex}{mark}{script.latex}", certain=True)
        return part

    def _read_script(self, at: int, depth: int) -> _Part | None:
        token = self._token(at)
        if token.text == "{":
            return self._read_group(at, depth, words=True)
        if token.text in {"*", "+", "-"} and not (
            self._touches(at + 1) and self._token(at + 1).text.isalnum()
        ):
            return _Part(at + 1, token.text)
        if token.kind == "number" and token.text.isdigit():
            return _Part(at + 1, token.text if len(token.text) == 1 else f"{{{token.text}}}")
        if _GREEK_LETTERS.match(token.text):
            return _Part(at + 1, token.text)
        if token.kind != "word" or (self._touches(at + 1) and self._token(at + 1).kind == "number"):
            return None
        if len(token.text) == 1:
            return _Part(at + 1, token.text)
        known = token.text in GREEK | FUNCTIONS | SYMBOLS | OPERATORS
        return _Part(at + 1, f"\\{token.text}") if known else None

    def _applied(self, part: _Part, depth: int) -> _Part:
        """With the brackets that follow: `O(n)`, `phi(x)`. Big O, and Greek letters, apply to nothing else."""
        opened = self._token(part.after)
        if opened.text != "(" or not self._touches(part.after):
            return part
        name = part.latex.lstrip("\\")
        inside = self._read_group(part.after, depth)
        if inside is None or not (part.certain or len(name) == 1 or name in GREEK | FUNCTIONS):
            return part
        plural = inside.latex == "(s)"
        large = name in {"O", "Omega", "Theta"} or (name in GREEK and not plural)
        return _Part(inside.after, part.latex + inside.latex, part.certain or inside.certain or large)

    def _read_group(self, at: int, depth: int, *, words: bool = False, closed_by: str = "") -> _Part | None:
        """What stands in brackets, where all of it is mathematics. `words` lets words stand in it."""
        opened = self._tokens[at].text
        closed = _CLOSING.get(opened)
        if closed is None or depth >= _DEEPEST:
            return None
        latex, certain, here = opened, False, at + 1
        while True:
            token = self._token(here)
            if token.start < 0:
                return None
            gap = self._gap(here) if latex != opened else ""
            if closed_by and token.kind == "word" and token.text.endswith(closed_by):
                letters = token.text.removesuffix(closed_by)
                if self._token(here + 1).text != closed or len(letters) > 2:
                    return None
                return _Part(here + 2, f"{latex}{letters}\\right{closed}", certain)
            if token.text == closed and not closed_by:
                return _Part(here + 1, latex + closed, certain) if latex != opened else None
            part = self._read_piece(here, depth, words=words)
            if part is None:
                return None
            latex, certain, here = _side_by_side(latex + gap, part.latex), certain or part.certain, part.after

    def _read_piece(self, at: int, depth: int, *, words: bool) -> _Part | None:
        token = self._token(at)
        if token.kind == "sign" and token.text in _BETWEEN:
            return _Part(at + 1, token.text)
        if token.text in {"(", "["}:
            return self._read_group(at, depth + 1)
        part = self._read_part(at, depth + 1)
        if part is None and words and token.kind == "word" and len(token.text) > 1:
            return _Part(at + 1, f"\\mathrm{{{token.text}}}")
        return part


def _names_in(word: str, *, inside: bool) -> list[str] | None:
    """The names and letters that a run of letters is made of; None where it is a word."""
    if len(word) == 1:
        return [word]
    if word in COMMANDS and (
        inside or word not in RELATIONS | OPERATORS | FUNCTIONS | LARGE | {"top", "Re", "Im"}
    ):
        return [word]
    if word.endswith("left") and len(word) <= 5:
        return [*word.removesuffix("left"), "left"]
    for glued in sorted(GLUED | (FUNCTIONS if inside else frozenset()), key=len, reverse=True):
        before = word.removesuffix(glued)
        if before != word and before:
            if before in GREEK:
                return [before, glued]
            return [*before, glued] if len(before) <= (2 if inside else 1) else None
    if len(set(word)) < len(word):
        return None  # `O(LL)`: between two equal letters the source took something away
    if word.isupper() and len(word) <= 3 and inside:
        return list(word)
    return list(word) if inside and len(word) == 2 and word.islower() else None


def _command(name: str) -> str:
    return name if len(name) == 1 else f"\\{name}"


def _side_by_side(before: str, after: str) -> str:
    """Two pieces of LaTeX; a letter after a command needs a space."""
    parted = after[:1].isalpha() and re.search(r"\\[A-Za-z]+$", before)
    return f"{before} {after}" if parted else before + after
