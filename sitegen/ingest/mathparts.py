"""The parts that a formula without its backslashes is made of, and which of them are certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from sitegen.ingest import mathnames as names

_TOKEN = re.compile(r"(?P<word>[A-Za-z]+)|(?P<number>\d+(?:[.,]\d+)*)|(?P<sign>\S)", re.ASCII)
GREEK_LETTER = re.compile("[\u0391-\u03a9\u03b1-\u03c9]")
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_UPRIGHT = re.compile(r"\\mathrm\{(\w+)\}")
SIGNS = frozenset("+-*/=<>")
_INSIDE = SIGNS | frozenset(",|:;!'")
_DEEPEST = 5
"""Brackets within brackets."""
MOST_TOKENS = 100
"""Of a formula, so that a text of nothing else is read in no time."""


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


_NOTHING = _Token("", "", -1, -1)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a formula."""

    after: int
    """The token behind it."""
    latex: str
    certain: bool = False
    """Whether it can be nothing but mathematics."""
    simple: bool = False
    """Whether it is one letter or number."""
    greek: bool = False
    """Whether it holds a Greek letter, by its name."""

    def ends_with(self, commands: frozenset[str]) -> bool:
        """Whether its LaTeX ends with one of these commands, so that something has to follow."""
        return self.latex.rpartition("\\")[2] in commands


class PartReader:
    """Reads parts of formulas from a text.

    A method that begins with `_read` gives the part that begins at a token, if there is one; any other takes
    a part and gives it with what belongs to it. `depth` counts the brackets around: within them, all has to
    be mathematics, so more is taken for it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [
            _Token(match.lastgroup or "", match[0], match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]

    def _token(self, at: int) -> _Token:
        return self._tokens[at] if at < len(self._tokens) else _NOTHING

    def _touches(self, at: int) -> bool:
        """Whether no space stands before a token."""
        return 0 < at < len(self._tokens) and self._tokens[at - 1].end == self._tokens[at].start

    def _opens(self, at: int) -> bool:
        return self._token(at).text == "(" and self._touches(at)

    def _read_part(self, at: int, depth: int = 0) -> Part | None:
        """A number, a letter or a name, with its scripts and with what it is applied to."""
        token = self._token(at)
        part: Part | None = None
        if token.kind == "number":
            part = self._read_number(at)
        elif token.kind == "word":
            part = self._read_word(at, depth)
        elif token.text == "{":
            part = self._read_set(at, depth)
        elif GREEK_LETTER.match(token.text):
            part = Part(at + 1, token.text, simple=True)
        part = part and self._scripted(part, depth)
        return part and self._applied(part, depth)

    def _read_number(self, at: int) -> Part | None:
        token = self._token(at)
        if token.kind != "number":
            return None
        percent = self._token(at + 1).text == "%" and self._touches(at + 1)
        return Part(at + 1 + percent, token.text + "\\%" * percent, simple=True)

    def _read_set(self, at: int, depth: int) -> Part | None:
        """`{0,1}^n`."""
        inside = self._read_group(at, depth)
        if inside is None or "," not in inside.latex or self._token(inside.after).text != "^":
            return None
        return replace(inside, latex=f"\\{{{inside.latex[1:-1]}\\}}")

    def _read_word(self, at: int, depth: int) -> Part | None:
        word = self._tokens[at].text
        if re.fullmatch("[A-Za-z]to", word) and self._token(at + 1).text == "infty":
            return Part(at + 2, f"{word[0]}\\to \\infty", certain=True)
        related = self._read_related_letter(at) if depth else None
        if related:
            return related
        if word in names.FRACTIONS:
            return self._read_fraction(at, depth)
        # Nobody writes `sqrt{` or `hat{` but in a formula.
        held = word in names.ACCENTS and self._token(at + 1).text == "{" and self._touches(at + 1)
        inside = depth > 0 or held or (word in names.FUNCTIONS and self._opens(at + 1))
        split = _names_in(word, inside=inside)
        if split is None:
            return self._read_applied_word(at, depth) or self._read_scripted_word(at)
        *before, name = split
        last: Part | None
        if name in names.STYLES | names.ACCENTS:
            last = self._read_styled(at, name, depth)
        elif name == "left":
            last = self._read_left(at, depth)
        else:
            certain = name in names.CERTAIN_SYMBOLS or (name in {"circ", "cdot"} and bool(before))
            last = Part(at + 1, _command(name), certain, simple=len(name) == 1, greek=name in names.GREEK)
        if last is None:
            return None
        greek = last.greek or not names.GREEK.isdisjoint(before)
        latex = side_by_side(_run(before), last.latex)
        return replace(last, latex=latex, simple=last.simple and not before, greek=greek)

    def _read_fraction(self, at: int, depth: int) -> Part | None:
        """`frac{n}{log n}`."""
        above = self._read_group(at + 1, depth) if self._touches(at + 1) else None
        below = self._read_group(above.after, depth) if above and self._touches(above.after) else None
        if above is None or below is None or not above.latex[0] == below.latex[0] == "{":
            return None
        latex = f"\\{self._tokens[at].text}{above.latex}{below.latex}"
        return Part(below.after, latex, certain=True, greek=above.greek or below.greek)

    def _read_related_letter(self, at: int) -> Part | None:
        """`{xsim p}`, `{iin I}`; but `{bin size}` are words."""
        word, after = self._tokens[at].text, self._token(at + 1)
        if len(word) < 3 or word[1:] not in {"sim", "in"} or self._touches(at + 1) or word in names.COMMANDS:
            return None
        letter = len(after.text) == 1 and (
            after.text.isupper() or (word[1:] == "sim" and after.text.isalpha())
        )
        if letter or after.text in names.STYLES or (word[1:] == "sim" and after.text in names.GREEK):
            return Part(at + 1, f"{word[0]}\\{word[1:]}")
        return None

    def _read_applied_word(self, at: int, depth: int) -> Part | None:
        """`poly(d)`, `softmax(QK^top)`."""
        word = self._tokens[at].text
        inside = (
            self._read_group(at + 1, depth) if word in names.WORDS_APPLIED and self._opens(at + 1) else None
        )
        if inside is None:
            return None
        certain = inside.certain or word in names.POLYNOMIALS
        return replace(inside, latex=f"\\mathrm{{{word}}}{inside.latex}", certain=certain)

    def _read_scripted_word(self, at: int) -> Part | None:
        """`MHC^3`, `MP_{+}`; but `KQ^top` is a product, and `snake_case` a word."""
        word, mark, script = (self._token(at + step).text for step in range(3))
        if (
            mark not in {"_", "^"}
            or not word[0].isupper()
            or not self._touches(at + 1)
            or not self._touches(at + 2)
        ):
            return None
        if mark == "^" and script == "top" and word.isupper() and len(word) <= 3:
            return Part(at + 1, word)
        one = script == "{" and self._token(at + 4).text == "}"
        if one or (mark == "^" and (script.isdigit() or script == "+")):
            return Part(at + 1, f"\\mathrm{{{word}}}")
        return None

    def _read_styled(self, at: int, name: str, depth: int) -> Part | None:
        """`mathcal{O}`, `mathfrak S`, `tilde O(n)`."""
        token, certain = self._token(at + 1), name in names.STYLES
        if token.text == "{" and self._touches(at + 1):
            certain = True
            inside = self._read_group(at + 1, depth, words=True)
            if inside is None:
                return None
            content = inside.latex[1:-1].strip()
            if (word := _UPRIGHT.fullmatch(content)) and name in names.STYLES:
                content = word[1]
            # `mathcal{C_Phi/m}`: the source took a command around it away, with one brace too few.
            first = re.match(r"[A-Za-z](?=[_^])", content) if name in names.STYLES else None
            letters, rest = (first[0], content[1:]) if first else (content, "")
            return Part(inside.after, f"\\{name}{{{letters}}}{rest}", certain)
        if self._touches(at + 1) or token.kind != "word":
            return None
        growth = name in {"tilde", "widetilde"} and token.text in names.GROWTHS and self._opens(at + 2)
        letter = len(token.text) == 1 and (certain or depth > 0)
        if growth or letter or (depth > 0 and token.text in names.GREEK):
            return Part(at + 2, f"\\{name}{{{_command(token.text)}}}", certain)
        return None

    def _read_left(self, at: int, depth: int) -> Part | None:
        """`Oleft(n^2dright)`."""
        if self._token(at + 1).text not in _CLOSING or not self._touches(at + 1):
            return None
        inside = self._read_group(at + 1, depth, closed_by="right")
        return inside and replace(inside, latex=f"\\left{inside.latex}", certain=True)

    def _scripted(self, part: Part, depth: int) -> Part | None:
        marks = ""
        while (mark := self._token(part.after).text) in {"_", "^"} and self._touches(part.after):
            script = self._read_script(part.after, depth) if self._touches(part.after + 1) else None
            number = part.latex[0].isdigit() and mark == "_"
            if script is None or mark in marks or number:
                return None
            marks += mark
            part = Part(script.after, f"{part.latex}{mark}{script.latex}", certain=True)
        return part

    def _read_script(self, mark: int, depth: int) -> Part | None:
        """What stands behind a mark `_` or `^`."""
        raised, at = self._token(mark).text == "^", mark + 1
        token, after = self._token(at), self._token(at + 1)
        touched = self._touches(at + 1) and after.kind in {"word", "number"}
        if token.text == "{":
            word = after.text in (names.NO_SCRIPTS if raised else names.NO_SCRIPTS_BELOW)
            if word and self._token(at + 2).text == "}":
                return Part(at + 3, f"{{\\mathrm{{{after.text}}}}}")
            return self._read_group(at, depth, words=True)
        if token.text in {"*", "+", "-"} and not touched and raised:
            return Part(at + 1, token.text)
        if token.kind == "number" and token.text.isdigit() and (raised or depth or not touched):
            return Part(at + 1, token.text if len(token.text) == 1 else f"{{{token.text}}}")
        if GREEK_LETTER.match(token.text):
            return Part(at + 1, token.text)
        if token.kind != "word" or touched:
            return None
        known = len(token.text) == 1 or token.text in names.GREEK | names.SCRIPTS
        return Part(at + 1, _command(token.text)) if known else None

    def _applied(self, part: Part, depth: int) -> Part:
        """With the brackets that follow: `O(n)`, `f(theta)`; but `Gamma(1,2)` may be a name."""
        inside = self._read_group(part.after, depth) if self._opens(part.after) else None
        if inside is None:
            return part
        name = part.latex.lstrip("\\")
        growth = name in names.GROWTHS or "tilde" in name
        if not (growth or part.certain or len(name) == 1 or name in names.GREEK | names.FUNCTIONS):
            return part
        certain = part.certain or inside.certain or growth or inside.greek
        return Part(inside.after, part.latex + inside.latex, certain, greek=inside.greek or part.greek)

    def _read_group(self, at: int, depth: int, *, words: bool = False, closed_by: str = "") -> Part | None:
        """What stands in brackets, where all of it is mathematics. `words` lets words stand in it."""
        opened = self._token(at).text
        closed = _CLOSING.get(opened)
        if closed is None or depth >= _DEEPEST:
            return None
        latex, certain, greek, here = opened, False, False, at + 1
        while (token := self._token(here)) is not _NOTHING and here - at <= MOST_TOKENS:
            gap = "" if self._touches(here) or latex == opened else " "
            if closed_by and token.text.endswith(closed_by):
                letters = token.text.removesuffix(closed_by)
                whole = self._token(here + 1).text == closed and len(letters) <= 2
                return Part(here + 2, f"{latex}{letters}\\right{closed}", certain) if whole else None
            if token.text == closed and not closed_by:
                return Part(here + 1, latex + closed, certain, greek=greek) if latex != opened else None
            part = self._read_inside(here, depth, words=words)
            if part is None:
                return None
            latex, here = side_by_side(latex + gap, part.latex), part.after
            certain, greek = certain or part.certain, greek or part.greek
        return None

    def _read_inside(self, at: int, depth: int, *, words: bool) -> Part | None:
        token = self._token(at)
        if token.text in _INSIDE:
            return Part(at + 1, token.text)
        if token.text in {"(", "["}:
            return self._read_group(at, depth + 1)
        part = self._read_part(at, depth + 1)
        if part is None and words and token.kind == "word" and len(token.text) > 1:
            return Part(at + 1, f"\\mathrm{{{token.text}}}")
        return part


@lru_cache(maxsize=50_000)
def _names_in(word: str, *, inside: bool) -> tuple[str, ...] | None:
    """The names and letters that a run of letters is made of; None where it is a word."""
    if len(word) == 1 or (word in names.COMMANDS and (inside or word not in names.ONLY_INSIDE)):
        return (word,)
    if word.endswith("left") and len(word) <= 5:
        return (*word.removesuffix("left"), "left")
    if glued := _glued(word, names.GLUED_INSIDE if inside else names.GLUED, 2 if inside else 1):
        return glued
    # Between two equal letters, as in `O(LL)`, the source took something away.
    product = len(word) == 2 or (word.isupper() and len(word) == 3)
    return tuple(word) if inside and product and len(set(word)) == len(word) else None


def _glued(word: str, known: frozenset[str], most_letters: int) -> tuple[str, ...] | None:
    """The names that a run of letters ends with, and the few letters, or the Greek one, before them."""
    found: list[str] = []
    rest = word
    while name := max((name for name in known if rest.endswith(name)), key=len, default=""):
        found.insert(0, name)
        rest = rest.removesuffix(name)
    if not found:
        return None
    if found[0] in names.STYLES and rest.endswith("in") and (len(rest) == 3 or rest[:-2] in names.GREEK):
        return rest[:-2], "in", *found  # `xinmathbb{R}^d`
    if rest in names.GREEK:
        return rest, *found
    return (*rest, *found) if len(rest) <= most_letters else None


def _command(name: str) -> str:
    return name if len(name) == 1 else f"\\{name}"


def _run(split: Iterable[str]) -> str:
    latex = ""
    for name in split:
        latex = side_by_side(latex, _command(name))
    return latex


def side_by_side(before: str, after: str) -> str:
    """Two pieces of LaTeX; a letter after a command needs a space."""
    parted = after[:1].isalpha() and re.search(r"\\[A-Za-z]+$", before)
    return f"{before} {after}" if parted else before + after
