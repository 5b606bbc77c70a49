"""The build: plan everything cheaply, render only what differs from what was written."""

from __future__ import annotations

import gc
import shutil
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from platform import python_version

from sitegen import assets, pages, searchfiles
from sitegen.cache import Cache
from sitegen.config import FILE as SETTINGS
from sitegen.config import Settings, load_settings
from sitegen.digest import key_of
from sitegen.library import Library, gather
from sitegen.likeness import UNKNOWN, find_likeness
from sitegen.manifest import Manifest, Outcome
from sitegen.model import ContentError, Page, Problem
from sitegen.output import Output
from sitegen.produce import Batch, Job, Produce, Work, Workshop, produce
from sitegen.progress import Progress, Stage
from sitegen.project import Options, Project
from sitegen.reading import Reader
from sitegen.slices import in_slices
from sitegen.stale import Stale
from sitegen.templates import make_templates
from sitegen.theme import Theme, find_theme
from sitegen.urls import SEARCH
from sitegen.workers import Workers

_LIBRARIES = {
    *("brotli", "jinja2", "lunr", "markdown_it_py", "markupsafe", "numpy", "pyyaml", "rcssmin", "rjsmin"),
}
"""Those that the bytes of a page depend on."""
_PAGES_A_BATCH = 64
_MOST_AT_ONCE = 5_000
"""Up to how many papers a quick build plans lists too."""
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
        self._likeness = UNKNOWN
        self._failed = True

    def build(self, *, edited: Collection[str] | None = None) -> Result:
        """Bring the output folder to what the content says.

        `edited`: only what these files of the project change of the pages, as if there had been no other edit
        and nobody but us had touched the output folder, and of a very large site only the pages that show the
        files themselves; a whole build has to follow.
        ContentError, with every mistake found, and nothing written, where something is wrong.
        """
        # After a build that failed, nobody knows which edits it had seen.
        trusted, self._failed = None if self._failed else edited, True
        with _uncollected():
            result = self._mended(trusted)
        self._failed = False
        return result

    def _mended(self, edited: Collection[str] | None) -> Result:
        try:
            return self._build(edited)
        except (_NotQuickError, OSError):
            # Somebody else did touch the folder, perhaps.
            if edited is None:
                raise
            return self._build(None)
        except sqlite3.DatabaseError:
            # What is remembered is broken, and none of it is needed.
            shutil.rmtree(self._project.memory, ignore_errors=True)
            self._reader = Reader(self._project.content)
            return self._build(edited)

    def _build(self, edited: Collection[str] | None) -> Result:
        project, options, stage = self._project, self._options, self._progress.stage
        self._progress.stages.clear()
        output = Output(project.output)
        output.guard()
        settings, theme, shop = self._set_up(output)
        theme_key = theme.key("")
        templates = make_templates(theme, shop.theme_key, settings, shop.project)
        today = options.today or settings.today()
        with (
            Manifest(project.memory / "manifest.sqlite") as manifest,
            Cache(shop.cache, key_of(_program(), settings.urls.base_path)) as cache,
            Workers(options.jobs, options.executor) as workers,
        ):
            with stage("read the content"):
                hashes = self._reader.refresh(
                    settings.urls.base_path, cache, workers, self._progress, self._below_content(edited)
                )
            with stage("look at the output"):
                before = manifest.files()
                found = output.survey() if edited is None else None
                intact = before if found is None else found.intact(before, options.verify)
            given = (settings, theme_key, today, options.precompress)
            files = "\n".join(f"{path} {hash_}" for path, hash_ in sorted(hashes.items()))
            whole = key_of(_program(), given, files) if found else ""
            if found and found.is_as_left(before, intact):
                last = manifest.outcome(whole)
                if last:
                    return self._result(settings, last)

            with stage("put it together"):
                library = gather(self._reader.material(cache), project.content, today)
            stale = Stale(key_of(_program(), settings), templates, intact, options.precompress)
            with output.room_aside(), ThreadPoolExecutor(1) as beside:
                with stage("plan and render"):
                    is_partial = found is None and len(library.papers) > _MOST_AT_ONCE
                    plan = pages.plan_nearest if is_partial else pages.plan
                    search: Iterable[Page] = ()
                    if found or self._likeness is UNKNOWN:
                        search = self._search(library, cache, beside, plans=found is not None)
                    library = replace(library, likeness=self._likeness)
                    planned = chain(plan(library, settings), assets.plan(theme), search)
                    made = self._render(shop, stale.jobs(planned), workers)
                gone = set() if is_partial else {path for path in before if path not in stale.planned}
                if found is None and not all(path.startswith(SEARCH) for path in gone):
                    raise _NotQuickError
                with stage("put in place"):
                    manifest.begin([*made.aside, *(gone if found else ())])
                    removed = output.remove_others(found, stale.planned) if found else []
                    output.place(made.aside)
            outcome = Outcome(len(library.papers), len(library.days), len(stale.planned), library.unlisted)
            with stage("remember"):
                if theme.key("") == theme_key:
                    manifest.finish(made.files, whole, outcome)
                else:
                    # Edited meanwhile: nobody can tell which state of it each page shows.
                    make_templates.cache_clear()
                    manifest.finish({}, "", outcome)
        return self._result(settings, outcome, made, removed)

    def _search(self, library: Library, cache: Cache, beside: Executor, *, plans: bool) -> Iterable[Page]:
        """Find the similar papers and, beside, plan the files of the search."""
        entries, vocabulary = searchfiles.entries(library, cache), cache.vocabulary()
        terms = vocabulary.terms
        # Numpy mostly leaves Python to others.
        planned = beside.submit(searchfiles.plan(entries, vocabulary)) if plans else None
        self._likeness = find_likeness(entries, terms, self._likeness)
        return _done(planned) if planned else ()

    def _set_up(self, output: Output) -> tuple[Settings, Theme, Workshop]:
        """What a build goes by beside the content."""
        settings = load_settings(self._project.content, self._options.base_url)
        theme = find_theme(self._project.themes, settings.theme)
        shop = Workshop(
            settings,
            theme,
            theme_key=theme.key("templates"),
            project=self._project.root.resolve(),
            cache=self._project.memory / "cache.sqlite",
            aside=output.aside,
            precompress=self._options.precompress,
        )
        return settings, theme, shop

    def _below_content(self, edited: Collection[str] | None) -> list[str] | None:
        """Those of the edited files that are content, which the settings are not."""
        folder, settings = f"{self._project.content.name}/", f"{self._project.content.name}/{SETTINGS}"
        if edited is None:
            return None
        return [path.removeprefix(folder) for path in edited if path.startswith(folder) and path != settings]

    def _result(
        self,
        settings: Settings,
        outcome: Outcome,
        made: Produce | None = None,
        removed: Sequence[str] = (),
    ) -> Result:
        papers, days, files, unlisted = outcome
        written = tuple(made.aside) if made else ()
        what, hint = "no digest names this paper, so no page shows it", "add its slug to a day"
        return Result(
            settings.urls.base_path,
            papers,
            days,
            unchanged=files - len(written),
            warnings=tuple(Problem(file, what, hint=hint) for file in unlisted),
            written=written,
            removed=tuple(removed),
            stages=tuple(self._progress.stages),
            work=made.work if made else {},
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


def _done(planned: Future[list[Page]]) -> Iterator[Page]:
    """What a thread has planned, asked for as late as can be."""
    yield from planned.result()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python's collector rest: a build makes no cycles, but very many values to look through."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _versions() -> list[str]:
    """The libraries with their versions, by the folders that installers leave: `jinja2-3.1.6.dist-info`."""
    found = (path.stem for folder in sys.path for path in Path(folder).glob("*.dist-info"))
    return sorted(name for name in found if name.partition("-")[0].lower() in _LIBRARIES)


@cache
def _program() -> str:
    """The key of the program and its libraries."""
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in {".py", ".js"})
    return key_of(python_version(), _versions(), [file.read_bytes() for file in files])
