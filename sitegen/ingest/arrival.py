"""An entry as it arrives: what a source says of one paper, and which source that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.ingest.entry import Entry

KINDS = ("bibtex", "dump", "api", "arxiv")
"""The kinds of sources; of each the more is believed, the later it stands here."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One entry of one source."""

    entry: Entry
    kind: str
    """One of KINDS."""
    day: date
    """The digest that it belongs to, or, of a source that lists nothing, of when it is."""
    source: str
    """The hash of the source's content, as in the name of the file that is kept."""
    index: int
    """Its place among the source's entries."""
    file: str
    """The source, as the person named it."""
    is_listed: bool = True
    """Whether the source puts the paper in the day's digest."""

    @property
    def place(self) -> str:
        """For messages."""
        return f"{self.file}, {self.entry.place}" if self.entry.place else self.file
