"""Formulas in Markdown: `$…$` in the line, `$$…$$` on a line of their own.

As pandoc reads them: no space within the dollars and no digit after them, so that “$5 to $10” is money. A
formula that cannot be drawn is shown as its source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sitegen.formulas.mathml import Formula, formula

FORMULA = "formula"
"""The type of a formula's token."""

_SOURCE = re.compile(r"(\${1,2})(?![\s$])((?:[^$\\]|\\.)+)(?<!\s)\1(?![\d$])", re.DOTALL)
_BEFORE = re.compile(r"[(\[“‘]+$")
_AFTER = re.compile(r"^[.,;:!?)\]”’]+")


def add_formulas(markdown: MarkdownIt) -> None:
    """Teach a parser to read and render formulas."""
    markdown.inline.ruler.before("escape", FORMULA, _read)
    markdown.add_render_rule(FORMULA, _render)


def in_plain_text(line: str) -> str:
    """A line that is no Markdown, with its formulas as plain text."""
    return _SOURCE.sub(_in_words, line) if "$" in line else line


def _in_words(found: re.Match[str]) -> str:
    drawn = formula(found[2])
    return drawn.text if drawn else found[2]


def words_of(token: Token) -> str:
    """What a formula's token says in plain text."""
    drawn = _drawn(token)
    before, after = token.meta["marks"]
    return f"{before}{drawn.text if drawn else token.content}{after}"


def keep_marks_beside(tokens: Sequence[Token]) -> None:
    """Take brackets and stops that touch a formula to it: browsers would break the line between them."""
    for number, token in enumerate(tokens):
        if token.type != FORMULA or token.markup != "$":
            continue
        before, after = _taken(tokens, number - 1, _BEFORE), _taken(tokens, number + 1, _AFTER)
        token.meta = {"marks": (before, after)}


def _taken(tokens: Sequence[Token], number: int, marks: re.Pattern[str]) -> str:
    """Marks, taken out of a token if it is text."""
    token = tokens[number] if 0 <= number < len(tokens) else None
    found = marks.search(token.content) if token and token.type == "text" else None
    if token is None or found is None:
        return ""
    token.content = token.content[: found.start()] + token.content[found.end() :]
    return found[0]


def _read(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: take the formula that begins here, if one does."""
    found = _SOURCE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "$" else None
    if found is None:
        return False
    if not silent:
        token = state.push(FORMULA, "", 0)
        token.markup, token.content = found[1], " ".join(found[2].split())
        token.meta = {"marks": ("", "")}
    state.pos = found.end()
    return True


def _drawn(token: Token) -> Formula | None:
    return formula(token.content, block=token.markup == "$$")


def _render(_: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    drawn = _drawn(tokens[at])
    html = drawn.html if drawn else f"<code>{escapeHtml(tokens[at].content)}</code>"
    before, after = map(escapeHtml, tokens[at].meta["marks"])
    return f'<span class="unbroken">{before}{html}{after}</span>' if before or after else html
