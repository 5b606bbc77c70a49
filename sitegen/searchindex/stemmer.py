"""The Porter stemmer exactly as lunr.js has it, so that a word finds what was indexed under its stem."""

from __future__ import annotations

from lunr.stemmer import PorterStemmer

_ENDS = frozenset("cdegilmnrstuy")
"""The letters with which the endings end that some step changes."""


class Stemmer(PorterStemmer):  # type: ignore[misc]  # lunr ships no types
    """lunr.py's Porter stemmer with the few places changed where lunr.js gives another stem."""

    b: str
    k: int
    k0: int

    def stem_of(self, word: str) -> str:
        """The stem of a word in lower case."""
        if word[-1:] not in _ENDS:
            return word
        if word.isascii():
            return str(self.stem(word))
        # JavaScript counts a character beyond U+FFFF as two, and words of two characters are left alone.
        return _joined(str(self.stem(_in_halves(word))))

    def ends(self, s: str) -> bool:
        """Step 1: these endings need something before them."""
        if s in {"sses", "ies", "eed"} and self.k - self.k0 + 1 == len(s):
            return False
        return bool(super().ends(s))

    def doublec(self, j: int) -> bool:
        """Steps 1b and 5: a double `y` is not shortened."""
        return self.b[j] != "y" and bool(super().doublec(j))

    def step1c(self) -> None:
        """A final `y` becomes `i` after a letter that is none of *aeiou* and not the word's first."""
        if self.k >= 2 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i"


def _in_halves(word: str) -> str:
    """The word with each character beyond U+FFFF as its two UTF-16 surrogates."""
    units = word.encode("utf-16-le", "surrogatepass")
    return "".join(chr(units[at] | units[at + 1] << 8) for at in range(0, len(units), 2))


def _joined(halves: str) -> str:
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
