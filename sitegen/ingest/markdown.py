r"""Writing cleaned text as Markdown that renders to the same words, and that people like to edit.

A mark is escaped only where it could be markup. What comes out is rendered and compared with what went in;
where they differ, a plainer way of writing is taken, the last of which cannot fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from sitegen.ingest.spans import Bold, Link, Maths, Span, plain
from sitegen.markup import Renderer

_RENDERER = Renderer()

_MARKUP = re.compile(
    r"[`$]|\*(?!\s)|(?<!\s)\*"
    r"|\\(?=[!-/:-@\[-`{-~]|$)"  # before punctuation, where a backslash escapes
    r"|(?<!\w)_+"  # after a letter it opens nothing
    r"|\](?=[(\[:])"  # a link, or what a link refers to
    r"|<(?=[A-Za-z/!?][^<]*>)"
    r"|&(?=#?\w+;)"
)
_MARKS_OF_LINKS = re.compile(r"[()\\&*_]")
_FIRST = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|[>=]|~{3}|-{2})")
_FIRST_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def markdown(spans: Sequence[Span]) -> str:
    """One paragraph of Markdown, on one line, whose rendered words are `plain(spans)`."""
    words = plain(spans)
    for write in _WAYS:
        source = _first_escaped(" ".join(write(spans).split()))
        if _RENDERER.render(source).text == words:
            return source
    return _every_mark_escaped(words)


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda match: "".join(f"\\{mark}" for mark in match[0]), text)


def _every_mark_escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def _first_escaped(paragraph: str) -> str:
    """Nothing at the beginning of a paragraph may make it a heading, a list, a quotation, a rule."""
    return _FIRST_NUMBER.sub(r"\1\\\2", _FIRST.sub(r"\\\g<0>", paragraph))


def _write(spans: Sequence[Span], escape: Callable[[str], str], *, styles: bool) -> str:
    return "".join(_one(span, after, escape, styles) for span, after in pairwise([*spans, ""]))


def _one(span: Span, after: Span, escape: Callable[[str], str], styles: bool) -> str:
    if isinstance(span, str):
        return escape(span)
    if isinstance(span, Maths):
        return _formula(span, after) or escape(plain([span]))
    if isinstance(span, Link):
        if span.url == span.label and styles:
            return f"<{span.url}>"
        url = f"<{span.url}>" if _MARKS_OF_LINKS.search(span.url) else span.url
        return f"[{escape(span.label)}]({url})"
    inner = _write(span.spans, escape, styles=styles)
    if not styles:
        return inner
    mark = "**" if isinstance(span, Bold) else "*"
    words = inner.strip()
    before, behind = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{mark}{words}{mark}{behind}" if words else inner


def _formula(span: Maths, after: Span) -> str:
    """Between dollars, unless what is in them or follows them makes these dollars of prose."""
    source = f"${span.source}$"
    if isinstance(after, Maths) or (isinstance(after, str) and after[:1].isdigit()):
        return ""
    return source if _RENDERER.render(source).text == plain([span]) else ""


_WAYS: tuple[Callable[[Sequence[Span]], str], ...] = (
    lambda spans: _write(spans, _escaped, styles=True),
    lambda spans: _write(spans, _every_mark_escaped, styles=True),
    lambda spans: _write(spans, _every_mark_escaped, styles=False),
)
