"""From text to the terms of the index, exactly as the browser's `terms.js` has it.

A text is split into words at white space, and a word gives one term or several, so that it is found as people
type it:

- its parts, and all of them together: `fine-tuning` gives `fine`, `tuning` and `finetuning`;
- letters before a number, and the number: `GPT-4o` gives `gpt`, `4o` and `gpt4o`, `Qwen2.5` gives `qwen`,
  `2.5` and `qwen2.5`;
- of a run of Chinese, Japanese or Korean letters each two neighbours, and the last alone: `检索增` gives
  `检索`, `索增` and `增`. So any run of them is its pairs, and any one letter begins a term.

All without accents; stop words are left out, and the others are stemmed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from lunr.stop_word_filter import WORDS

from sitegen.searchindex.letters import JOINTS, SEPARATORS, TRIMMED, UNSPACED, folded
from sitegen.searchindex.stemmer import Stemmer

_SEPARATORS = re.compile(f"[{SEPARATORS}]+")
_JOINTS = re.compile(f"[{JOINTS}]+")
_ENDS = re.compile(rf"\A[{TRIMMED}]+|[{TRIMMED}]+\Z")
_ASCII_TRIMMED = "".join(c for c in map(chr, range(128)) if _ENDS.fullmatch(c))
_RUNS = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_NUMBERED = re.compile(rf"([^0-9{TRIMMED}]+)[{TRIMMED}]*([0-9].*)", re.DOTALL)
_STEMMER = Stemmer()


def split(text: str) -> list[str]:
    """The words of a text, in lower case."""
    lower = unicodedata.normalize("NFC", text).lower()
    if lower.isascii():
        # White space is the same to Python then, and its own way many times as fast.
        return lower.split()
    return [word for word in _SEPARATORS.split(lower) if word]


def terms_of(word: str) -> list[str]:
    """What a word is indexed as: nothing where it is a stop word or bare punctuation."""
    return [term for piece in _pieces(word) if (term := _term(piece))]


def terms(text: str) -> Iterator[str]:
    """The terms of a text, in the order of its words."""
    for word in split(text):
        yield from terms_of(word)


def _pieces(word: str) -> Iterable[str]:
    if word.isascii():
        # Nearly all are, and of these nearly all are letters between signs.
        bare = word.strip(_ASCII_TRIMMED)
        return (bare,) if bare.isalpha() else _joined(bare)
    runs = _RUNS.findall(folded(word))
    return chain.from_iterable((_pairs if _IS_UNSPACED.match(run) else _joined)(run) for run in runs)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]


def _joined(run: str) -> list[str]:
    parts = [part for raw in _JOINTS.split(run) if (part := _ENDS.sub("", raw))]
    pieces: list[str] = []
    for part in parts:
        if not part.isalpha() and (numbered := _NUMBERED.fullmatch(part)):
            pieces += numbered.groups()
        pieces.append(part)
    return [*pieces, "".join(parts)] if len(parts) > 1 else pieces


@cache
def _term(piece: str) -> str:
    return "" if piece in WORDS else _STEMMER.stem_of(piece)
