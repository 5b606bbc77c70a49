"""The build: plan everything cheaply, render only what differs from what was written."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from platform import python_version
from typing import Any

from sitegen import assets, pages
from sitegen.cache import Cache
from sitegen.config import load_settings
from sitegen.digest import key_of
from sitegen.library import gather
from sitegen.manifest import Manifest
from sitegen.model import ContentError, Problem
from sitegen.output import Output
from sitegen.produce import Batch, Job, Produce, Work, Workshop, produce
from sitegen.progress import Progress, Stage
from sitegen.project import Options, Project
from sitegen.reading import Reader
from sitegen.slices import in_slices
from sitegen.stale import Stale
from sitegen.templates import make_templates
from sitegen.theme import find_theme
from sitegen.urls import SEARCH
from sitegen.workers import Workers

_PAGES_A_BATCH = 64
_WORTH_A_POOL = 2_000
"""From how many pages on a pool's start is paid back."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did."""

    base_path: str
    """Where the site is on its host, with slashes at both ends."""
    papers: int
    days: int
    unchanged: int
    warnings: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    """Paths below the output folder."""
    removed: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    work: Mapping[str, Work] = field(default_factory=dict)
    """What rendering cost, by template; the seconds are those of all workers together."""


class _NotQuickError(Exception):
    """Something is to be removed, for which one has to look at the whole folder."""


class Builder:
    """Builds one project, as often as asked; what it read once stays at hand."""

    def __init__(
        self, project: Project, options: Options | None = None, progress: Progress | None = None
    ) -> None:
        # A worker of a cluster stands in another folder.
        self._project = project = Project(project.root.absolute())
        self._options = options or Options()
        self._progress = progress or Progress()
        self._reader = Reader(project.content)

    def build(self, *, quick: bool = False) -> Result:
        """Bring the output folder to what the content says.

        `quick`: only the pages, and as if nobody but us had touched the folder; a whole build has to follow.
        ContentError, with every mistake found, and nothing written, where something is wrong.
        """
        try:
            return self._build(quick)
        except (_NotQuickError, OSError):
            # Somebody else did touch the folder, perhaps.
            if not quick:
                raise
            return self._build(quick=False)
        except sqlite3.DatabaseError:
            # What is remembered is broken, and none of it is needed.
            shutil.rmtree(self._project.memory, ignore_errors=True)
            self._reader = Reader(self._project.content)
            return self._build(quick)

    def _build(self, quick: bool) -> Result:
        project, options, stage = self._project, self._options, self._progress.stage
        self._progress.stages.clear()
        settings = load_settings(project.content, options.base_url)
        today = options.today or settings.today()
        theme = find_theme(project.themes, settings.theme)
        theme_before = theme.key("")
        output = Output(project.output)
        output.guard()
        shop = Workshop(
            settings,
            theme,
            theme_key=theme.key("templates"),
            project=project.root.resolve(),
            cache=project.memory / "cache.sqlite",
            aside=output.aside,
            precompress=options.precompress,
        )
        templates = make_templates(theme, shop.theme_key, settings, shop.project)
        with (
            Manifest(project.memory / "manifest.sqlite") as manifest,
            Cache(shop.cache, key_of(_program(), settings.urls.base_path)) as cache,
            Workers(options.jobs, options.executor) as workers,
        ):
            with stage("read the content"):
                hashes = self._reader.refresh(settings.urls.base_path, cache, workers, self._progress)
            with stage("look at the output"):
                before = manifest.files()
                found = None if quick else output.survey()
                intact = before if found is None else found.intact(before, options.verify)
            recipe = key_of(_program(), settings)
            whole = key_of(recipe, theme_before, today, options.precompress, hashes)
            last = manifest.outcome(whole)
            if (
                last is not None
                and found is not None
                and len(intact) == len(before)
                and found.is_as_left(before)
            ):
                return _nothing_to_do(settings.urls.base_path, last, self._progress.stages)

            with stage("put it together"):
                library = gather(self._reader.material(cache), project.content, today)
            stale = Stale(recipe, templates, intact, options.precompress)
            with output.room_aside():
                with stage("plan and render"):
                    jobs = stale.jobs(chain(pages.plan(library, settings), assets.plan(theme)))
                    made = self._render(shop, jobs, workers)
                gone = {path for path in before if path not in stale.planned}
                if found is None and not all(path.startswith(SEARCH) for path in gone):
                    raise _NotQuickError
                with stage("put in place"):
                    manifest.begin([*made.aside, *(gone if found else ())])
                    removed = output.remove_others(found, stale.planned) if found else []
                    output.place(made.aside)
            with stage("remember"):
                outcome = [len(library.papers), len(library.days), len(stale.planned), library.unlisted]
                if theme.key("") == theme_before:
                    manifest.finish(made.files, "" if quick else whole, outcome)
                else:
                    # Edited meanwhile: nobody can tell which state of it each page shows.
                    make_templates.cache_clear()
                    manifest.finish({})
        return Result(
            settings.urls.base_path,
            papers=len(library.papers),
            days=len(library.days),
            unchanged=len(stale.planned) - len(made.aside),
            warnings=_warnings(library.unlisted),
            written=tuple(made.aside),
            removed=tuple(removed),
            stages=tuple(self._progress.stages),
            work=made.work,
        )

    def _render(self, shop: Workshop, jobs: Iterator[Job], workers: Workers) -> Produce:
        """Render stale pages; files that differ wait aside. ContentError where a template has a mistake."""
        first = list(islice(jobs, _WORTH_A_POOL))
        pays = len(first) == _WORTH_A_POOL

        def batches() -> Iterator[Batch]:
            for some in in_slices(chain(first, jobs), _PAGES_A_BATCH):
                self._progress.expect("Rendering", len(some))
                yield Batch(shop, tuple(some))

        made = Produce()
        for batch in workers.run(produce, batches(), pays=pays, ahead=256):
            made.add(batch)
            self._progress.advance(sum(work.pages for work in batch.work.values()))
            if made.problems:
                raise ContentError(made.problems)
        return made


def build(project: Project, options: Options | None = None, progress: Progress | None = None) -> Result:
    """Build a project once; see `Builder`."""
    return Builder(project, options, progress).build()


@cache
def _program() -> str:
    """The key of the program and its libraries."""
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in {".py", ".js"})
    libraries = [
        version(name) for name in ("jinja2", "markupsafe", "markdown-it-py", "pyyaml", "lunr", "brotli")
    ]
    return key_of(python_version(), libraries, [file.read_bytes() for file in files])


def _nothing_to_do(base_path: str, outcome: Any, stages: Iterable[Stage]) -> Result:
    papers, days, files, unlisted = outcome
    return Result(base_path, papers, days, files, _warnings(unlisted), stages=tuple(stages))


def _warnings(unlisted: Iterable[str]) -> tuple[Problem, ...]:
    what, hint = "no digest names this paper, so no page shows it", "add its slug to a day"
    return tuple(Problem(file, what, hint=hint) for file in unlisted)
