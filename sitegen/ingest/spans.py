"""A cleaned text: words, and the little markup that an abstract may carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that the author set in bold."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Italic:
    """Words that the author set in italics."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and what stands for it in the text."""

    url: str
    label: str


Span: TypeAlias = "str | Bold | Italic | Link"


def plain(spans: Sequence[Span]) -> str:
    """The words alone, white space folded."""
    return " ".join("".join(map(_words, spans)).split())


def _words(span: Span) -> str:
    if isinstance(span, str):
        return span
    if isinstance(span, Link):
        return span.label
    return "".join(map(_words, span.spans))
