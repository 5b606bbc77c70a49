"""Which papers people talk about: worked out by hand here."""

from __future__ import annotations

from datetime import date, timedelta

from sitegen.summary import Card
from sitegen.trending import most_discussed, reactions, score, trending

NEWEST = date(2025, 10, 30)


def _card(slug: str, age: int, comments: int | None = None, upvotes: int | None = None) -> Card:
    day = NEWEST - timedelta(age)
    return Card(slug, slug, slug, "", (), None, (), None, None, comments, upvotes, (), False, day)


def _trending(*cards: Card, days: int = 30, most: int = 30) -> list[tuple[str, float]]:
    return [(trend.card.slug, trend.score) for trend in trending(cards, NEWEST, days, most)]


def test_comments_and_upvotes_count_alike_and_half_as_much_after_each_week() -> None:
    assert _trending(_card("new", 0, 3, 2), _card("week", 7, 12), _card("weeks", 14, 4, 40)) == [
        ("weeks", 11.0),
        ("week", 6.0),
        ("new", 5.0),
    ]


def test_between_weeks_the_score_sinks_evenly() -> None:
    assert score(10, 1) == 9.057237  # 10 / 2 ** (1 / 7)
    assert [score(8, age) for age in (0, 7, 14, 21, 28)] == [8, 4, 2, 1, 0.5]


def test_of_equal_scores_the_newer_paper_comes_first_then_the_days_order() -> None:
    cards = (_card("one", 0, 5), _card("two", 0, 5), _card("old", 7, 10))
    assert [slug for slug, _ in _trending(*cards)] == ["one", "two", "old"]


def test_the_window_is_counted_back_from_the_newest_day_which_is_its_first() -> None:
    cards = (_card("in", 2, 1), _card("out", 3, 100))
    assert [slug for slug, _ in _trending(*cards, days=3)] == ["in"]


def test_a_paper_without_reactions_or_of_which_none_are_known_does_not_trend() -> None:
    assert _trending(_card("unknown", 0), _card("none", 0, 0, 0), _card("half known", 0, None, 1)) == [
        ("half known", 1.0)
    ]


def test_only_so_many_trend_at_once() -> None:
    assert [slug for slug, _ in _trending(*(_card(str(n), 0, n) for n in range(9)), most=2)] == ["8", "7"]


def test_the_most_discussed_are_those_with_most_reactions_whenever_they_came() -> None:
    old, new, silent = _card("old", 100, 2), _card("new", 0, 2), _card("silent", 0)
    most = _card("most", 3, 2, 1)
    assert most_discussed((silent, new, most, old)) == (most, new, old)
    assert most_discussed((new, old, most), most=1) == (most,)
    assert reactions(most) == 3
