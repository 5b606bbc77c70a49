"""The search where the connection fails, or brings something else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.searching import box, status, titles

INDEX = "**/search/index.json"


def test_a_lost_connection_is_told_and_can_be_tried_again(tab: Page, site_url: str) -> None:
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.route(INDEX, lambda route: route.abort())
    tab.goto(f"{site_url}search/?q=pruning")
    expect(status(tab)).to_contain_text("could not be loaded")
    box(tab).fill("pruning networks")
    expect(tab).to_have_url(re.compile(r"\?q=pruning\+networks$"))
    expect(status(tab)).to_contain_text("could not be loaded")

    tab.unroute(INDEX)
    tab.get_by_role("button", name="Try again").click()
    expect(status(tab)).to_have_text(re.compile(r"^\d+ papers$"))
    expect(tab.get_by_role("button", name="Try again")).to_be_hidden()
    assert not faults


@pytest.mark.parametrize("kind", ["terms", "lengths", "cards"])
def test_a_connection_lost_later_is_told_and_can_be_tried_again(tab: Page, site_url: str, kind: str) -> None:
    with tab.expect_response(INDEX):
        tab.goto(f"{site_url}search/")
    tab.route(f"**/search/{kind}-*.gz", lambda route: route.abort())
    box(tab).fill("speech")
    expect(status(tab)).to_contain_text("could not be loaded")
    expect(titles(tab)).to_have_count(0)

    tab.unroute(f"**/search/{kind}-*.gz")
    tab.get_by_role("button", name="Try again").click()
    expect(status(tab)).to_have_text(re.compile(r"^\d+ papers?$"))
    expect(titles(tab).first).to_be_visible()


def test_the_cards_of_later_results_can_be_tried_again(tab: Page, site_url: str) -> None:
    tab.goto(f"{site_url}search/?q=-xyzzy")
    expect(titles(tab)).to_have_count(10)
    tab.route("**/search/cards-*.gz", lambda route: route.abort())
    tab.get_by_role("button", name="Show more").click()
    expect(status(tab)).to_contain_text("could not be loaded")
    expect(titles(tab)).to_have_count(10)
    tab.unroute("**/search/cards-*.gz")
    tab.get_by_role("button", name="Show more").click()
    expect(titles(tab)).to_have_count(30)
    expect(status(tab)).to_have_text("237 papers")
    expect(tab.get_by_role("button", name="Try again")).to_be_hidden()


def test_the_script_of_the_search_can_be_had_again(tab: Page, site_url: str) -> None:
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.route("**/worker.js", lambda route: route.abort())
    tab.goto(f"{site_url}search/?q=pruning")
    expect(status(tab)).to_contain_text("could not be loaded")
    tab.unroute("**/worker.js")
    tab.get_by_role("button", name="Try again").press("Enter")
    expect(titles(tab).first).to_be_visible()
    expect(box(tab)).to_be_focused()
    assert not faults


@pytest.mark.parametrize("answer", [(404, "{}"), (200, "<!doctype html>"), (200, "{}")])
def test_a_wrong_answer_is_told_too(tab: Page, site_url: str, answer: tuple[int, str]) -> None:
    def wrong(route: Route) -> None:
        route.fulfill(status=answer[0], body=answer[1], content_type="application/json")

    tab.route(INDEX, wrong)
    tab.goto(f"{site_url}search/?q=pruning")
    expect(status(tab)).to_contain_text("could not be loaded")
    expect(tab.get_by_role("button", name="Try again")).to_be_visible()


def test_the_connection_coming_back_is_enough(tab: Page, site_url: str) -> None:
    tab.route("**/search/*-*.gz", lambda route: route.abort())
    tab.goto(f"{site_url}search/?q=pruning")
    expect(status(tab)).to_contain_text("could not be loaded")
    tab.unroute("**/search/*-*.gz")
    tab.evaluate("dispatchEvent(new Event('online'))")
    expect(titles(tab).first).to_be_visible()
    expect(tab.get_by_role("button", name="Try again")).to_be_hidden()
