"""Builds as whole commands, taking turns: ours, Hugo's, ours, Hugo's …, so that a slow minute hits both."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sitegen.model import Paper
from tests.bench.corpus import Day
from tests.bench.edits import edit_abstract, marks, spread, taken_back
from tests.bench.measure import Run, run
from tests.bench.programs import PAGEFIND, REPOSITORY, Program, ours

COLD, AGAIN, EDIT, DAY = "cold build", "again, nothing changed", "one abstract edited", "one day of 50 added"
BUILDS = (COLD, AGAIN, EDIT, DAY)
INDEXED = "cold build, against Hugo and Pagefind"
OWN = "this repository's digest, cold"
FEW, MANY = "cold build, for the growth", "cold build, four times the papers"


def rounds(
    program: Program,
    hugo: Program | None,
    days: Sequence[Day],
    next_day: Day,
    *,
    works: Collection[str],
    number: int,
    memory: bool = False,
    pagefind: Sequence[str] = (),
) -> Iterator[Run]:
    """Cold builds of both in turns; between them the `works` that our builds after the first are asked for.

    Every round begins with the same content. With `memory`, the runs tell their peaks and no seconds.
    """
    for paper, mark in zip(spread(days, number), marks(), strict=False):
        yield cold_build(COLD, program, days, memory)
        if AGAIN in works:
            yield _build(AGAIN, program, memory)
        if EDIT in works:
            yield from _edited(program, paper, mark, memory)
        if DAY in works:
            yield from _day_added(program, next_day, memory)
        if hugo:
            yield cold_build(COLD, hugo, days, memory)
        if hugo and pagefind:
            command = (*pagefind, "--site", str(hugo.output))
            yield run(INDEXED, PAGEFIND, command, hugo.folder, memory=memory)


def own_digest(folder: Path, number: int) -> Iterator[Run]:
    """Cold builds of this repository's own content and themes."""
    for name in ("content", "themes"):
        shutil.copytree(REPOSITORY / name, folder / name)
    program = ours(folder)
    for _ in range(number):
        program.remove_leftovers()
        yield _build(OWN, program)


def growth(
    few: Program, days: Sequence[Day], many: Program, more: Sequence[Day], number: int
) -> Iterator[Run]:
    """Cold builds of a site and of a larger one, in turns."""
    for _ in range(number):
        yield cold_build(FEW, few, days)
        yield cold_build(MANY, many, more)


def cold_build(work: str, program: Program, days: Sequence[Day], memory: bool = False) -> Run:
    """A build with nothing there; it has failed where a paper has no page."""
    program.remove_leftovers()
    papers = [paper for day in days for paper in day.papers]
    done = _build(work, program, memory)
    return _checked(done, all(program.page_of(paper).is_file() for paper in papers), "a paper has no page")


def _edited(program: Program, paper: Paper, mark: str, memory: bool) -> Iterator[Run]:
    with taken_back(program.source_of(paper)):
        edit_abstract(program.source_of(paper), mark)
        done = _build(EDIT, program, memory)
        shown = program.page_of(paper).is_file() and mark in program.page_of(paper).read_text("utf-8")
        yield _checked(done, shown, "the edit is not shown")


def _day_added(program: Program, day: Day, memory: bool) -> Iterator[Run]:
    _build(DAY, program)  # what an edit before it left to do is not part of this work
    files = program.add_day(day, program.folder)
    try:
        done = _build(DAY, program, memory)
        shown = all(program.page_of(paper).is_file() for paper in day.papers)
        yield _checked(done, shown, "a new paper has no page")
    finally:
        for file in files:
            file.unlink()


def _build(work: str, program: Program, memory: bool = False) -> Run:
    return run(work, program.name, program.build, program.start_in, memory=memory)


def _checked(done: Run, holds: bool, otherwise: str) -> Run:
    return done if holds or done.failure else Run(done.work, done.program, failure=otherwise)
