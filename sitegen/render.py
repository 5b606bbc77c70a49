"""From a planned page to the bytes of its file: pure, so the same page always gives the same bytes."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast

from sitegen.digest import content_key, key_of
from sitegen.page import CARDS, CARDS_OF_DAY, FILE, GZIPPED, Bundle, Page
from sitegen.searchindex import cards_json
from sitegen.summary import Body, Card, Text
from sitegen.templates import Templates

COMPRESSION = 5
"""gzip's level: more takes far longer than it saves."""
_LARGE = 10_000  # bytes
READY = {FILE, GZIPPED}
"""The renderers of what needs nothing but, at most, compression."""
OF_CARDS = {CARDS, CARDS_OF_DAY}
"""The renderers of lists of cards for scripts."""


def render(page: Page, templates: Templates, texts: Mapping[Body, Text]) -> bytes:
    """The content of a page's file. ContentError where its template has a mistake.

    The template sees, in the place of each Body, its Text.
    """
    if page.renderer in READY:
        content = cast("bytes", page.values["content"])
        return _gzipped_numbers(content) if page.renderer == GZIPPED else content
    if page.renderer in OF_CARDS:
        cards = cast("Iterable[Card]", page.values["cards"])
        return gzipped(cards_json(cards)) if page.renderer == CARDS else cards_json(cards, whole=True)
    values = {name: texts[value] if isinstance(value, Body) else value for name, value in page.values.items()}
    return templates.render(page.renderer, values)


def bodies_of(pages: Iterable[Page]) -> list[Body]:
    """The bodies whose texts are needed to render some pages."""
    return [value for page in pages for value in page.values.values() if isinstance(value, Body)]


def page_key(page: Page | Bundle, recipe: str, templates: Templates) -> str:
    """The key of everything that a page, or those of a bundle, can show: equal keys, equal bytes.

    `recipe` is the key of what all pages have in common: the program and the settings.
    """
    if isinstance(page, Bundle):
        return _bundle_key(recipe, templates.fingerprint(page.renderer), page.values)
    if page.renderer in READY:
        return key_of(recipe, page.renderer, content_key(cast("bytes", page.values["content"])))
    is_template = page.renderer not in OF_CARDS
    template = templates.fingerprint(page.renderer) if is_template else page.renderer
    return key_of(recipe, template, page.values)


# From one build of a `serve` to the next, nearly all stay the same.
_bundle_key = lru_cache(maxsize=2**15)(key_of)


def gzipped(content: bytes) -> bytes:
    """The content as a gzip file, without a name or a time in it."""
    return gzip.compress(content, COMPRESSION, mtime=0)


def _gzipped_numbers(content: bytes) -> bytes:
    """The same for numbers, of which few repeat: codes that soon follow what is common gain a twentieth.

    In much of them the shortest repetitions are by chance, and not worth a code of their own.
    """
    strategy = zlib.Z_FILTERED if len(content) > _LARGE else zlib.Z_DEFAULT_STRATEGY
    packer = zlib.compressobj(COMPRESSION, zlib.DEFLATED, wbits=31, memLevel=5, strategy=strategy)
    return packer.compress(content) + packer.flush()
