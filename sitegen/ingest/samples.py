"""Reading papers that are given by themselves, and the topics that a person gave to papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from sitegen.hints import did_you_mean
from sitegen.ingest.identity import title_key
from sitegen.model import Paper, Problem
from sitegen.schema import read_mapping
from sitegen.textfile import read_text


@dataclass(frozen=True, slots=True)
class Sample:
    """What suggestions are made from, and the topics that they should be."""

    title: str
    abstract: str
    topics: tuple[str, ...] = ()
    """Slugs; none where nobody said."""


def read_samples(path: Path, problems: list[Problem]) -> list[Sample]:
    """Papers of a JSON file, `[{"title": …, "abstract": …, "topics": […]}, …]`; the title must be there."""
    file = path.as_posix()
    text = read_text(path, file, problems)
    if text is None:
        return []
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        problems.append(Problem(file, "this is not valid JSON", line, hint=_RIGHT))
        return []
    if not isinstance(items, list):
        problems.append(Problem(file, "this must be a list of papers", hint=_RIGHT))
        return []
    samples = []
    for number, item in enumerate(items, 1):
        sample = _sample(item)
        if sample is None:
            problems.append(Problem(file, f"element {number} is no paper", hint=_RIGHT))
        else:
            samples.append(sample)
    return samples


def read_expected(path: Path, papers: Sequence[Paper], problems: list[Problem]) -> list[Sample]:
    """Papers with the topics that a person gave them: JSON as above, or YAML that maps papers to topics.

    A paper is named by its title, its slug or its file: `LLM-guided Hierarchical Retrieval: [retrieval]`.
    """
    if path.suffix == ".json":
        return read_samples(path, problems)
    file = path.as_posix()
    text = read_text(path, file, problems)
    fields = None if text is None else read_mapping(text, file, problems)
    if fields is None:
        return []
    by_title = {title_key(paper.title): paper for paper in papers}
    samples = []
    for name in fields.names:
        paper = named(name, papers) or by_title.get(title_key(name))
        topics = fields.texts(name, of_slugs=True)
        if paper is None:
            problems.append(unknown(name, papers, file))
        else:
            samples.append(Sample(paper.title, paper.abstract, topics))
    return samples


def named(name: str, papers: Sequence[Paper]) -> Paper | None:
    """The paper of a slug, present or former, or of a file."""
    slug = PurePath(name).name.removesuffix(".md")
    found = [paper for paper in papers if slug == paper.slug or slug in paper.aliases]
    return next((paper for paper in found if slug == paper.slug), found[0] if found else None)


def unknown(name: str, papers: Sequence[Paper], file: str) -> Problem:
    """The Problem of a name that no paper has."""
    hint = did_you_mean(name, [paper.slug for paper in papers] + [paper.title for paper in papers])
    return Problem(file, f"there is no paper “{name}”", hint=hint or "name it by its slug or its file")


_RIGHT = 'write [{"title": "…", "abstract": "…"}, …]'


def _sample(item: object) -> Sample | None:
    if not isinstance(item, dict):
        return None
    title, abstract = item.get("title"), item.get("abstract") or ""
    topics = item.get("topics") or []
    if not (isinstance(title, str) and title and isinstance(abstract, str) and isinstance(topics, list)):
        return None
    if not all(isinstance(topic, str) for topic in topics):
        return None
    return Sample(title, abstract, tuple(topics))
