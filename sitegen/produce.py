"""What workers do with planned pages: render them, and write aside those that differ from what lies there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from sitegen.cache import load_texts
from sitegen.compress import compressed
from sitegen.digest import content_key
from sitegen.inputs import Inputs
from sitegen.manifest import Written
from sitegen.model import ContentError, Problem
from sitegen.output import write_aside
from sitegen.page import Page
from sitegen.render import bodies_of, render
from sitegen.summary import Body, Text
from sitegen.templates import Templates, make_templates


class Job(NamedTuple):
    """A page to render, because its key is another one or its file is not what it was."""

    page: Page
    key: str
    intact: Mapping[str, Written]
    """Which of its files lie there as they were written, by path."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages to render, in one go, by one worker."""

    inputs: Inputs
    aside: Path
    """Where new files are to be written."""
    jobs: tuple[Job, ...]


@dataclass(slots=True)
class Work:
    """What rendering with one template cost, without writing."""

    pages: int = 0
    size: int = 0
    """Bytes."""
    seconds: float = 0.0

    def add(self, other: Work) -> None:
        """Count another piece of work."""
        self.pages += other.pages
        self.size += other.size
        self.seconds += other.seconds


@dataclass(frozen=True, slots=True)
class Produce:
    """What came of a batch."""

    files: dict[str, Written] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)
    """The paths of the files that wait aside; the others had these bytes already."""
    problems: list[Problem] = field(default_factory=list)
    work: dict[str, Work] = field(default_factory=dict)
    """By template."""

    def add(self, other: Produce) -> None:
        """Count in what came of another batch."""
        self.files.update(other.files)
        self.aside.extend(other.aside)
        self.problems.extend(other.problems)
        for template, work in other.work.items():
            self.work.setdefault(template, Work()).add(work)


def produce(batch: Batch) -> Produce:
    """Render pages. The first problem ends a batch: others are likely to be the same one."""
    inputs, produce = batch.inputs, Produce()
    templates = make_templates(inputs)
    bodies = bodies_of(job.page for job in batch.jobs)
    texts = load_texts(inputs.cache, bodies) if bodies else {}
    # All pages are rendered, then all are written: by turns, both would take longer (see `prepare`).
    contents = list(chain.from_iterable(_rendered(batch.jobs, templates, texts, produce)))
    for (page, key, intact), content in zip(batch.jobs, contents, strict=False):
        files = compressed(page.path, content) if inputs.options.precompress else {page.path: content}
        for path, data in files.items():
            hash_ = content_key(data)
            same = intact.get(path)
            if same and same.hash == hash_:
                produce.files[path] = same._replace(key=key)
            else:
                produce.files[path] = Written(key, hash_, *write_aside(batch.aside, path, data))
                produce.aside.append(path)
    return produce


def _rendered(
    jobs: Iterable[Job], templates: Templates, texts: Mapping[Body, Text], produce: Produce
) -> Iterator[list[bytes]]:
    # To ask for the time costs a tenth of a page, so pages of one kind are timed together.
    for renderer, of_kind in groupby(jobs, key=attrgetter("page.renderer")):
        start = time.process_time()
        try:
            contents = [render(job.page, templates, texts) for job in of_kind]
        except ContentError as error:
            produce.problems.extend(error.problems)
            return
        work = Work(len(contents), sum(map(len, contents)), time.process_time() - start)
        produce.work.setdefault(renderer, Work()).add(work)
        yield contents
