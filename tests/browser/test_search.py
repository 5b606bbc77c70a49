"""Searching the built digest in a real browser, as a reader does it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

INDEX = "**/search/index.json"


@pytest.fixture
def page(reader: Page, site_url: str) -> Page:
    """The search page, in a tab that has nothing to complain of."""
    reader.goto(f"{site_url}search/")
    return reader


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def titles(page: Page) -> Locator:
    return page.locator(".card-title")


def test_results_follow_what_is_typed_and_open(page: Page, site_url: str) -> None:
    expect(titles(page)).to_have_count(0)
    box(page).press_sequentially("organization:goo")
    expect(titles(page)).to_have_text(["LLM-guided Hierarchical Retrieval"])
    expect(status(page)).to_have_text("1 paper")
    card = page.locator(".card")
    expect(card.locator(".card-facts")).to_contain_text("Google")
    expect(card.locator(".card-facts")).to_contain_text("in the digest of 30 Oct 2025")
    expect(card.locator(".chip").first).to_have_attribute("href", re.compile(r"^/digest/topics/[a-z-]+/$"))
    expect(card.locator(".card-excerpt")).not_to_be_empty()
    titles(page).get_by_role("link").click()
    expect(page).to_have_url(f"{site_url}papers/llm-guided-hierarchical-retrieval/")
    expect(page.get_by_role("heading", level=1)).to_have_text("LLM-guided Hierarchical Retrieval")


def test_the_words_that_matched_are_marked(page: Page) -> None:
    box(page).fill("retrieval +dense")
    first = titles(page).first
    expect(first.locator("mark")).to_have_text(["Dense", "Retrieval"])


@pytest.mark.parametrize("query", ["44.6%", "retrieval +dense", "title:pruning"])
def test_an_address_with_a_query_can_be_shared(page: Page, query: str) -> None:
    box(page).fill(query)
    expect(titles(page).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q="))
    typed = titles(page).all_text_contents()
    page.reload()
    expect(box(page)).to_have_value(query)
    expect(titles(page)).to_have_text(typed)


def test_going_back_goes_through_the_queries(page: Page, site_url: str) -> None:
    box(page).fill("pruning")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}search/?q=pruning")
    expect(titles(page).first).to_be_visible()
    pruning = titles(page).all_text_contents()
    box(page).fill("spee")
    expect(page).to_have_url(f"{site_url}search/?q=spee")
    box(page).fill("speech")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}search/?q=speech")
    titles(page).first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/papers/"))

    page.go_back()
    expect(box(page)).to_have_value("speech")
    expect(titles(page).first).to_be_visible()
    page.go_back()
    expect(box(page)).to_have_value("pruning")
    expect(titles(page)).to_have_text(pruning)
    page.go_back()
    expect(page).to_have_url(f"{site_url}search/")
    expect(box(page)).to_have_value("")
    expect(titles(page)).to_have_count(0)
    page.go_forward()
    expect(titles(page)).to_have_text(pruning)


def test_an_emptied_box_empties_the_page_and_the_address(page: Page, site_url: str) -> None:
    box(page).fill("pruning")
    expect(titles(page).first).to_be_visible()
    box(page).fill("")
    expect(titles(page)).to_have_count(0)
    expect(status(page)).to_be_empty()
    expect(page).to_have_url(f"{site_url}search/")


def test_many_results_come_in_portions_by_keyboard(page: Page) -> None:
    box(page).fill("-xyzzy")
    expect(status(page)).to_have_text("237 papers")
    expect(titles(page)).to_have_count(30)
    page.get_by_role("button", name="Show more").focus()
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_count(60)
    expect(titles(page).nth(30).get_by_role("link")).to_be_focused()
    for _ in range(6):
        page.get_by_role("button", name="Show more").click()
    expect(titles(page)).to_have_count(237)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_markup_in_a_query_stays_text(page: Page) -> None:
    box(page).fill("<img src=x onerror=alert(1)>qqq")
    expect(status(page)).to_have_text(re.compile("No paper matches “<img src=x onerror=alert.1.>qqq”"))
    expect(page.locator("main img")).to_have_count(0)


def test_there_is_one_box_and_its_help_opens(page: Page) -> None:
    expect(page.get_by_role("searchbox")).to_have_count(1)
    expect(page.get_by_label("Words in titles")).to_be_visible()
    page.get_by_text("How to search").click()
    expect(page.get_by_text("title:pruning")).to_be_visible()


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
    tab.goto(f"{site_url}search/?q=title:pruning")
    expect(titles(tab).first).to_be_visible()
    query = "organization:google " if kind == "lengths" else "speech"
    tab.route(f"**/search/{kind}-*.gz", lambda route: route.abort())
    box(tab).fill(query)
    expect(status(tab)).to_contain_text("could not be loaded")
    expect(titles(tab)).to_have_count(0)

    tab.unroute(f"**/search/{kind}-*.gz")
    tab.get_by_role("button", name="Try again").click()
    expect(status(tab)).to_have_text(re.compile(r"^\d+ papers?$"))
    expect(titles(tab).first).to_be_visible()


def test_the_cards_of_later_results_can_be_tried_again(tab: Page, site_url: str) -> None:
    tab.goto(f"{site_url}search/?q=-xyzzy")
    expect(titles(tab)).to_have_count(30)
    tab.route("**/search/cards-*.gz", lambda route: route.abort())
    tab.get_by_role("button", name="Show more").click()
    expect(status(tab)).to_contain_text("could not be loaded")
    expect(titles(tab)).to_have_count(30)
    tab.unroute("**/search/cards-*.gz")
    tab.get_by_role("button", name="Show more").click()
    expect(titles(tab)).to_have_count(60)
    expect(status(tab)).to_have_text("237 papers")
    expect(tab.get_by_role("button", name="Try again")).to_be_hidden()


@pytest.mark.parametrize("answer", [(404, "{}"), (200, "<!doctype html>"), (200, "{}")])
def test_a_wrong_answer_is_told_too(tab: Page, site_url: str, answer: tuple[int, str]) -> None:
    def wrong(route: Route) -> None:
        route.fulfill(status=answer[0], body=answer[1], content_type="application/json")

    tab.route(INDEX, wrong)
    tab.goto(f"{site_url}search/?q=pruning")
    expect(status(tab)).to_contain_text("could not be loaded")
    expect(tab.get_by_role("button", name="Try again")).to_be_visible()


def test_lunr_itself_can_be_had_again(tab: Page, site_url: str) -> None:
    tab.route("**/assets/lunr.js", lambda route: route.abort())
    tab.goto(f"{site_url}search/?q=pruning")
    expect(status(tab)).to_contain_text("could not be loaded")
    tab.unroute("**/assets/lunr.js")
    tab.get_by_role("button", name="Try again").click()
    expect(status(tab)).to_have_text(re.compile(r"^\d+ papers$"))


def test_only_the_search_page_asks_for_the_index(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url)
    page.goto(f"{site_url}archive/")
    assert not [url for url in asked if "search/" in url or "lunr" in url]


def test_without_javascript_it_shows_other_ways(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}search/?q=pruning")
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="by topic")).to_have_attribute("href", "/digest/topics/")
    expect(main.get_by_role("link", name="archive")).to_have_attribute("href", "/digest/archive/")
    expect(page.locator("#search-box")).to_be_hidden()
    context.close()
