"""From a planned page to the bytes of its file: pure, so the same page always gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sitegen.digest import key_of
from sitegen.model import FILE, SEARCH_INDEX, Page
from sitegen.searchindex import Entry, build_index
from sitegen.templates import Templates


def render(page: Page, templates: Templates) -> bytes:
    """The content of a page's file. ContentError where its template has a mistake."""
    if page.renderer == FILE:
        return cast("bytes", page.values["content"])
    if page.renderer == SEARCH_INDEX:
        return build_index(cast("Sequence[Entry]", page.values["entries"]))
    return templates.render(page.renderer, page.values)


def page_key(page: Page, recipe: str, templates: Templates) -> str:
    """The key of everything that a page can show: equal keys, equal bytes.

    `recipe` is the key of what all pages have in common: the program and the settings.
    """
    fixed = page.renderer in {FILE, SEARCH_INDEX}
    template = page.renderer if fixed else templates.fingerprint(page.renderer)
    return key_of(recipe, template, page.values)
