"""Long work in pieces: all of it, in order, the last pieces being small."""

from __future__ import annotations

import pytest

from sitegen.slices import in_shrinking_slices, in_slices


@pytest.mark.parametrize("number", [0, 1, 2, 63, 64, 65, 4_096, 10_001])
def test_slices_are_the_whole_in_its_order(number: int) -> None:
    items = list(range(number))
    for slices in (list(in_slices(items, 64)), list(in_shrinking_slices(items, 512, 64))):
        assert [item for some in slices for item in some] == items
        assert all(slices)


def test_shrinking_slices_end_with_small_ones() -> None:
    sizes = [len(some) for some in in_shrinking_slices(range(10_000), 512, 64)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-2]) == (512, 64)
    assert sum(sizes[-4:]) <= 4 * 64
    assert [len(some) for some in in_shrinking_slices(range(7), 3, 64)] == [3, 3, 1]
