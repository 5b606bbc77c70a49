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
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from lunr.stop_word_filter import WORDS

from sitegen.searchindex.letters import JOINTS, POSSESSIVE, TRIMMED, UNSPACED, folded
from sitegen.searchindex.stemmer import stem_of

_OWN_SEPARATORS = "\u200b\ufeff\u2014\u2015"  # all others are white space to Python as well
_JOINTS = re.compile(f"[{JOINTS}]+")
_ENDS = re.compile(rf"\A[{TRIMMED}]+|{POSSESSIVE}?[{TRIMMED}]+\Z|{POSSESSIVE}\Z")
_ASCII_TRIMMED = "".join(c for c in map(chr, range(128)) if _ENDS.fullmatch(c))
_UNSPACED = re.compile(f"([{UNSPACED}]+)")
_NUMBERED = re.compile(rf"([^0-9{TRIMMED}]+)[{TRIMMED}]*([0-9].*)", re.DOTALL)

SHORTEST, LONGEST = 4, 30
"""Words of so many letters are of use when somebody has misspelt one."""


def split(text: str) -> list[str]:
    """The words of a text, as they are written."""
    return (text if text.isascii() else _spaced(text)).split()


def _spaced(text: str) -> str:
    """The text composed, with white space for all that parts words."""
    text = unicodedata.normalize("NFC", text)
    for separator in _OWN_SEPARATORS:
        text = text.replace(separator, " ")
    return text


def core(word: str) -> str:
    """The word in lower case, without those signs around it that are told at once: it has the same terms."""
    return word.strip(_ASCII_TRIMMED).lower() if word.isascii() else word.lower()


def taken_apart(word: str) -> tuple[Sequence[str], Sequence[str]]:
    """The terms of a `core`, none where it is a stop word or bare punctuation; and what is spelled in it.

    That is its longer parts of letters alone, as they are written: words that somebody may misspell.
    """
    if not word.isascii():
        return _of_pieces(_pieces(folded(word))), _spelled(map(_trimmed, _JOINTS.split(word)))
    # Nearly all are, and of these nearly all are letters between signs.
    if word.isalnum():
        return _in_part(word)
    parts = _parts(word)
    found = [_in_part(part) for part in parts]
    terms = [term for of_part, _ in found for term in of_part]
    if len(parts) > 1:
        terms += _of_pieces(["".join(parts)])
    return terms, [letters for _, of_part in found for letters in of_part]


@cache
def _in_part(part: str) -> tuple[Sequence[str], Sequence[str]]:
    if not part.isalpha():
        return _of_pieces(_joined([part])), _spelled([part])
    if part in WORDS:
        return (), ()
    return (stem_of(part),), (part,) if SHORTEST <= len(part) <= LONGEST else ()


def terms_of(word: str) -> Sequence[str]:
    """What a word is indexed as."""
    return taken_apart(core(word))[0]


def terms(text: str) -> Iterator[str]:
    """The terms of a text, in the order of its words."""
    for word in split(text):
        yield from terms_of(word)


def said(word: str) -> list[tuple[str, str]]:
    """The terms of a word of a text, each with what stands for it there: `Tuned` for `tune`."""
    parts = _parts(word)
    pieces = [(piece, piece) for piece in _joined(parts)]
    if len(parts) > 1:
        pieces[-1] = ("".join(parts), _trimmed(word))
    return [(term, written) for piece, written in pieces if (term := _term(folded(piece.lower())))]


def _of_pieces(pieces: Iterable[str]) -> list[str]:
    return [term for piece in pieces if (term := _term(piece))]


def _spelled(parts: Iterable[str]) -> list[str]:
    return [letters for part in parts if (letters := _letters(part)) and _may_be_misspelt(letters)]


def _letters(part: str) -> str:
    if part.isalpha():
        return part
    numbered = _NUMBERED.fullmatch(part)
    return numbered[1] if numbered and numbered[1].isalpha() else ""


def _may_be_misspelt(word: str) -> bool:
    is_spaced = word.isascii() or not _UNSPACED.search(word)
    return SHORTEST <= len(word) <= LONGEST and word not in WORDS and is_spaced


def _pieces(word: str) -> Iterator[str]:
    # What lies between the runs, then a run, by turns.
    for at, run in enumerate(_UNSPACED.split(word)):
        yield from _pairs(run) if at % 2 else _joined(_parts(run))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]


def _parts(run: str) -> list[str]:
    raw = run.replace("/", "-").split("-") if run.isascii() else _JOINTS.split(run)
    return [part for part in map(_trimmed, raw) if part]


def _trimmed(part: str) -> str:
    # Most are letters alone, and what can be told without a regular expression is told five times as fast.
    return part if part.isascii() and part.isalnum() else _ENDS.sub("", part)


def _joined(parts: Sequence[str]) -> list[str]:
    pieces: list[str] = []
    for part in parts:
        if not part.isalpha() and (numbered := _NUMBERED.fullmatch(part)):
            pieces += numbered.groups()
        pieces.append(part)
    return [*pieces, "".join(parts)] if len(parts) > 1 else pieces


@cache
def _term(piece: str) -> str:
    return "" if piece in WORDS else stem_of(piece)
