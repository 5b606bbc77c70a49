"""The command line: arguments in, one call, wording out.

Exit status: 0 fine, 1 problems in the content or the input, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path

from sitegen import __version__, report
from sitegen.build import build
from sitegen.model import ContentError
from sitegen.project import Options, Project
from sitegen.schema import parse_day
from sitegen.workers import DASK

FINE, PROBLEMS, USAGE = 0, 1, 2


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
    with Bar(hidden=options.quiet) as bar:
        result = build(Project(options.directory), _how(options), bar)
    _say(options, report.built(result, time.perf_counter() - start))
    if options.profile:
        print(report.profiled(result))
    if result.warnings:
        print(report.warned(result.warnings), file=sys.stderr)
    # Whoever ends need not look for cycles among all that was read.
    gc.freeze()
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
    from sitegen.ingest import import_pages

    if options.date and len(options.files) > 1:
        print("sitegen import: --date is for one file; import the others by themselves", file=sys.stderr)
        return USAGE
    outcome = import_pages(options.files, options.directory / "content", options.date)
    _say(options, report.imported(outcome))
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
        "import", parents=[common], help="turn pages of a digest into content files"
    )
    command.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a page saved as text")
    command.add_argument(
        "--date", type=_day, metavar="DAY", help="the page's day, 2025-10-30, where it cannot be told"
    )
    command.set_defaults(command=_import)

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
