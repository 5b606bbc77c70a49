"""What may stand on the command line: every command with its options."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from sitegen import __version__
from sitegen.schema import parse_day
from sitegen.workers import DASK


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
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

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

    command = commands.add_parser(
        "serve", parents=[common, building], help="build, serve, and rebuild on every edit"
    )
    command.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)"
    )
    command.add_argument("--port", type=int, default=8000, help="the port (default: %(default)s)")
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
