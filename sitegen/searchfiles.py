"""The files of the search, out of what is remembered of each paper's terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen import searchindex
from sitegen.cache import Cache
from sitegen.database import ForgottenError
from sitegen.digest import content_key
from sitegen.library import Library
from sitegen.page import Page
from sitegen.searchindex import DOCUMENTS, Segment, Vocabulary, segment
from sitegen.slices import in_slices
from sitegen.summary import Card


@dataclass(frozen=True, slots=True)
class Collected:
    """All papers as the search has them, from the oldest on."""

    cards: list[Card]
    about: list[bytes]
    """What each is about."""
    segments: list[str]
    """The keys of the segments of the index."""
    known: Mapping[str, Segment]
    """Those that are remembered,"""
    rows: Mapping[str, Sequence[tuple[bytes, bytes]]]
    """and what the others are to be made of."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of it."""

    pages: list[Page]
    segments: Mapping[str, Segment]
    """Those that were made anew, by their keys: to be remembered."""


def collect(library: Library, cache: Cache) -> Collected:
    """What is remembered of the papers. ForgottenError where the cache lost something."""
    try:
        return _collect(library, cache)
    except KeyError as error:
        raise ForgottenError(f"the rows of {error} are not in the cache") from error


def _collect(library: Library, cache: Cache) -> Collected:
    about = cache.about()
    oldest_first = library.papers[::-1]
    paths = [entry.summary.path for entry in oldest_first]
    keyed = [(_key([about[path].hash for path in some]), some) for some in in_slices(paths, DOCUMENTS)]
    known = cache.found(key for key, _ in keyed)
    missing = {key: some for key, some in keyed if key not in known}
    rows = cache.rows(path for some in missing.values() for path in some)
    return Collected(
        [entry.card for entry in oldest_first],
        [about[path].row for path in paths],
        [key for key, _ in keyed],
        known,
        {key: [rows[path] for path in some] for key, some in missing.items()},
    )


def _key(hashes: Sequence[str]) -> str:
    """The key of a segment, by the hashes of its papers' files."""
    return content_key(" ".join(hashes).encode())


def plan(papers: Collected, vocabulary: Vocabulary) -> Planned:
    """Every file of the search, all planned: for another thread."""
    made = {key: segment(*zip(*rows, strict=True)) for key, rows in papers.rows.items()}
    segments = [made[key] if key in made else papers.known[key] for key in papers.segments]
    return Planned(list(searchindex.plan(papers.cards, segments, vocabulary)), made)
