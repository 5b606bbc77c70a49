"""The fields that a query may name, and the tokens that a paper has in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.model import Organization, TopicLabel
from sitegen.searchindex.tokens import split, term

FIELDS: Mapping[str, int] = {"title": 8, "abstract": 1, "topics": 3, "organization": 3, "authors": 3}
"""Each field with how much more a word weighs there than in an abstract. Their order is that of all files."""

LONG_FIELD = "abstract"
"""The field that has most of the terms. How long it is in each document is in a file of its own; how long the
others are stands with each of their postings, since few are needed for a query."""


def own_tokens(
    title: str, abstract: str, organization: Organization | None, authors: Iterable[str]
) -> dict[str, list[str]]:
    """The tokens of the fields that a paper's own file fills, from its abstract as plain text."""
    return {
        "title": split(title),
        "abstract": split(abstract),
        "organization": _named(organization.name, organization.slug) if organization else [],
        "authors": split(" ".join(authors)),
    }


def topic_tokens(topics: Iterable[TopicLabel]) -> dict[str, list[str]]:
    """The tokens that a paper has from its topics."""
    return {"topics": [token for topic in topics for token in _named(topic.title, topic.slug)]}


def _named(name: str, slug: str) -> list[str]:
    """The tokens of a name, and those whose terms only its slug has: `Google`, `google` is one."""
    of_name = split(name)
    known = set(map(term, of_name))
    return of_name + [token for token in split(slug) if term(token) not in known]
