"""Entries as any source may give them, imported without their sources; and what the content then says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from sitegen.content import load_content
from sitegen.ingest.archive import Archive
from sitegen.ingest.arrival import KINDS, Arrival
from sitegen.ingest.entry import Entry
from sitegen.ingest.flat import flat_paper
from sitegen.ingest.intake import Taken, take_in
from sitegen.ingest.laid import Laid
from sitegen.ingest.write import Stage, alone
from sitegen.model import Link, Organization

DAY = date(2025, 10, 30)
DAYS = [DAY + timedelta(days) for days in (0, 1, 40)]

ENTRIES = st.builds(
    Entry,
    title=st.sampled_from(["On Keys", "On keys.", "Of Locks", "Doors: A Survey"]),
    abstract=st.sampled_from(["", "One.", "Two words.", "Three more words."]),
    published=st.sampled_from([None, date(2025, 1, 1), date(2025, 1, 2), date(2025, 3, 1)]),
    authors=st.sampled_from([(), ("Ada A",), ("Ada A", "Ben B")]),
    authors_count=st.sampled_from([None, 1, 2]),
    organization=st.sampled_from([None, Organization("a", "A"), Organization("b", "B")]),
    comments=st.sampled_from([None, 0, 1, 7]),
    upvotes=st.sampled_from([None, 3, 4]),
    arxiv=st.sampled_from([None, None, "2501.00001", "2501.00002", "2501.00003"]),
    doi=st.sampled_from([None, None, None, "10.1000/x", "10.1000/X", "10.1000/y"]),
    links=st.sampled_from(
        [
            (),
            (Link("code", "https://a.org/1"),),
            (Link("code", "https://a.org/2"), Link("a", "https://b.org")),
        ]
    ),
)
_LISTED = st.tuples(ENTRIES, st.sampled_from(KINDS), st.sampled_from(DAYS))
ARRIVALS = st.lists(_LISTED, min_size=1, max_size=7).map(
    lambda found: [arrival(entry, kind, day, index) for index, (entry, kind, day) in enumerate(found)]
)
"""Of sources of all kinds and several days."""


def arrival(entry: Entry, kind: str = "dump", day: date = DAY, index: int = 0) -> Arrival:
    """An entry of a source of its own."""
    return Arrival(entry, kind, day, f"{KINDS.index(kind)}{day:%m%d}a{index}", index, f"{kind}-{day}")


def take(content: Path, arrivals: Iterable[Arrival], restored: Sequence[str] = ()) -> Taken:
    """Import entries."""
    with alone(content), Stage(content) as stage, Laid() as laid:
        archive = Archive(content)
        laid.add(arrivals)
        taken = take_in(laid, archive, stage, topics_of, frozenset(restored))
        stage.commit()
    return taken


def topics_of(title: str, abstract: str) -> list[str]:
    """Topics that tell which title and abstract suggested them."""
    return sorted({re.sub("[^a-z]", "", words.lower())[:3] for words in (title, abstract or "none")})


def said(content: Path) -> tuple[object, ...]:
    """The papers with their values, and the days with their papers in order; no slugs and no folders."""
    found = load_content(content)
    values = {paper.slug: tuple(sorted(flat_paper(paper).items())) for paper in found.papers}
    days = [
        (digest.day, [values[slug] for slug in digest.papers]) for digest in found.digests if digest.papers
    ]
    return sorted(values.values()), [day for day in days if day[1]]
