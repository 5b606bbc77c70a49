"""Many papers and many queries, made up, the same every time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, product

from sitegen.searchindex import FIELDS
from sitegen.searchindex.stemmer import stem_of
from sitegen.searchindex.tokens import split, terms_of
from tests.searchindex.conftest import Sample, entry

QUERIES = 1000
COMPOUND = re.compile(r"[a-z]+([0-9.]*[0-9][a-z]*)?(-[0-9.]*[a-z0-9]+)*")
UNSPACED = re.compile(r"[一-鿿가-힣ぁ-ん]+")


def queries(papers: Sequence[Sample]) -> Iterator[str]:
    """Made-up queries of words that the papers have, the same every time, each in lunr's language."""
    chance = random.Random(1)
    texts = (f"{paper.card.title} {paper.abstract}".lower() for paper in papers)
    words = [word for text in texts for word in split(text) if _is_sought(word)]
    for _ in range(QUERIES):
        yield " ".join(_part(chance, chance.choice(words)) for _ in range(chance.choice((1, 1, 2, 2, 3, 5))))


def _is_sought(word: str) -> bool:
    return (
        terms_of(word) != [] and (word.isalnum() or COMPOUND.fullmatch(word) is not None) and bool(ways(word))
    )


def _part(chance: random.Random, word: str) -> str:
    sign = chance.choice(("", "", "", "", "+", "-"))
    field = chance.choice(("", "", "", *(f"{name}:" for name in FIELDS)))
    boost = chance.choice(("", "", "", "^2", "^7"))
    if ways(word) != [[*terms_of(word)]] or not word.isascii():
        return f"{sign}{field}{word}{boost}"
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


def ways(word: str) -> list[list[str]]:
    """The lists of terms of which all meet a word of a query; one list of one term for most words."""
    if UNSPACED.fullmatch(word):
        return [[f"{word}*"]] if len(word) == 1 else [[word[at : at + 2] for at in range(len(word) - 1)]]
    if not word.isascii():
        return [[*terms_of(word)]] if len(terms_of(word)) == 1 else []
    parts = word.split("-")
    wholes = [[stem_of("".join(parts))]] if len(parts) > 1 else []
    of_parts = []
    for part in parts:
        numbered = re.fullmatch("([a-z]+)([0-9].*)", part)
        of_parts.append([[part], *([[*numbered.groups()]] if numbered else [])])
    by_parts = [
        [term for one in way for piece in one for term in terms_of(piece)[-1:]] for way in product(*of_parts)
    ]
    return wholes + [way for way in by_parts if way]


def combined(asked: Sequence[str]) -> dict[str, list[list[str]]]:
    """The ways to meet each word of several terms in some queries."""
    words = {re.sub(r"^[+-]?([a-z]+:)?|\^\d$", "", part) for query in asked for part in query.split()}
    plain = (word for word in words if not re.search("[~*^:]", word))
    return {
        word: found
        for word in sorted(plain)
        if len(found := ways(word)) != 1 or len(found[0]) != 1 or "*" in found[0][0]
    }


def made(count: int) -> list[Sample]:
    """Papers of made-up words, few of which are common, the same every time."""
    chance = random.Random(2)
    syllables = [f"{a}{b}" for a in "bdklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ing")]
    words = ["constructor", "__proto__", "toString", "𝒳1", "ünal", "\uff21\uff22", "10", "1", "101", "gpt4"]
    words += ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(8000)]
    words += [str(chance.randint(1, 10**5)) for _ in range(800)]
    words += [f"{chance.choice(words[10:8000])}-{chance.choice(words[10:8000])}" for _ in range(500)]
    words += [
        f"{''.join(chance.choices(syllables, k=2))}{dash}{chance.choice(NUMBERS)}"
        for dash in ("", "-", "")
        for _ in range(100)
    ]
    words += [re.sub("[aeou]", lambda m: chance.choice(ACCENTED[m[0]]), word) for word in words[10:300]]
    words += [
        "".join(chance.choices("检索增强生成검색증강がぎたな", k=chance.randint(1, 6))) for _ in range(400)
    ]
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


NUMBERS = ("4o", "2.5", "3", "2.5-72b", "3.1-8B")
ACCENTED = {"a": "áäåæ", "e": "éêë", "o": "óöø", "u": "üú"}
