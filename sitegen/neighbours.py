"""Which topics go together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from math import sqrt
from typing import NamedTuple

from sitegen.model import TopicLabel

LEAST_IN_COMMON = 2
"""Fewer papers than these make no neighbours."""
MOST_NEIGHBOURS = 6


class Neighbour(NamedTuple):
    """A topic that often stands on the same papers as another one."""

    topic: TopicLabel
    papers: int
    """That have both."""


def neighbours(topics_of_papers: Iterable[tuple[TopicLabel, ...]]) -> dict[str, tuple[Neighbour, ...]]:
    """Each topic's neighbours, the nearest first, by slug.

    Two topics are as near as the cosine of their sets of papers: the papers with both, over the geometric
    mean of the papers with either. So a large topic is not everybody's neighbour for its size alone.
    """
    # Few papers' topics are like nobody else's.
    alike = Counter(topics_of_papers)
    sizes: Counter[TopicLabel] = Counter()
    common: Counter[tuple[TopicLabel, TopicLabel]] = Counter()
    for topics, papers in alike.items():
        for topic in topics:
            sizes[topic] += papers
        for pair in combinations(sorted(topics), 2):
            common[pair] += papers
    found: dict[str, list[tuple[float, str, Neighbour]]] = defaultdict(list)
    for (one, other), papers in common.items():
        if papers >= LEAST_IN_COMMON:
            nearness = round(papers / sqrt(sizes[one] * sizes[other]), 6)
            found[one.slug].append((-nearness, other.slug, Neighbour(other, papers)))
            found[other.slug].append((-nearness, one.slug, Neighbour(one, papers)))
    return {
        slug: tuple(neighbour for _, _, neighbour in sorted(those)[:MOST_NEIGHBOURS])
        for slug, those in found.items()
    }
