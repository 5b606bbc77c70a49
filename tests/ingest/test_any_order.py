"""Any mixture and order of sources comes to the same papers, values and days."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import load_content
from sitegen.ingest.arrival import Arrival
from tests.ingest.arrivals import ARRIVALS, said, take
from tests.ingest.given import files_of


def batches(data: st.DataObject, arrivals: list[Arrival]) -> list[list[Arrival]]:
    """The entries in any order, as several imports."""
    shuffled = data.draw(st.permutations(arrivals))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(shuffled)), max_size=3)))
    return [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]


@settings(max_examples=40)
@given(arrivals=ARRIVALS, data=st.data())
def test_order_and_grouping_do_not_matter(
    arrivals: list[Arrival], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = tmp_path_factory.mktemp("project")
    take(project / "one", arrivals)
    for batch in batches(data, arrivals):
        take(project / "other", batch)
    assert said(project / "one") == said(project / "other")


@settings(max_examples=20)
@given(arrivals=ARRIVALS, data=st.data())
def test_importing_twice_is_importing_once(
    arrivals: list[Arrival], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = tmp_path_factory.mktemp("project") / "content"
    for batch in batches(data, arrivals):
        take(content, batch)
    once = files_of(content)
    for batch in batches(data, arrivals):
        taken = take(content, batch)
        assert (taken.new, taken.merged) == (0, 0)
        assert files_of(content) == once


@settings(max_examples=20)
@given(arrivals=ARRIVALS)
def test_slugs_stay(arrivals: list[Arrival], tmp_path_factory: pytest.TempPathFactory) -> None:
    content: Path = tmp_path_factory.mktemp("project") / "content"
    names: set[str] = set()
    for arrival in arrivals:
        take(content, [arrival])
        papers = load_content(content).papers
        now = [name for paper in papers for name in (paper.slug, *paper.aliases)]
        assert len(now) == len(set(now)), "no two papers share a name"
        assert names <= set(now), "every address that there was still leads to a paper"
        names |= set(now)
