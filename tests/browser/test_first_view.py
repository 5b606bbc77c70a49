"""What the first view of any kind of page costs: bytes, scripts, movements; and who hears of it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Request

from tests.browser.kinds import KINDS

MOST = 60_000
"""Bytes of a first view: the page, its style, scripts and data, compressed as by hosts, with headers."""
MOST_SCRIPT = 10_000
"""Bytes of them that are script, on any page that is for reading."""

OF_TOOLS = {"search", "for_you", "offline"}
"""Pages that a script makes."""

# What moved after it was drawn, though nobody touched anything.
_MOVES = """
globalThis.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources, hadRecentInput } of list.getEntries())
    if (!hadRecentInput) moved.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
}).observe({ type: "layout-shift", buffered: true });
"""
_SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(moved))))"


class View:
    """A page that somebody comes to for the first time, with nothing kept."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self._page = context.new_page()
        self._done: list[Request] = []
        self.faults: list[str] = []
        self._page.on("requestfinished", self._note)
        self._page.on("requestfailed", lambda request: self.faults.append(request.url))
        self._page.on("console", lambda message: self.faults.append(message.text))
        context.new_cdp_session(self._page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        self._page.goto(url, wait_until="commit")

    def _note(self, request: Request) -> None:
        self._done.append(request)

    def settle(self) -> None:
        """Wait until there is nothing more to come."""
        self._page.wait_for_load_state("networkidle")
        self.moves = self._page.evaluate(_SETTLED)

    def bytes(self, *kinds: str) -> int:
        """Transferred in all, or for some kinds of resources."""
        sizes = [request.sizes() for request in self._done if not kinds or request.resource_type in kinds]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)

    @property
    def hosts(self) -> set[str]:
        """Who was asked."""
        return {urlsplit(request.url).netloc for request in self._done}


@pytest.mark.parametrize("width", [390, 1440])
def test_every_kind_of_page_is_light_and_nothing_moves(browser: Browser, site_url: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(_MOVES)
    narrowed = {"a narrowed day": f"{KINDS['day']}?topic=retrieval&sort=date"}
    views = {kind: View(context, site_url + address) for kind, address in (KINDS | narrowed).items()}
    for kind, view in views.items():
        view.settle()
        assert view.faults == [], kind
        assert view.hosts == {urlsplit(site_url).netloc}, kind
        assert view.bytes() <= MOST, kind
        assert kind in OF_TOOLS or view.bytes("script") <= MOST_SCRIPT, kind
        assert view.moves == [], kind
    context.close()
