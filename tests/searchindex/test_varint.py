"""Numbers in as few bytes as each needs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sitegen.searchindex import varint

AT_THE_EDGES = [0, 1, 127, 128, 16383, 16384, 2**21 - 1, 2**21, 2**28 - 1, 2**28, 2**32 - 1, 5]


def test_each_number_is_written_as_leb128_has_it() -> None:
    # The examples of the DWARF standard.
    examples = {2: [2], 127: [127], 128: [0x80, 1], 129: [1 + 0x80, 1], 12857: [57 + 0x80, 100]}
    assert {number: list(varint.one(number)) for number in examples} == examples
    assert [len(varint.one(number)) for number in AT_THE_EDGES] == [1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 1]


@pytest.mark.parametrize("numbers", [AT_THE_EDGES, AT_THE_EDGES[::-1], [3, 4], []], ids=len)
def test_many_numbers_are_written_as_each_alone(numbers: list[int]) -> None:
    column = np.array(numbers, np.uint32)
    alone = [varint.one(number) for number in numbers]
    written = varint.encoded(column).tobytes()
    assert written == varint.packed(column.reshape(1, -1)) == b"".join(alone)
    places = varint.places(column, np.arange(len(numbers) + 1)).tolist()
    assert [written[start:end] for start, end in pairwise(places)] == alone
    assert places[-1] == len(written)
