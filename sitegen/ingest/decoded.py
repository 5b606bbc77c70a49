"""The text of a source."""

from __future__ import annotations

from sitegen.model import Problem

NOT_TEXT = "this is not text in UTF-8"
EMPTY = "the file is empty"


def decoded(data: bytes, file: str, problems: list[Problem], hint: str) -> str | None:
    """The text that some bytes are, without a byte-order mark; None, and a Problem, where they are none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, NOT_TEXT, line, hint=hint))
        return None
    if "\0" in text:
        problems.append(Problem(file, NOT_TEXT, hint=hint))
    elif not text.strip():
        problems.append(Problem(file, EMPTY, hint=hint))
    else:
        return text
    return None
