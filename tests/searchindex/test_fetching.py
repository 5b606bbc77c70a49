"""The engine fetches what a query needs, and finds its way when the site was published anew meanwhile."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Error

from sitegen.searchindex.tokens import terms
from tests.searchindex.conftest import SMALL, Engine, Sample, entry, files, loaded
from tests.searchindex.made import made


@pytest.fixture(scope="module")
def large() -> list[Sample]:
    return made(1500)


def fetched(engine: Engine, query: str) -> Counter[str]:
    """The kinds of files that were fetched for the first ten results."""
    engine.asked.clear()
    engine.evaluate("async (query) => (await engine.search(query)).cards(0, 10)", query)
    assert len(engine.asked) == len(set(engine.asked))
    return Counter(name.partition("-")[0] for name in engine.asked)


def test_a_query_fetches_only_its_own_shards_once(empty_engine: Engine, large: list[Sample]) -> None:
    empty_engine.load(large)
    assert empty_engine.asked == ["index.json"]
    shards = len(loaded(files(large), "index")[0]["terms"]["first"].split(" "))
    assert shards > 8
    title = large[700].card.title
    one = fetched(empty_engine, f"{title.split()[0]} ")
    assert (one["terms"], one["index.json"]) == (1, 0)
    assert 1 <= one["lengths"] <= 3
    assert 0 < one["cards"] <= 11
    assert fetched(empty_engine, f"{title.split()[0]} ") == {}
    empty_engine.load(large)
    whole = fetched(empty_engine, f"{title} ")
    assert whole["terms"] <= len(set(terms(title)))
    empty_engine.load(large)
    assert fetched(empty_engine, "*zzzz ")["terms"] == shards


def test_a_title_is_found_among_thousands(empty_engine: Engine, large: list[Sample]) -> None:
    empty_engine.load(large)
    titles = [paper.card.title for paper in large[::4]]
    found = empty_engine.evaluate(
        """async (titles) => {
            const first = [];
            for (const title of titles) {
                const [{ document }] = await (await engine.search(title)).cards(0, 1);
                first.push(document.title);
            }
            return first;
        }""",
        titles,
    )
    assert found == titles


def test_a_site_published_anew_is_read_anew(empty_engine: Engine) -> None:
    empty_engine.load(SMALL)
    assert sorted(empty_engine.places("retrieval ")) == [0, 1]
    renewed = [entry("Pruning and Retrieval", "Now.", 7), *SMALL]
    empty_engine.serve(files(renewed))
    assert sorted(empty_engine.places("retrieval ")) == [0, 1]  # what is there stays good
    empty_engine.load(SMALL)
    empty_engine.serve(files(renewed))
    assert sorted(empty_engine.places("pruning ")) == [3, 4, 7]
    assert empty_engine.asked.count("index.json") == 1
    assert sorted(empty_engine.places("retrieval ")) == [0, 1, 7]
    assert empty_engine.asked.count("index.json") == 1


def test_more_results_come_from_the_same_index(empty_engine: Engine, large: list[Sample]) -> None:
    """Also when it is a new one since: the numbers of documents are others then."""
    empty_engine.load(large)
    empty_engine.evaluate("async () => { await engine.ask({ text: '-xyzzy ' }) }")
    titles = """async ([start, end]) => {
        const cards = await engine.cards({ text: "-xyzzy " }, start, end);
        return cards.map(({ title }) => title.map(([piece]) => piece).join(""));
    }"""
    assert empty_engine.evaluate(titles, [0, 2]) == [paper.card.title for paper in large[:2]]
    renewed = [*large, entry("The Oldest", "Of all.", 9999)]
    empty_engine.serve(files(renewed))
    assert empty_engine.evaluate(titles, [700, 702]) == [paper.card.title for paper in renewed[700:702]]
    assert empty_engine.evaluate("async () => (await engine.ask({ text: '-xyzzy ' })).count") == 1501


@pytest.mark.parametrize("gone", ["terms", "lengths", "cards"])
def test_what_stays_away_is_an_error(empty_engine: Engine, gone: str) -> None:
    content = {name: bytes_ for name, bytes_ in files(SMALL).items() if not name.startswith(gone)}
    empty_engine.load(SMALL)
    empty_engine.serve(content)
    with pytest.raises(Error, match=f"{gone}-.*404"):
        empty_engine.search("retrieval ")
    assert empty_engine.asked.count("index.json") == 1
    empty_engine.serve(files(SMALL))
    assert sorted(empty_engine.places("retrieval ")) == [0, 1]


@pytest.mark.parametrize("kind", ["terms", "lengths", "cards"])
@pytest.mark.parametrize("answer", [b"<!doctype html><p>Not found", b""])
def test_a_page_instead_of_a_file_is_an_error(empty_engine: Engine, kind: str, answer: bytes) -> None:
    content = files(SMALL)
    empty_engine.load(SMALL)
    empty_engine.serve(
        {name: answer if name.startswith(kind) else bytes_ for name, bytes_ in content.items()}
    )
    with pytest.raises(Error, match=f"{kind}-"):
        empty_engine.search("retrieval ")


def test_a_host_may_have_the_browser_open_the_files(empty_engine: Engine) -> None:
    empty_engine.load(SMALL)
    empty_engine.serve(files(SMALL), is_open=True)
    assert sorted(empty_engine.places("retrieval ")) == [0, 1]
