"""The files that need no template: the style sheet, the scripts, and what else a theme carries.

Styles and scripts are minified: comments and needless white space stay in the theme.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

import rcssmin
import rjsmin

from sitegen import modules, urls
from sitegen.page import FILE, Page
from sitegen.searchindex import lunr_licence, lunr_module
from sitegen.theme import Theme
from sitegen.words import Words

_TOKENS = "tokens.css"
"""The one style sheet of which a theme says only what it has otherwise: its tokens follow the default's."""
_CSS_ORDER = ("base.css", "parts/", "pages/")
"""After the tokens what is general, then what is particular; by name within each."""

_WORKER = "search/worker.js"
"""The one script that is published with all its modules in it: a browser has to have all of them anyway."""
_SITE = "site.js"
"""The script on every page: all that it imports is in it, and others take that from there."""
_WORDS, _LATER = "words.js", "later.js"
"""The scripts that say things; the site's words go before them, which saves requests."""
OFFLINE_WORKERS = {"offline/worker.js", "offline/farewell.js"}
"""Scripts that are no assets: `offline` publishes one of them at the site's root."""
_LUNR, _LICENCE = "search/lunr.js", "search/lunr-licence.txt"


@lru_cache(maxsize=1)
def plan(theme: Theme, key: str, words: Words) -> tuple[Page, ...]:
    """Every asset, at `assets/…`, of a theme in the state that `key` names; made once for each state."""
    return tuple(_assets(theme, words))


def _assets(theme: Theme, words: Words) -> Iterator[Page]:
    yield _file(urls.STYLE, _style_sheet(theme))
    for name, script in _scripts(theme, words).items():
        yield _file(f"assets/{name}", rjsmin.jsmin(script, keep_bang_comments=True).encode() + b"\n")
    yield _file(f"assets/{_LICENCE}", lunr_licence())
    for name, path in theme.files("static", "").items():
        yield _file(f"assets/{name}", path.read_bytes())
    # GitHub Pages then serves the folder as it is.
    yield _file(".nojekyll", b"")


def _scripts(theme: Theme, words: Words) -> dict[str, str]:
    """The scripts to publish, by name."""
    sources = {name: text for name, text in theme.scripts().items() if name not in OFFLINE_WORKERS}
    sources[_WORDS] = words.script + sources[_WORDS]
    sources[_LATER] = words.later_script + sources[_LATER]
    sources[_LUNR] = lunr_module(PurePosixPath(_LICENCE).name)
    of_worker = set(modules.needed(_WORKER, sources))
    others = {part for name in sources.keys() - of_worker for part in modules.needed(name, sources)}
    worker = modules.joined(_WORKER, sources)
    pages = modules.gathered(_SITE, {name: sources[name] for name in sorted(others)})
    return dict(sorted({_WORKER: worker, **pages}.items()))


def _style_sheet(theme: Theme) -> bytes:
    files = theme.files("css", ".css")
    in_order = sorted(files.keys() - {_TOKENS}, key=lambda name: (_css_rank(name), name))
    paths = [*theme.layers(f"css/{_TOKENS}"), *(files[name] for name in in_order)]
    minified: bytes = rcssmin.cssmin(b"\n".join(path.read_bytes() for path in paths))
    return minified + b"\n"


def _css_rank(name: str) -> int:
    ranks = (rank for rank, prefix in enumerate(_CSS_ORDER) if name.startswith(prefix))
    return next(ranks, len(_CSS_ORDER))


def _file(path: str, content: bytes) -> Page:
    return Page(path, FILE, {"content": content})
