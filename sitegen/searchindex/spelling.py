"""What a misspelt word may have been meant for: the words of titles and abstracts, as they are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sitegen.searchindex.numbered import numbered
from sitegen.searchindex.segments import Segment
from sitegen.searchindex.vocabulary import Vocabulary

MOST_WORDS, MOST_FILES = 60_000, 14
LARGE_SITE = 1000
"""With so many papers a word that stands there once may be a mistake itself."""


def spelling_files(
    segments: Sequence[Segment], documents: int, vocabulary: Vocabulary
) -> tuple[list[int], list[bytes]]:
    """For each file how long its first word is, in letters, and what is in it: words and how common they are.

    Words are sorted by length, then by themselves: a misspelling needs those of nearly its length. How common
    one is, is the number of binary digits of its count, which changes seldom.
    """
    counts = np.zeros(len(vocabulary), np.int64)
    for segment in segments:
        counts[segment.spelled] += segment.times
    least = 2 if documents >= LARGE_SITE else 1
    while np.count_nonzero(counts >= least) > MOST_WORDS:
        least += 1
    numbers = np.flatnonzero(counts >= least)
    texts = vocabulary.terms
    common = {
        texts[number]: count.bit_length()
        for number, count in zip(numbers.tolist(), counts[numbers].tolist(), strict=True)
    }
    words = sorted(sorted(common), key=len)
    starts, contents = numbered(words, [common[word] for word in words], MOST_FILES)
    return [len(words[start]) for start in starts], contents
