"""Joining what pages say with what the content folder says.

A person's word is never overwritten: a known paper gains only values that it lacks, a day only papers, below
those that it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import Enum

from sitegen.content import Content
from sitegen.ingest.entry import Entry
from sitegen.ingest.identity import new_slug, title_key
from sitegen.model import Digest, Paper
from sitegen.urls import month_of


class Outcome(Enum):
    """What an entry brought."""

    NEW = "a paper that was not known"
    MERGED = "a value, or a day, of a known paper"
    UNCHANGED = "nothing that was not known"


class Shelf:
    """The papers and days as they will be; at first, as the content folder has them."""

    def __init__(self, content: Content) -> None:
        self._papers_before = {paper.slug: paper for paper in content.papers}
        self._digests_before = {digest.day: digest for digest in content.digests}
        self._papers = dict(self._papers_before)
        self._digests = dict(self._digests_before)
        self._slugs: dict[str, str] = {}
        self._names: dict[str, str] = {}
        """The slugs of papers, by these slugs and by those that they had before."""
        for paper in content.papers:
            self._slugs.setdefault(title_key(paper.title), paper.slug)
            self._names |= dict.fromkeys((paper.slug, *paper.aliases), paper.slug)

    def place(self, entry: Entry, day: date) -> Outcome:
        """Take in one entry of a day's page. Days come in order, so that a paper's first is placed first."""
        key, published = title_key(entry.title), entry.published
        slug = self._slugs.get(key) or self._retitled(entry, published)
        if slug is None:
            slug = new_slug(entry.title, self._names)
            self._names[slug] = slug
        self._slugs[key] = slug
        before = self._papers.get(slug)
        paper = before or Paper(slug, month_of(day), entry.title)
        self._papers[slug] = _filled(paper, entry, published)
        gained_day = self._append(slug, day)
        if before is None:
            return Outcome.NEW
        return Outcome.MERGED if gained_day or self._papers[slug] != before else Outcome.UNCHANGED

    def changed_papers(self) -> Iterator[tuple[Paper | None, Paper]]:
        """Each paper that is not as it was: before (None: it is new) and now."""
        for slug, paper in self._papers.items():
            before = self._papers_before.get(slug)
            if paper != before:
                yield before, paper

    def changed_digests(self) -> Iterator[tuple[Digest | None, Digest]]:
        """Each day that is not as it was: before (None: it is new) and now."""
        for day, digest in sorted(self._digests.items()):
            before = self._digests_before.get(day)
            if digest != before:
                yield before, digest

    def _retitled(self, entry: Entry, published: date | None) -> str | None:
        """The paper that has this title's slug, but a title that a person put in the place of this one."""
        name = new_slug(entry.title, ())
        paper = self._papers.get(self._names.get(name, ""))
        if paper is None or new_slug(paper.title, self._names.keys() - {name}) == name:
            return None
        dates = {paper.published, published} - {None}
        return paper.slug if len(dates) < 2 else None

    def _append(self, slug: str, day: date) -> bool:
        digest = self._digests.get(day, Digest(day))
        if slug in digest.papers:
            return False
        self._digests[day] = replace(digest, papers=(*digest.papers, slug))
        return True


def _filled(paper: Paper, entry: Entry, published: date | None) -> Paper:
    counted = paper.authors or paper.authors_count is not None
    return replace(
        paper,
        abstract=paper.abstract or entry.abstract,
        published=paper.published or published,
        authors_count=paper.authors_count if counted else entry.authors_count,
        organization=paper.organization or entry.organization,
        authors=paper.authors or entry.authors,
        comments=entry.comments if paper.comments is None else paper.comments,
        upvotes=entry.upvotes if paper.upvotes is None else paper.upvotes,
        arxiv=paper.arxiv or entry.arxiv,
        doi=paper.doi or entry.doi,
        links=paper.links or entry.links,
    )
