"""Whatever is given: it is read, or a person is told why not; and what is read can be written."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import dump_paper, parse_paper
from sitegen.ingest.entry import Entry
from sitegen.ingest.kinds import Kind
from sitegen.ingest.sources import read_sources
from sitegen.model import ContentError, Paper, Problem
from tests.ingest.given import entry, page
from tests.ingest.test_api import ELEMENT, PAPER
from tests.ingest.test_arxiv import ATOM_LISTING, LISTED, NEW, OLD, item
from tests.ingest.test_bibtex import ACL, ARXIV, PAPERPILE, SCHOLAR
from tests.ingest.test_marked import PAGES
from tests.ingest.test_upvotes import upvoted

SAMPLES = [
    page("Oct 30, 2025", entry("A Title"), entry("B", by=None), entry("C", by="google Google")).encode(),
    page("Oct 30", entry(upvoted("First", 1, 1), date="Nov 6, 20246"), entry(upvoted("B", 2, 2))).encode(),
    json.dumps([ELEMENT, ELEMENT | {"paper": PAPER | {"title": "B $x_1$"}}], indent=1).encode(),
    (OLD + NEW).encode(),
    OLD.encode(),
    ATOM_LISTING.encode(),
    LISTED.format(items=item(1, "new") + item(2, "replace")).encode(),
    (ACL + PAPERPILE + SCHOLAR + ARXIV).encode(),
    *(text.encode() for text in PAGES.values()),
]


def read(data: bytes, kind: Kind | None = None, day: date | None = None) -> list[Entry]:
    """The entries; ContentError where a person is told what is wrong."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "given"
        file.write_bytes(data)
        sources = read_sources([str(file)], Path(folder), lambda _: None, kind=kind, day=day)
        return [entry for source in sources for _, entry in source.entries]


def can_be_written(entry: Entry) -> bool:
    """Whether an entry makes a paper that reads back as it was written."""
    paper = Paper(
        slug="a",
        month="2025-10",
        title=entry.title,
        abstract=entry.abstract,
        published=entry.published,
        authors=entry.authors,
        authors_count=entry.authors_count,
        organization=entry.organization,
        comments=entry.comments,
        upvotes=entry.upvotes,
        arxiv=entry.arxiv,
        doi=entry.doi,
        links=entry.links,
    )
    problems: list[Problem] = []
    text = dump_paper(paper).encode().decode()
    return parse_paper(text, "a", "2025-10", "", problems) == paper and not problems


def is_dealt_with(data: bytes, kind: Kind | None = None) -> None:
    for day in (None, date(2025, 10, 30)):
        with suppress(ContentError):
            assert all(can_be_written(entry) for entry in read(data, kind, day))


@pytest.mark.parametrize("sample", SAMPLES, ids=range(len(SAMPLES)))
def test_the_samples_can_be_written(sample: bytes) -> None:
    if sample != (OLD + NEW).encode():
        assert all(can_be_written(entry) for entry in read(sample, day=date(2025, 10, 30)))


@given(st.binary(max_size=200), st.sampled_from([None, *Kind]))
def test_any_bytes(data: bytes, kind: Kind | None) -> None:
    is_dealt_with(data, kind)


@given(st.text(max_size=200), st.sampled_from([None, *Kind]))
def test_any_text(text: str, kind: Kind | None) -> None:
    is_dealt_with(text.encode("utf-8", "replace"), kind)


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.data(), st.binary(max_size=8))
def test_a_source_that_was_cut_or_changed_anywhere(sample: bytes, data: st.DataObject, put: bytes) -> None:
    at = data.draw(st.integers(0, len(sample)))
    taken = data.draw(st.sampled_from([0, 1, 20, len(sample)]))
    is_dealt_with(sample[:at] + put + sample[at + taken :])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*PAPER, *ELEMENT]) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=30,
)


@given(JSON)
def test_any_json(value: Any) -> None:
    is_dealt_with(json.dumps(value).encode(), Kind.API)


@given(
    st.dictionaries(st.sampled_from([*PAPER, "numComments"]), JSON | st.text(), max_size=5),
    st.text(min_size=1, max_size=30),
)
def test_any_values_in_an_element(values: dict[str, Any], title: str) -> None:
    is_dealt_with(json.dumps([ELEMENT | {"paper": PAPER | {"title": title} | values}]).encode())


VALUE = st.text(st.sampled_from(list("aB {}\"\\,#=@~$%'\n")), max_size=30)


@given(
    st.dictionaries(st.sampled_from(["title", "author", "abstract", "doi", "url", "month", "date"]), VALUE)
)
def test_any_fields_of_bibtex(fields: dict[str, str]) -> None:
    text = ",\n".join(f"{name} = {{{value}}}" for name, value in fields.items())
    is_dealt_with(f"@misc{{key, title = {{T}},\n{text}}}\n".encode())
