"""The files of the search, out of what is remembered of each paper's terms."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen import searchindex
from sitegen.cache import Cache
from sitegen.database import ForgottenError
from sitegen.library import Library
from sitegen.page import Page
from sitegen.searchindex import Entry, Vocabulary


def entries(library: Library, cache: Cache) -> list[Entry]:
    """Every paper with its rows, in the order of lists. ForgottenError where the cache lost them."""
    rows = cache.rows()
    try:
        return [Entry(entry.card, rows[entry.summary.path]) for entry in library.papers]
    except KeyError as error:
        raise ForgottenError(f"the rows of {error} are not in the cache") from error


def plan(entries: Sequence[Entry], vocabulary: Vocabulary) -> list[Page]:
    """Every file of the search, all planned: for another thread."""
    return list(searchindex.plan(entries, vocabulary))
