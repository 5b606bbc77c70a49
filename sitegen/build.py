"""The build: read what changed, make what differs from it, and remember."""

from __future__ import annotations

import gc
import shutil
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.cache import Cache, Spoken
from sitegen.config import FILE as SETTINGS
from sitegen.inputs import Inputs, read_inputs
from sitegen.manifest import Manifest, Outcome, Remembered
from sitegen.model import Problem
from sitegen.output import Output, survey
from sitegen.progress import Progress, Stage
from sitegen.project import Options, Project
from sitegen.reading import Reader
from sitegen.workers import WORTH_A_PROCESS, Workers

if TYPE_CHECKING:
    from sitegen.likeness import Told
    from sitegen.making import Made
    from sitegen.produce import Work


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
        self._remembered, self._spoken = Remembered(), Spoken()
        self._told: Told | None = None
        self._inputs: Inputs | None = None
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
        except sqlite3.DatabaseError:
            # What is remembered is broken, and none of it is needed.
            shutil.rmtree(self._project.memory, ignore_errors=True)
            self._reader = Reader(self._project.content)
            self._remembered, self._spoken = Remembered(), Spoken()
            return self._build(edited)
        except OSError:
            # Somebody else did touch the folder, perhaps.
            if edited is None:
                raise
            return self._build(None)

    def _build(self, edited: Collection[str] | None) -> Result:
        self._progress.stages.clear()
        output = Output(self._project.output)
        output.guard()
        inputs = self._inputs = self._read_inputs(edited)
        with (
            Manifest(self._project.memory / "manifest.sqlite", self._remembered) as manifest,
            Cache(inputs.cache, inputs.content_recipe, self._spoken) as cache,
            Workers(self._options.jobs, self._options.executor) as workers,
        ):
            # A look at every file there takes as long as reading what changed, and needs nothing of it.
            pays = manifest.number_of_files() >= WORTH_A_PROCESS
            found = workers.beside(survey, output.root, pays=pays) if edited is None else None
            with self._progress.stage("read the content"):
                base_path, looked_at = inputs.settings.urls.base_path, self._below_content(edited)
                hashes = self._reader.refresh(base_path, cache, workers, self._progress, looked_at)
            whole = inputs.whole(hashes) if edited is None else ""
            last = manifest.outcome(whole)
            if last and found:
                with self._progress.stage("look at the output"):
                    is_done = found.result().is_as_left(manifest.files(), self._options.verify)
                if is_done:
                    return self._result(inputs, last)

            from sitegen.making import Tools, make  # slow to load: numpy, Jinja, markdown-it

            tools = Tools(manifest, cache, workers, output, found, self._progress)
            made = make(inputs, self._reader.material(cache), tools, whole, self._told)
            self._told = made.told if made else self._told
        return self._build(None) if made is None else self._result(inputs, made.outcome, made)

    def _read_inputs(self, edited: Collection[str] | None) -> Inputs:
        """What the build goes by beside the content. The theme is read only where it may have been edited."""
        folder = f"{self._project.content.name}/"
        in_content = edited is not None and all(path.startswith(folder) for path in edited)
        return read_inputs(self._project, self._options, self._inputs if in_content else None)

    def _below_content(self, edited: Collection[str] | None) -> list[str] | None:
        """Those of the edited files that are content, which the settings are not."""
        folder, settings = f"{self._project.content.name}/", f"{self._project.content.name}/{SETTINGS}"
        if edited is None:
            return None
        return [path.removeprefix(folder) for path in edited if path.startswith(folder) and path != settings]

    def _result(self, inputs: Inputs, outcome: Outcome, made: Made | None = None) -> Result:
        written = tuple(made.produce.aside) if made else ()
        what, hint = "no digest names this paper, so no page shows it", "add its slug to a day"
        return Result(
            inputs.settings.urls.base_path,
            outcome.papers,
            outcome.days,
            unchanged=outcome.files - len(written),
            warnings=tuple(Problem(file, what, hint=hint) for file in outcome.unlisted),
            written=written,
            removed=tuple(made.removed) if made else (),
            stages=tuple(self._progress.stages),
            work=made.produce.work if made else {},
        )


def build(project: Project, options: Options | None = None, progress: Progress | None = None) -> Result:
    """Build a project once; see `Builder`."""
    return Builder(project, options, progress).build()


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
