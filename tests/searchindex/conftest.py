"""The search engine of the theme and the real lunr.js, in a real browser, without a page around them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from playwright.sync_api import Browser, Route
from playwright.sync_api import Page as Tab

from sitegen.content import load_content
from sitegen.digest import key_of
from sitegen.library import gather
from sitegen.markup import Renderer
from sitegen.model import Organization, TopicLabel
from sitegen.page import CARDS, Page
from sitegen.render import gzipped
from sitegen.searchindex import Rows, Tally, Vocabulary, cards_json, lunr_js, own_tokens, plan, segments_of
from sitegen.summary import Card
from tests.project import read_material

REPOSITORY = Path(__file__).parent.parent.parent
HOST = "http://search.test"


@dataclass(frozen=True)
class Sample:
    """A paper as a test gives it."""

    card: Card
    abstract: str
    ids: tuple[str, ...] = ()


class Entry(NamedTuple):
    """A paper as the search knows it."""

    card: Card
    rows: Rows


def entries(papers: Iterable[Sample], vocabulary: Vocabulary) -> list[Entry]:
    """The papers counted, all in one go."""
    tally, cards = Tally(), []
    for paper in papers:
        card = paper.card
        cards.append(card)
        tally.add(own_tokens(card.title, paper.abstract, card.organization, card.authors, paper.ids))
    return [Entry(*pair) for pair in zip(cards, vocabulary.adopt(tally.packed()), strict=True)]


def files(papers: Iterable[Sample]) -> dict[str, bytes]:
    """The content of every file of the search by its name, before any compression."""
    vocabulary = Vocabulary()
    return contents(planned(entries(papers, vocabulary), vocabulary))


def planned(papers: Sequence[Entry], vocabulary: Vocabulary) -> list[Page]:
    """The files of the search, for papers in the order of lists."""
    oldest_first = papers[::-1]
    cards = [paper.card for paper in oldest_first]
    return list(plan(cards, segments_of(paper.rows for paper in oldest_first), vocabulary))


def contents(pages: Iterable[Page]) -> dict[str, bytes]:
    """What is in the files of the search, by their names, before any compression."""
    return {
        Path(page.path).name: (
            cards_json(cast("tuple[Card, ...]", page.values["cards"]))
            if page.renderer == CARDS
            else cast("bytes", page.values["content"])
        )
        for page in pages
    }


class Engine:
    """A tab that holds `lunr` and, once an index is loaded, `engine`."""

    def __init__(self, page: Tab) -> None:
        self._page = page
        self._numbers = count(1)
        self._served: dict[str, bytes] = {}
        self.asked: list[str] = []
        """The files that were fetched."""
        page.route(f"{HOST}/**", self._answer)
        page.goto(f"{HOST}/")

    def load(self, papers: Sequence[Sample]) -> None:
        self.serve(files(papers))
        self.evaluate(
            """async (address) => {
                globalThis.address = address;
                const { open } = await import("/tests/engine.js");
                globalThis.engine = await open(lunr, address);
                globalThis.search = async (query) => {
                    const found = await engine.search(query);
                    return found.cards(0, found.length);
                };
                globalThis.slugs = async (query) =>
                    (await search(query)).map(({ document }) => document.address.split("/")[1]);
            }""",
            f"/{next(self._numbers)}/index.json",
        )

    def serve(self, content: dict[str, bytes], *, is_open: bool = False) -> None:
        """Have these files instead of others; `is_open`: not compressed."""
        self._served = {
            name: gzipped(bytes_) if name.endswith(".gz") and not is_open else bytes_
            for name, bytes_ in content.items()
        }
        self.asked.clear()

    def evaluate(self, script: str, argument: object = None) -> Any:
        return self._page.evaluate(script, argument)

    def search(self, query: str) -> list[str]:
        """Slugs, best first."""
        found: list[str] = self.evaluate("(query) => slugs(query)", query)
        return found

    def places(self, query: str) -> list[int]:
        """The places of papers that `entry` made, best first."""
        return [int(slug.removeprefix("paper-")) for slug in self.search(query)]

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        name = path.rpartition("/")[2]
        if path == "/":
            route.fulfill(content_type="text/html", body="<!doctype html><script src=/lunr.js></script>")
        elif path.endswith(".js"):
            route.fulfill(content_type="text/javascript", body=_script(path))
        elif name in self._served:
            self.asked.append(name)
            route.fulfill(body=self._served[name])
        else:
            route.fulfill(status=404)


def _script(path: str) -> bytes:
    folders = {"js": REPOSITORY / "themes" / "default" / "js", "tests": Path(__file__).parent}
    _, folder, *names = path.split("/")
    return folders[folder].joinpath(*names).read_bytes() if names else lunr_js()


@pytest.fixture(scope="session")
def empty_engine(browser: Browser) -> Iterator[Engine]:
    """The engine without an index: each test loads its own."""
    with _opened(browser) as engine:
        yield engine


@pytest.fixture(scope="session")
def full_engine(browser: Browser, digest: tuple[Sample, ...]) -> Iterator[Engine]:
    """The engine over this repository's own papers."""
    with _opened(browser) as engine:
        engine.load(digest)
        yield engine


@contextmanager
def _opened(browser: Browser) -> Iterator[Engine]:
    page = browser.new_page()
    yield Engine(page)
    page.close()


@pytest.fixture
def small_engine(empty_engine: Engine) -> Engine:
    """The engine over six papers of which each case of a query finds others."""
    empty_engine.load(SMALL)
    return empty_engine


@pytest.fixture(scope="session")
def digest(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, ...]:
    """This repository's own papers, in the order of lists."""
    root = tmp_path_factory.mktemp("digest")
    content = root / "content"
    content.symlink_to(REPOSITORY / "content")
    renderer = Renderer()
    abstracts = {paper.slug: renderer.render(paper.abstract).text for paper in load_content(content).papers}
    library = gather(read_material(content), content, date.max)
    return tuple(Sample(paper.card, abstracts[paper.card.slug]) for paper in library.papers)


def entry(title: str, abstract: str = "", place: int = 0, **known: Any) -> Sample:
    """A paper made for a test; `topics` are slugs with titles, `organization` likewise."""
    topics = known.get("topics", {})
    card = Card(
        key="",
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
        links=(),
        has_more=True,
        day=date(2025, 10, 30) - timedelta(days=place),
    )
    return Sample(card._replace(key=key_of(*card)), abstract, tuple(known.get("ids", ())))


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


def loaded(content: dict[str, bytes], kind: str) -> list[Any]:
    """The JSON of the files of a kind."""
    return [json.loads(bytes_) for name, bytes_ in content.items() if name.startswith(kind)]
