"""Which topics go together: not the largest ones, those that share most."""

from __future__ import annotations

from sitegen.model import TopicLabel
from sitegen.neighbours import MOST_NEIGHBOURS, neighbours


def _labels(slugs: str) -> tuple[TopicLabel, ...]:
    return tuple(TopicLabel(slug, slug.upper()) for slug in slugs)


def _near(papers: list[str]) -> dict[str, str]:
    found = neighbours(map(_labels, papers))
    return {slug: " ".join(f"{n.topic.slug}{n.papers}" for n in near) for slug, near in found.items()}


def test_a_large_topic_is_not_the_nearest_for_its_size() -> None:
    # a and b: 2 / sqrt(5 * 2) = 0.63; a and l: 3 / sqrt(5 * 43) = 0.20
    papers = [*["ab"] * 2, *["al"] * 3, *["l"] * 40]
    assert _near(papers) == {"a": "b2 l3", "b": "a2", "l": "a3"}


def test_one_paper_in_common_makes_no_neighbours() -> None:
    assert _near(["ab", "a", "b"]) == {}


def test_equal_ones_come_by_slug_whatever_the_order_of_papers_and_topics() -> None:
    papers = [*["ca"] * 2, *["ac"] * 2, *["ba"] * 4, *["dc"] * 4]
    assert _near(papers) == _near(papers[::-1])
    assert _near(papers)["a"] == "b4 c4"
    assert _near(["ca", "ab", "ca", "ab"])["a"] == "b2 c2"


def test_there_are_only_so_many() -> None:
    assert len(neighbours(_labels("a" + other) for other in "bcdefghij" * 2)["a"]) == MOST_NEIGHBOURS
