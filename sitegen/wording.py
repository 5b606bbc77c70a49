"""Dates and numbers in words, the same on every machine: no locale has a say."""

from __future__ import annotations

from datetime import date

_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def weekday(day: date) -> str:
    """`Thursday`."""
    return _WEEKDAYS[day.weekday()]


def long_day(day: date) -> str:
    """`30 October 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """`30 Oct 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def long_month(month: str) -> str:
    """`October 2025`, of `2025-10`."""
    year, number = month.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 paper`, `86 papers`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
