"""Reading the content folder: only what changed is read and prepared, the rest is remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cache import Cache, Known, bucket_of
from sitegen.database import ForgottenError
from sitegen.listing import list_files, look_at
from sitegen.model import ContentError, Problem
from sitegen.progress import Progress
from sitegen.slices import in_shrinking_slices
from sitegen.summary import ArticleText, DayText, Summary, TopicText, Value, from_plain
from sitegen.workers import Workers

if TYPE_CHECKING:
    from sitegen.prepare import Delivery, Order

_MOST_FILES, _LEAST_FILES = 512, 64
"""In an order."""
_WORTH_A_POOL = 1_500
"""From how many files on a pool's start is paid back."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that the content folder holds, prepared; nothing is looked up yet."""

    papers: tuple[Summary, ...]
    digests: tuple[DayText, ...]
    topics: tuple[TopicText, ...]
    articles: tuple[ArticleText, ...]
    hashes: Mapping[str, str]
    """Of the bytes of all files, by their paths below the folder."""


class Reader:
    """A content folder, read as often as asked. What was read once stays at hand while the cache holds it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._base_path = ""
        self._stamp: str | None = None
        self._known: dict[str, Known] = {}
        self._values: dict[str, Value] | None = None
        self._was_well = False

    def refresh(
        self,
        base_path: str,
        cache: Cache,
        workers: Workers,
        progress: Progress,
        only: Collection[str] | None = None,
    ) -> dict[str, str]:
        """Prepare what changed. The hash of every file, by its path below the folder.

        `only`: just these paths have to be looked at, if all was well when they all were. ContentError, with
        every Problem found, where a file is wrong; the others are prepared all the same.
        """
        self._base_path = base_path
        if self._stamp is None or self._stamp != cache.stamp:
            self._known, self._was_well = cache.known(), False
            self._values = None if self._known else {}
        problems: list[Problem] = []
        known = self._known
        files = look_at(self._root, only) if only is not None and self._was_well else None
        looked_at = known.keys() if files is None else known.keys() & set(only or ())
        if files is None:
            files = list_files(self._root, problems)
        changed = {
            path: known[path].hash if path in known else ""
            for path, stat in files
            if path not in known or stat is None or known[path].stat != stat
        }
        gone = looked_at - {path for path, _ in files}
        if changed or gone:
            from sitegen.prepare import prepare  # slow to load: numpy, markdown-it

            pays = len(changed) >= _WORTH_A_POOL
            progress.expect("Reading", len(changed))
            self._stamp = None  # an update that fails leaves the cache as it was, but not what is at hand
            deliveries = workers.run(prepare, self._orders(changed), pays=pays, ahead=16)
            cache.update(self._noted(deliveries, problems, progress), gone)
            for path in gone:
                del known[path]
                if self._values:
                    del self._values[path]
        self._stamp = cache.stamp
        self._was_well = not problems
        if problems:
            raise ContentError(problems)
        return {path: file.hash for path, file in known.items()}

    def material(self, cache: Cache) -> Material:
        """What the last refresh found."""
        values = self._values = dict(cache.values()) if self._values is None else self._values
        if values.keys() != self._known.keys():
            raise ForgottenError("the cache lost some of its files")
        in_order = [values[path] for path in sorted(values)]
        return Material(
            papers=tuple(value for value in in_order if isinstance(value, Summary)),
            digests=tuple(value for value in in_order if isinstance(value, DayText)),
            topics=tuple(value for value in in_order if isinstance(value, TopicText)),
            articles=tuple(value for value in in_order if isinstance(value, ArticleText)),
            hashes={path: file.hash for path, file in self._known.items()},
        )

    def _orders(self, changed: dict[str, str]) -> Iterator[Order]:
        from sitegen.prepare import Order

        # What lies in one bucket comes together, so that each is written once.
        in_order = sorted(changed, key=lambda path: (bucket_of(path), path))
        for paths in in_shrinking_slices(in_order, _MOST_FILES, _LEAST_FILES):
            yield Order(self._root, self._base_path, {path: changed[path] for path in paths})

    def _noted(
        self, deliveries: Iterable[Delivery], problems: list[Problem], progress: Progress
    ) -> Iterator[Delivery]:
        """What was prepared, each delivery on its way to the cache, as it is noted here too."""
        for delivery in deliveries:
            problems.extend(delivery.problems)
            for file in delivery.files:
                self._known[file.path] = Known(file.stat, file.hash)
                if file.value and self._values is not None:
                    self._values[file.path] = from_plain(file.value)
            progress.advance(len(delivery.files))
            yield delivery
