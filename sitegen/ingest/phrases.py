"""Finding phrases in a text, however they are spelled.

Case, hyphens, plural endings and British or American spelling make no difference: `pre-training` is found
in *Pretraining* too, `tokeniser` in *tokenizers*. A word in capitals (`RAG`, `SAM`) is found only in
capitals, since in small letters it is often another word. `*` at the beginning or end of a word stands for
any letters: `quantiz*`, `*bench`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

# What stands between two sentences, or in brackets, is no phrase; nor is an address.
_WORD = re.compile(r"https?://\S+|[^\W_]+(?:['’]\w+)?|[.,;:!?()\[\]]")
_WRITTEN = re.compile(r"\*?[^\W_]+(?:['’]\w+)?\*?")
_CAPITALS = re.compile(r"(?=\d*[A-Z])[A-Z\d]{2,}")
_MARKS = re.compile("[\u0300-\u036f]+")
_SHORTEST_PLURAL = 4
_MOST_KNOWN = 50_000


class Match(NamedTuple):
    """A place in a text where phrases stand."""

    phrases: tuple[int, ...]
    """Their numbers; several where they differ only in spelling."""
    words: int
    """How many words they have."""


class _Node:
    """A place in the tree of phrases: those that end here, and how others go on."""

    __slots__ = ("following", "phrases")

    def __init__(self) -> None:
        self.phrases: tuple[int, ...] = ()
        self.following: dict[str, _Node] = {}


class _Word(NamedTuple):
    """A word of a text."""

    keys: tuple[str, ...]
    """What a phrase may have for it."""
    nodes: list[_Node]
    """The phrases that may begin with it."""


_NOTHING: tuple[tuple[int, ...], int] = ((), 0)


class PhraseFinder:
    """Finds all of many phrases, numbered in the order in which they came, in one pass over a text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._root = _Node()
        self._beginnings: set[str] = set()
        self._endings: set[str] = set()
        self._known: dict[str, _Word] = {}
        """Texts repeat their words; rare ones are not worth the memory for ever."""
        for number, phrase in enumerate(phrases):
            for words in _spellings(phrase):
                self._add(words, number)

    def find(self, text: str) -> list[Match]:
        """All places where phrases stand, in order, but for those inside of a longer one."""
        words = [self._known.get(word) or self._learn(word) for word in _WORD.findall(_plain(text))]
        found: list[Match] = []
        reached = 0
        for start, word in enumerate(words):
            phrases, end = _longest(words, start) if word.nodes else _NOTHING
            if end > reached:
                found.append(Match(phrases, end - start))
                reached = end
        return found

    def _add(self, words: list[str], number: int) -> None:
        node = self._root
        for word in words:
            node = node.following.setdefault(word, _Node())
            if word.endswith("*"):
                self._beginnings.add(word[:-1])
            elif word.startswith("*"):
                self._endings.add(word[1:])
        if words and number not in node.phrases:
            node.phrases += (number,)

    def _learn(self, word: str) -> _Word:
        key = _key(word)
        keys = [key]
        capitals = word.removesuffix("s")
        if _CAPITALS.fullmatch(capitals):
            keys.append(capitals)
        keys += [f"{key[:end]}*" for end in range(1, len(key) + 1) if key[:end] in self._beginnings]
        keys += [f"*{key[start:]}" for start in range(len(key)) if key[start:] in self._endings]
        first = self._root.following
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[word] = _Word(tuple(keys), [first[key] for key in keys if key in first])
        return self._known[word]


def _longest(words: list[_Word], start: int) -> tuple[tuple[int, ...], int]:
    """The longest phrases that begin at a word, and the place behind them."""
    found, nodes = _NOTHING, words[start].nodes
    for place in range(start + 1, len(words) + 1):
        ended = tuple(number for node in nodes for number in node.phrases)
        if ended:
            found = ended, place
        if place < len(words):
            nodes = [n.following[key] for n in nodes for key in words[place].keys if key in n.following]
        if not nodes:
            break
    return found


def _plain(text: str) -> str:
    """Without the marks on letters."""
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))


def _spellings(phrase: str) -> Iterator[list[str]]:
    """A phrase's words, each hyphen once as a space and once as nothing."""
    parts = _plain(phrase).split("-")
    for choice in product((" ", ""), repeat=len(parts) - 1):
        written = "".join(part + between for part, between in zip(parts, (*choice, ""), strict=True))
        yield [_phrase_key(word) for word in _WRITTEN.findall(written)]


def _phrase_key(word: str) -> str:
    if "*" in word:
        return word.lower()
    return word if _CAPITALS.fullmatch(word) else _key(word)


def _key(word: str) -> str:
    """What is the same for the spellings of a word, and for one of a thing and many."""
    word = re.split("['’]", word.lower())[0]
    if len(word) >= _SHORTEST_PLURAL and word != "news":
        if word.endswith("ies"):
            word = f"{word[:-3]}y"
        elif re.search("(?:ss|x|ch|sh)es$", word):
            word = word[:-2]
        elif word.endswith("s") and word[-2] not in "su":
            word = word[:-1]
    word = re.sub("is(e|ed|er|ing|able|ation)$", r"iz\1", word)
    word = re.sub("([^l])ll(ing|ed|er)$", r"\1l\2", word)
    return re.sub("our(al)?$", r"or\1", word)
