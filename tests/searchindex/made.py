"""Many papers and many queries, made up, the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from sitegen.searchindex import FIELDS
from sitegen.searchindex.tokens import split, term
from tests.searchindex.conftest import Sample, entry

QUERIES = 1000


def queries(papers: Sequence[Sample]) -> Iterator[str]:
    """Made-up queries of words that the papers have, the same every time, each in lunr's language."""
    chance = random.Random(1)
    words = [w for paper in papers for w in split(f"{paper.card.title} {paper.abstract}") if _is_plain(w)]
    for _ in range(QUERIES):
        yield " ".join(_part(chance, chance.choice(words)) for _ in range(chance.choice((1, 1, 2, 2, 3, 5))))


def _is_plain(word: str) -> bool:
    return word.isalnum() and term(word) != ""


def _part(chance: random.Random, word: str) -> str:
    sign = chance.choice(("", "", "", "", "+", "-"))
    field = chance.choice(("", "", "", *(f"{name}:" for name in FIELDS)))
    boost = chance.choice(("", "", "", "^2", "^7"))
    start, end = sorted((chance.randint(0, len(word)), chance.randint(0, len(word))))
    shape = chance.choice(
        (
            *(word, word, word),
            *(f"{word}~1", f"{word[:start]}{word[start + 1 :]}~1" if start and word[1:] else word),
            f"{word[:24]}~2",
            *(f"{word[: start + 1]}*", f"*{word[start:] or word}", f"{word[:1]}{word[1:start]}*{word[end:]}"),
        )
    )
    return f"{sign}{field}{shape}{boost}"


def made(count: int) -> list[Sample]:
    """Papers of made-up words, few of which are common, the same every time."""
    chance = random.Random(2)
    syllables = [f"{a}{b}" for a in "bdklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ing")]
    words = ["constructor", "__proto__", "toString", "𝒳1", "ünal", "\uff21\uff22", "10", "1", "101", "gpt4"]
    words += ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(8000)]
    words += [str(chance.randint(1, 10**5)) for _ in range(800)]
    chance.shuffle(words)
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))

    def text(fewest: int, most: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(fewest, most)))

    topics = {f"topic-{name}": text(1, 2) for name in "abcdefgh"}
    return [
        entry(
            text(2, 9),
            text(0, 90),
            place,
            topics={slug: topics[slug] for slug in chance.sample(list(topics), chance.randint(0, 3))},
            organization=chance.choice([None, None, ("GoogleDeep", "Google DeepMind"), ("ada", "Ada")]),
            authors=text(0, 4).split(),
        )
        for place in range(count)
    ]
