"""The files of the search, out of what is remembered of each paper's terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.cache import Cache
from sitegen.database import ForgottenError
from sitegen.digest import content_key
from sitegen.library import Library
from sitegen.searchindex import DOCUMENTS, Rows, Segment, segment
from sitegen.slices import in_slices
from sitegen.summary import Card


@dataclass(frozen=True, slots=True)
class Collected:
    """All papers as the search has them, from the oldest on."""

    cards: list[Card]
    segments: list[str]
    """The keys of the segments of the index."""
    known: Mapping[str, Segment]
    """Those that are remembered,"""
    rows: Mapping[str, Sequence[Rows]]
    """and what the others are to be made of."""


def collect(library: Library, hashes: Mapping[str, str], cache: Cache) -> Collected:
    """What is remembered of the papers; `hashes` are those of their files.

    ForgottenError where the cache lost something.
    """
    oldest_first = library.papers[::-1]
    paths = [entry.summary.path for entry in oldest_first]
    # A file decides over its rows.
    keyed = [
        (content_key(" ".join(map(hashes.__getitem__, some)).encode()), some)
        for some in in_slices(paths, DOCUMENTS)
    ]
    known = cache.found(key for key, _ in keyed)
    missing = {key: some for key, some in keyed if key not in known}
    rows = cache.rows(path for some in missing.values() for path in some)
    try:
        of_missing = {key: [rows[path] for path in some] for key, some in missing.items()}
    except KeyError as error:
        raise ForgottenError(f"the rows of {error} are not in the cache") from error
    return Collected([entry.card for entry in oldest_first], [key for key, _ in keyed], known, of_missing)


def index(papers: Collected) -> list[Segment]:
    """The index of all papers, with what is missing of it made."""
    made = {key: segment(*zip(*rows, strict=True)) for key, rows in papers.rows.items()}
    return [made[key] if key in made else papers.known[key] for key in papers.segments]
