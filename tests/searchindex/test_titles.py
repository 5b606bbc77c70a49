"""A title, pasted as it stands, finds its paper first."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.searchindex.conftest import Engine, Sample, entry

AWKWARD = [
    "Retrieval -- Dense and +Sparse: A -x Study of ~1 and ^2",
    "title: Not a Field",
    "-Negative Results Only",
    "+The +Of",
    "Who Is It?",
    "???",
    "C",
    "C++",
    "foo:bar:baz*qux~9^9",
    "“Quoted”, ‘Said’ – and \\backslash\\ed",
    "检索增强生成：综述",
    "constructor __proto__ toString",
    "organization:google",
]


@pytest.mark.parametrize(
    "change",
    ["title", "title.toUpperCase()", "`\\n${title.replaceAll(' ', '  ')} `", "`${title}.`", "`“${title}”`"],
)
def test_every_title_of_the_digest(full_engine: Engine, digest: tuple[Sample, ...], change: str) -> None:
    titles = [entry.card.title for entry in digest]
    assert len(titles) >= 237
    found = full_engine.evaluate(
        f"(titles) => Promise.all(titles.map(async (title) => (await slugs({change}))[0]))", titles
    )
    missed = [entry.card.title for entry, slug in zip(digest, found, strict=True) if entry.card.slug != slug]
    assert missed == []


def test_awkward_titles(empty_engine: Engine) -> None:
    empty_engine.load([entry(title, place=place) for place, title in enumerate(AWKWARD)])
    for place, title in enumerate(AWKWARD):
        assert empty_engine.places(title)[0] == place, title
        assert empty_engine.places(f" {title.upper()}  ")[0] == place, title


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text('abc dé  -+~^*:"\\.?12', min_size=1, max_size=25), min_size=5, max_size=30))
def test_whatever_signs_are_in_it(empty_engine: Engine, titles: list[str]) -> None:
    shown = [" ".join(title.split()) or "x" for title in titles]
    empty_engine.load([entry(title, place=place) for place, title in enumerate(shown)])
    script = "(titles) => Promise.all(titles.map(async (title) => (await search(title))[0].document.title))"
    assert empty_engine.evaluate(script, shown) == shown


def test_the_same_title_twice_keeps_the_order_of_days(empty_engine: Engine) -> None:
    empty_engine.load([entry("Other"), entry("Twice", "less", 1), entry("Twice", "less", 2)])
    assert empty_engine.places("twice") == [1, 2]


def test_a_title_is_not_found_by_prohibiting_its_words(small_engine: Engine) -> None:
    assert 0 not in small_engine.places("-dense -retrieval")


def test_the_end_of_a_title_is_folded_but_the_nearer_one_wins(empty_engine: Engine) -> None:
    empty_engine.load([entry("Why?"), entry("Why!", place=1), entry("Why", place=2)])
    assert [empty_engine.places(query)[0] for query in ("why", "why?", "WHY!", "Why...")] == [2, 0, 1, 0]
