"""Filters, their counts, and orders other than that of the scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from tests.searchindex.conftest import Engine, Sample, entry

Filters = dict[str, list[str]]

TOPICS = {"pruning": "Pruning", "speech": "Speech", "agents": "Agents"}
NEWEST = date(2026, 1, 3)


def paper(place: int) -> Sample:
    """Every second one about robots, three a day, each with other topics."""
    topics = {slug: title for at, (slug, title) in enumerate(TOPICS.items()) if place >> at & 1}
    organization = [("google", "Google"), ("Ada AI", "Ada"), None, None][place % 4]
    made = entry(
        f"Paper {place}", "robots" if place % 2 else "", place, topics=topics, organization=organization
    )
    day = NEWEST - timedelta(days=place // 3)
    return Sample(made.card._replace(day=day, comments=place * 7 % 11 or None), made.abstract)


PAPERS = [paper(place) for place in range(40)]


@pytest.fixture(scope="module")
def engine(empty_engine: Engine) -> Engine:
    empty_engine.load(PAPERS)
    return empty_engine


def asked(engine: Engine, text: str = "", filters: Filters | None = None, sort: str = "relevance") -> Any:
    """The places of all papers, and the counts of facets."""
    places, facets, count = engine.evaluate(
        """async (request) => {
            const { count } = await engine.ask(request);
            const cards = await engine.cards(request, 0, 100);
            return [cards.map(({ slug }) => Number(slug.split("-")[1])), await engine.facets(request), count];
        }""",
        {"text": text, "filters": filters or {}, "sort": sort},
    )
    assert count == len(places)
    return places, facets


def values(sample: Sample, kind: str) -> set[str]:
    """What a paper bears."""
    card = sample.card
    return {
        "topics": {topic.slug for topic in card.topics},
        "organizations": {card.organization.slug} if card.organization else set(),
        "years": {card.day.isoformat()[:4]},
        "days": {card.day.isoformat()},
    }[kind]


def passing(filters: Filters, papers: Iterable[Sample]) -> list[Sample]:
    return [
        sample
        for sample in papers
        if all(values(sample, kind) & set(wanted) for kind, wanted in filters.items())
    ]


def counted(papers: Iterable[Sample], kind: str) -> Counter[str]:
    return Counter(value for sample in papers for value in values(sample, kind))


def places(papers: Sequence[Sample]) -> list[int]:
    return [int(sample.card.slug.removeprefix("paper-")) for sample in papers]


FILTERS: list[Filters] = [
    {},
    {"topics": ["pruning"]},
    {"topics": ["pruning", "agents"]},
    {"topics": ["speech"], "organizations": ["Ada AI"]},
    {"years": ["2025"]},
    {"years": ["2025", "2026"], "organizations": ["google", "Ada AI"]},
    {"days": ["2026-01-02", "2025-12-30"], "topics": ["pruning", "speech", "agents"]},
    {"topics": ["nothing"]},
]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("text", ["", "robots "])
def test_filters_and_their_counts(engine: Engine, filters: Filters, text: str) -> None:
    having = [sample for sample in PAPERS if not text or sample.abstract]
    found, facets = asked(engine, text, filters, sort="date")
    assert found == places(passing(filters, having))
    for kind, name in (("topics", "slug"), ("organizations", "slug"), ("years", "year"), ("days", "day")):
        others = {other: wanted for other, wanted in filters.items() if other != kind}
        expected = counted(passing(others, having), kind)
        assert {facet[name]: facet["count"] for facet in facets[kind]} == expected
        counts = [facet["count"] for facet in facets[kind]]
        if kind in ("topics", "organizations"):
            assert counts == sorted(counts, reverse=True)
        else:
            assert [facet[name] for facet in facets[kind]] == sorted(expected, reverse=True)


def test_names_stand_with_the_counts(engine: Engine) -> None:
    _, facets = asked(engine, "robots ")
    assert {facet["slug"]: facet["title"] for facet in facets["topics"]} == TOPICS
    assert {facet["slug"]: facet["title"] for facet in facets["organizations"]} == {"Ada AI": "Ada"}


def test_orders(engine: Engine) -> None:
    by_comments, _ = asked(engine, sort="comments")
    assert by_comments == sorted(range(40), key=lambda place: (-(place * 7 % 11), place))
    assert asked(engine, sort="date")[0] == list(range(40))
    assert asked(engine, "robots ", sort="comments")[0] == [place for place in by_comments if place % 2]


def test_nothing_asked_finds_nothing(engine: Engine) -> None:
    assert asked(engine, " ")[0] == []


def test_tables_are_fetched_when_they_are_needed(empty_engine: Engine) -> None:
    def kinds(script: str) -> set[str]:
        empty_engine.asked.clear()
        empty_engine.evaluate(f"async () => {{ await {script} }}")
        return {name.partition("-")[0] for name in empty_engine.asked}

    empty_engine.load(PAPERS)
    assert kinds("engine.ask({ text: 'robots ' })") == {"terms", "lengths"}
    assert kinds("engine.ask({ text: 'robots ', sort: 'date' })") == set()
    assert kinds("engine.ask({ text: 'robots ', filters: { years: ['2025'] } })") == {"days"}
    assert kinds("engine.ask({ text: 'robots ', sort: 'comments' })") == {"comments"}
    assert kinds("engine.facets({ text: 'robots ' })") == {"topics", "organizations"}
