"""Made names: of models, which never come twice, and of persons."""

from __future__ import annotations

from itertools import count
from random import Random


def words(text: str) -> list[str]:
    """The words of a text: a long list, written short."""
    return text.split()


_SYLLABLES = words(
    "gra lum neo vec tri omni hyp par mem syn tok vis aud ret qu zen kol mar tes ori dif flo alp bra "
    "cor del eon fy gen hel iso jan kry lex mira nor opt pyr rho sol tau umb vor wis xen yar zet"
)
_ENDINGS = words(
    "former net bert llm gen mix flow rag agent bench diff vit prompt tune route fuse cast graph "
    "former2 seek plan eval loop edit lora quant dpo gan score cot"
)


class Namer:
    """Names out of a source of chance: the same ones for the same source."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._taken: set[str] = set()

    def surname(self) -> str:
        """A person's name, as `Lumzet`."""
        syllables = self._chance.choice([2, 2, 3])
        return "".join(self._chance.choice(_SYLLABLES) for _ in range(syllables)).capitalize()

    def model(self) -> str:
        """A model's name that was not given before, as `GraLLM`, `VECTRI` or `Sol-MIX`."""
        for attempt in count():
            stem, ending = self._stem(attempt), self._chance.choice(_ENDINGS)
            kind = self._chance.random()
            if kind < 0.5:
                name = stem.capitalize() + ending.capitalize()
            elif kind < 0.8 and len(stem) > 3:
                name = stem.upper()
            else:
                name = f"{stem.capitalize()}-{ending.upper()}"
            if name.lower() not in self._taken:
                self._taken.add(name.lower())
                return name
        raise AssertionError("there is always one more name")

    def _stem(self, attempt: int) -> str:
        """One or two syllables; more after many names that were taken."""
        stem = self._chance.choice(_SYLLABLES)
        if self._chance.random() < (1 if attempt > 3 else 0.75):
            stem += self._chance.choice(_SYLLABLES)
        if attempt > 8:
            stem += self._chance.choice(_SYLLABLES)
        return stem
