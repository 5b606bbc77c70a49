"""The command line: arguments in, one call, wording out.

Exit status: 0 fine, 1 problems in the content or the input, 2 wrong usage, 3 a dry run found changes.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

from sitegen import __version__, report
from sitegen.build import build
from sitegen.model import ContentError
from sitegen.project import Options, Project
from sitegen.schema import parse_day
from sitegen.workers import DASK

FINE, PROBLEMS, USAGE, CHANGES = 0, 1, 2, 3


def run() -> NoReturn:
    """The command as a process, which ends at once: the system takes memory back faster than Python."""
    status = main()
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = make_parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        if not options.directory.is_dir():
            print(f"sitegen: there is no folder {options.directory}", file=sys.stderr)
            return USAGE
        return command(options)
    except ContentError as error:
        print(report.refused(error.problems), file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has enough of it; the interpreter must not complain of that at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:
        if options.debug:
            raise
        print(f"sitegen: {_plainly(error)}", file=sys.stderr)
        return PROBLEMS


def _build(options: argparse.Namespace) -> int:
    from sitegen.bar import Bar

    start = time.perf_counter()
    gc.disable()
    try:
        with Bar(hidden=options.quiet) as bar:
            result = build(Project(options.directory), _how(options), bar)
    finally:
        # Whoever ends need not look for cycles among all that was read.
        gc.freeze()
        gc.enable()
    _say(options, report.built(result, time.perf_counter() - start))
    if options.profile:
        print(report.profiled(result))
    if result.warnings:
        print(report.warned(result.warnings), file=sys.stderr)
    return FINE


def _serve(options: argparse.Namespace) -> int:
    from sitegen.serve import serve

    serve(
        Project(options.directory),
        host=options.host,
        port=options.port,
        options=_how(options),
        say=partial(_say, options),
    )
    return FINE


def _how(options: argparse.Namespace) -> Options:
    """The options that are the build's."""
    given = vars(options)
    return Options(**{name.name: given[name.name] for name in fields(Options) if name.name in given})


def _import(options: argparse.Namespace) -> int:
    from sitegen.bar import Bar
    from sitegen.ingest import Change, import_sources
    from sitegen.ingest.difference import difference
    from sitegen.ingest.kinds import Kind

    if not options.sources and not options.restore:
        print("sitegen import: name a source, or a paper to --restore", file=sys.stderr)
        return USAGE

    def show(change: Change) -> None:
        print(difference(change), end="", file=sys.stderr if options.json else sys.stdout)

    try:
        with Bar(hidden=options.quiet, unit=" entries") as bar:
            outcome = import_sources(
                options.sources,
                options.directory / "content",
                day=options.date,
                kind=Kind(options.kind) if options.kind else None,
                restore=options.restore,
                show=show if options.dry_run else None,
                progress=bar,
            )
    except ContentError as error:
        if not options.json:
            raise
        print(report.refused_json(error.problems))
        return PROBLEMS
    if options.json:
        print(report.imported_json(outcome))
    else:
        _say(options, report.imported(outcome))
    return CHANGES if options.dry_run and outcome.changed else FINE


def _fetch(options: argparse.Namespace) -> int:
    from sitegen.bar import Bar
    from sitegen.ingest import import_sources
    from sitegen.ingest.client import Client, FetchError
    from sitegen.ingest.fetch import days_between, fetch

    last = options.last or options.day
    if last < options.day:
        print(f"sitegen fetch: {last} is before {options.day}", file=sys.stderr)
        return USAGE
    content = options.directory / "content"
    days = days_between(options.day, last)
    kept = {path.as_posix() for path in (content / "sources").glob("*")}
    try:
        with Bar(hidden=options.quiet, unit=" days") as bar:
            client = Client(say=partial(_say, options))
            files = fetch(content, days, client, categories=options.arxiv, progress=bar)
    except FetchError as error:
        print(f"sitegen: {error}", file=sys.stderr)
        return PROBLEMS
    if options.save_only or not files:
        _say(options, report.fetched(files))
        return FINE
    with Bar(hidden=options.quiet, unit=" entries") as bar:
        outcome = import_sources(files, content, progress=bar)
    sources = [replace(source, is_known=source.file in kept) for source in outcome.sources]
    _say(options, report.imported(replace(outcome, sources=tuple(sources))))
    return FINE


def _enrich(options: argparse.Namespace) -> int:
    from sitegen.bar import Bar
    from sitegen.ingest.client import Client, FetchError
    from sitegen.ingest.enrich import enrich_from_files, enrich_from_network

    content = options.directory / "content"
    try:
        with Bar(hidden=options.quiet, unit=" papers") as bar:
            if options.answers:
                outcome = enrich_from_files(content, options.papers, options.answers, bar)
            else:
                client = Client(say=partial(_say, options))
                outcome = enrich_from_network(
                    content, options.papers, client, save=options.save, progress=bar
                )
    except FetchError as error:
        print(f"sitegen: {error}", file=sys.stderr)
        return PROBLEMS
    _say(options, report.enriched(outcome))
    return FINE


def _suggest(options: argparse.Namespace) -> int:
    from sitegen.ingest.topics import evaluate, suggest_for, suggest_for_files

    content = options.directory / "content"
    if options.json:
        print(json.dumps(suggest_for_files(content, options.json), ensure_ascii=False, indent=1))
    elif options.evaluate:
        print(report.evaluated(evaluate(content, options.evaluate)))
    else:
        _say(options, report.suggested(suggest_for(content, options.papers, write=options.write)))
    return FINE


def _say(options: argparse.Namespace, text: str) -> None:
    if not options.quiet:
        print(text, flush=True)


def _plainly(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    if isinstance(error, sqlite3.Error):
        return f".sitegen/: what a build remembers cannot be kept there: {error}"
    return f"this is a fault of the program ({type(error).__name__}: {error}); --debug shows where"


def make_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "-C", dest="directory", metavar="DIR", type=Path, default=Path(), help="work in this folder"
    )
    common.add_argument("--quiet", action="store_true", help="say nothing but problems")
    common.add_argument("--debug", action="store_true", help="show a traceback for a fault of the program")

    parser = argparse.ArgumentParser(
        prog="sitegen", description="A daily digest of research papers as a static site of one's own."
    )
    parser.add_argument("--version", action="version", version=f"sitegen {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser(
        "import", parents=[common], help="turn saved pages, answers and lists into content files"
    )
    command.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a saved page, an answer of the Daily Papers API or of arXiv, a BibTeX file, a folder of them, "
        "or - for standard input",
    )
    command.add_argument(
        "--date", type=_day, metavar="DAY", help="the sources' day, 2025-10-30, where it cannot be told"
    )
    command.add_argument(
        "--kind",
        choices=("dump", "api", "arxiv", "bibtex"),
        help="read all sources as of this kind (default: what each looks like)",
    )
    command.add_argument(
        "--restore",
        nargs="+",
        default=[],
        metavar="SLUG",
        help="bring papers back that were deleted or taken out of a day, from the sources kept",
    )
    command.add_argument("--dry-run", action="store_true", help="write nothing, show what would change")
    command.add_argument("--json", action="store_true", help="say what was done as JSON")
    command.set_defaults(command=_import)

    command = commands.add_parser(
        "fetch", parents=[common], help="ask for the papers of a day, or of several, and import them"
    )
    command.add_argument("day", type=_day, metavar="DAY", help="the day, 2025-10-30")
    command.add_argument("last", type=_day, nargs="?", metavar="LAST", help="the last day, of several")
    command.add_argument(
        "--arxiv",
        action="append",
        default=[],
        metavar="CATEGORY",
        help="ask arXiv for a category, cs.IR, instead of the Daily Papers (may be repeated)",
    )
    command.add_argument(
        "--save-only", action="store_true", help="keep the answers in content/sources/, and import nothing"
    )
    command.set_defaults(command=_fetch)

    command = commands.add_parser(
        "enrich", parents=[common], help="fill in missing authors, ids and links of papers"
    )
    command.add_argument(
        "papers", nargs="*", metavar="PAPER", help="a paper's slug or file (default: all that lack something)"
    )
    origin = command.add_mutually_exclusive_group()
    origin.add_argument(
        "--from",
        dest="answers",
        nargs="+",
        metavar="FILE",
        help="take saved answers of arXiv or the API, or folders of them, and ask nobody",
    )
    origin.add_argument("--save", type=Path, metavar="DIR", help="keep the answers in this folder")
    command.set_defaults(command=_enrich)

    command = commands.add_parser("suggest", parents=[common], help="suggest topics for papers, and say why")
    command.add_argument(
        "papers", nargs="*", metavar="PAPER", help="a paper's slug or file (default: all that have no topic)"
    )
    instead = command.add_mutually_exclusive_group()
    instead.add_argument("--write", action="store_true", help="put them into the papers that have no topic")
    instead.add_argument(
        "--evaluate", type=Path, metavar="FILE", help="compare with topics that a person gave (YAML or JSON)"
    )
    instead.add_argument(
        "--json", type=Path, nargs="+", metavar="FILE", help="suggest for the papers of JSON files, as JSON"
    )
    command.set_defaults(command=_suggest)

    building = argparse.ArgumentParser(add_help=False)
    building.add_argument(
        "--today", type=_day, metavar="DAY", help="leave out what is dated later (default: today)"
    )
    building.add_argument(
        "--base-url", metavar="URL", help="where the site will be served, instead of site.yml's base_url"
    )

    building.add_argument(
        "--jobs", type=_number, metavar="N", help="use at most so many processes (default: one a processor)"
    )

    command = commands.add_parser("build", parents=[common, building], help="write the site to site/")
    command.add_argument(
        "--precompress", action="store_true", help="write .gz and .br copies of text files beside them"
    )
    command.add_argument(
        "--verify", action="store_true", help="read what lies in site/ instead of trusting sizes and times"
    )
    command.add_argument("--profile", action="store_true", help="tell where the time went")
    command.add_argument(
        "--executor", type=_cluster, metavar="ADDRESS", help="hand the work to a cluster: dask://HOST:PORT"
    )
    command.set_defaults(command=_build)

    command = commands.add_parser(
        "serve", parents=[common, building], help="build, serve, and rebuild on every edit"
    )
    command.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)"
    )
    command.add_argument("--port", type=int, default=8000, help="the port (default: %(default)s)")
    command.set_defaults(command=_serve)
    return parser


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date; write it as 2025-10-30")
    return day


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of processes; write 1 or more")
    return int(text)


def _cluster(text: str) -> str:
    if not re.fullmatch(rf"{DASK}[^\s/]+:\d+", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no cluster; write it as {DASK}HOST:PORT")
    return text
