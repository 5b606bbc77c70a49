r"""Pages that were saved with their links, in the three ways that are common, made alike.

    Markdown              [173](https://…/login?…)   ### [Title](https://…/papers/2401.00010)   [Abstract](…)
                          [- ![](…) - 3 authors](…)  [![google](…)Google](https://…/google)     May 29[6](…)
    with references       the same, but `[Title][32]`, and a line each for `[`, the words, and `][32]`
    with addresses below  “Title”, and “https://…/papers/2401.00010” in a line of its own

All come out as the first, without pictures, each line in its place. Pages without links stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^()\n]*\)")
_HARD_BREAK = re.compile(r"\\{1,2}(?=\n)")
_AUTHORS = re.compile(r"\[[\s*•-]*(\d{1,5} authors?)\s*\]\(\S*?\)")
_COUNT = re.compile(r"\[\s*(\d{1,6}|-|\d{1,3}(?:\.\d+)?k)\s*\](\(\S*?\))")
_LINKED_TEXT = re.compile(r"(?ms)^\[((?:(?!\]\().)+)\](?=\(\S*/papers/\S+\)$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

_BY_REFERENCES = re.compile(r"(?m)^#{1,6} \[[^\n]+\]\[\d+\]\s*$")
_REFERENCE = re.compile(r"\]\[(\d{1,5})\]")
_NAMED_PICTURE = re.compile(r"(?m)^\[\[([\w.-]+)\] ([^\[\]\n]+)\]\(#\d+\)")
_BRACKETS_ALONE = re.compile(r"(?m)^(?:\[|\]\(#\d+\))[ \t]*$")

_BY_ADDRESSES = re.compile(r"(?m)^\s*https://huggingface\.co/login\?next=%2Fpapers%2F\S+\s*$")
_ADDRESS = re.compile(r"https?://\S+")
_UNVOTED = re.compile(r"\[-\] (?=\d|-$)")
"""What is left of the box for one's own vote."""


def with_links_alike(text: str) -> str:
    r"""The page, as the first of the three ways. Its lines end in `\n`."""
    by_references = _BY_REFERENCES.search(text)
    if by_references:
        text = _NAMED_PICTURE.sub(r"\1 \2", _REFERENCE.sub(r"](#\1)", text))
    if _BY_ADDRESSES.search(text):
        text = _with_addresses_in_links(text)
    if "](" not in text:
        return text
    text = _HARD_BREAK.sub("", _PICTURE.sub("", text))
    text = _LINKED_TEXT.sub(lambda match: "[" + _ESCAPED.sub(r"\1", match[1]) + "]", text)
    text = _AUTHORS.sub(_last_line(lambda match: f"• {match[1]}"), text)
    text = _COUNT.sub(_last_line(lambda match: f"[{match[1]}]{match[2]}"), text)
    return _BRACKETS_ALONE.sub("", text) if by_references else text


def _last_line(put: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """Put something in the place of some lines, into the last of them: all others keep their numbers."""
    return lambda match: "\n" * match[0].count("\n") + put(match)


def _with_addresses_in_links(text: str) -> str:
    lines = text.split("\n")
    above: int | None = None
    for number, line in enumerate(map(str.strip, lines)):
        if _ADDRESS.fullmatch(line):
            lines[number] = ""
            if above is not None:
                words = _UNVOTED.sub("", lines[above].strip())
                lines[above] = f"[{words}]({line})"
            above = None
        elif line:
            above = number
    return "\n".join(lines)
