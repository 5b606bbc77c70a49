"""The corpus as files: a project of sitegen's, and Hugo's site of the same papers.

Hugo's makes a page for each paper, day and topic, the home page and a feed, and no search index; its layouts
are those of the folder hugo/.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from sitegen.content import dump_digest, dump_paper, dump_topic
from sitegen.model import Digest, Paper, Topic
from tests.bench.corpus import TOPICS, Day

_SETTINGS = """\
title: Paper Digest
description: Papers of the day
base_url: https://digest.example/
"""
_HUGO = Path(__file__).parent / "hugo"


def write_project(days: Iterable[Day], folder: Path) -> None:
    """Write a project of sitegen's: settings, topics, papers and digests."""
    _write(folder / "content/site.yml", _SETTINGS)
    for slug in TOPICS:
        topic = Topic(slug, slug.replace("-", " ").capitalize())
        _write(folder / "content" / topic.path, dump_topic(topic))
    for day in days:
        add_day(day, folder)


def add_day(day: Day, folder: Path) -> list[Path]:
    """Write the papers and the digest of one day into a project; the files."""
    content = folder / "content"
    digest = Digest(day.date, tuple(paper.slug for paper in day.papers))
    return [
        *(_write(content / paper.path, dump_paper(paper)) for paper in day.papers),
        _write(content / digest.path, dump_digest(digest)),
    ]


def write_hugo_site(days: Iterable[Day], folder: Path) -> None:
    """Write Hugo's site: its layouts and one file a paper. Days and topics are its taxonomies."""
    shutil.copytree(_HUGO, folder, dirs_exist_ok=True)
    _write(folder / "content/papers/_index.md", "---\ntitle: Papers\n---\n")
    for day in days:
        add_hugo_day(day, folder)


def add_hugo_day(day: Day, folder: Path) -> list[Path]:
    """Write the papers of one day into Hugo's site; the files."""
    return [_write(folder / f"content/papers/{p.slug}.md", _hugo_paper(p, day)) for p in day.papers]


def _hugo_paper(paper: Paper, day: Day) -> str:
    front = {
        "title": paper.title,
        "date": day.date.isoformat(),
        "posted": str(paper.published),
        "description": _description(paper.abstract),
        "topics": paper.topics,
        "days": [day.date.isoformat()],
        "authors": paper.authors_count,
        "comments": paper.comments,
    }
    # A JSON value is a YAML value.
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items()]
    return "\n".join(["---", *lines, "---", "", paper.abstract, ""])


def _description(abstract: str) -> str:
    return abstract if len(abstract) <= 160 else abstract[:157].rsplit(" ", 1)[0] + "…"


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
