"""Reading what arXiv answers: the export API's Atom, and the daily listing feeds, as RSS or Atom.

An entry of the export API has the date of the paper's first version, and no day of a digest. An item of a
listing has the day on which it was announced, which is the digest's; when the paper was submitted, some days
before, it does not say. https://info.arxiv.org/help/api/user-manual.html and …/help/rss_specifications.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import BinaryIO

from sitegen.ingest.ids import arxiv_id, arxiv_id_of_doi, doi_of, utc_day, written_day
from sitegen.ingest.listed import Findings, Listed, paragraphs_of, tidy
from sitegen.ingest.xmlfile import Element, records
from sitegen.model import Problem

_RECORDS = {"entry", "item"}
_FEEDS_DAY = {"pubDate", "lastBuildDate"}
_ANNOUNCED = re.compile(
    r"\s*arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[a-z-]+)\.?\s+Abstract:\s*", re.ASCII
)
_REPLACEMENT = "replace"
_INNERMOST_BRACKETS = re.compile(r"\([^()]*\)")
_DEEPEST_BRACKETS = 4
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|\band\b)\s*")
_AS_IT_CAME = "give the feed as it came from arXiv"


def read_arxiv(source: BinaryIO, file: str, found: Findings) -> Iterator[Listed]:
    """The papers of a feed, in its order, without those that only have a new version."""
    day: date | None = None
    replacements = 0
    for record in records(source, _RECORDS | _FEEDS_DAY, file, found.problems):
        if record.name in _FEEDS_DAY:
            day = day or written_day(record.text)
        elif _announced(record).startswith(_REPLACEMENT):
            replacements += 1
        else:
            problem = _fault(record, file)
            if problem:
                found.problems.append(problem)
                continue
            listed = _listed(record)
            yield replace(listed, day=listed.day or day) if _announced(record) else listed
    if replacements:
        found.left_out.append(Problem(file, f"{replacements} new versions of older papers are left out"))


def _fault(record: Element, file: str) -> Problem | None:
    if "/api/errors" in record.text_of("id"):
        message = f"arXiv answered with an error: {tidy(record.text_of('summary'))}"
        return Problem(file, message, record.line, hint="ask again")
    if not tidy(record.text_of("title")):
        return Problem(file, "this entry has no title", record.line, hint=_AS_IT_CAME)
    if _id(record) is None:
        return Problem(file, "this entry has no arXiv id", record.line, hint=_AS_IT_CAME)
    return None


def _listed(record: Element) -> Listed:
    """A paper, as far as its own entry tells."""
    written = record.text_of("published") or record.text_of("pubDate") or record.text_of("updated")
    announced = bool(_announced(record))
    return Listed(
        title=record.text_of("title"),
        abstract=paragraphs_of(_ANNOUNCED.sub("", _summary(record), count=1)),
        place=f"line {record.line}",
        line=record.line,
        day=written_day(written) if announced else None,
        published=None if announced else utc_day(record.text_of("published")),
        authors=tuple(_authors(record)),
        arxiv=_id(record),
        doi=_doi(record),
    )


def _summary(record: Element) -> str:
    return record.text_of("summary") or record.text_of("description")


def _announced(record: Element) -> str:
    """As what a listing announces the paper: `new`, `cross`, `replace`, `replace-cross`; else empty."""
    match = _ANNOUNCED.match(_summary(record))
    return record.text_of("announce_type").strip() or (match["type"] if match else "")


def _id(record: Element) -> str | None:
    match = _ANNOUNCED.match(_summary(record))
    addresses = (link.attributes.get("href") or link.text for link in record.all("link"))
    places = (record.text_of("id"), record.text_of("guid"), match["id"] if match else "", *addresses)
    return next(filter(None, map(arxiv_id, places)), None)


def _authors(record: Element) -> Iterator[str]:
    creators = [creator.text for creator in record.all("creator")]
    if not creators:
        yield from (author.text_of("name") or author.text for author in record.all("author"))
    for names in creators:
        yield from filter(None, _BETWEEN_NAMES.split(_without_brackets(names)))


def _without_brackets(names: str) -> str:
    """The names alone of `Jane Doe (Some University (Some Place)), Richard Roe`."""
    for _ in range(_DEEPEST_BRACKETS):
        names = _INNERMOST_BRACKETS.sub("", names)
    return names


def _doi(record: Element) -> str | None:
    """The first DOI of the journal's version; arXiv's own says no more than the id."""
    titled = (
        link.attributes.get("href", "")
        for link in record.all("link")
        if link.attributes.get("title") == "doi"
    )
    written = (*record.text_of("doi").split(), *record.text_of("DOI").split(), *titled)
    found = (doi for doi in map(doi_of, written) if doi and not arxiv_id_of_doi(doi))
    return next(found, None)
