"""The one Markdown renderer: abstracts, notes and the curator's pages, to HTML, plain text and links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sitegen.formulas import Formula, formula

_PLAIN = re.compile(r"[^\W\d_][^\0\n\r\t\\`*_\[\]<&$]*(?<!\s)")
"""One paragraph of one line that begins with a letter, without any sign that could be markup."""

_FORMULA = re.compile(r"(\${1,2})(?![\s$])((?:[^$\\]|\\.)+)(?<!\s)\1(?![\d$])", re.DOTALL)
"""As pandoc reads it: no space within the dollars, no digit after them, so that `$5 to $10` is money."""
_MATHS = "formula"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A Markdown text as a reader sees it."""

    html: str
    text: str
    """The same words without any markup, white space folded."""
    links: tuple[str, ...]
    """The addresses that it links to, each once, in order."""


class Renderer:
    """Renders CommonMark, and LaTeX's formulas: `$…$` in the line, `$$…$$` on a line of their own.

    HTML in the text is shown as text, images are links: no page asks another host. A formula that cannot be
    drawn is shown as its source.

    A link to `/…` is an address of the site itself and gets the base path; any other opens without a
    handle on our page (`rel="noopener"`).
    """

    def __init__(self, base_path: str = "/") -> None:
        self._base_path = base_path
        self._markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
        self._markdown.inline.ruler.before("escape", _MATHS, _read_formula)
        self._markdown.add_render_rule(_MATHS, _draw_formula)

    def render(self, source: str) -> Rendered:
        """Render one text."""
        if _PLAIN.fullmatch(source):
            # Most abstracts: a test holds this to what the parser makes of them.
            return Rendered(f"<p>{escapeHtml(source)}</p>\n", " ".join(source.split()), ())
        tokens = self._markdown.parse(source)
        links: dict[str, None] = {}
        words: list[str] = []
        for block in tokens:
            if block.type == "inline":
                for token in block.children or ():
                    self._inline(token, links, words)
                words.append(" ")
            elif block.content:
                words.append(block.content + " ")
        html = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return Rendered(html, " ".join("".join(words).split()), tuple(links))

    def _inline(self, token: Token, links: dict[str, None], words: list[str]) -> None:
        if token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif token.type == "link_open":
            href = str(token.attrs["href"])
            if href.startswith("/") and not href.startswith("//"):
                token.attrs["href"] = self._base_path + href[1:]
            elif not href.startswith("#"):
                token.attrs["rel"] = "noopener"
                links[href] = None
        elif token.type == _MATHS:
            drawn = _drawn(token)
            words.append(drawn.text if drawn else token.content)
        else:
            words.append(token.content)


def _read_formula(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: take the formula that begins here, if one does."""
    found = _FORMULA.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "$" else None
    if found is None:
        return False
    if not silent:
        token = state.push(_MATHS, "", 0)
        token.markup, token.content = found[1], " ".join(found[2].split())
    state.pos = found.end()
    return True


def _drawn(token: Token) -> Formula | None:
    return formula(token.content, block=token.markup == "$$")


def _draw_formula(
    _: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    drawn = _drawn(tokens[at])
    return drawn.html if drawn else f"<code>{escapeHtml(tokens[at].content)}</code>"
