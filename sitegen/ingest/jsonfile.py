"""The elements of a JSON text one after the other, however large it is: only one is in memory at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

from sitegen.ingest.decoded import EMPTY, NOT_TEXT
from sitegen.model import Problem

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_BLANK = re.compile(r"[ \t\r\n]*")
_CHUNK = 1 << 16
_LONGEST_NUMBER = 300
"""Python refuses to read numbers of thousands of digits; nobody means one."""

_HINTS = {
    "Illegal trailing comma": "remove the comma before the bracket",
    "Expecting ',' delimiter": "a comma or a closing bracket belongs here",
    "Expecting ':' delimiter": "a colon belongs between a name and its value",
    "Expecting value": "a value belongs here",
    "Invalid \\": "write a backslash as two",
}
_AS_PYTHON = "this is how Python prints it (single quotes, None, True): save it with json.dump()"
_AS_IT_CAME = "give the answer as it came"

_DECODER = json.JSONDecoder(
    strict=False,  # hard ends of lines within texts are well meant
    parse_int=lambda digits: int(digits) if len(digits) <= _LONGEST_NUMBER else None,
    parse_constant=lambda _: None,
)


def elements(source: BinaryIO, file: str, problems: list[Problem]) -> Iterator[tuple[int, Json]]:
    """Each element, after its line in the text: of a list, of lists or objects below each other.

    Where the text is no JSON, a Problem with line and column, and no further element.
    """
    window = _Window(source)
    try:
        if not window.peek():
            problems.append(Problem(file, EMPTY, hint=_AS_IT_CAME))
        yield from _values(window)
    except json.JSONDecodeError as error:
        problems.append(_broken(error, window, file))
    except UnicodeDecodeError:
        problems.append(Problem(file, NOT_TEXT, window.line_of_bytes, hint=_AS_IT_CAME))
    except RecursionError:
        problems.append(Problem(file, "an element is nested too deeply", window.line, hint=_AS_IT_CAME))


class _Window:
    """The part of the text that is in memory, and the place in it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._more = _CHUNK
        self.text = ""
        self.at = 0
        self.whole = False
        """Whether the text ends with the window."""
        self.line = 1
        """That of the place, counted from 1."""
        self._line_begins = 0
        """Where the place's line begins; less than 0 where that is before the window."""
        self.line_of_bytes = 1
        """The line of the bytes that are read next, or that are no text."""

    def place_of(self, at: int) -> tuple[int, int]:
        """Line and column of a later place, counted from 1."""
        lines = self.text.count("\n", self.at, at)
        begins = self.text.rfind("\n", self.at, at) + 1 if lines else self._line_begins
        return self.line + lines, at - begins + 1

    def go_to(self, at: int) -> None:
        """Go on to a later place."""
        line, column = self.place_of(at)
        self.line, self._line_begins, self.at = line, at - column + 1, at

    def peek(self) -> str:
        """The next character that is no white space; empty at the end. The place is there then."""
        while True:
            match = _BLANK.match(self.text, self.at)
            self.go_to(match.end() if match else self.at)
            if self.at < len(self.text) or self.whole:
                return self.text[self.at : self.at + 1]
            self._read()

    def value(self) -> Json:
        """The value that begins at the place, which is behind it then."""
        while True:
            try:
                value: Json
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError:
                if self.whole:
                    raise
            else:
                if end < len(self.text) or self.whole:  # a number may go on behind the window
                    self.go_to(end)
                    self._more = _CHUNK
                    return value
            self._read()

    def expected(self, what: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(f"Expecting {what}", self.text, self.at)

    def _read(self) -> None:
        """Read on: each time more, since a long value is tried again from its beginning."""
        data = self._source.read(self._more)
        self.text, self._line_begins, self.at = self.text[self.at :], self._line_begins - self.at, 0
        try:
            self.text += self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            self.line_of_bytes += error.object.count(b"\n", 0, error.start)
            raise
        self.line_of_bytes += data.count(b"\n")
        self.whole = not data
        self._more *= 2


def _values(window: _Window) -> Iterator[tuple[int, Json]]:
    while mark := window.peek():
        if mark == "[":
            yield from _items(window)
        else:
            line = window.line
            yield line, window.value()


def _items(window: _Window) -> Iterator[tuple[int, Json]]:
    """The items of the list that begins at the place."""
    window.go_to(window.at + 1)
    if window.peek() == "]":
        window.go_to(window.at + 1)
        return
    while True:
        window.peek()
        line = window.line
        yield line, window.value()
        mark = window.peek()
        if mark not in {",", "]"}:
            raise window.expected("',' delimiter")
        window.go_to(window.at + 1)
        if mark == "]":
            return


def _broken(error: json.JSONDecodeError, window: _Window, file: str) -> Problem:
    place = window.place_of(error.pos)
    if error.pos >= len(window.text.rstrip()) or error.msg.startswith("Unterminated string"):
        return Problem(file, "this JSON is cut off: it ends in the middle", *place, hint=_AS_IT_CAME)
    return Problem(file, f"this is not valid JSON: {error.msg.lower()}", *place, hint=_hint(error))


def _hint(error: json.JSONDecodeError) -> str:
    after = error.doc[error.pos : error.pos + 5]
    if after.startswith(("'", "None", "True", "False")):
        return _AS_PYTHON
    if after.startswith(("}", "]")):
        return _HINTS["Illegal trailing comma"]
    return next((hint for what, hint in _HINTS.items() if error.msg.startswith(what)), _AS_IT_CAME)
