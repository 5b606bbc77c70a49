"""Wording: what the commands tell a person."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.build import Result
from sitegen.model import Problem


def number(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 page`, `412 pages`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(problems: Sequence[Problem]) -> str:
    """Problems as lines that an editor can jump to, each hint below its own."""
    lines: list[str] = []
    for problem in problems:
        place = ":".join(
            str(part) for part in (problem.file, problem.line, problem.column) if part is not None
        )
        lines.append(f"{place}: {problem.message}")
        if problem.hint:
            lines.append(f"    {problem.hint}")
    return "\n".join(lines)


def refused(problems: Sequence[Problem]) -> str:
    """What is wrong, and that nothing was written because of it."""
    return f"{listed(problems)}\n{number(len(problems), 'problem')}; nothing was written."


def built(result: Result, seconds: float) -> str:
    """What a build did."""
    total = len(result.written) + result.unchanged
    changes = [f"{len(result.written):,} written", f"{result.unchanged:,} unchanged"]
    if result.removed:
        changes.append(f"{len(result.removed):,} removed")
    papers, days = number(result.papers, "paper"), number(result.days, "day")
    return f"{papers} in {days}: {number(total, 'file')} in site/ ({', '.join(changes)}), {seconds:.2f} s"


def warned(problems: Sequence[Problem]) -> str:
    """What a person may want to know, though it stops nothing."""
    return "\n".join(f"warning: {line}" if line[0] != " " else line for line in listed(problems).split("\n"))
