"""The files of the search, out of what is remembered of each paper's terms."""

from __future__ import annotations

from collections.abc import Callable

from sitegen import searchindex
from sitegen.cache import Cache
from sitegen.database import ForgottenError
from sitegen.library import Library
from sitegen.model import Page


def plan(library: Library, cache: Cache) -> Callable[[], list[Page]]:
    """What plans every file of the search; it may be called in another thread.

    ForgottenError where the cache does not hold a paper's terms.
    """
    rows, vocabulary = cache.terms(), cache.vocabulary()
    try:
        entries = [searchindex.Entry(entry.card, rows[entry.summary.path]) for entry in library.papers]
    except KeyError as error:
        raise ForgottenError(f"the terms of {error} are not in the cache") from error
    return lambda: list(searchindex.plan(entries, vocabulary))
