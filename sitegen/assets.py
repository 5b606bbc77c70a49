"""The files that need no template: the style sheet, the scripts, lunr.js, and what else a theme carries.

Styles and scripts are minified: comments and needless white space stay in the theme.
"""

from __future__ import annotations

from collections.abc import Iterator

import rcssmin
import rjsmin

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
    for name, path in theme.files("js", ".js").items():
        yield _file(f"assets/{name}", rjsmin.jsmin(path.read_bytes()) + b"\n")
    for name, path in theme.files("static", "").items():
        yield _file(f"assets/{name}", path.read_bytes())
    # GitHub Pages then serves the folder as it is.
    yield _file(".nojekyll", b"")


def _style_sheet(theme: Theme) -> bytes:
    files = theme.files("css", ".css")
    in_order = sorted(files, key=lambda name: (_css_rank(name), name))
    minified: bytes = rcssmin.cssmin(b"\n".join(files[name].read_bytes() for name in in_order))
    return minified + b"\n"


def _css_rank(name: str) -> int:
    ranks = (rank for rank, prefix in enumerate(_CSS_ORDER) if name.startswith(prefix))
    return next(ranks, len(_CSS_ORDER))


def _file(path: str, content: bytes) -> Page:
    return Page(path, FILE, {"content": content})
