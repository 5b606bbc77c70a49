"""What a source says of one paper, the same for every kind of source: cleaned, dated, ready to be merged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.model import Link, Organization


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper in one source. What the source does not say is None or empty."""

    title: str
    """Plain text; a formula in it too."""
    abstract: str = ""
    """Markdown."""
    place: str = ""
    """Where it stands in its source, for messages: `line 14`, `element 3`."""
    published: date | None = None
    authors: tuple[str, ...] = ()
    authors_count: int | None = None
    """How many authors there are, where their names are unknown."""
    organization: Organization | None = None
    comments: int | None = None
    upvotes: int | None = None
    arxiv: str | None = None
    """Without its version."""
    doi: str | None = None
    links: tuple[Link, ...] = ()
