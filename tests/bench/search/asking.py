"""One query after another in headless Chromium, each with an empty cache: bytes, and milliseconds."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from sitegen.model import Paper
from tests.bench.search.host import BLANK, Host

QUERIES = (
    *("retrieval", "diffusion models", "large language models", "attention", "quantization"),
    *("dense retrieval", "hyperparameter tuning", "reinforcement learning", "code generation", "robot"),
    *("graph neural networks", "speech recognition", "few-shot", "knowledge distillation", "kv cache"),
    *("medical", "transf"),
)
_WARM = 5
"""How often a query is asked again."""
_REST = 150
"""Milliseconds without work, after which all that was asked for has been sent."""

OURS = """async (query) => {
    const start = performance.now();
    const { open } = await import("/assets/search/client.js");
    const search = open("/search/index.json");
    globalThis.ask = async (text) => {
        const answer = await search.ask({ text });
        const cards = await answer.cards(0, 10);
        return [answer.count, cards.length];
    };
    const found = await ask(query);
    return [performance.now() - start, ...found];
}"""
PAGEFIND = """async (query) => {
    const start = performance.now();
    const pagefind = await import("/pagefind/pagefind.js");
    await pagefind.init();
    globalThis.ask = async (text) => {
        const { results } = await pagefind.search(text);
        const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
        return [results.length, shown.length];
    };
    const found = await ask(query);
    return [performance.now() - start, ...found];
}"""
# White space before it makes no query another one, but nobody's memory knows it.
_AGAIN = """async ([query, times]) => {
    const taken = [];
    for (let time = 1; time <= times; time++) {
        const start = performance.now();
        await ask(" ".repeat(time) + query);
        taken.push(performance.now() - start);
    }
    return taken;
}"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one query cost."""

    query: str
    found: int
    shown: int
    """Results, at most ten."""
    bytes: int
    """Until they are there, all but the page: scripts, index and results."""
    requests: int
    cold: float
    """Milliseconds, from the import of the script on."""
    warm: tuple[float, ...]
    """The same again, with everything there."""


def queries(papers: Sequence[Paper]) -> list[str]:
    """Twenty: those above, and three names of models that few papers have."""
    places = (len(papers) // 10, len(papers) // 2, len(papers) - 5)
    names = [re.search(r"We call this method (\S+),", papers[place].abstract) for place in places]
    return [*QUERIES, *(name[1] for name in names if name)]


def ask(host: Host, script: str, asked: Sequence[str]) -> list[Asked]:
    """Ask each query of a site with a script, OURS or PAGEFIND, in a new profile."""
    with _browser() as browser:
        return [_asked(browser, host, script, query) for query in asked]


def _asked(browser: Browser, host: Host, script: str, query: str) -> Asked:
    context = browser.new_context()
    page = context.new_page()
    page.goto(host.url + BLANK)
    host.sent()
    cold, found, shown = page.evaluate(script, query)
    page.wait_for_timeout(_REST)
    bytes_, requests = host.sent()
    warm = page.evaluate(_AGAIN, [query, _WARM])
    context.close()
    return Asked(query, found, shown, bytes_, requests, cold, tuple(warm))


@contextmanager
def _browser() -> Iterator[Browser]:
    names = (  # rather the whole browser that readers have
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chromium-headless-shell",
    )
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()
