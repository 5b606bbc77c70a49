r"""The words of a source text: leftovers of LaTeX read as meant, everything else as it stands.

No word is lost: an unknown command loses its backslash and nothing else, and the braces of mathematics stay.
"""

from __future__ import annotations

import re

from sitegen.ingest import latex
from sitegen.ingest.addresses import STAND_IN, take_addresses
from sitegen.ingest.mathematics import FORMULA, take_formulas
from sitegen.ingest.spans import Bold, Italic, Link, Maths, Span, plain
from sitegen.ingest.typography import typeset

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\ufeff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters and the like: no words, and neither YAML nor Markdown carries them all."""
_STARS = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])((?:(?!\*\*).)*[^\W_](?:(?!\*\*).)*)(?<![\s*])\*\*(?!\*)")
_WORDS = re.compile(rf"[^\\{{*{STAND_IN}{FORMULA}]+")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_DEEPEST = 50
"""Braces within braces: nobody goes so deep, and each level reads its text once more."""
_BRACE = re.compile(r"\\.|[{}]")
_FIRST_COMMAND = re.compile(r"\s*\\([A-Za-z]+)\s*")
_PLAIN_WORDS = re.compile(r"[^\W\d_][^\W_]*(?:[ '’-][^\W_]+)*")
_OPTIONS = re.compile(r"\*?(?:\[[^\]]*\]){1,2}|\*?")
_GOES_ON = re.compile(r"\s*(?:[.,;:!?)\]]|$)")
_SPACED_SIGN = frozenset("=,.:<>+-")
"""Signs that braces keep LaTeX from setting space around: `1{,}000`."""
_MATHS_BEFORE = re.compile(r"[\w}\])^=\\]")
_MATHS_AFTER = re.compile(r"[\d_^={(\[]")


def clean(text: str) -> tuple[Span, ...]:
    """The spans of a text."""
    shielded, links = take_addresses(" ".join(_UNSEEN.sub("", text).split()))
    shielded, maths = take_formulas(shielded)
    return _Reader(links, maths).spans(typeset(latex.accented(shielded)))


def clean_line(text: str) -> str:
    """The words alone, for a title: a formula in it is plain text."""
    return plain(clean(text))


class _Reader:
    """Reads one text from left to right, taking its addresses and formulas as it comes to their stand-ins.

    Each method that begins with `_read` adds to `out` what stands at `at`, and returns where it ends.
    """

    def __init__(self, links: list[Link], maths: list[Maths]) -> None:
        self._links = iter(links)
        self._maths = iter(maths)

    def spans(self, text: str) -> tuple[Span, ...]:
        """The spans of the text or of a part of it; words that meet are one `str`."""
        out: list[Span] = []
        at = 0
        while at < len(text):
            if text[at] == "\\":
                at = self._read_command(text, at, out)
            elif text[at] == "{":
                at = self._read_group(text, at, out)
            elif text[at] == STAND_IN:
                at = self._read_link(text, at, out)
            elif text[at] == FORMULA:
                out.append(next(self._maths))
                at += 1
            elif bold := _STARS.match(text, at):
                out.append(Bold(self.spans(bold[1])))
                at = bold.end()
            else:
                words = _WORDS.match(text, at)
                end = words.end() if words else at + 1
                out.append(text[at:end])
                at = end
        return _joined(out)

    def _argument(self, text: str, at: int) -> tuple[tuple[Span, ...] | None, int]:
        """What stands in the braces that open at `at`, if any do, and where they end."""
        end = _closing_brace(text, at) if text[at : at + 1] == "{" else None
        return (None, at) if end is None else (self.spans(text[at + 1 : end]), end + 1)

    def _read_link(self, text: str, at: int, out: list[Span]) -> int:
        out.append(next(self._links))
        # `https://…{words}` is what the source left of `\href`.
        words, end = self._argument(text, at + 1)
        if words and plain(words):
            out += [" (", *words, ")"]
        return end

    def _read_command(self, text: str, at: int, out: list[Span]) -> int:
        match = _COMMAND.match(text, at)
        if match is None:
            return _read_mark(text, at, out)
        name, end = match[1], match.end()
        if name in {"begin", "end"} or name in latex.BOLD | latex.ITALIC | latex.LOOK:
            words, end = self._argument(text, end)
            if words is not None and name not in {"begin", "end"}:
                out += _styled(name, words)
        elif name == "footnote":
            words, end = self._argument(text, end)
            out += [" (", *words, ")"] if words else []
        elif name == "href":
            end = self._read_href(text, end, out)
        elif name in latex.DROPPED | latex.REFERENCES:
            end = self._read_dropped(text, end, out)
        elif name in latex.SPACE:
            out.append(" ")
        else:
            end = _read_name(text, at, name, end, out)
        return end

    def _read_dropped(self, text: str, at: int, out: list[Span]) -> int:
        r"""`word~\cite[see][p. 2]{key}`: with the space before it."""
        options = _OPTIONS.match(text, at)
        words, end = self._argument(text, options.end() if options else at)
        if words is None:
            return at
        if out and isinstance(out[-1], str) and out[-1].endswith(" ") and _GOES_ON.match(text, end):
            out[-1] = out[-1].rstrip()
        return end

    def _read_href(self, text: str, at: int, out: list[Span]) -> int:
        target, end = self._argument(text, at)
        words, end = self._argument(text, end)
        label = plain(words or ())
        if target and len(target) == 1 and isinstance(target[0], Link):
            out.append(Link(target[0].url, label or target[0].label))
        elif target and label:
            out += [label, " (", *target, ")"]
        else:
            out += target or ()
        return end

    def _read_group(self, text: str, at: int, out: list[Span]) -> int:
        end = _closing_brace(text, at)
        if end is None:
            out.append("{")
            return at + 1
        inside = text[at + 1 : end]
        first = _FIRST_COMMAND.match(inside)
        rest = inside[first.end() :] if first else inside
        if first and rest and not rest.startswith("{") and _styles(first[1]):
            out += _styled(first[1], self.spans(rest))
        elif (first and (not rest or _closing_brace(rest, 0) == len(rest) - 1)) or inside == STAND_IN:
            out += self.spans(inside)
        elif _only_protects(text, at, end):
            out.append(inside)
        else:
            out.append("{")
            return at + 1
        return end + 1


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    words: list[str] = []
    for span in [*spans, None]:
        if isinstance(span, str):
            words.append(span)
            continue
        if words:
            joined.append("".join(words))
            words.clear()
        if span is not None:
            joined.append(span)
    return tuple(joined)


def _closing_brace(text: str, start: int) -> int | None:
    """Where the brace that opens at `start` is closed; None where it is not, or holds too many levels."""
    depth = 0
    for match in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth <= 0:
            return match.start() if match[0] == "}" else None
        if depth > _DEEPEST:
            return None
    return None


def _styles(name: str) -> bool:
    return name in latex.BOLD | latex.ITALIC | latex.LOOK


def _styled(name: str, words: tuple[Span, ...]) -> list[Span]:
    if name in latex.BOLD:
        return [Bold(words)]
    return [Italic(words)] if name in latex.ITALIC else list(words)


def _only_protects(text: str, start: int, end: int) -> bool:
    """Whether braces hold plain words, or guard a capital, as `{without}` and `{T}ransformer` do."""
    inside, before, after = text[start + 1 : end], text[start - 1 : start], text[end + 1 : end + 2]
    if inside in _SPACED_SIGN:
        return before.isalnum() and after.isalnum()
    if not _PLAIN_WORDS.fullmatch(inside) or _MATHS_BEFORE.match(before) or _MATHS_AFTER.match(after):
        return False
    return len(inside) > 1 or after.isalpha()


def _read_mark(text: str, at: int, out: list[Span]) -> int:
    r"""A backslash before anything but a letter."""
    mark = text[at + 1 : at + 2]
    if mark and mark in latex.PROTECTED:
        out.append(mark)
    elif mark and mark in latex.BLANK and not (mark == " " and text[at - 1 : at] in {"", " "}):
        out.append(" ")
    elif not mark or mark not in latex.UNPRINTED:
        out.append("\\")
        return at + 1
    return at + 2


def _read_name(text: str, at: int, name: str, end: int, out: list[Span]) -> int:
    """A command that stands for characters, or one that nobody knows."""
    meaning = latex.meaning(name)
    out.append(meaning or name)
    after = text[end:]
    spaces = len(after) - len(after.lstrip())
    if after.startswith("{}"):
        return end + 2
    if meaning is None:
        return end
    if name in latex.ABBREVIATIONS:
        return end + after.startswith(".")
    # LaTeX eats the space after a name: `Stra\ss e`, `\S 3`.
    eaten = text[at - 1 : at].isalpha() if meaning.isalpha() else after.lstrip()[:1].isdigit()
    return end + spaces * eaten
