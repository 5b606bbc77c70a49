"""Which topics a paper may belong to, told by the phrases that stand in its title and abstract.

A topic's `phrases` suggest it, its `hints` are words that do so only beside others. What counts is where they
stand and how many different ones there are:

    title      the weightiest one in full, the others by half
    abstract   each one, and a little more for every repetition

One phrase in a title is enough, as is a hint there with one phrase in the abstract, or four phrases in the
abstract. Topics far behind the best one are only touched upon and left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sitegen.ingest.phrases import Match, PhraseFinder
from sitegen.model import Topic

MOST = 4
"""How many topics a paper gets at most."""

_ENOUGH = 1.0
_SHARE = 0.38
"""What a topic needs of the best one's score."""
_ALONE = 0.5
"""What is enough for the best one where none has enough."""
_OTHERS = 0.5
_LONGER = 0.15
"""For every further word of a phrase: long ones say more."""


class _Weight(NamedTuple):
    """What a phrase counts."""

    title: float
    abstract: float
    repeated: float
    """For the second time in the abstract; half of that for the third, a third for the fourth, and so on."""


_PHRASE = _Weight(1.6, 0.28, 0.1)
_HINT = _Weight(0.75, 0.06, 0.0)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that a paper may belong to, and why."""

    topic: str
    """Its slug."""
    score: float
    """From 1 on it is enough by itself."""
    phrases: tuple[str, ...]
    """Those that stand in the paper, as the topic writes them, the weightiest first."""


class _Term(NamedTuple):
    """A phrase of a topic."""

    topic: str
    phrase: str
    weight: _Weight


class Suggester:
    """Suggests from some topics; made once for many papers."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._terms = [
            _Term(topic.slug, phrase, weight)
            for topic in topics
            for phrases, weight in (((topic.title, *topic.phrases), _PHRASE), (topic.hints, _HINT))
            for phrase in phrases
        ]
        self._finder = PhraseFinder(term.phrase for term in self._terms)

    def suggest(self, title: str, abstract: str) -> list[Suggestion]:
        """At most MOST topics, the best first, or none."""
        in_title: dict[_Term, float] = {}
        for match in self._finder.find(title):
            for term in self._terms_of(match):
                in_title[term] = term.weight.title * _length(match)
        in_abstract: dict[_Term, float] = defaultdict(float)
        times: dict[_Term, int] = defaultdict(int)
        for match in self._finder.find(abstract):
            for term in self._terms_of(match):
                weight = term.weight.repeated / times[term] if times[term] else term.weight.abstract
                in_abstract[term] += weight * _length(match)
                times[term] += 1
        return _chosen(_scored(in_title, in_abstract))

    def _terms_of(self, match: Match) -> Iterable[_Term]:
        """One for each topic, though a topic may list several spellings of it."""
        best: dict[str, _Term] = {}
        for number in match.phrases:
            term = self._terms[number]
            if term.topic not in best or term.weight > best[term.topic].weight:
                best[term.topic] = term
        return best.values()


def suggest(topics: Sequence[Topic], title: str, abstract: str) -> list[Suggestion]:
    """At most MOST of the topics, the best first, or none; quick for many papers and the same topics."""
    return _suggester(tuple(topics)).suggest(title, abstract)


def suggested_slugs(topics: tuple[Topic, ...], title: str, abstract: str) -> list[str]:
    """The slugs of the same."""
    return [suggestion.topic for suggestion in suggest(topics, title, abstract)]


@lru_cache(maxsize=1)
def _suggester(topics: tuple[Topic, ...]) -> Suggester:
    return Suggester(topics)


def _length(match: Match) -> float:
    return 1 + _LONGER * (match.words - 1)


def _scored(in_title: Mapping[_Term, float], in_abstract: Mapping[_Term, float]) -> list[Suggestion]:
    terms: dict[str, dict[_Term, float]] = defaultdict(dict)
    for term in (*in_title, *in_abstract):
        terms[term.topic][term] = in_title.get(term, 0.0) + in_abstract.get(term, 0.0)
    suggestions = []
    for topic, weights in terms.items():
        titles = sorted((in_title.get(term, 0.0) for term in weights), reverse=True)
        abstracts = sum(in_abstract.get(term, 0.0) for term in weights)
        score = titles[0] + _OTHERS * sum(titles[1:]) + abstracts
        phrases = tuple(term.phrase for term in sorted(weights, key=lambda term: (-weights[term], term)))
        suggestions.append(Suggestion(topic, score, phrases))
    return sorted(suggestions, key=lambda suggestion: (-suggestion.score, suggestion.topic))


def _chosen(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Those that have enough, of suggestions from the best on."""
    if not suggestions:
        return []
    best = suggestions[0].score
    least = max(_ENOUGH, _SHARE * best)
    chosen = [suggestion for suggestion in suggestions if suggestion.score >= least][:MOST]
    return chosen or [suggestion for suggestion in suggestions[:1] if best >= _ALONE]
