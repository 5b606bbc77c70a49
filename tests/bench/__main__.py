"""The benchmark as a command: makes the corpus, runs what is asked for, prints the table. See README.md."""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import shlex
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.bench import building, serving, table
from tests.bench.corpus import Day, make_days
from tests.bench.edits import marks, spread
from tests.bench.measure import Run
from tests.bench.programs import REPOSITORY, Program, find_hugo, hugo, in_memory, ours, version_of
from tests.bench.sources import read_entries

_BUILDS = {"cold": building.COLD, "again": building.AGAIN, "edit": building.EDIT, "day": building.DAY}
_ROWS = [*_BUILDS, "serve", "memory", "own", "growth"]
_ONLY_WHEN_ASKED = {"growth"}
_MEMORY_FILE_SYSTEM = Path("/dev/shm")


def main() -> int:
    """Run the benchmark; the exit status is 1 where a run failed."""
    options = _parser().parse_args()
    options.hugo = options.hugo or find_hugo()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    # As pip leaves a program that it installs, also where Python may not keep what it compiles.
    compileall.compile_dir(REPOSITORY / "sitegen", quiet=1)
    about = _about(options.hugo, options.papers)
    print(", ".join(f"{name} {value}" for name, value in about.items()), flush=True)
    work = Path(tempfile.mkdtemp(prefix="sitegen-bench-", dir=options.work))
    runs: list[Run] = []
    try:
        for run in _runs(options, work):
            runs.append(run)
            print(_told(run), file=sys.stderr, flush=True)
            if options.json:
                with options.json.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(about | asdict(run)) + "\n")
    finally:
        if options.keep:
            print(f"The sites are in {work}", file=sys.stderr)
        else:
            shutil.rmtree(work)
    print(f"\n{table.written(table.rows(runs))}")
    return 1 if any(run.failure for run in runs) else 0


def _runs(options: argparse.Namespace, work: Path) -> Iterator[Run]:
    """Every run that is asked for, one after the other."""
    asked: set[str] = options.rows
    if asked & {*_BUILDS, "serve", "memory", "growth"}:
        *days, next_day = _days(options.papers, more=1)
        program = _with_site(ours(work / "ours"), days)
        peer = _with_site(hugo(options.hugo, work / "hugo"), days) if options.hugo else None
        works = [_BUILDS[name] for name in _BUILDS if name in asked]
        rounds = partial(building.rounds, program, peer, days, next_day, pagefind=options.pagefind)
        if works:
            yield from rounds(works=works, number=options.rounds)
        if "memory" in asked:
            yield from rounds(works=works or building.BUILDS, number=1, memory=True)
        if "serve" in asked:
            yield from _serve(program, peer, days, options.edits)
        if "growth" in asked:
            more = _days(4 * options.papers)
            larger = _with_site(ours(work / "larger"), more)
            yield from building.growth(program, days, larger, more, options.rounds)
    if "own" in asked:
        yield from building.own_digest(work / "own", options.rounds)


def _serve(program: Program, peer: Program | None, days: Sequence[Day], edits: int) -> Iterator[Run]:
    words = marks()
    for one in [program, *([peer, in_memory(peer)] if peer else [])]:
        yield from serving.serve_edits(one, spread(days, edits), words)


def _days(papers: int, more: int = 0) -> list[Day]:
    return make_days(read_entries(REPOSITORY / "content/sources"), papers, more_days=more)


def _with_site(program: Program, days: Sequence[Day]) -> Program:
    program.write_site(days, program.folder)
    return program


def _about(hugo: Path | None, papers: int) -> dict[str, str | int]:
    """What figures depend on."""
    return {
        "papers": papers,
        "Hugo": version_of(hugo) if hugo else "none",
        "Python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
    }


def _told(run: Run) -> str:
    if run.failure:
        return f"{run.work}, {run.program}: failed, {run.failure}"
    parts = [
        *([] if run.wall is None else [f"{run.wall:.3f} s"]),
        *([] if run.cpu is None else [f"{run.cpu:.2f} s of processor time"]),
        *([] if run.peak is None else [f"{run.peak:.0f} MiB"]),
    ]
    return f"{run.work}, {run.program}: {', '.join(parts)}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="How long sitegen takes, beside Hugo."
    )
    parser.add_argument(
        "--papers", type=int, default=25_000, metavar="N", help="how many to make (default: %(default)s)"
    )
    parser.add_argument(
        "--rows",
        type=_asked,
        default=set(_ROWS) - _ONLY_WHEN_ASKED,
        metavar="ROW,ROW",
        help=f"of {','.join(_ROWS)} (default: all but {','.join(_ONLY_WHEN_ASKED)})",
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=3,
        metavar="N",
        help="how often each build is timed (default: %(default)s)",
    )
    parser.add_argument(
        "--edits",
        type=int,
        default=5,
        metavar="N",
        help="papers to edit while serving (default: %(default)s)",
    )
    parser.add_argument(
        "--hugo", type=Path, metavar="FILE", help="Hugo's binary (default: the one installed)"
    )
    parser.add_argument(
        "--pagefind",
        type=shlex.split,
        default=(),
        metavar="COMMAND",
        help="also index Hugo's pages by this command",
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=_MEMORY_FILE_SYSTEM if _MEMORY_FILE_SYSTEM.is_dir() else None,
        metavar="DIR",
        help="make the sites in a new folder of this one (default: a memory file system, if there is one)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="add every run to this file, a line each")
    parser.add_argument("--keep", action="store_true", help="leave the sites where they are")
    return parser


def _asked(text: str) -> set[str]:
    rows = {name.strip() for name in text.split(",")}
    if unknown := rows - set(_ROWS):
        raise argparse.ArgumentTypeError(f"there is no row {', '.join(sorted(unknown))}")
    return rows


if __name__ == "__main__":
    sys.exit(main())
