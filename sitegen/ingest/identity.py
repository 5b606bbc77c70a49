"""When two titles name one paper, and the slug that a new paper gets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from hashlib import sha256
from itertools import count

LONGEST_SLUG = 80


def title_key(title: str) -> str:
    """What is equal for all spellings of a title: letters, digits, + and #, without case or width."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    # Marks are the vowels of many scripts; C++ and C# are two languages.
    kept = (letter for letter in folded if unicodedata.category(letter)[0] in "LNM" or letter in "+#")
    return "".join(kept) or folded


def new_slug(title: str, taken: Container[str]) -> str:
    """The title's words in lower-case ASCII, joined by hyphens, within 80 characters; `-2` if taken."""
    letters = unicodedata.normalize("NFKD", title)
    # A mark on a letter goes; any other character outside ASCII parts words, as a dash does.
    plain = "".join(
        "" if unicodedata.category(letter)[0] in "LM" and letter > "\x7f" else letter for letter in letters
    )
    words = re.findall("[a-z0-9]+", plain.lower())
    if not re.search("[A-Za-z]", plain):
        words = ["paper", sha256(title_key(title).encode()).hexdigest()[:12]]
    slugs = (_joined(words, f"-{number}" if number > 1 else "") for number in count(1))
    return next(slug for slug in slugs if slug not in taken)


def _joined(words: list[str], end: str) -> str:
    room = LONGEST_SLUG - len(end)
    slug = words[0][:room]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > room:
            break
        slug += f"-{word}"
    return slug + end
