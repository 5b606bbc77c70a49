"""Wording: what the commands tell a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sitegen.build import Result
from sitegen.model import Problem
from sitegen.wording import count

if TYPE_CHECKING:  # a build needs nothing of it at work
    from sitegen.ingest import Report
    from sitegen.ingest.topics import Advice, Evaluation, Score

_REASONS = 8
"""How many of the phrases that matched are told."""


def listed(problems: Sequence[Problem]) -> str:
    """Problems as lines that an editor can jump to, each hint below its own."""
    lines: list[str] = []
    for problem in problems:
        lines.append(f"{problem.place}: {problem.message}")
        if problem.hint:
            lines.append(f"    {problem.hint}")
    return "\n".join(lines)


def refused(problems: Sequence[Problem]) -> str:
    """What is wrong, and that nothing was written because of it."""
    return f"{listed(problems)}\n{count(len(problems), 'problem')}; nothing was written."


def built(result: Result, seconds: float) -> str:
    """What a build did."""
    total = len(result.written) + result.unchanged
    changes = [f"{len(result.written):,} written", f"{result.unchanged:,} unchanged"]
    if result.removed:
        changes.append(f"{len(result.removed):,} removed")
    papers, days = count(result.papers, "paper"), count(result.days, "day")
    return f"{papers} in {days}: {count(total, 'file')} in site/ ({', '.join(changes)}), {seconds:.2f} s"


def profiled(result: Result) -> str:
    """Where a build's time went: its stages, then what the pages of each template cost."""
    total = sum(stage.seconds for stage in result.stages) or 1.0
    lines = [f"{'stage':<24}{'seconds':>9}{'share':>7}{'items':>9}{'ms each':>9}"]
    for stage in result.stages:
        each = f"{stage.items:>9,}{stage.seconds / stage.items * 1e3:>9.3f}" if stage.items else ""
        lines.append(f"{stage.name:<24}{stage.seconds:>9.3f}{stage.seconds / total:>7.0%}{each}")
    if result.work:
        lines += [
            "",
            f"{'rendered with':<24}{'seconds':>9}{'share':>7}{'pages':>9}{'ms each':>9}{'kB each':>9}",
        ]
        all_work = sum(work.seconds for work in result.work.values()) or 1.0
        for name, work in sorted(result.work.items(), key=lambda item: -item[1].seconds):
            lines.append(
                f"{name:<24}{work.seconds:>9.3f}{work.seconds / all_work:>7.0%}{work.pages:>9,}"
                f"{work.seconds / work.pages * 1e3:>9.3f}{work.size / work.pages / 1e3:>9.1f}"
            )
        lines.append("(processor time, of all processes together)")
    return "\n".join(lines)


def warned(problems: Sequence[Problem]) -> str:
    """What a person may want to know, though it stops nothing."""
    return "\n".join(f"warning: {line}" if line[0] != " " else line for line in listed(problems).split("\n"))


def imported(report: Report) -> str:
    """What an import did: a line a page, then the papers."""
    lines = [
        f"{page.file}: {page.day}, {count(page.entries, 'entry', 'entries')}"
        + (", imported before" if page.kept else "")
        for page in report.pages
    ]
    papers = f"{count(report.taken.new, 'paper')} new, {report.taken.merged:,} merged, {report.unchanged:,} unchanged"
    return "\n".join([*lines, f"{count(report.entries, 'entry', 'entries')}: {papers}"])


def suggested(advice: Sequence[Advice]) -> str:
    """What is suggested for papers, with the reasons."""
    if not advice:
        return "every paper has a topic"
    lines: list[str] = []
    for one in advice:
        has = f" (has {', '.join(one.paper.topics)})" if one.paper.topics else ""
        lines.append(f"{one.paper.path}: {one.paper.title}{has}")
        for suggestion in one.suggestions:
            why = ", ".join(f"“{phrase}”" for phrase in suggestion.phrases[:_REASONS])
            lines.append(f"    {suggestion.topic} {suggestion.score:.1f}: {why}")
        if not one.suggestions:
            lines.append("    none")
    written = sum(one.written for one in advice)
    end = f"; {written:,} written" if written else ""
    return "\n".join([*lines, f"{count(len(advice), 'paper')}{end}"])


def evaluated(evaluation: Evaluation) -> str:
    """How suggestions agree with a person's topics: each topic, then all pairs together."""
    lines = [f"{'topic':<28}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>7}{'wrong':>7}{'missed':>8}"]
    for slug, score in evaluation.topics.items():
        if score.right or score.wrong or score.missed:
            lines.append(_score(slug, score))
    lines.append(_score(f"all, of {count(evaluation.papers, 'paper')}", evaluation.whole))
    return "\n".join(lines)


def _score(name: str, score: Score) -> str:
    values = f"{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>7.3f}"
    return f"{name:<28}{values}{score.right:>7,}{score.wrong:>7,}{score.missed:>8,}"
