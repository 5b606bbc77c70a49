"""Where the terms are cut: no shard too heavy, none needlessly small, and cuts that stay."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np

from sitegen.searchindex.postings import in_utf_16
from sitegen.searchindex.shards import cuts, first_terms, shortened


def vocabulary(count: int, seed: int = 1) -> dict[str, int]:
    """Terms with weights, a few of which are heavy, as in real texts."""
    chance = random.Random(seed)
    letters = "eeeettaaoinshrdlucmf" + "0123456789é\uff41𝒳"
    found: dict[str, int] = {}
    while len(found) < count:
        term = "".join(chance.choices(letters, k=chance.randint(1, 7)))
        found[term] = 10 + int(5000 / chance.randint(1, 3000))
    return found


def cut(weights: dict[str, int], limit: int = 2000, most: int = 10**6) -> list[list[str]]:
    """The shards."""
    terms = sorted(weights, key=in_utf_16)
    starts = cuts(terms, np.array([weights[term] for term in terms], np.int64), limit, most)
    return [terms[start:stop] for start, stop in pairwise([*starts, len(terms)])]


def test_no_shard_of_several_terms_is_too_heavy_and_neighbours_share_one() -> None:
    weights = vocabulary(8000)
    shards = cut(weights)
    sizes = [sum(weights[term] for term in shard) for shard in shards]
    assert all(size <= 2000 or len(shard) == 1 for size, shard in zip(sizes, shards, strict=True))
    total = sum(weights.values())
    assert len(shards) < 2.5 * total / 2000


def test_there_are_no_more_than_wanted() -> None:
    weights = vocabulary(3000)
    assert len(cut(weights, 500)) > 40
    assert 10 < len(cut(weights, 500, 40)) <= 40


def test_what_is_added_or_heavier_moves_few_cuts() -> None:
    weights = vocabulary(8000)
    before = {shard[0] for shard in cut(weights)}
    changed = weights | {term: weight + 30 for term, weight in list(weights.items())[::400]}
    changed |= {f"zz{number}": 20 for number in range(30)} | {"a0a": 40, "tea9": 40}
    after = {shard[0] for shard in cut(changed)}
    assert len(before) > 100
    assert len(before ^ after) < 0.1 * len(before)


def test_first_terms_lead_to_the_shard() -> None:
    weights = vocabulary(3000)
    terms = sorted(weights, key=in_utf_16)
    starts = cuts(terms, np.array([weights[term] for term in terms], np.int64), 800, 10**6)
    firsts = [in_utf_16(first) for first in first_terms(terms, starts)]
    assert firsts == sorted(firsts)
    for first, start, before in zip(firsts[1:], starts[1:], starts, strict=False):
        assert before < start
        assert in_utf_16(terms[start - 1]) < first <= in_utf_16(terms[start])


def test_terms_of_which_each_begins_the_next() -> None:
    weights = {"x" * length: length for length in range(1, 2000)} | {"a": 1, "a\0b": 5000, "a\0": 5000}
    assert [term for shard in cut(weights, 500) for term in shard] == sorted(weights)
    assert cut({}) == [[]]


def test_sorted_texts_are_shortened() -> None:
    assert shortened(["", "10", "1b", "ab", "abc", "b"]) == "0 010 1b 0ab 2c 0b"
    assert shortened(["𝒳a", "𝒳𝒴", "𝒳𝒵"]) == "0𝒳a 2𝒴 2𝒵"
    assert shortened(["x" * 50, "x" * 50 + "y"]) == "0" + "x" * 50 + " z" + "x" * 15 + "y"
