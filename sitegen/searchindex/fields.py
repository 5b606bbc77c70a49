"""The fields that a query may name, and the terms that a paper has in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from sitegen.model import Organization, TopicLabel
from sitegen.searchindex.tokens import terms

FIELDS: Mapping[str, int] = {"title": 8, "abstract": 1, "topics": 3, "organization": 3, "authors": 3}
"""Each field with how much more a word weighs there than in an abstract. Their order is that of all files."""


def own_terms(
    title: str, abstract: str, organization: Organization | None, authors: Iterable[str]
) -> dict[str, Iterable[str]]:
    """The terms of the fields that a paper's own file fills, from its abstract as plain text."""
    return {
        "title": terms(title),
        "abstract": terms(abstract),
        "organization": _named(organization.name, organization.slug) if organization else (),
        "authors": terms(" ".join(authors)),
    }


def topic_terms(topics: Iterable[TopicLabel]) -> dict[str, Iterable[str]]:
    """The terms that a paper has from its topics."""
    return {"topics": chain.from_iterable(_named(topic.title, topic.slug) for topic in topics)}


def _named(name: str, slug: str) -> Iterator[str]:
    """The terms of a name, and those that only its slug has: `Google`, `google` is one."""
    of_name = list(terms(name))
    yield from of_name
    yield from (term for term in terms(slug) if term not in of_name)
