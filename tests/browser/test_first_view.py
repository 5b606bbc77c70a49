"""What any kind of page is at first view, in any window and on paper; and who hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Request

from tests.browser.kinds import DESK, KINDS, PHONE, WIDTHS

MOST = 60_000
"""Bytes of a first view: the page, its style, scripts and data, compressed as by hosts, with headers."""
MOST_SCRIPT = 10_000
"""Bytes of them that are script, on any page that is for reading."""

OF_TOOLS = {"search", "for_you", "offline"}
"""Pages that a script makes."""
ADDRESSES = KINDS | {"a narrowed day": f"{KINDS['day']}?topic=retrieval&sort=date"}

# What moved after it was drawn, though nobody touched anything.
_MOVES = """
globalThis.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources, hadRecentInput } of list.getEntries())
    if (!hadRecentInput) moved.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
}).observe({ type: "layout-shift", buffered: true });
"""
_SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(moved))))"


_PRESSED = "button, input, select, summary, dialog, body > header nav, .pager, .page-links"
_IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
_SEEN = """(selector) => [...document.querySelectorAll(selector)].filter((one) =>
  one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length).map(({ outerHTML }) =>
  outerHTML.slice(0, 150))"""


class View:
    """A page that somebody comes to for the first time, with nothing kept."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page = context.new_page()
        self._done: list[Request] = []
        self.faults: list[str] = []
        self.page.on("requestfinished", self._note)
        self.page.on("requestfailed", lambda request: self.faults.append(request.url))
        self.page.on("console", lambda message: self.faults.append(message.text))
        context.new_cdp_session(self.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.page.goto(url, wait_until="commit")

    def _note(self, request: Request) -> None:
        self._done.append(request)

    def settle(self) -> None:
        """Wait until there is nothing more to come."""
        self.page.wait_for_load_state("networkidle")
        self.moves = self.page.evaluate(_SETTLED)

    def bytes(self, *kinds: str) -> int:
        """Transferred in all, or for some kinds of resources."""
        sizes = [request.sizes() for request in self._done if not kinds or request.resource_type in kinds]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)

    @property
    def hosts(self) -> set[str]:
        """Who was asked."""
        return {urlsplit(request.url).netloc for request in self._done}


@contextmanager
def _opened(browser: Browser, site_url: str, width: int) -> Iterator[dict[str, View]]:
    """All kinds of pages, settled."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(_MOVES)
    views = {kind: View(context, site_url + address) for kind, address in ADDRESSES.items()}
    for view in views.values():
        view.settle()
    yield views
    context.close()


@pytest.fixture(scope="module")
def views(browser: Browser, site_url: str) -> Iterator[dict[str, View]]:
    """All kinds of pages on a desk."""
    with _opened(browser, site_url, DESK) as views:
        yield views


def test_every_kind_of_page_is_light(views: dict[str, View], site_url: str) -> None:
    for kind, view in views.items():
        assert view.faults == [], kind
        assert view.hosts == {urlsplit(site_url).netloc}, kind
        assert view.bytes() <= MOST, kind
        assert kind in OF_TOOLS or view.bytes("script") <= MOST_SCRIPT, kind


def test_nothing_moves_on_a_desk(views: dict[str, View]) -> None:
    assert not {kind: view.moves for kind, view in views.items() if view.moves}


def test_nothing_moves_on_a_phone(browser: Browser, site_url: str) -> None:
    with _opened(browser, site_url, PHONE) as views:
        assert not {kind: view.moves for kind, view in views.items() if view.moves}


def test_paper_gets_the_text_and_nothing_to_press(views: dict[str, View]) -> None:
    for kind, view in views.items():
        view.page.emulate_media(media="print", color_scheme="dark")
        assert view.page.evaluate(_SEEN, _PRESSED) == [], kind
        assert len(view.page.evaluate(_SEEN, "h1")) == 1, kind
        view.page.emulate_media(media="screen")
        assert view.page.evaluate(_SEEN, "button"), kind


def test_no_kind_of_page_is_wider_than_its_window(views: dict[str, View]) -> None:
    for kind, view in views.items():
        for width in (320, *WIDTHS):
            view.page.set_viewport_size({"width": width, "height": 900})
            assert not view.page.evaluate(_IS_TOO_WIDE), f"{kind} at {width}"
        view.page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in WIDTHS:
            view.page.set_viewport_size({"width": width, "height": 900})
            assert not view.page.evaluate(_IS_TOO_WIDE), f"{kind} at {width}, letters twice as large"
