"""The files that need no template: the style sheet, the scripts, lunr.js, and what else a theme carries."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.model import FILE, Page
from sitegen.searchindex import lunr_js
from sitegen.theme import Theme

_CSS_ORDER = ("tokens.css", "base.css", "parts/", "pages/")
"""Tokens first, then what is general, then what is particular; by name within each."""


def plan(theme: Theme) -> Iterator[Page]:
    """Every asset, at `assets/…`."""
    yield _file(urls.STYLE, _style_sheet(theme))
    yield _file("assets/lunr.js", lunr_js())
    for folder, suffix in (("js", ".js"), ("static", "")):
        for name, path in theme.files(folder, suffix).items():
            yield _file(f"assets/{name}", path.read_bytes())


def _style_sheet(theme: Theme) -> bytes:
    files = theme.files("css", ".css")
    in_order = sorted(files, key=lambda name: (_css_rank(name), name))
    return b"\n".join(files[name].read_bytes().strip() + b"\n" for name in in_order)


def _css_rank(name: str) -> int:
    ranks = (rank for rank, prefix in enumerate(_CSS_ORDER) if name.startswith(prefix))
    return next(ranks, len(_CSS_ORDER))


def _file(path: str, content: bytes) -> Page:
    return Page(path, FILE, {"content": content})
