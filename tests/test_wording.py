"""Dates and numbers in words, the same on every machine."""

from __future__ import annotations

from datetime import date

from sitegen.wording import count, long_day, long_month, short_day, weekday


def test_days_and_months_in_words() -> None:
    day = date(2025, 10, 3)
    assert (weekday(day), long_day(day), short_day(day)) == ("Friday", "3 October 2025", "3 Oct 2025")
    assert long_month("2025-12") == "December 2025"


def test_counts_in_words() -> None:
    assert [count(number, "day") for number in (0, 1, 25_000)] == ["0 days", "1 day", "25,000 days"]
    assert count(2, "entry", "entries") == "2 entries"
