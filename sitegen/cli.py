"""The command line: arguments in, one call, wording out.

Exit status: 0 fine, 1 problems in the content or the input, 2 wrong usage, 3 a dry run found changes.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from functools import partial
from typing import NoReturn

from sitegen import report
from sitegen.arguments import make_parser
from sitegen.build import build
from sitegen.model import ContentError
from sitegen.project import Options, Project

FINE, PROBLEMS, USAGE, CHANGES = 0, 1, 2, 3


def run() -> NoReturn:
    """The command as a process, which ends at once: the system takes memory back faster than Python."""
    # Nearly half of what it costs to load numpy are threads for linear algebra, of which there is none here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = main()
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = make_parser().parse_args(arguments)
    try:
        if not options.directory.is_dir():
            print(f"sitegen: there is no folder {options.directory}", file=sys.stderr)
            return USAGE
        status = _COMMANDS[options.command](options)
        sys.stdout.flush()  # here, where it is told if that fails
        return status
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
    gc.disable()  # from here on: whoever enables it again has it look at all that was read
    try:
        with Bar(hidden=options.quiet) as bar:
            result = build(Project(options.directory), _how(options), bar)
    finally:
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


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "import": _import,
    "fetch": _fetch,
    "enrich": _enrich,
    "suggest": _suggest,
    "build": _build,
    "serve": _serve,
}
