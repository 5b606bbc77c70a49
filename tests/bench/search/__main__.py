"""The search's benchmark as a command: builds both indexes, asks both, prints the table. See ../README.md."""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.corpus import make_days
from tests.bench.measure import run
from tests.bench.programs import OURS, PAGEFIND, REPOSITORY, Program, find_hugo, hugo, ours
from tests.bench.search import asking, table
from tests.bench.search.host import serving
from tests.bench.sources import read_entries


def main() -> int:
    """Run the benchmark; the exit status is 1 where a program failed."""
    options = _parser().parse_args()
    work = Path(tempfile.mkdtemp(prefix="sitegen-search-", dir=options.work))
    try:
        for papers in options.papers:
            folder = work / str(papers)
            measured = _measure(options, papers, folder)
            print(f"\n{papers} papers\n\n{table.written(table.rows(papers, measured))}", flush=True)
            if options.json:
                with options.json.open("a", encoding="utf-8") as lines:
                    lines.writelines(
                        json.dumps({"papers": papers, "engine": name, **asdict(figures)}) + "\n"
                        for name, figures in measured.items()
                    )
            if not options.keep:
                shutil.rmtree(folder)
    finally:
        if options.keep:
            print(f"The sites are in {work}", file=sys.stderr)
        else:
            shutil.rmtree(work)
    return 0


def _measure(options: argparse.Namespace, papers: int, folder: Path) -> dict[str, table.Figures]:
    days = make_days(read_entries(REPOSITORY / "content/sources"), papers)
    queries = asking.queries([paper for day in days for paper in day.papers])
    mine = ours(folder / "ours")
    mine.write_site(days, mine.folder)
    _call(OURS, mine.build, mine.start_in)
    shown = mine
    if binary := options.hugo or find_hugo():
        shown = hugo(binary, folder / "hugo")
        shown.write_site(days, shown.folder)
        _call(shown.name, shown.build, shown.start_in)

    seconds = [
        _index(mine.folder / "content", folder / f"index-{round_}") for round_ in range(options.rounds)
    ]
    anew, of_counted = zip(*seconds, strict=True)
    found = {OURS: _asked(mine, "search", asking.OURS, queries, anew, of_counted)}
    if options.pagefind:
        command = [*options.pagefind, "--site", str(shown.output)]
        theirs = [_call(PAGEFIND, command, folder) for _ in range(options.rounds)]
        found[PAGEFIND] = _asked(shown, "pagefind", asking.PAGEFIND, queries, theirs, theirs)
    return found


def _asked(
    program: Program,
    folder: str,
    script: str,
    queries: Sequence[str],
    seconds: Sequence[float],
    of_counted: Sequence[float],
) -> table.Figures:
    with serving(program.output) as host:
        asked = asking.ask(host, script, queries)
    files = [path.stat().st_size for path in (program.output / folder).rglob("*") if path.is_file()]
    return table.Figures(asked, list(seconds), list(of_counted), len(files), max(files))


def _index(content: Path, folder: Path) -> tuple[float, float]:
    """Seconds to make our index, anew and of counted words, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.search.indexing", str(content), str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True)
    anew, of_counted = map(float, done.stdout.split())
    return anew, of_counted


def _call(name: str, command: Sequence[str], folder: Path) -> float:
    """Seconds that a command takes, its start included."""
    done = run("", name, command, folder)
    if done.failure or done.wall is None:
        raise SystemExit(f"{name}: {done.failure}")
    print(f"{name}: {done.wall:.2f} s", file=sys.stderr, flush=True)
    return done.wall


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.search", description="The search beside Pagefind's."
    )
    parser.add_argument(
        "--papers",
        type=lambda text: [int(number) for number in text.split(",")],
        default=[250, 2500, 25_000],
        metavar="N,N",
        help="how many to make (default: 250,2500,25000)",
    )
    parser.add_argument(
        "--pagefind", type=shlex.split, default=(), metavar="COMMAND", help="Pagefind's command"
    )
    parser.add_argument(
        "--hugo", type=Path, metavar="FILE", help="Hugo's binary, for the pages that Pagefind reads"
    )
    parser.add_argument(
        "--rounds", type=int, default=1, metavar="N", help="how often each index is made (default: 1)"
    )
    parser.add_argument(
        "--work", type=Path, default=Path("/dev/shm"), metavar="DIR", help="where (default: %(default)s)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="add all figures to this file")
    parser.add_argument("--keep", action="store_true", help="leave the sites where they are")
    return parser


if __name__ == "__main__":
    sys.exit(main())
