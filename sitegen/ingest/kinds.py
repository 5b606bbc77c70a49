"""What kind of source some bytes are, found by looking at them."""

from __future__ import annotations

import re
from enum import StrEnum

from sitegen.ingest.dump import is_page


class Kind(StrEnum):
    """A kind of source; its value is its name on the command line."""

    DUMP = "dump"
    API = "api"
    ARXIV = "arxiv"
    BIBTEX = "bibtex"

    @property
    def suffix(self) -> str:
        """The end of the names of such files."""
        return {Kind.DUMP: "txt", Kind.API: "json", Kind.ARXIV: "xml", Kind.BIBTEX: "bib"}[self]


_BEGINS_JSON = re.compile(rb"\[\s*(?:[{\[\"'\]]|$)|\{\s*(?:[\"'}]|$)")
_OF_PAPERS = re.compile(rb"[\"'](?:paper|publishedAt|summary|title)[\"']|^\[\s*\]\s*$")
_BEGINS_FEED = re.compile(
    rb"(?s)(?:<\?xml.{0,200}?\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:\w+:)?(?:feed|rss|RDF)\b"
)
_NAMES_ARXIV = re.compile(rb"(?i)arxiv\.org|arxiv:")
_ENTRY_OF_BIBTEX = re.compile(rb"(?mi)^\s*@[a-z]+\s*[{(]\s*[^\s{}(),=\"]+\s*,|^\s*@string\s*[{(]")


def kind_of(data: bytes) -> Kind | None:
    """The kind of a source; None where it is none that we know."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _BEGINS_JSON.match(start):
        return Kind.API if _OF_PAPERS.search(start) else None
    if start.startswith(b"<"):
        return Kind.ARXIV if _BEGINS_FEED.match(start) and _NAMES_ARXIV.search(start) else None
    if _ENTRY_OF_BIBTEX.search(start):
        return Kind.BIBTEX
    return Kind.DUMP if is_page(data) else None
