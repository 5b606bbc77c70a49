"""Similar papers, for the pages: which ones a paper's page names, and the terms that both are about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, pairwise

import numpy as np
from numpy.typing import NDArray

from sitegen.digest import content_key, key_of, name_of
from sitegen.model import TopicLabel
from sitegen.searchindex import NONE, Segment, Similar, signatures, similar, topic_entry
from sitegen.summary import Card, Pick


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """The similar papers of each one. Papers are numbered from the oldest on."""

    key: str
    """Of all that decided over them."""
    slugs: tuple[str, ...]
    """The papers'."""
    similar: Similar
    terms: tuple[str, ...]
    """What two papers share, by its number."""
    topics: tuple[str, ...]
    """Titles of the topics that two papers share, whose numbers follow."""


NAME = "similar papers"
"""That under which a Likeness is remembered."""
UNKNOWN = Likeness("", (), Similar.empty(0), (), ())
"""Before anybody looked."""


class Told:
    """What the pages of some papers say of similar ones: of those that are still there."""

    def __init__(self, likeness: Likeness, cards: Sequence[Card]) -> None:
        """`cards` are those of all papers, the oldest first."""
        self.likeness = likeness
        self._cards = cards
        self._keys: dict[tuple[int, int], str] = {}
        self._terms, self._topics = likeness.terms, likeness.topics
        self._similar = _renumbered(likeness, tuple([card.slug for card in cards]))
        # By text, since other builds have other numbers.
        names = [*(f"term {term}" for term in self._terms), *(f"topic {topic}" for topic in self._topics)]
        self._signs = _signs(names)[self._similar.terms]
        # No title has a tab in it.
        self._shown = _signs([f"{card.slug}\t{card.title}\t{card.day}" for card in cards])

    def is_of(self, cards: Sequence[Card]) -> bool:
        """Whether it tells of the same papers, maybe of an earlier state of them."""
        return [card.slug for card in cards] == [card.slug for card in self._cards]

    def key(self, start: int, stop: int) -> str:
        """The key of all that is said on the pages of a run of papers."""
        if (start, stop) not in self._keys:
            self._keys[start, stop] = self._key(start, stop)
        return self._keys[start, stop]

    def _key(self, start: int, stop: int) -> str:
        shown = self._shown[self._similar.papers[start:stop]]
        return content_key(shown.tobytes() + self._signs[start:stop].tobytes())

    def picks(self, number: int) -> tuple[Pick, ...]:
        """What the page of a paper says."""
        others, terms = self._similar.papers[number].tolist(), self._similar.terms[number].tolist()
        return tuple([self._pick(*pair) for pair in zip(others, terms, strict=True) if pair[0] != NONE])

    def _pick(self, other: int, shared: Sequence[int]) -> Pick:
        card, known = self._cards[other], len(self._terms)
        terms = [self._terms[number] for number in shared if 0 <= number < known]
        topics = [self._topics[number - known] for number in shared if number >= known]
        return Pick(card.slug, card.title, card.day, tuple(terms), tuple(topics))


def explained(picks: Collection[Pick], words: Mapping[str, str]) -> list[tuple[Pick, list[str]]]:
    """Each pick with words for what both papers are about, out of those that a paper has for its terms.

    Topics that both have are named where there is no second word.
    """
    told = []
    for pick in picks:
        own = _whole([words[term] for term in pick.terms if term in words])
        told.append((pick, own if len(own) > 1 else [*own, *pick.topics]))
    return told


def _whole(words: list[str]) -> list[str]:
    """The words that are no parts of another one: of `fine-tuning` and `tuning` the first."""
    parts = {part for word in words if "-" in word for part in word.lower().split("-")}
    return [word for word in words if word.lower() not in parts]


def find_likeness(
    cards: Sequence[Card], segments: Sequence[Segment], terms: Sequence[str], before: Likeness | None
) -> Likeness:
    """The similar papers of all, from the oldest on: their cards, and the segments of their rows.

    `terms`: those of the vocabulary. `before` is given back where nothing changed that decides over it.
    """
    numbers: dict[TopicLabel, int] = {}
    of_topics: dict[tuple[TopicLabel, ...], list[int]] = {}
    for topics in dict.fromkeys(card.topics for card in cards):
        own = (len(terms) + numbers.setdefault(topic, len(numbers)) for topic in topics)
        of_topics[topics] = list(map(topic_entry, own))
    entries, sizes = _with_topics(segments, [of_topics[card.topics] for card in cards])
    days = [card.day for card in cards]
    changes = (number for number, (one, next_) in enumerate(pairwise(days), 1) if one != next_)
    bounds = [0, *changes, len(cards)] if cards else [0]
    slugs = tuple([card.slug for card in cards])

    known = signatures(entries, sizes, bounds, len(terms) + len(numbers))
    # The growth of a vocabulary is to change nothing: only what is in use has a number from here on.
    titles = [topic.title for topic in numbers]
    terms, titles = _in_use(known.terms, terms, titles)
    columns = (known.terms, known.stress, known.rarity, np.array(bounds))
    key = key_of(terms, titles, slugs, *(content_key(column.tobytes()) for column in columns))
    if before and before.key == key:
        return before
    found = similar(known, bounds)
    terms, titles = _in_use(found.terms, terms, titles)
    return Likeness(key, slugs, found, tuple(terms), tuple(titles))


def _with_topics(
    segments: Sequence[Segment], topics: Sequence[Sequence[int]]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The entries of what all papers are about, those of topics behind the others, and how many each has."""
    none = np.empty(0, np.uint32)
    entries = np.concatenate([none, *(segment.about for segment in segments)])
    sizes = np.concatenate([none, *(segment.about_sizes for segment in segments)], dtype=np.int64)
    of_topics = np.fromiter(map(len, topics), np.int64, len(topics))
    behind = np.repeat(np.cumsum(sizes), of_topics)
    return np.insert(entries, behind, list(chain.from_iterable(topics))), sizes + of_topics


def _in_use(
    numbers: NDArray[np.int32], terms: Sequence[str], titles: Sequence[str]
) -> tuple[list[str], list[str]]:
    """The terms and titles whose numbers occur, which become those of their places among these."""
    used = np.zeros(len(terms) + len(titles) + 1, bool)
    used[numbers] = True  # NONE marks the last one
    used[-1] = False
    numbers[...] = np.where(numbers == NONE, NONE, (np.cumsum(used) - 1)[numbers])
    is_used = used.tolist()
    return list(compress(terms, is_used)), list(compress(titles, is_used[len(terms) :]))


def _signs(texts: Iterable[str]) -> NDArray[np.uint64]:
    """What tells texts apart, by their numbers; and a last one, which NONE finds."""
    names = (name_of(text.encode("utf-8", "backslashreplace")) for text in texts)
    return np.frombuffer(bytes.fromhex("".join([*names, name_of(b"")])), np.uint64)


def _renumbered(likeness: Likeness, slugs: tuple[str, ...]) -> Similar:
    """The similar papers of papers that are there now."""
    if slugs == likeness.slugs:
        return likeness.similar
    numbers = {slug: number for number, slug in enumerate(slugs)}
    # What is NONE stays so: it is the number of the last line.
    now = np.array([*(numbers.get(slug, NONE) for slug in likeness.slugs), NONE], np.int32)
    is_there = now[:-1] != NONE
    found = Similar.empty(len(slugs))
    found.papers[now[:-1][is_there]] = now[likeness.similar.papers[is_there]]
    found.terms[now[:-1][is_there]] = likeness.similar.terms[is_there]
    return found
