"""The search index: what lunr.js loads in the browser, and what a result shows of a paper."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import lunr
from lunr.builder import Builder

from sitegen import urls
from sitegen.model import Card
from sitegen.searchindex.tokens import SEPARATOR, TRIMMED, terms

FIELDS: Mapping[str, int] = {"title": 8, "abstract": 1, "topics": 3, "organization": 3, "authors": 3}
"""The fields that a query may name, each with how much more a word weighs there than in an abstract."""

PIPELINE = ("trimEnds", "stopWordFilter", "stemmer")
"""The browser's names for what `tokens.term` does."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper as the search knows it."""

    card: Card
    abstract: str
    """Plain text."""


def build_index(entries: Sequence[Entry]) -> bytes:
    """The whole index as JSON in UTF-8: the same bytes for the same entries.

    Results that score alike are shown in the order of the entries. A document's reference is its place
    in that order.
    """
    index = {
        "separator": SEPARATOR,
        "trimmed": TRIMMED,
        "lunr": _lunr_index(entries),
        "documents": [_document(entry.card) for entry in entries],
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()


def _lunr_index(entries: Sequence[Entry]) -> dict[str, object]:
    """The index in lunr's own serialised form."""
    if not entries:
        # lunr.py works out the mean length of a field, and cannot where there is none.
        empty: list[object] = []
        return _serialised(vectors=empty, postings=empty)
    builder = Builder()
    builder.ref("place")
    for name, boost in FIELDS.items():
        builder.field(name, boost)
    for place, entry in enumerate(entries):
        # lunr.py takes a list as it is: its own pipeline, which is not the browser's, has no part in it.
        builder.add({"place": place} | {name: list(found) for name, found in _terms(entry).items()})
    built = builder.build().serialize()
    # lunr.js wants the terms in the order of UTF-16, which is not that of code points beyond U+FFFF.
    postings = sorted(built["invertedIndex"], key=lambda posting: posting[0].encode("utf-16-be"))
    return _serialised(vectors=built["fieldVectors"], postings=postings)


def _serialised(vectors: list[object], postings: list[object]) -> dict[str, object]:
    return {
        "version": lunr.__TARGET_JS_VERSION__,
        "fields": list(FIELDS),
        "fieldVectors": vectors,
        "invertedIndex": postings,
        "pipeline": list(PIPELINE),
    }


def _terms(entry: Entry) -> dict[str, Iterable[str]]:
    card, organization = entry.card, entry.card.organization
    return {
        "title": terms(card.title),
        "abstract": terms(entry.abstract),
        "topics": chain.from_iterable(_named(topic.title, topic.slug) for topic in card.topics),
        "organization": _named(organization.name, organization.slug) if organization else (),
        "authors": terms(" ".join(card.authors)),
    }


def _named(name: str, slug: str) -> Iterator[str]:
    """The terms of a name, and those that only its slug has: `Google`, `google` is one."""
    of_name = list(terms(name))
    yield from of_name
    yield from (term for term in terms(slug) if term not in of_name)


def _document(card: Card) -> dict[str, object]:
    """What a result shows. Addresses are below the site's base path; what is unknown is left out."""
    known: dict[str, object] = {
        "address": urls.paper(card.slug),
        "title": card.title,
        "excerpt": card.excerpt,
        "day": {"address": urls.day(card.day), "date": card.day.isoformat()},
        "topics": [{"address": urls.topic(topic.slug), "title": topic.title} for topic in card.topics],
        "authors": list(card.authors),
        "authorsCount": card.authors_count,
        "published": card.published and card.published.isoformat(),
        "comments": card.comments,
        "upvotes": card.upvotes,
        "organization": card.organization
        and {"address": urls.organization(card.organization.slug), "title": card.organization.name},
    }
    return {name: value for name, value in known.items() if value}
