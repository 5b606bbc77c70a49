"""When two entries are of one paper, and the slug that a new paper gets.

Entries are of one paper when they share an arXiv id or a DOI. A title joins what no id tells apart: where
papers of one title have different ids they stay several, and an entry that has only that title fits none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from sitegen.ingest.entry import Entry
from sitegen.ingest.ids import arxiv_id, arxiv_id_of_doi, doi_of
from sitegen.ingest.merge import Strand
from sitegen.model import Paper

LONGEST_SLUG = 80


_SYMBOLS = {
    "×": "times",
    "→": "rightarrow",
    "←": "leftarrow",
    "∞": "infty",
    "≤": "leq",
    "≥": "geq",
    "≈": "approx",
    "±": "pm",
    "∼": "sim",
    "·": "cdot",
    "∈": "in",
    "ℓ": "ell",
    "ε": "epsilon",
    "ϵ": "epsilon",
    "ϕ": "phi",
}
"""What LaTeX calls them: some sources give the sign, some only the name."""
_SYNONYMS = {"varepsilon": "epsilon", "varphi": "phi", "to": "rightarrow", "le": "leq", "ge": "geq"}
_STYLE = re.compile(r"\\?(?:math(?:cal|bb|bf|rm|sf|it)|operatorname|text(?:bf|it|rm|sc|tt)?|emph)\s*(?=\{)")
_COMMAND = re.compile(r"\\([A-Za-z]+)")


def title_key(title: str) -> str:
    """What is equal for all spellings of a title: letters, digits, + and #, without case or width.

    A mathematical sign counts as the name that LaTeX gives it.
    """
    plain = _COMMAND.sub(lambda match: _SYNONYMS.get(match[1], match[1]), _STYLE.sub("", title))
    plain = "".join(_spelled(letter) for letter in plain)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    # Marks are the vowels of many scripts; C++ and C# are two languages.
    kept = (letter for letter in folded if unicodedata.category(letter)[0] in "LNM" or letter in "+#")
    return "".join(kept) or folded


def _spelled(letter: str) -> str:
    if letter < "\x80":
        return letter
    if letter in _SYMBOLS:
        return _SYMBOLS[letter]
    name = unicodedata.name(letter, "")
    # A Greek letter in Greek words has other letters beside it; both sides of a comparison are spelled alike.
    return name.split()[3].lower() if re.match(r"GREEK (?:SMALL|CAPITAL) LETTER \w+$", name) else letter


def title_mark(title: str) -> str:
    """Sixteen hexadecimal digits that are equal for all spellings of a title, LaTeX's among them."""
    return sha256(title_key(title).encode()).hexdigest()[:16]


def with_true_ids(entry: Entry | Paper) -> tuple[str | None, str | None]:
    """The arXiv id, without a version, and its DOI. The DOIs that arXiv gives are arXiv ids."""
    arxiv = arxiv_id(entry.arxiv) if entry.arxiv else None
    by_arxiv = arxiv_id_of_doi(entry.doi) if entry.doi else None
    return arxiv or by_arxiv, None if by_arxiv or not entry.doi else doi_of(entry.doi)


def keys(strand: Strand) -> list[int]:
    """Numbers, of 64 bits each: two strands that may be of one paper share one."""
    titles = [int(title, 16) for title in sorted(strand.titles)]
    return [
        *titles,
        *(_number(f"arxiv:{key}") for key in strand.arxiv),
        *(_number(f"doi:{key}") for key in strand.doi),
    ]


def _number(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


class Groups:
    """Things that are one, by number: joined one by one, never parted."""

    def __init__(self, things: int) -> None:
        self._parents = list(range(things))

    def of(self, thing: int) -> int:
        """The least thing of a thing's group."""
        while self._parents[thing] != thing:
            self._parents[thing] = self._parents[self._parents[thing]]
            thing = self._parents[thing]
        return thing

    def join(self, things: Iterable[int]) -> None:
        """Make all of these one."""
        roots = sorted({self.of(thing) for thing in things})
        for root in roots[1:]:
            self._parents[root] = roots[0]

    def members(self) -> dict[int, list[int]]:
        """Each group by its least thing, in order."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for thing in range(len(self._parents)):
            members[self.of(thing)].append(thing)
        return dict(members)


@dataclass(frozen=True, slots=True)
class Identified:
    """Which of some strands are one."""

    strands: list[list[int]]
    """Those that are one by an id, or by a title where they have no id."""
    papers: list[list[int]]
    """Of `strands`, by number: those that are one paper. What fits several papers stands alone."""
    fitting: dict[int, list[int]]
    """The papers that a title without an id fits, by the number in `papers` of what has it."""


def identified(strands: Sequence[Strand]) -> Identified:
    """Which of the strands are one paper. Depends on what they are, not on their order.

    Given are all strands that share a key with any other of them.
    """
    by_id = Groups(len(strands))
    for things in _sharing(
        (i, [("a", k) for k in s.arxiv] + [("d", k) for k in s.doi]) for i, s in enumerate(strands)
    ):
        by_id.join(things)
    for things in _sharing((i, s.titles) for i, s in enumerate(strands) if not s.has_id):
        by_id.join(things)
    parts = list(by_id.members().values())
    arxiv = [any(strands[i].arxiv for i in part) for part in parts]
    doi = [any(strands[i].doi for i in part) for part in parts]
    titles = [frozenset().union(*(strands[i].titles for i in part)) for part in parts]
    known = [number for number in range(len(parts)) if arxiv[number] or doi[number]]
    entitled: defaultdict[str, set[int]] = defaultdict(set)
    for number in known:
        for title in titles[number]:
            entitled[title].add(number)

    papers = Groups(len(parts))
    for things in map(sorted, entitled.values()):
        # More than one with an arXiv id, or with a DOI: these ids differ.
        if sum(arxiv[i] for i in things) <= 1 and sum(doi[i] for i in things) <= 1:
            papers.join(things)
    fits: dict[int, set[int]] = {}
    for number in range(len(parts)):
        if not arxiv[number] and not doi[number]:
            fits[number] = {papers.of(other) for title in titles[number] for other in entitled.get(title, ())}
    for number, found in fits.items():
        if len(found) == 1:
            papers.join([number, *found])
    members = papers.members()
    numbers = {root: number for number, root in enumerate(members)}
    fitting = {
        numbers[papers.of(number)]: sorted(numbers[papers.of(root)] for root in found)
        for number, found in fits.items()
        if len(found) > 1
    }
    return Identified(parts, list(members.values()), fitting)


def _sharing(things: Iterable[tuple[int, Collection[object]]]) -> list[list[int]]:
    """The things that share a key, for each key that several have."""
    having: defaultdict[object, list[int]] = defaultdict(list)
    for thing, its_keys in things:
        for key in its_keys:
            having[key].append(thing)
    return [found for found in having.values() if len(found) > 1]


def new_slug(title: str, taken: Container[str]) -> str:
    """The title's words in lower-case ASCII, joined by hyphens, within 80 characters; `-2` if taken.

    Signs that LaTeX has a name for go by it, so that the slug is the same whichever a source gives.
    """
    spelled = "".join(f" {_SYMBOLS[sign]} " if sign in _SYMBOLS else sign for sign in title)
    letters = unicodedata.normalize("NFKD", spelled)
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
