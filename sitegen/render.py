"""From a planned page to the bytes of its file: pure, so the same page always gives the same bytes."""

from __future__ import annotations

import gzip
from typing import cast

from sitegen.digest import key_of
from sitegen.model import FILE, GZIPPED, Page
from sitegen.templates import Templates

COMPRESSION = 6
"""gzip's level: more takes far longer than it saves."""


def render(page: Page, templates: Templates) -> bytes:
    """The content of a page's file. ContentError where its template has a mistake."""
    if page.renderer == FILE:
        return cast("bytes", page.values["content"])
    if page.renderer == GZIPPED:
        return compressed(cast("bytes", page.values["content"]))
    return templates.render(page.renderer, page.values)


def compressed(content: bytes) -> bytes:
    """The content as a gzip file, without a name or a time in it."""
    return gzip.compress(content, COMPRESSION, mtime=0)


def page_key(page: Page, recipe: str, templates: Templates) -> str:
    """The key of everything that a page can show: equal keys, equal bytes.

    `recipe` is the key of what all pages have in common: the program and the settings.
    """
    fixed = page.renderer in {FILE, GZIPPED}
    template = page.renderer if fixed else templates.fingerprint(page.renderer)
    return key_of(recipe, template, page.values)
