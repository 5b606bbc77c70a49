"""The calendar of all days."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.heatmap import calendar, scale


@pytest.mark.parametrize(
    ("most", "widths"),
    [(0, 1), (1, 1), (5, 1), (6, 2), (20, 4), (21, 5), (25, 5), (26, 10), (50, 10), (86, 20), (1001, 400)],
)
def test_the_scale_has_five_equal_steps_that_are_easily_said(most: int, widths: int) -> None:
    steps = scale(most)
    assert [step.least for step in steps] == [1 + widths * number for number in range(5)]
    assert [step.most for step in steps] == [widths, 2 * widths, 3 * widths, 4 * widths, None]


def test_it_goes_over_the_turn_of_a_year_from_the_first_month_to_the_newest() -> None:
    newer, older = calendar({date(2024, 12, 31): 3, date(2025, 2, 1): 10})
    assert (newer.year, [month.month for month in newer.months]) == (2025, ["2025-01", "2025-02"])
    assert (older.year, [month.month for month in older.months]) == (2024, ["2024-12"])
    assert (newer.days, newer.papers, older.days, older.papers) == (1, 10, 1, 3)


def test_a_whole_year_without_a_digest_is_there() -> None:
    years = calendar({date(2023, 6, 1): 1, date(2025, 6, 1): 1})
    assert [(year.year, year.days, len(year.months)) for year in years] == [
        (2025, 1, 6),
        (2024, 0, 12),
        (2023, 1, 7),
    ]


def test_a_month_knows_its_first_weekday_and_all_its_days() -> None:
    [year] = calendar({date(2024, 2, 29): 7})  # a leap year's, that begins on a Thursday
    [month] = year.months
    assert (month.starts, len(month.cells), month.days, month.papers) == (4, 29, 1, 7)
    assert [cell.papers for cell in month.cells] == [*[None] * 28, 7]


def test_a_days_level_is_its_step_and_none_is_another_thing_than_nothing() -> None:
    papers = {date(2025, 10, day): number for day, number in enumerate((0, 1, 10, 11, 41, 50), 1)}
    [year] = calendar(papers)
    assert [cell.level for cell in year.months[0].cells][:7] == [1, 1, 1, 2, 5, 5, 0]


def test_without_a_day_there_is_no_calendar() -> None:
    assert calendar({}) == ()
