"""Reading without a network: the service worker, and the list of what it is to keep.

The list names files with the hash of their bytes, so a browser fetches those that changed, and it is another
list only when one of them is another file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PurePosixPath

import rjsmin

from sitegen import modules, urls
from sitegen.inputs import Inputs
from sitegen.library import Library
from sitegen.manifest import Written
from sitegen.page import FILE, Page
from sitegen.shelves import Day

DAYS = 3
MOST_PAPERS = 200
"""Of the latest days, whose pages are kept: at some 4 kB each, compressed, less than a megabyte."""
_SHELL = (urls.OFFLINE, urls.SEARCH, urls.FOR_YOU)
"""Pages that are of use without a network, beside the days."""
_SHELL_FILES = {".css", ".js", ".svg", ".woff2"}
_HASH = 12
"""Digits of a hash: it is only compared with that of another state of the same file."""

_WORKER, _FAREWELL, _SECTIONS = "offline/worker.js", "offline/farewell.js", "offline/sections.js"


def plan(
    library: Library, inputs: Inputs, planned: Collection[str], files: Mapping[str, Written]
) -> Iterator[Page]:
    """The service worker, and what it is to keep.

    `planned` are the paths of all other files of the site, `files` says of each how it is written.
    Where the site is not to be read offline, the worker is one that takes itself and all it kept away.
    """
    scripts = inputs.theme.scripts()
    if not inputs.settings.offline:
        yield _file(urls.OFFLINE_WORKER, _script(_FAREWELL, scripts))
        return
    articles = {urls.article(text.article.slug).rstrip("/") for text in library.articles}
    scripts[_SECTIONS] = f"export const SECTIONS = {json.dumps(sorted(urls.TAKEN | articles))};"
    yield _file(urls.OFFLINE_WORKER, _script(_WORKER, scripts))
    assets = (path for path in planned if path.startswith("assets/"))
    shell = sorted(path for path in assets if PurePosixPath(path).suffix in _SHELL_FILES)

    def hashes(addresses: Iterable[str]) -> dict[str, str]:
        paths = {address: urls.output_path(address) for address in addresses}
        return {address: files[path].hash[:_HASH] for address, path in paths.items() if path in planned}

    kept = {"shell": hashes([*_SHELL, *shell]), "latest": hashes(_latest(library.days[:DAYS]))}
    yield _file(urls.OFFLINE_LATEST, json.dumps(kept, indent=0, separators=(",", ":")).encode() + b"\n")


def _latest(days: Sequence[Day]) -> Iterator[str]:
    """The addresses of some days and of their papers, what is to be there first coming first."""
    yield urls.HOME
    yield from (urls.day(day.day) for day in days)
    papers = dict.fromkeys(urls.paper(card.slug) for day in days for card in day.cards)
    yield from islice(papers, MOST_PAPERS)


def _script(name: str, scripts: Mapping[str, str]) -> bytes:
    minified: str = rjsmin.jsmin(modules.joined(name, scripts))
    return minified.encode() + b"\n"


def _file(path: str, content: bytes) -> Page:
    return Page(path, FILE, {"content": content})
