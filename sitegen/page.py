"""The files of the site, as they are planned."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

FILE = "file"
"""The renderer of a file that is ready: its one value is `content`, in bytes."""
GZIPPED = "gzipped"
"""The renderer of a file that is ready but for its compression: its one value is `content`, in bytes."""
CARDS = "cards"
"""The renderer of what the search's results show of some papers: its one value is `cards`."""
CARDS_OF_DAY = "cards of a day"
"""The renderer of the same with whole excerpts, not compressed: its one value is `cards`."""


class Page(NamedTuple):
    """One output file, not yet rendered: a tuple, since nearly every one goes to another process."""

    path: str
    """Below the output folder: `days/2025-10-30/index.html`."""
    renderer: str
    """A template of the theme (`pages/day.html`), or FILE, GZIPPED, CARDS or CARDS_OF_DAY."""
    values: Mapping[str, object]
    """Exactly what the renderer may see, beside the site's settings."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Pages that are planned one by one only when something changed of what they show together.

    There are as many papers as there are; nearly all stay as they are.
    """

    renderer: str
    """That of all of them."""
    values: Hashable
    """All that decides over the pages, so that their common key covers it."""
    paths: tuple[str, ...]
    """Of the pages, in order."""
    pages: Callable[[], Iterable[Page]]
    """Plans them."""
