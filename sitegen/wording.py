"""Numbers in words, for the command line, which speaks English."""

from __future__ import annotations


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 paper`, `86 papers`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
