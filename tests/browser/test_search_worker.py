"""The search as pages call it, in its worker, over the built site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route

OPEN = """async (site) => {
    const { open } = await import(`${site}assets/search/client.js`);
    globalThis.search = open(`${site}search/index.json`);
}"""


@pytest.fixture
def page(tab: Page, site_url: str) -> Iterator[Page]:
    """A page without a search of its own, at which `search` is open."""
    tab.goto(f"{site_url}404.html")
    tab.evaluate(OPEN, site_url)
    yield tab
    tab.unroute_all(behavior="ignoreErrors")


def asked(page: Page, script: str) -> Any:
    """What a script returns, or of its error what pages look at."""
    return page.evaluate(
        f"""async () => {{
            try {{ return await ({script})(); }}
            catch (error) {{ return [error.isNetwork, error.isOvertaken]; }}
        }}"""
    )


def test_an_answer_is_given_in_parts(page: Page) -> None:
    count, titles, others, topics = asked(
        page,
        """async () => {
            const answer = await search.ask({ text: "pruning" });
            const parts = [answer.cards(0, 2), answer.cards(2, 4), answer.facets()];
            const [cards, others, facets] = await Promise.all(parts);
            const titles = [cards, others].map((some) => some.map(({ title }) => title.flat().join("")));
            return [answer.count, ...titles, facets.topics];
        }""",
    )
    assert count >= 4
    assert len(set(titles + others)) == 4
    assert 0 < topics[0]["count"] <= count


def test_what_was_overtaken_fetches_nothing_more(tab: Page, site_url: str) -> None:
    def shards_for(*texts: str) -> tuple[set[str], list[bool]]:
        """The shards that are fetched if all is asked before the directory is there; what was overtaken."""
        names: set[str] = set()
        held: list[Route] = []
        tab.context.on("request", lambda request: names.add(request.url.rpartition("/")[2]))

        def hold(route: Route) -> None:
            held.append(route)

        tab.context.route("**/index.json", hold)
        tab.goto(f"{site_url}404.html")
        with tab.context.expect_event("request", lambda request: request.url.endswith("index.json")):
            tab.evaluate(OPEN, site_url)
        script = """(texts) => {
            globalThis.outcomes = Promise.allSettled(texts.map((text) => search.ask({ text })));
        }"""
        tab.evaluate(script, list(texts))
        held[0].continue_()
        tab.context.unroute("**/index.json")
        overtaken = tab.evaluate("async () => (await outcomes).map(({ reason }) => !!reason?.isOvertaken)")
        return {name for name in names if name.startswith("terms-")}, overtaken

    alone, _ = shards_for("quantization")
    assert alone
    assert shards_for("retrieval", "speech", "quantization") == (alone, [True, True, False])


def test_an_answer_stays_good_after_others(page: Page) -> None:
    same = asked(
        page,
        """async () => {
            const first = await search.ask({ text: "pruning" });
            const before = JSON.stringify(await first.cards(0, 5));
            for (let number = 0; number < 20; number++) await search.ask({ text: `retrieval ${number}` });
            return before === JSON.stringify(await first.cards(0, 5));
        }""",
    )
    assert same is True


def test_a_lost_script_and_a_lost_file_are_had_later(tab: Page, site_url: str) -> None:
    lost = {"worker.js", "index.json"}

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name in lost or name.partition("-")[0] in lost:
            route.abort()
        else:
            route.fallback()

    tab.context.route("**/*", answer)
    tab.goto(f"{site_url}404.html")
    tab.evaluate(OPEN, site_url)
    ask = 'async () => (await search.ask({ text: "pruning" })).count'
    assert asked(tab, ask) == [True, None]
    lost.remove("worker.js")
    assert asked(tab, ask) == [True, False]
    lost.remove("index.json")
    lost.add("terms")
    assert asked(tab, ask) == [True, False]
    lost.clear()
    assert asked(tab, ask) > 1


def test_the_texts_come_from_the_papers_pages(page: Page) -> None:
    count, titles = asked(
        page,
        """async () => {
            const answer = await search.ask({ text: '"dense retrieval models"' });
            return [answer.count, (await answer.cards(0, 9)).map(({ title }) => title.flat().join(""))];
        }""",
    )
    assert 0 < count == len(titles) < 9
