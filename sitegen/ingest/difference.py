"""What an import would change, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from sitegen.ingest.record import FOLDER as RECORDS
from sitegen.ingest.sources import FOLDER as SOURCES
from sitegen.ingest.write import Change
from sitegen.wording import count

_NO_END = "␄"
"""Shows that a file's last line does not end."""


def difference(change: Change, folder: str = "content") -> str:
    """The difference between a file and what it would be, in unified form; of others a line."""
    kind, path = change.path.partition("/")[0], f"{folder}/{change.path}"
    before, after = _lines(change.before), _lines(change.after)
    if kind == RECORDS:
        gone, new = set(before) - set(after), set(after) - set(before)
        return f"{path}: {count(len(new), 'line')} new or changed, {len(gone):,} gone or changed\n"
    if kind == SOURCES:
        return f"{path}: new, {count(len(change.after or b''), 'byte')}\n"
    lines = unified_diff(
        before,
        after,
        path if change.before is not None else "/dev/null",
        path if change.after is not None else "/dev/null",
        lineterm="",
    )
    return "".join(f"{line}\n" for line in _with_ends(lines))


def _lines(data: bytes | None) -> list[str]:
    lines = (data or b"").decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    return [*lines[:-1], f"{lines[-1]}{_NO_END}"] if lines[-1] else lines[:-1]


def _with_ends(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\r", "␍")
