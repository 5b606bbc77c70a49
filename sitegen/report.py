"""Wording: what the commands tell a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.build import Result
from sitegen.model import Problem
from sitegen.wording import count

if TYPE_CHECKING:  # a build needs nothing of it at work
    from sitegen.ingest import KeptEdit, Report
    from sitegen.ingest.enrich import Enriched
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
    """What an import did: a line a source, what a person should look at, then the papers."""
    taken = report.taken
    lines = [
        f"{source.file}: {_days(source.days)}, {count(source.entries, 'entry', 'entries')}"
        + (", imported before" if source.is_known else "")
        for source in report.sources
    ]
    lines += [f"left out: {line}" if line[0] != " " else line for line in _lines(listed(report.left_out))]
    lines += [f"{conflict.place}: {conflict.message}" for conflict in taken.conflicts]
    lines += [f"kept {edit.slug}, {edit.field}: {_against(edit)}" for edit in taken.kept]
    numbers = [
        f"{count(taken.new, 'paper')} new",
        f"{taken.merged:,} merged",
        f"{report.unchanged:,} unchanged",
        *_some(taken.unplaced, "not placed"),
        *_some(len(taken.kept), "human edit kept", "human edits kept"),
        *_some(len(taken.conflicts), "conflict", "conflicts"),
        *_some(len(report.left_out), "left out"),
    ]
    return "\n".join([*lines, f"{count(report.entries, 'entry', 'entries')}: {', '.join(numbers)}"])


def imported_json(report: Report) -> str:
    """The same for programs; docs/commands.md describes it."""
    taken = report.taken
    fields = {
        "entries": report.entries,
        "new": taken.new,
        "merged": taken.merged,
        "unchanged": report.unchanged,
        "unplaced": taken.unplaced,
        "sources": [
            {
                "file": source.file,
                "kind": source.kind,
                "days": [day.isoformat() for day in source.days],
                "entries": source.entries,
                "known": source.is_known,
            }
            for source in report.sources
        ],
        "new_papers": taken.new_papers,
        "human_edits_kept": [asdict(edit) for edit in taken.kept],
        "conflicts": [asdict(conflict) for conflict in taken.conflicts],
        "left_out": [asdict(problem) for problem in report.left_out],
        "changed_files": list(report.changed),
    }
    return json.dumps(fields, ensure_ascii=False, indent=2)


def refused_json(problems: Sequence[Problem]) -> str:
    """What is wrong, for programs."""
    return json.dumps({"problems": [asdict(problem) for problem in problems]}, ensure_ascii=False, indent=2)


def _against(edit: KeptEdit) -> str:
    if edit.field == "deleted":
        return f"it stays away, though {edit.theirs} lists it"
    if edit.field.startswith("day "):
        return f"it stays out, though {edit.theirs} lists it"
    return f"yours is “{edit.yours}”, a source says “{edit.theirs}”"


def _days(days: Sequence[date]) -> str:
    return f"{days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _some(number: int, one: str, several: str | None = None) -> list[str]:
    return [f"{number:,} {one if number == 1 else several or one}"] if number else []


def fetched(files: Sequence[Path]) -> str:
    """What was kept of answers."""
    if not files:
        return "there are no papers of that time"
    return "\n".join([*(f"content/sources/{file.name}" for file in files), count(len(files), "answer")])


def enriched(outcome: Enriched) -> str:
    """Which papers gained something, and why others did not."""
    lines = [f"{paper.slug}: {', '.join(paper.fields)}" for paper in outcome.filled]
    lines += [f"{paper.slug} is left alone: {paper.reason}" for paper in outcome.left]
    end = f"{count(len(outcome.filled), 'paper')} filled in, {len(outcome.left):,} left alone"
    return "\n".join([*lines, end])


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
