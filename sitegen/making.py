"""The costly part of a build, once it is known that there is something to do: plan, render, put in place."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from sitegen import assets, offline, pages, searchfiles, searchindex
from sitegen.cache import Cache
from sitegen.digest import key_of
from sitegen.inputs import Inputs
from sitegen.library import gather
from sitegen.likeness import NAME, UNKNOWN, Likeness, Told, find_likeness
from sitegen.manifest import Manifest, Outcome
from sitegen.model import ContentError
from sitegen.output import Output, Survey
from sitegen.page import Page
from sitegen.produce import Batch, Job, Produce, produce
from sitegen.progress import Progress
from sitegen.reading import Material
from sitegen.searchfiles import Collected
from sitegen.searchindex import Segment, Vocabulary
from sitegen.slices import in_slices
from sitegen.stale import Stale
from sitegen.templates import compiled, make_templates
from sitegen.urls import MADE_LAST
from sitegen.workers import Workers

_PAGES_A_BATCH = 64
_MOST_AT_ONCE = 2_000
"""Up to how many papers a quick build plans lists too."""
_WORTH_A_POOL = 2_000
"""From how many pages on a pool's start is paid back."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What one build works with."""

    manifest: Manifest
    cache: Cache
    workers: Workers
    output: Output
    found: Future[Survey] | None
    """What lies in the output folder; None for a quick build."""
    progress: Progress


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of the content."""

    outcome: Outcome
    produce: Produce
    removed: list[str]
    told: Told
    """To be given to the next build."""


@dataclass(frozen=True, slots=True)
class _Search:
    """What threads find out of all papers while pages are planned: numpy mostly leaves Python to others."""

    papers: Collected
    index: Future[list[Segment]]
    likeness: Future[Likeness]
    pages: Future[list[Page]]

    @classmethod
    def begin(cls, papers: Collected, vocabulary: Vocabulary, before: Likeness, threads: Executor) -> _Search:
        index = threads.submit(searchfiles.index, papers)
        terms = vocabulary.terms  # as they are now: the plan adds to them
        return cls(
            papers,
            index,
            threads.submit(lambda: find_likeness(papers.cards, index.result(), terms, before)),
            threads.submit(lambda: list(searchindex.plan(papers.cards, index.result(), vocabulary))),
        )

    def told(self) -> Told:
        return Told(self.likeness.result(), self.papers.cards)

    def planned(self) -> Iterator[Page]:
        """The files of the search, asked for as late as can be."""
        yield from self.pages.result()

    def found(self) -> dict[str, object]:
        """What the next build is to remember of it."""
        segments = zip(self.papers.segments, self.index.result(), strict=True)
        return {NAME: self.likeness.result(), **dict(segments)}


def make(inputs: Inputs, material: Material, tools: Tools, whole: str, told: Told | None) -> Made | None:
    """Bring the output folder to what the content says.

    `whole` is the key of everything that goes into the build; empty for a quick one, which trusts the folder,
    leaves what is MADE_LAST alone and, of a large site, plans only the pages nearest to an edit. None, and
    nothing written, where something is to be removed, for which one has to look at the whole folder.
    `told` is what the last build of this process said of similar papers, if there was one: a quick one leaves
    it at those, or at those that are remembered, and on a large site at their titles too.
    ContentError, and nothing written, where the content or a template has mistakes.
    """
    stage, output = tools.progress.stage, tools.output
    with stage("put it together"):
        library = gather(material, inputs.project.content, inputs.today)
    is_partial = not whole and len(library.papers) > _MOST_AT_ONCE
    # Before there are threads: with each of its rows, a database leaves Python to those that wait for it.
    with stage("look at the output"):
        before = tools.manifest.files()
        found = tools.found.result() if tools.found else None
        intact = found.intact(before, inputs.options.verify) if found else before
    with ExitStack() as opened:
        opened.push(_forget_after)
        known = told.likeness if told and not whole else tools.cache.found([NAME]).get(NAME, UNKNOWN)
        search = None
        if whole:
            beside = opened.enter_context(ThreadPoolExecutor(2))
            papers = searchfiles.collect(library, material.hashes, tools.cache)
            search = _Search.begin(papers, tools.cache.vocabulary(), known, beside)
            library = replace(library, told=cache(search.told))
        else:
            cards = [entry.card for entry in reversed(library.papers)]
            last = told if is_partial and told and told.is_of(cards) else Told(known, cards)
            library = replace(library, told=lambda: last)
        opened.enter_context(output.room_aside())
        with stage("plan and render"):
            templates = make_templates(inputs)
            sources = f"templates {key_of(inputs.templates_key, templates.words.key)}"
            if learned := tools.cache.found([sources]).get(sources):
                templates.recall(learned)
            stale = Stale(inputs.page_recipe, templates, intact, inputs.options.precompress)
            plan = pages.plan_nearest if is_partial else pages.plan
            planned = chain(
                plan(library, inputs.settings), assets.plan(inputs.theme, inputs.theme_key, templates.words)
            )
            jobs = stale.jobs(chain(planned, search.planned()) if search else planned)
            made = _rendered(inputs, output, jobs, tools.workers, tools.progress)
            if whole:
                # What browsers keep goes by the bytes of files, so it is known when they are.
                kept = offline.plan(library, inputs, stale.planned, ChainMap(made.files, dict(intact)))
                made.add(_rendered(inputs, output, stale.jobs(kept), tools.workers, tools.progress))
        gone = set() if is_partial else {path for path in before if path not in stale.planned}
        if not whole and not all(path.startswith(MADE_LAST) for path in gone):
            return None
        with stage("put in place"):
            tools.manifest.begin([*made.aside, *(gone if whole else ())])
            removed = output.remove_others(found, stale.planned) if found else []
            output.place()
    outcome = Outcome(len(library.papers), len(library.days), len(stale.planned), library.unlisted)
    with stage("remember"):
        found_out = {**search.found(), sources: templates.learned()} if search else {}
        _remember(inputs, tools, made, outcome, whole, found_out)
    return Made(outcome, made, removed, library.told())


def _rendered(
    inputs: Inputs, output: Output, jobs: Iterator[Job], workers: Workers, progress: Progress
) -> Produce:
    """Render stale pages; files that differ wait aside. ContentError where a template has a mistake."""
    # What has been started is not to be paid for again.
    first = [] if workers.have_started else list(islice(jobs, _WORTH_A_POOL))
    pays = workers.have_started or len(first) == _WORTH_A_POOL

    def batches() -> Iterator[Batch]:
        for some in in_slices(chain(first, jobs), _PAGES_A_BATCH):
            progress.expect("Rendering", len(some))
            yield Batch(inputs, output.aside, tuple(some))

    made = Produce()
    for batch in workers.run(produce, batches(), pays=pays, ahead=256):
        made.add(batch)
        progress.advance(sum(work.pages for work in batch.work.values()))
        if made.problems:
            raise ContentError(made.problems)
    return made


def _forget_after(failure: type[BaseException] | None, *_: object) -> None:
    """What was read of a theme by a build that fails may be newer than its key, as nobody looks again."""
    if failure:
        _forget_theme()


def _forget_theme() -> None:
    compiled.cache_clear()
    assets.plan.cache_clear()


def _remember(
    inputs: Inputs, tools: Tools, made: Produce, outcome: Outcome, whole: str, found: Mapping[str, object]
) -> None:
    if inputs.theme.key("") == inputs.theme_key:
        tools.manifest.finish(made.files, whole, outcome)
        if found:
            tools.cache.keep(found)
    else:
        # Edited meanwhile: nobody can tell which state of it each page shows.
        _forget_theme()
        tools.manifest.finish({}, "", outcome)
