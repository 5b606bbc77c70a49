"""Counting in one process, numbering in another."""

from __future__ import annotations

import pickle

import numpy as np

from sitegen.searchindex import FIELDS, Counted, Rows, Tally, Vocabulary


def counted(*papers: dict[str, list[str]]) -> Counted:
    tally = Tally()
    for paper in papers:
        tally.add(paper)
    found: Counted = pickle.loads(pickle.dumps(tally.packed()))
    return found


def spelled(vocabulary: Vocabulary, row: bytes) -> list[tuple[str, str]]:
    """The fields and terms of a row."""
    numbers = np.frombuffer(row, "<u4").tolist()
    return [(list(FIELDS)[number & 7], vocabulary.terms[number >> 3]) for number in numbers]


def test_rows_say_what_was_counted() -> None:
    vocabulary = Vocabulary()
    vocabulary.adopt(counted({"title": ["z", "b"]}))
    first, none, last = vocabulary.adopt(
        counted({"abstract": ["d", "b", "d"], "title": ["c"]}, {}, {"authors": ["constructor", "d"]})
    )
    d, b, c = (("abstract", "d"), ("abstract", "b"), ("title", "c"))
    assert spelled(vocabulary, first.terms) == [d, b, d, c]
    assert none == Rows(b"", b"", b"")
    assert spelled(vocabulary, last.terms) == [("authors", "constructor"), ("authors", "d")]
    assert sorted(vocabulary.terms[:2]) == ["b", "z"]
    assert sorted(vocabulary.terms[2:]) == ["c", "constructor", "d"]


def test_numbers_stay_when_more_is_adopted() -> None:
    vocabulary = Vocabulary()
    [rows] = vocabulary.adopt(counted({"title": ["d", "b"]}))
    kept = Vocabulary.load(vocabulary.dump())
    kept.adopt(counted({"title": ["c", "b", "d"]}))
    assert spelled(kept, rows.terms) == [("title", "d"), ("title", "b")]
    assert (len(vocabulary), len(kept)) == (2, 3)


def test_nothing_is_something_too() -> None:
    assert Vocabulary().adopt(counted()) == []
    assert Vocabulary().adopt(counted({})) == [Rows(b"", b"", b"")]
    assert len(Vocabulary.load(Vocabulary().dump())) == 0
    assert Vocabulary().used([]) == 0


def test_terms_that_no_paper_has_any_more_can_be_told() -> None:
    vocabulary = Vocabulary()
    rows = vocabulary.adopt(counted({"title": ["d", "b"]}, {"title": ["b", "c"], "abstract": ["b"]}))
    first, second = ((own.terms, own.lookups) for own in rows)
    assert (vocabulary.used([*first, *second]), vocabulary.used(second), len(vocabulary)) == (3, 2, 3)
