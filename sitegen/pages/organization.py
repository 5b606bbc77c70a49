"""The list of organisations, and a page for each with its papers by title."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import Page

MOST_LARGEST = 10


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """The list of all organisations, then each one's page."""
    sizes = tuple((shelf.organization, len(shelf.papers)) for shelf in library.organizations)
    yield Page(
        urls.output_path(urls.ORGANIZATIONS),
        "pages/organizations.html",
        {
            "address": urls.ORGANIZATIONS,
            "organizations": sizes,
            # The list is by name, and so are equal ones here.
            "largest": tuple(sorted(sizes, key=lambda item: -item[1])[:MOST_LARGEST]),
        },
    )
    for shelf in library.organizations:
        address = urls.organization(shelf.organization.slug)
        yield Page(urls.output_path(address), "pages/organization.html", {"address": address, "shelf": shelf})
