"""Reading a text file that a person wrote."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.model import Problem

UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters and the like: neither HTML nor XML may hold them."""
_CONTROLS = bytes(byte for byte in range(0x80) if UNSHOWABLE.match(chr(byte)))
_LEADS = tuple({character.encode()[:1] for character in "\x80\ufdd0\uffff"})
"""The bytes with which those beyond ASCII begin."""


def read_text(path: Path, file: str, problems: list[Problem]) -> str | None:
    """The text of a file, without a byte-order mark; None, and a Problem, where there is none to be had.

    `file` is its name in messages.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(unreadable(file, error))
        return None
    return decode_text(data, file, problems)


def decode_text(data: bytes, file: str, problems: list[Problem]) -> str | None:
    """The text that a file's bytes are; None, and a Problem, where they are none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, "this is not UTF-8", line, hint="save the file as UTF-8"))
        return None
    match = None if _is_showable(data) else UNSHOWABLE.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        problems.append(unshowable(file, match[0], line, column))
        return None
    return text


def _is_showable(data: bytes) -> bool:
    """Whether one can tell at a glance that all characters can be shown, as one mostly can."""
    return len(data.translate(None, _CONTROLS)) == len(data) and not any(lead in data for lead in _LEADS)


def unreadable(file: str, error: OSError) -> Problem:
    """The Problem of a file that the system does not let us read."""
    return Problem(file, f"this cannot be read: {error.strerror}")


def unshowable(file: str, character: str, line: int, column: int) -> Problem:
    """The Problem of a character that no page can show."""
    what = f"no page can show the character U+{ord(character):04X}"
    return Problem(file, what, line, column, "remove it")
