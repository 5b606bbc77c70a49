"""The fields that a query may name, and the words that a paper has in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.model import Organization, TopicLabel
from sitegen.searchindex.tokens import split, terms_of

FIELDS: Mapping[str, int] = {"title": 8, "abstract": 1, "topics": 3, "organization": 3, "authors": 3}
"""Each field with how much more a word weighs there than in an abstract. Their order is that of all files."""

LONG_FIELD = "abstract"
"""The field that has most of the terms. How long it is in each document is in a file of its own; how long the
others are stands with each of their postings, since few are needed for a query."""


def own_tokens(
    title: str,
    abstract: str,
    organization: Organization | None,
    authors: Iterable[str],
    ids: Iterable[str] = (),
) -> dict[str, list[str]]:
    """The words of the fields that a paper's own file fills, from its abstract as plain text, and its ids."""
    return {
        "title": split(title),
        "abstract": split(abstract),
        "organization": _named(organization.name, organization.slug) if organization else [],
        "authors": split(" ".join(authors)),
        "ids": list(ids),
    }


def topic_tokens(topics: Iterable[TopicLabel]) -> dict[str, list[str]]:
    """The words that a paper has from its topics."""
    return {"topics": [word for topic in topics for word in _named(topic.title, topic.slug)]}


def _named(name: str, slug: str) -> list[str]:
    """The words of a name, and those of its slug that say more: `Google`, `google` is one."""
    of_name = split(name)
    known = {term for word in of_name for term in terms_of(word)}
    return of_name + [word for word in split(slug.replace("-", " ")) if not known.issuperset(terms_of(word))]
