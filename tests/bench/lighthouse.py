"""Lighthouse on this repository's own digest: `python -m tests.bench.lighthouse`.

It needs Node's npx and a Chromium. Each kind of page is looked at as by a phone on a slow network, which is
simulated, so that a busy machine matters least. The table has the best of some runs, since noise only takes
points away; below it stands what costs any.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sitegen.build import build
from sitegen.project import Options, Project
from tests.bench.programs import REPOSITORY
from tests.bench.search.host import serving

PAGES = {
    "home": "",
    "day": "days/2025-10-30/",
    "topic": "topics/retrieval/",
    "paper": "papers/llm-guided-hierarchical-retrieval/",
    "search": "search/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FULL = 100
_LIGHTHOUSE = "npx --yes lighthouse@12"


def main() -> int:
    """Print the points of each page; the exit status is 1 where one is missing."""
    options = _parser().parse_args()
    work = Path(tempfile.mkdtemp(prefix="sitegen-lighthouse-"))
    for name in ("content", "themes"):
        (work / name).symlink_to(REPOSITORY / name)
    project = Project(work)
    lost: list[str] = []
    with serving(project.output) as host:
        # Where the site says that it is, there it is: Lighthouse holds one to it.
        build(project, Options(base_url=f"{host.url}/"))
        print(f"{'page':<10}" + "".join(f"{name:>16}" for name in CATEGORIES))
        for kind, address in PAGES.items():
            looks = (_look(options.lighthouse, f"{host.url}/{address}", work) for _ in range(options.runs))
            runs = [run for run in looks if run]
            if not runs:
                lost.append(f"{kind}: no run succeeded; Lighthouse says why above")
                continue
            points = {name: max(_points(run, name) for run in runs) for name in CATEGORIES}
            print(f"{kind:<10}" + "".join(f"{points[name]:>16}" for name in CATEGORIES), flush=True)
            best = max(runs, key=lambda run: sum(_points(run, name) for name in CATEGORIES))
            lost += [f"{kind}: {words}" for words in _losses(best)]
            if options.reports:
                options.reports.mkdir(parents=True, exist_ok=True)
                (options.reports / f"{kind}.json").write_text(json.dumps(best), "utf-8")
    shutil.rmtree(work)
    print("\n".join(lost))
    return 1 if lost else 0


def _look(lighthouse: str, url: str, work: Path) -> dict[str, Any] | None:
    """One report; None where Lighthouse gave up, as it may on a busy machine."""
    report = work / "report.json"
    command = [
        *lighthouse.split(),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--throttling-method=simulate",
        "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    environment = os.environ | ({"CHROME_PATH": chromium} if chromium else {})
    if subprocess.run(command, check=False, env=environment).returncode:
        return None
    found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def _points(report: dict[str, Any], category: str) -> int:
    return round(100 * (report["categories"][category]["score"] or 0))


def _losses(report: dict[str, Any]) -> list[str]:
    """The audits that cost points, each with what Lighthouse says of it."""
    return [
        f"{audit['title']}: {audit.get('displayValue') or audit['score']}"
        for name in CATEGORIES
        if _points(report, name) < FULL
        for part in report["categories"][name]["auditRefs"]
        if part["weight"] and (audit := report["audits"][part["id"]])["score"] not in {None, 1}
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.lighthouse", description="Lighthouse's points"
    )
    parser.add_argument(
        "--runs", type=int, default=3, help="of each page, of which the best counts (%(default)s)"
    )
    parser.add_argument("--lighthouse", default=_LIGHTHOUSE, help="how it is called (%(default)s)")
    parser.add_argument("--reports", type=Path, help="a folder for the best reports, as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
