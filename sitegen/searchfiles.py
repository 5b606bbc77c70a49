"""The files of the search, out of what is remembered of each paper's terms."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import searchindex
from sitegen.cache import Cache
from sitegen.database import ForgottenError
from sitegen.library import Library
from sitegen.model import Page

_FEW_TERMS = 20_000


def plan(library: Library, cache: Cache) -> Iterator[Page]:
    """Every file of the search. ForgottenError where the cache does not hold a paper's terms."""
    rows, vocabulary = cache.terms(), cache.vocabulary()
    if len(vocabulary) > _FEW_TERMS and len(vocabulary) > 2 * vocabulary.used(rows.values()):
        # The next build reads everything afresh, this one still knows what the numbers mean.
        cache.clear()
    try:
        entries = [searchindex.Entry(entry.card, rows[entry.summary.path]) for entry in library.papers]
    except KeyError as error:
        raise ForgottenError(f"the terms of {error} are not in the cache") from error
    yield from searchindex.plan(entries, vocabulary)
