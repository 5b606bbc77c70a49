"""Reading answers of the Daily Papers API, or parts of them, saved as JSON.

    [{"paper": {"id", "title", "summary", "authors": [{"name", "hidden"}], "publishedAt",
                "submittedOnDailyAt", "upvotes", "organization", "githubRepo", "projectPage", …},
      "title", "summary", "publishedAt", "numComments", …}, …]

Keys have come and gone over the years: an unknown one is harmless, most may be missing. `paper.publishedAt`
is a moment in UTC; the outer `publishedAt` is the same moment in US Eastern time, but marked `Z` as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from sitegen.ingest.ids import arxiv_id, mismarked_day, utc_day
from sitegen.ingest.jsonfile import Json, elements
from sitegen.ingest.listed import Findings, Listed, paragraphs_of, tidy, web_address
from sitegen.model import Link, Organization, Problem

_AS_IT_CAME = "give the answer as it came: a list of objects, each with `paper` or `title`"
_LINKS = {"githubRepo": "code", "projectPage": "project"}
_MOST = 999_999_999


def read_api(source: BinaryIO, file: str, found: Findings) -> Iterator[Listed]:
    """The papers of an answer, in its order."""
    number = 0
    for line, value in elements(source, file, found.problems):
        for element in _unwrapped(value):
            number += 1
            listed = _Element(element, file, f"element {number}", line, found).listed()
            if listed is not None:
                yield listed


def _unwrapped(value: Json) -> list[Json]:
    """The elements that stand in an object beside other things, as in `{"papers": […]}`."""
    if isinstance(value, dict) and "paper" not in value and "title" not in value:
        lists = [inner for inner in value.values() if isinstance(inner, list) and _holds_objects(inner)]
        if len(lists) == 1:
            return lists[0]
    return [value]


def _holds_objects(values: list[Json]) -> bool:
    return any(isinstance(value, dict) for value in values)


def _shows_object(value: Json) -> bool:
    """Whether a value is the text that Python shows for an object or a list of them."""
    return isinstance(value, str) and value.lstrip().startswith(("{'", '{"', "[{"))


class _Element:
    """One element of an answer: what stands in its `paper` goes before what stands beside that."""

    def __init__(self, element: Json, file: str, place: str, line: int, found: Findings) -> None:
        self._outer = element if isinstance(element, dict) else {}
        inner = self._outer.get("paper")
        self._inner = inner if isinstance(inner, dict) else self._outer
        self._what = element if not isinstance(element, dict) else inner
        self._file, self._place, self._line = file, place, line
        self._found = found

    def listed(self) -> Listed | None:
        """The paper; None, and a Problem, where the element is none."""
        title = self._text("title")
        shown = [value for value in (self._what, self._value("authors")) if _shows_object(value)]
        if shown:
            self._problem(
                "holds a text that shows an object", "save objects with json.dump(), not with str()"
            )
        elif not self._outer:
            self._problem("is no object", _AS_IT_CAME)
        elif not tidy(title):
            self._problem("has no title", _AS_IT_CAME)
        else:
            return self._listed(title)
        return None

    def _listed(self, title: str) -> Listed:
        return Listed(
            title=title,
            abstract=paragraphs_of(self._text("summary")),
            place=self._place,
            line=self._line,
            day=utc_day(self._text("submittedOnDailyAt")),
            published=self._published(),
            authors=tuple(self._authors()),
            organization=self._organization(),
            comments=self._count("numComments"),
            upvotes=self._count("upvotes"),
            arxiv=arxiv_id(self._text("id")),
            links=tuple(self._links()),
        )

    def _value(self, name: str) -> Json:
        value = self._inner.get(name)
        return self._outer.get(name) if value is None else value

    def _text(self, name: str) -> str:
        value = self._value(name)
        if isinstance(value, str):
            return value
        if value is not None:
            self._leave_out(name, "is no text")
        return ""

    def _count(self, name: str) -> int | None:
        value = self._value(name)
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value[:10])
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if 0 <= value <= _MOST and value == int(value):
                return int(value)
        elif value is None:
            return None
        self._leave_out(name, "is no whole number")
        return None

    def _published(self) -> date | None:
        inner, outer = self._inner.get("publishedAt"), self._outer.get("publishedAt")
        if isinstance(inner, str) and (day := utc_day(inner)):
            return day
        return mismarked_day(outer) if isinstance(outer, str) else None

    def _authors(self) -> Iterator[str]:
        """The names, without those that the source itself hides."""
        authors = self._value("authors")
        for author in authors if isinstance(authors, list) else []:
            hidden = isinstance(author, dict) and author.get("hidden") is True
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str) and not hidden:
                yield name

    def _organization(self) -> Organization | None:
        given = self._value("organization")
        if not isinstance(given, dict):
            return None
        slug, name = (
            tidy(text) if isinstance(text, str) else "" for text in map(given.get, ("name", "fullname"))
        )
        return Organization(slug or name, name or slug) if slug or name else None

    def _links(self) -> Iterator[Link]:
        for name, kind in _LINKS.items():
            written = self._text(name)
            address = web_address(written)
            if address:
                yield Link(kind, address)
            elif written.strip():
                self._leave_out(name, f"“{written}” is no address")

    def _problem(self, message: str, hint: str) -> None:
        self._found.problems.append(Problem(self._file, f"{self._place} {message}", self._line, hint=hint))

    def _leave_out(self, name: str, reason: str) -> None:
        message = f"{self._place}: `{name}` {reason}, so it is left out"
        self._found.left_out.append(Problem(self._file, message, self._line))
