"""The elements of a JSON text one after the other, so that a large answer is never in memory as objects."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import TypeAlias

from sitegen.model import Problem

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_BLANK = re.compile(r"[ \t\r\n]*")
_LONGEST_NUMBER = 300
"""Python refuses to read numbers of thousands of digits; nobody means one."""

_AS_IT_CAME = "give the answer as it came"

_DECODER = json.JSONDecoder(
    strict=False,  # hard ends of lines within texts are well meant
    parse_int=lambda digits: int(digits) if len(digits) <= _LONGEST_NUMBER else None,
    parse_constant=lambda _: None,
)

_HINTS = {
    "Illegal trailing comma": "remove the comma before the bracket",
    "Expecting ',' delimiter": "a comma or a closing bracket belongs here",
    "Expecting ':' delimiter": "a colon belongs between a name and its value",
    "Expecting value": "a value belongs here",
    "Invalid \\": "write a backslash as two",
}
_AS_PYTHON = (
    "this is how Python prints it, with single quotes, None and True: save the answer with json.dump()"
)
_AS_IT_CAME = "give the answer as it came"

_DECODER = json.JSONDecoder(
    strict=False,  # hard ends of lines within texts are well meant
    parse_int=lambda digits: int(digits) if len(digits) <= _LONGEST_NUMBER else None,
    parse_constant=lambda _: None,
)

_HINTS = {
    "Expecting property name enclosed in double quotes": "names stand between double quotes; Python's "
    "single quotes come from print() or str(), so save the answer with json.dump()",
    "Illegal trailing comma": "remove the comma before the bracket",
    "Expecting ',' delimiter": "a comma or a closing bracket belongs here",
    "Expecting ':' delimiter": "a colon belongs between a name and its value",
    "Unterminated string": "close the text with a double quote; the file may be cut off",
    "Expecting value": "a value belongs here; the file may be cut off",
    "Invalid \\": "write a backslash as two",
}


def elements(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, Json]]:
    """Each element, after its line in the text: of a list, of lists or objects below each other.

    Where the text is no JSON, a Problem with line and column, and no further element.
    """
    line, counted = 1, 0
    try:
        for at, value in _values(text):
            line, counted = line + text.count("\n", counted, at), at
            yield line, value
    except json.JSONDecodeError as error:
        problems.append(_broken(error, text, file))
    except RecursionError:
        problems.append(Problem(file, "an element is nested too deeply", line, hint=_AS_IT_CAME))


def _values(text: str) -> Iterator[tuple[int, Json]]:
    at = _past_blank(text, 0)
    while at < len(text):
        if text[at] == "[":
            at = yield from _items(text, _past_blank(text, at + 1))
        else:
            value, end = _DECODER.raw_decode(text, at)
            yield at, value
            at = end
        at = _past_blank(text, at)


def _items(text: str, at: int) -> Generator[tuple[int, Json], None, int]:
    """The items of the list that is open at `at`; returns where it ends."""
    if text[at : at + 1] == "]":
        return at + 1
    while True:
        value, end = _DECODER.raw_decode(text, at)
        yield at, value
        end = _past_blank(text, end)
        if text[end : end + 1] == "]":
            return end + 1
        if text[end : end + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, end)
        at = _past_blank(text, end + 1)


def _past_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _broken(error: json.JSONDecodeError, text: str, file: str) -> Problem:
    place = (error.lineno, error.colno)
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return Problem(file, "this JSON is cut off: it ends in the middle", *place, hint=_AS_IT_CAME)
    return Problem(file, f"this is not valid JSON: {error.msg.lower()}", *place, hint=_hint(error, text))


def _hint(error: json.JSONDecodeError, text: str) -> str:
    after = text[error.pos :]
    if after.startswith(("'", "None", "True", "False")):
        return _AS_PYTHON
    if after.startswith(("}", "]")):
        return _HINTS["Illegal trailing comma"]
    return next((hint for what, hint in _HINTS.items() if error.msg.startswith(what)), _AS_IT_CAME)
