"""Numbers in words, on the command line."""

from __future__ import annotations

from sitegen.wording import count


def test_counts_in_words() -> None:
    assert [count(number, "day") for number in (0, 1, 25_000)] == ["0 days", "1 day", "25,000 days"]
    assert count(2, "entry", "entries") == "2 entries"
