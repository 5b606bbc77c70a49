"""The one Markdown renderer: abstracts, notes and the curator's pages, to HTML, plain text and links."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from sitegen.formulas.between_dollars import FORMULA, add_formulas, keep_marks_beside, words_of

_SIGNS = "\\`*_[]<&$\n\r\t\v\f\0\x1c\x1d\x1e\x1f"
"""What may be markup, or white space that is not a space."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A Markdown text as a reader sees it."""

    html: str
    text: str
    """The same words without any markup, white space folded."""
    links: tuple[str, ...]
    """The addresses that it links to, each once, in order."""


_NOTHING = Rendered("", "", ())


class Renderer:
    """Renders CommonMark, and LaTeX's formulas: `$…$` in the line, `$$…$$` on a line of their own.

    HTML in the text is shown as text, images are links: no page asks another host.

    A link to `/…` is an address of the site itself and gets the base path; any other opens without a
    handle on our page (`rel="noopener"`).
    """

    def __init__(self, base_path: str = "/") -> None:
        self._base_path = base_path
        self._markdown = _parser()

    def render(self, source: str) -> Rendered:
        """Render one text."""
        if not source:
            return _NOTHING
        if _is_plain(source):
            # Most abstracts: a test holds this to what the parser makes of them.
            is_folded = source.isascii() and "  " not in source
            return Rendered(
                f"<p>{escapeHtml(source)}</p>\n", source if is_folded else " ".join(source.split()), ()
            )
        # Texts without a dollar, nearly all, are read without a look for formulas at every sign.
        markdown = self._with_formulas if "$" in source else self._markdown
        tokens = markdown.parse(source)
        links: dict[str, None] = {}
        words: list[str] = []
        for block in tokens:
            if block.type == "inline":
                if markdown is not self._markdown:
                    keep_marks_beside(block.children or [])
                for token in block.children or ():
                    self._inline(token, links, words)
                words.append(" ")
            elif block.content:
                words.append(block.content + " ")
        html = markdown.renderer.render(tokens, markdown.options, {})
        return Rendered(html, " ".join("".join(words).split()), tuple(links))

    @cached_property
    def _with_formulas(self) -> MarkdownIt:
        markdown = _parser()
        add_formulas(markdown)
        return markdown

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
        elif token.type == FORMULA:
            words.append(words_of(token))
        else:
            words.append(token.content)


def _is_plain(source: str) -> bool:
    """Whether a text is one paragraph of one line that begins with a letter, without any sign of markup."""
    # A look for each sign takes a tenth of the time of a regular expression.
    for sign in _SIGNS:
        if sign in source:
            return False
    return source[:1].isalpha() and not source[-1].isspace()


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")
