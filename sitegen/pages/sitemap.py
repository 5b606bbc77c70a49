"""The list of all addresses for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen import urls
from sitegen.page import Bundle, Page

MOST_ADDRESSES = 50_000
"""The protocol's limit for one file; a larger site gets an index of several."""
_LEFT_OUT = {f"pages/{name}.html" for name in ("for_you", "not_found", "offline", "redirect", "search")}


def pages(planned: Sequence[Page | Bundle]) -> Iterator[Page]:
    """One file, or an index and its files, of all planned pages that a person may want to find."""
    addresses = [
        path.removesuffix("index.html")
        for page in planned
        if page.renderer.startswith("pages/") and page.renderer not in _LEFT_OUT
        for path in (page.paths if isinstance(page, Bundle) else (page.path,))
    ]
    parts = [addresses[start : start + MOST_ADDRESSES] for start in range(0, len(addresses), MOST_ADDRESSES)]
    if len(parts) == 1:
        yield Page(urls.output_path(urls.SITEMAP), "sitemap.xml", {"addresses": tuple(parts[0])})
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield Page(urls.output_path(urls.SITEMAP), "sitemap_index.xml", {"addresses": tuple(names)})
    for name, part in zip(names, parts, strict=True):
        yield Page(urls.output_path(name), "sitemap.xml", {"addresses": tuple(part)})
