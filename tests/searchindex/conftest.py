"""The search engine of the theme and the real lunr.js, in a real browser, without a page around them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from sitegen.content import load_content
from sitegen.library import gather
from sitegen.markup import Renderer
from sitegen.model import Card, Organization, TopicLabel
from sitegen.searchindex import Entry, build_index, lunr_js

REPOSITORY = Path(__file__).parent.parent.parent
SCRIPTS = REPOSITORY / "themes" / "default" / "js"
HOST = "http://search.test"


class Engine:
    """A tab that holds `lunr` and, once an index is loaded, `search` and `mark`."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def load(self, entries: Sequence[Entry]) -> None:
        self.evaluate(
            """async (text) => {
                const { load } = await import("/search/engine.js");
                globalThis.data = JSON.parse(text);
                globalThis.engine = load(lunr, data);
                globalThis.slugs = (query) =>
                    engine.search(query).map(({ document }) => document.address.split("/")[1]);
            }""",
            build_index(entries).decode(),
        )

    def evaluate(self, script: str, argument: object = None) -> Any:
        return self._page.evaluate(script, argument)

    def search(self, query: str) -> list[str]:
        """Slugs, best first."""
        found: list[str] = self.evaluate("(query) => slugs(query)", query)
        return found

    def places(self, query: str) -> list[int]:
        """The places of papers that `entry` made, best first."""
        return [int(slug.removeprefix("paper-")) for slug in self.search(query)]


@pytest.fixture(scope="session")
def empty_engine(browser: Browser) -> Iterator[Engine]:
    """The engine without an index: each test loads its own."""
    with _opened(browser) as engine:
        yield engine


@pytest.fixture(scope="session")
def full_engine(browser: Browser, digest: tuple[Entry, ...]) -> Iterator[Engine]:
    """The engine over this repository's own papers."""
    with _opened(browser) as engine:
        engine.load(digest)
        yield engine


@contextmanager
def _opened(browser: Browser) -> Iterator[Engine]:
    page = browser.new_page()
    page.route(f"{HOST}/**", _answer)
    page.goto(f"{HOST}/")
    yield Engine(page)
    page.close()


@pytest.fixture
def small_engine(empty_engine: Engine) -> Engine:
    """The engine over six papers of which each case of a query finds others."""
    empty_engine.load(SMALL)
    return empty_engine


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(HOST)
    if path == "/":
        route.fulfill(content_type="text/html", body="<!doctype html><script src=/lunr.js></script>")
    else:
        body = lunr_js() if path == "/lunr.js" else (SCRIPTS / path[1:]).read_bytes()
        route.fulfill(content_type="text/javascript", body=body)


@pytest.fixture(scope="session")
def digest() -> tuple[Entry, ...]:
    """This repository's own papers, in the order of lists."""
    content = REPOSITORY / "content"
    library = gather(load_content(content), content, Renderer(), date.max)
    return tuple(Entry(paper.card, paper.abstract_text) for paper in library.papers)


def entry(title: str, abstract: str = "", place: int = 0, **known: Any) -> Entry:
    """A paper made for a test; `topics` are slugs with titles, `organization` likewise."""
    topics = known.get("topics", {})
    card = Card(
        slug=known.get("slug", f"paper-{place}"),
        title=title,
        excerpt=abstract[:200],
        topics=tuple(TopicLabel(slug, name) for slug, name in topics.items()),
        organization=known.get("organization") and Organization(*known["organization"]),
        authors=tuple(known.get("authors", ())),
        authors_count=None,
        published=None,
        comments=None,
        upvotes=None,
        day=date(2025, 10, 30) - timedelta(days=place),
    )
    return Entry(card, abstract)


SMALL = [
    entry("Dense Retrieval", "The passage report.", 0, topics={"information-retrieval": "Finding Things"}),
    entry("Sparse Retrieval", "Retrieval with the key.", 1, organization=("google", "Google LLC")),
    entry(
        "Key and Play", "Keys cost 44.6% less, 10^6 times. A game.", 2, authors=("Ada Lovelace", "J. Ünal")
    ),
    entry(
        "Pruning Networks", "Studies of ratio a:b in multi-modal models.", 3, topics={"pruning": "Pruning"}
    ),
    entry("On Speech", "Multi agent finders mention pruning.", 4),
    entry("Modal Logic", "Nothing else, constructor and __proto__.", 5),
]


def loaded(index: bytes) -> dict[str, Any]:
    """The index as a browser would read it."""
    read: dict[str, Any] = json.loads(index)
    return read
