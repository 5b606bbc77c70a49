"""Papers over time, and the charts that are drawn of it."""

from __future__ import annotations

from sitegen.charts import HEIGHT, columns
from sitegen.history import FEWEST_MONTHS, Point, history


def test_one_month_is_the_last_of_twelve() -> None:
    found = history({"2025-01": 1}, {"2025-01": 4}, running=None)
    assert found is not None
    assert (len(found.points), found.points[0].month) == (FEWEST_MONTHS, "2024-02")
    assert found.newest == found.highest == Point("2025-01", 1, 4)
    assert found.newest.value == 0.25
    assert {point.value for point in found.points[:-1]} == {None}
    assert not found.has_gaps, "before the first digest there was none to miss"


def test_it_begins_with_the_first_digest_where_that_is_longer_ago() -> None:
    found = history({}, {"2023-11": 2, "2025-01": 4}, running="2025-01")
    assert found is not None
    assert (len(found.points), found.points[0].month) == (15, "2023-11")
    assert found.has_gaps
    assert [point.month for point in found.known] == ["2023-11", "2025-01"]


def test_a_month_without_a_paper_of_the_topic_is_another_thing_than_one_without_a_digest() -> None:
    found = history({"2025-01": 1, "2025-03": 1}, {"2025-01": 2, "2025-02": 5, "2025-03": 2}, running=None)
    assert found is not None
    assert [point.value for point in found.points[-4:]] == [None, 0.5, 0.0, 0.5]
    assert found.highest.month == "2025-03", "the newest of equal ones"


def test_there_is_none_before_the_first_digest() -> None:
    assert history({}, {}, running=None) is None


def test_the_highest_column_fills_the_chart_and_one_of_nothing_is_still_seen() -> None:
    found = columns([None, 0.5, 0.0, 0.25])
    assert found.width == 40
    assert [(column.number, column.y, column.height) for column in found.columns] == [
        (1, 0, HEIGHT),
        (2, 99, 1),
        (3, 50, 50),
    ]
    assert found.outline == "M12 0h6v100h-6zM22 99h6v1h-6zM32 50h6v50h-6z"


def test_a_chart_of_one_column_or_of_nothing_at_all_can_be_drawn() -> None:
    assert [column.height for column in columns([3]).columns] == [HEIGHT]
    assert [column.height for column in columns([0, 0]).columns] == [1, 1]
    assert columns([None]).columns == columns([]).columns == ()
