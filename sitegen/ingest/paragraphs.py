"""Putting the lines of a page together to the paragraphs that they were.

A paragraph may be wrapped on several lines, and some dumps have no blank lines between title and abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.ingest.addresses import holds_address

LONGEST_TITLE = 300
WIDEST_WRAP = 200
"""Nobody wraps text at a greater width, so a longer line is a whole paragraph."""
_SENTENCE_END = re.compile(r"[.:;,…。][\"'”’)\]]*$")
_TWO_SENTENCES = re.compile(r"[.!?] +[A-Z].*[.!?]$")
_LIST_ITEM = re.compile(r"[-*+•] ")
_BREAKS_AT_HYPHEN = re.compile(r"\w--?$")
_BEGINS_WITH_DASHES = re.compile(r"--\w")
_BEGINS_WITH_WORD = re.compile(r"(?!(?:and|or|to)(?:\s|$))\w")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of text, joined."""

    text: str
    line: int
    """Where it begins, counted from 1."""
    link: str = ""
    """The address that it leads to as a whole."""
    heading: bool = False
    """Whether it is marked as one."""

    @property
    def is_short(self) -> bool:
        """Whether it is as short as a title."""
        return len(self.text) <= LONGEST_TITLE

    @property
    def may_be_title(self) -> bool:
        """Whether it is short and sends nobody to an address."""
        return self.is_short and not holds_address(self.text)

    @property
    def has_sentences(self) -> bool:
        """Whether it is more than one sentence."""
        return _TWO_SENTENCES.search(self.text) is not None

    @property
    def reads_as_title(self) -> bool:
        """Whether it may be a title and looks like neither sentences nor an item of a list."""
        ends = self.has_sentences or _SENTENCE_END.search(self.text)
        return self.may_be_title and (self.heading or (not ends and not _LIST_ITEM.match(self.text)))


def is_dense(runs: Sequence[Sequence[str]]) -> bool:
    """Whether a page sets no blank lines between title and abstract; each run is the lines above a byline."""
    several = [lines for lines in map(_trimmed, runs) if sum(map(bool, lines)) > 1]
    return sum("" not in lines for lines in several) * 2 > len(several)


def paragraphs(lines: Sequence[str], first_line: int, *, dense: bool) -> list[Paragraph]:
    """The paragraphs of a run of lines, the first of which is number `first_line` of the page."""
    found: list[Paragraph] = []
    for block in _blocks(lines, first_line):
        if dense:
            found += block
        elif len(block) > 1 and _is_title_above_text(block):
            found += [block[0], _joined(block[1:])]
        else:
            found.append(_joined(block))
    return found


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    full = [number for number, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else ()


def _blocks(lines: Sequence[str], first_line: int) -> Iterator[list[Paragraph]]:
    block: list[Paragraph] = []
    for number, line in enumerate([*lines, ""], first_line):
        if line:
            block.append(Paragraph(line, number))
        elif block:
            yield block
            block = []


def _is_title_above_text(block: Sequence[Paragraph]) -> bool:
    above, below = block[0], block[1]
    return above.reads_as_title and len(above.text) <= WIDEST_WRAP < len(below.text)


def _joined(block: Sequence[Paragraph]) -> Paragraph:
    text = block[0].text
    for line in block[1:]:
        hyphenated = _BREAKS_AT_HYPHEN.search(text) and _BEGINS_WITH_WORD.match(line.text)
        closed_up = hyphenated or (text[-1].isalnum() and _BEGINS_WITH_DASHES.match(line.text))
        text += line.text if closed_up else f" {line.text}"
    return Paragraph(text, block[0].line)
