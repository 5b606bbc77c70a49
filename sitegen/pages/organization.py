"""The list of organisations, and a page for each with its papers by title."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.model import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """The list of all organisations, then each one's page."""
    yield Page(
        urls.output_path(urls.ORGANIZATIONS),
        "pages/organizations.html",
        {
            "address": urls.ORGANIZATIONS,
            "organizations": tuple(
                (shelf.organization, tuple(card.reference for card in shelf.papers[:3]), len(shelf.papers))
                for shelf in library.organizations
            ),
        },
    )
    for shelf in library.organizations:
        address = urls.organization(shelf.organization.slug)
        yield Page(
            urls.output_path(address),
            "pages/organization.html",
            {
                "address": address,
                "organization": shelf.organization,
                "papers": tuple((card.reference, card.day) for card in shelf.papers),
            },
        )
