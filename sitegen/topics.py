"""Topics counted over papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sitegen.model import TopicLabel
from sitegen.summary import Card


def topics_of(cards: Iterable[Card]) -> tuple[tuple[TopicLabel, int], ...]:
    """The topics of some papers with their numbers, the commonest first."""
    numbers = Counter(topic for card in cards for topic in card.topics)
    return tuple(sorted(numbers.items(), key=lambda item: (-item[1], item[0].title)))
