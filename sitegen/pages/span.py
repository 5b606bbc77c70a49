"""A page a week and a page a month: their days by title, what was talked about most, and the topics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sitegen import urls
from sitegen.config import Settings
from sitegen.library import Library, Span
from sitegen.model import Page


def pages(library: Library, settings: Settings) -> Iterator[Page]:
    """One page for each month, and for each week, that has a published day."""
    yield from _pages(library.months, "pages/month.html", urls.month)
    yield from _pages(library.weeks, "pages/week.html", urls.week)


def _pages(spans: Sequence[Span], template: str, address_of: Callable[[str], str]) -> Iterator[Page]:
    around = [None, *(span.name for span in spans), None]
    for later, span, earlier in zip(around, spans, around[2:], strict=False):
        address = address_of(span.name)
        values = {"address": address, "span": span, "previous": earlier, "next": later}
        yield Page(urls.output_path(address), template, values)
