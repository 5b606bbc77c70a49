"""A made corpus: any number of papers that read like those of the saved pages. Same arguments, same papers.

Sentences come from the real abstracts. About one content word in eight is drawn anew, mostly from the words
of those abstracts by their frequency; each paper brings one new model name, some compounds and some numbers.
So the vocabulary goes on growing with the number of papers, as it does in a real collection.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from sitegen.model import Organization, Paper
from tests.bench.names import Namer, words
from tests.bench.sources import Entry

TOPICS = words(
    "large-language-models computer-vision reinforcement-learning retrieval diffusion-models multimodal "
    "optimization agents benchmarks natural-language-processing efficiency graph-learning "
    "speech-and-audio robotics theory safety-and-alignment time-series medicine code-generation "
    "federated-learning"
)
"""Slugs, the most frequent first."""

PER_DAY = 50
LAST_DAY = date(2025, 10, 31)

_MEAN_CHARACTERS = 1330
"""Of an abstract."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
_WORD = re.compile(r"[A-Za-z][A-Za-z]+")
_TITLE_MIDDLE = re.compile(r" (?:for|with|via|of|in|by|through|using|from|on|to|under|without) ")
_KNOWN_MODELS = ["BERT", "GPT-4", "LLaMA", "CLIP", "ViT"]
_SIZES = words("7B 13B 1.5B 70B XL v2 mini large base")
_PREFIXES = words(
    "multi cross hyper sub non pseudo meta micro macro inter intra pre post semi over under co de re un "
    "bi tri auto self anti trans neuro geo bio tele"
)
_TOO_COMMON = {"these", "their", "which"}
_TOPIC_WEIGHTS = [1 / (rank + 1.5) ** 0.8 for rank in range(len(TOPICS))]


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the papers that it brings, in their order."""

    date: date
    papers: tuple[Paper, ...]


def make_days(entries: Sequence[Entry], papers: int, *, more_days: int = 0, seed: int = 1) -> list[Day]:
    """`papers` papers on the working days up to LAST_DAY, PER_DAY on each, the oldest day first.

    `more_days` working days of PER_DAY papers follow after it; what comes before does not depend on them.
    """
    before = -(-papers // PER_DAY)
    days = [*reversed(_working_days(LAST_DAY, -1, before)), *_working_days(LAST_DAY, 1, more_days)]
    maker = _Maker(entries, Random(seed * 1000003 + papers))
    sizes = [min(PER_DAY, papers - PER_DAY * number) for number in range(before)] + [PER_DAY] * more_days
    return [
        Day(day, tuple(maker.paper(day) for _ in range(size))) for day, size in zip(days, sizes, strict=True)
    ]


def _working_days(last: date, step: int, number: int) -> list[date]:
    """That many working days, going on from `last`: backwards with it, forwards without."""
    days: list[date] = []
    day = last if step < 0 else last + timedelta(step)
    while len(days) < number:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(step)
    return days


class _Maker:
    """Papers, one after the other: each may name the models of those before it."""

    def __init__(self, entries: Sequence[Entry], chance: Random) -> None:
        self._chance = chance
        self._namer = Namer(chance)
        self._models: list[str] = []
        self._titles: set[str] = set()
        self._slugs: set[str] = set()
        abstracts = [_sentences(entry.abstract) for entry in entries]
        self._first = [sentences[0] for sentences in abstracts if sentences]
        self._middle = [sentence for sentences in abstracts for sentence in sentences[1:-1]]
        self._last = [sentences[-1] for sentences in abstracts if len(sentences) > 2]
        self._lengths = sorted(len(entry.abstract) for entry in entries)
        self._scale = _MEAN_CHARACTERS / (sum(self._lengths) / len(self._lengths))
        self._authors = [entry.authors or 4 for entry in entries]
        self._comments = [entry.comments for entry in entries]
        self._organizations = sorted({entry.organization for entry in entries if entry.organization})
        counted: Counter[str] = Counter(
            word.lower() for sentences in abstracts for text in sentences for word in _WORD.findall(text)
        )
        self._words = [word for word in sorted(counted) if len(word) >= 5 and word not in _TOO_COMMON]
        self._cumulated = list(accumulate(counted[word] for word in self._words))
        self._heads, self._tails = _title_halves(entries)

    def paper(self, day: date) -> Paper:
        """The next paper, brought by that day."""
        chance = self._chance
        model = self._namer.model()
        older = chance.choice(self._models if self._models and chance.random() < 0.8 else _KNOWN_MODELS)
        # A model that was named is named again more often: the rich get richer.
        self._models += [model, older]
        abstract = self._abstract(model, older)
        title = self._title(model)
        slug = self._slug(title)
        topics = self._topics()
        back = chance.choice([0, 1, 1, 2, 3]) if chance.random() < 0.8 else chance.randrange(4, 1500)
        return Paper(
            slug=slug,
            month=day.isoformat()[:7],
            title=title,
            abstract=abstract,
            published=day - timedelta(back),
            authors_count=chance.choice(self._authors),
            organization=self._organization(),
            comments=chance.choice(self._comments),
            topics=topics,
        )

    def _abstract(self, model: str, older: str) -> str:
        chance = self._chance
        length = chance.choice(self._lengths) * chance.uniform(0.9, 1.1) * self._scale
        sentences = [chance.choice(self._first)]
        while sum(map(len, sentences)) + len(sentences) < length - 330:
            sentences.append(chance.choice(self._middle))
        sentences.append(chance.choice(self._last))
        text = [" ".join(map(self._other_word, sentence.split(" "))) for sentence in sentences]
        place = chance.randrange(1, len(text))
        text[place] = f"We call this method {model}, and compare it with {older}. {text[place]}"
        if chance.random() < 0.6:
            text[-1] += f" Code for {model}-{chance.choice(_SIZES)} is available."
        return " ".join(text)

    def _other_word(self, word: str) -> str:
        """The word, or now and then another one or another number in its place."""
        chance = self._chance
        core = word.strip(".,;:()?!")
        if len(core) >= 5 and core.isalpha() and core.islower() and chance.random() < 0.13:
            return word.replace(core, self._new_word())
        if core and core[0].isdigit() and chance.random() < 0.7:
            number = round(chance.uniform(0, 100), chance.choice([0, 1, 1, 2]))
            return word.replace(core, f"{number}%" if core.endswith("%") else str(number))
        return word

    def _new_word(self) -> str:
        kind = self._chance.random()
        if kind < 0.72:
            return self._draw()
        if kind < 0.84:
            return f"{self._draw()}-{self._draw()}"
        if kind < 0.94:
            return self._chance.choice(_PREFIXES) + self._draw()
        return self._namer.surname()

    def _draw(self) -> str:
        place = self._chance.random() * self._cumulated[-1]
        return self._words[bisect_left(self._cumulated, place)]

    def _title(self, model: str) -> str:
        title = self._plain_title()
        # There are not many plain titles; the model's name is new.
        if self._chance.random() < 0.55 or title in self._titles:
            title = f"{model}: {title}"
        self._titles.add(title)
        return title

    def _plain_title(self) -> str:
        return f"{self._chance.choice(self._heads)} {self._chance.choice(self._tails)}"

    def _slug(self, title: str) -> str:
        slug = next(slug for slug in _slugs(title) if slug not in self._slugs)
        self._slugs.add(slug)
        return slug

    def _topics(self) -> tuple[str, ...]:
        number = self._chance.choice([1, 1, 2, 2, 2, 3, 3, 4])
        drawn = (self._chance.choices(TOPICS, _TOPIC_WEIGHTS)[0] for _ in range(number))
        return tuple(dict.fromkeys(drawn))

    def _organization(self) -> Organization | None:
        if not self._organizations or self._chance.random() >= 0.08:
            return None
        name = self._chance.choice(self._organizations)
        return Organization(_slug_of(name), name)


def _sentences(abstract: str) -> list[str]:
    return [text for text in _SENTENCE_END.split(_plain(abstract)) if 25 <= len(text) <= 450]


def _title_halves(entries: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """What stands before and what from the first preposition on, in titles without their names."""
    heads, tails = [], []
    for entry in entries:
        title = _plain(entry.title)
        title = title.split(": ", 1)[-1]
        middle = _TITLE_MIDDLE.search(title)
        if middle and middle.start() > 8:
            heads.append(title[: middle.start()])
            tails.append(title[middle.start() + 1 :])
    return heads, tails


def _plain(text: str) -> str:
    """The text without a character that Markdown or a template would read as markup."""
    return " ".join(re.sub(r"[<>{}\\`\[\]|#~^*_$]", " ", text).split())


def _slug_of(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:90].strip("-")


def _slugs(title: str) -> Iterator[str]:
    """What a paper of that title could be called, the best name first."""
    slug = _slug_of(title)
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
