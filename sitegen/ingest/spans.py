"""A cleaned text: words, and the little markup that an abstract may carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sitegen.formulas import formula


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


@dataclass(frozen=True, slots=True)
class Maths:
    """A formula, as LaTeX without its dollars."""

    source: str


Span: TypeAlias = "str | Bold | Italic | Link | Maths"


def plain(spans: Sequence[Span]) -> str:
    """The words alone, white space folded."""
    return " ".join("".join(map(_words, spans)).split())


def _words(span: Span) -> str:
    if isinstance(span, str):
        return span
    if isinstance(span, Link):
        return span.label
    if isinstance(span, Maths):
        drawn = formula(span.source)
        return drawn.text if drawn else span.source
    return "".join(map(_words, span.spans))
