"""Whether content files agree: whatever one names is there, and no two want the same address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sitegen.content import locate
from sitegen.hints import Names
from sitegen.model import Digest, Problem
from sitegen.reading import Material
from sitegen.summary import Summary
from sitegen.urls import TAKEN, organization


def disagreements(material: Material, root: Path) -> Iterator[Problem]:
    """A Problem for each name that leads nowhere, or to two files. `root` is the content folder."""
    owners: dict[str, Summary] = {}
    for paper in material.papers:
        if paper.slug in owners:
            yield Problem(
                f"{root.name}/{paper.path}",
                f"this paper is also in {owners[paper.slug].path.rpartition('/')[0]}/",
                hint="keep one of the two files",
            )
        owners[paper.slug] = paper
    topics = {text.topic.slug for text in material.topics}
    slugs, topic_slugs = Names(owners), Names(topics)
    aliases: dict[str, Summary] = {}
    for paper in material.papers:
        for slug in paper.topics:
            if slug not in topics:
                hint = topic_slugs.hint(slug)
                yield _wrong_name(root, paper.path, ("topics", slug), "there is no topic", hint)
        for alias in paper.aliases:
            owner = owners.get(alias) or aliases.get(alias)
            if owner:
                what = f"{owner.path} has the address already:"
                yield _wrong_name(root, paper.path, ("aliases", alias), what, "remove it here or there")
            aliases[alias] = paper
    yield from _check_organizations(material, root)
    for text in material.digests:
        yield from _check_digest(text.digest, owners, aliases, slugs, root)
    for article in material.articles:
        if article.article.slug in TAKEN:
            yield Problem(
                f"{root.name}/{article.article.path}",
                f"the site has a page of its own at /{article.article.slug}/",
                hint="give the file another name",
            )


def _check_organizations(material: Material, root: Path) -> Iterator[Problem]:
    """Two organisations with one address, by the case of letters alone or by signs that no address has."""
    firsts: dict[str, tuple[str, Summary]] = {}
    address = cache(lambda slug: organization(slug).casefold())  # many papers have the same
    for paper in material.papers:
        if paper.organization:
            slug = paper.organization.slug
            first, owner = firsts.setdefault(address(slug), (slug, paper))
            if first != slug:
                yield Problem(
                    f"{root.name}/{paper.path}",
                    f"`organization`: “{slug}” has the address of “{first}” in {owner.path}",
                    hint="write the slug in one way in both files",
                )


def _check_digest(
    digest: Digest, owners: dict[str, Summary], aliases: dict[str, Summary], slugs: Names, root: Path
) -> Iterator[Problem]:
    for slug in digest.papers:
        if slug not in owners:
            renamed = aliases.get(slug)
            hint = f"it is called “{renamed.slug}” now" if renamed else slugs.hint(slug)
            yield _wrong_name(root, digest.path, ("papers", slug), "there is no paper", hint)


def _wrong_name(root: Path, path: str, listed: tuple[str, str], what: str, hint: str | None) -> Problem:
    """A Problem at the place where a file lists a name in a field; read again, since that is rare."""
    field, name = listed
    place = locate((root / path).read_text("utf-8-sig"), field, name)
    line, column = place or (None, None)
    return Problem(f"{root.name}/{path}", f"`{field}`: {what} “{name}”", line, column, hint)
