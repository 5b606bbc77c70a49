"""Telling titles from abstracts in the text above a byline.

Usually there is one of each. An entry without a byline adds another pair, a query's echo stands above the
first title, and an abstract may have several paragraphs or be missing. Titles are short and do not read like
sentences; where that does not settle it, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.ingest.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class TitledText:
    """A title and the paragraphs of its abstract."""

    title: Paragraph
    abstract: tuple[Paragraph, ...]


class CannotTellError(Exception):
    """The text from a paragraph on may be read in more than one way, or in none."""

    def __init__(self, paragraph: Paragraph, message: str) -> None:
        super().__init__(message)
        self.paragraph = paragraph


def without_echo(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Leave out what the page says of itself: short lines above the first title, with no text below them.

    CannotTellError where the first line may be an echo as well as a title.
    """
    start = 0
    while (
        len(paragraphs) - start > 2 and _is_echo(paragraphs[start]) and paragraphs[start + 1].reads_as_title
    ):
        start += 1
    rest = paragraphs[start:]
    if len(rest) > 1 and rest[0].reads_as_title and _may_be_below_echo(rest[1:]):
        raise CannotTellError(rest[0], "this may be a title, or a query above one")
    return rest


def pair(paragraphs: Sequence[Paragraph], *, byline: bool) -> list[TitledText]:
    """The entries that some paragraphs make; only the last one has the byline, if there is one.

    CannotTellError where the paragraphs do not say which of them are titles.
    """
    entries: list[TitledText] = []
    start = 0
    while start < len(paragraphs):
        end = _end_of_entry(paragraphs, start)
        title, abstract = paragraphs[start], tuple(paragraphs[start + 1 : end])
        if not title.is_short:
            raise CannotTellError(title, "this text has no title above it")
        # All the text above a byline: nothing but a title, or a title and its abstract.
        sure = byline and (len(paragraphs) == 2 or (len(paragraphs) == 1 and title.reads_as_title))
        if not sure and (not abstract or abstract[0].reads_as_title):
            raise CannotTellError(
                title, "this may be a title, but nothing below it is an abstract for certain"
            )
        entries.append(TitledText(title, abstract))
        start = end
    return entries


def _may_be_below_echo(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a title may stand here, as well as the abstract of the one above."""
    first, *others = paragraphs
    if not others:
        return first.reads_as_title
    return first.may_be_title and not first.has_sentences and not others[0].reads_as_title


def _is_echo(paragraph: Paragraph) -> bool:
    return paragraph.reads_as_title or (paragraph.may_be_title and paragraph.text.endswith(":"))


def _end_of_entry(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Where the next title stands. What is right below a title is its abstract, whatever it looks like."""
    for at in range(start + 2, len(paragraphs)):
        if paragraphs[at].reads_as_title:
            return at
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        if not paragraphs[at].may_be_title or following is None or following.reads_as_title:
            continue  # one more paragraph of the abstract
        if following.is_short or (len(paragraphs) - at) % 2:
            raise CannotTellError(paragraphs[at], "this may be a title or a part of the abstract above it")
        return at  # a short sentence above a text, and the paragraphs pair up
    return len(paragraphs)
