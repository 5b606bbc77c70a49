"""The records of an XML text one after the other, read safely.

A text with a document type is refused: without one no entity can be declared, so none can name a file or
grow without bound, and no source that we read has one. So Python's own parser is enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from sitegen.model import Problem

_CHUNK = 1 << 16
_DEEPEST = 100
_ROOTS = {"feed", "rss", "RDF"}
_CUT_OFF = {expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN}
_AS_IT_CAME = "give the feed as it came"


@dataclass(slots=True)
class Element:
    """An element with all that is in it. Names are without their namespaces."""

    name: str
    attributes: dict[str, str]
    line: int
    """Counted from 1."""
    pieces: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All the text in it, also that of the elements in it."""
        return "".join(self.pieces)

    def all(self, name: str) -> list[Element]:
        """The elements of a name that stand right in it."""
        return [child for child in self.children if child.name == name]

    def text_of(self, name: str) -> str:
        """The text of the first element of a name that stands right in it; empty where there is none."""
        return next((child.text for child in self.children if child.name == name), "")


class _RefusedError(Exception):
    """The text has what we do not read."""


def records(
    source: BinaryIO, names: Collection[str], file: str, problems: list[Problem]
) -> Iterator[Element]:
    """The elements of these names, each whole, but for those that stand within another one.

    Where the text is no XML of a feed, a Problem with its place, and no further element.
    """
    start = source.read(_CHUNK)
    blank = start[: len(start) - len(start.lstrip())]  # XML may not begin with an empty line, but files do
    lines_before = blank.count(b"\n")
    builder = _Builder(names, lines_before)
    data = start[len(blank) :]
    try:
        while data:
            builder.parser.Parse(data, False)
            yield from builder.take()
            data = source.read(_CHUNK)
        builder.parser.Parse(b"", True)
        yield from builder.take()
    except expat.ExpatError as error:
        problems.append(_broken(error, file, lines_before))
    except _RefusedError as error:
        line = builder.parser.CurrentLineNumber + lines_before
        problems.append(Problem(file, str(error), line, hint=_AS_IT_CAME))
    except (ValueError, LookupError):  # an encoding that the text names and nobody knows
        problems.append(Problem(file, "the encoding that this XML names is not known", 1, hint=_AS_IT_CAME))


def _broken(error: expat.ExpatError, file: str, lines_before: int) -> Problem:
    reason = expat.ErrorString(error.code) or "it cannot be read"
    if reason in _CUT_OFF:
        message = "this feed is cut off: it ends in the middle"
    else:
        message = f"this is not valid XML: {reason}"
    return Problem(file, message, error.lineno + lines_before, error.offset + 1, _AS_IT_CAME)


class _Builder:
    """Builds the records from the parser's events; everything else is forgotten at once."""

    def __init__(self, names: Collection[str], lines_before: int) -> None:
        self._names = names
        self._lines_before = lines_before
        self._open: list[Element] = []
        self._depth = 0
        self._ready: list[Element] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse

    def take(self) -> list[Element]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._depth and _local(name) not in _ROOTS:
            raise _RefusedError(f"this is no feed, but <{_local(name)}>")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _RefusedError("an element is nested too deeply")
        local = _local(name)
        if self._open or local in self._names:
            line = self.parser.CurrentLineNumber + self._lines_before
            named = {_local(key): value for key, value in attributes.items()}
            self._open.append(Element(local, named, line))

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if self._open:
            self._open[-1].children.append(element)
            self._open[-1].pieces += element.pieces
        else:
            self._ready.append(element)

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _refuse(self, *_: object) -> None:
        raise _RefusedError("this XML has a document type (<!DOCTYPE …>), which feeds do not have")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
