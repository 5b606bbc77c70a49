"""The search over any page, by keyboard and by touch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.searching import status, titles

INDEX = "**/search/index.json"
FIRST_PAPER = "papers/llm-guided-hierarchical-retrieval/"


@pytest.fixture
def page(reader: Page, site_url: str) -> Page:
    reader.goto(f"{site_url}archive/")
    return reader


def palette(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Search the papers")


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def active(page: Page) -> Locator:
    """The option that a screen reader is told of; it is the one that looks chosen."""
    name = field(page).get_attribute("aria-activedescendant")
    expect(page.locator("[aria-selected=true]")).to_have_attribute("id", str(name))
    return page.locator(f"#{name}")


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type(text)
    expect(options(page).last).to_have_text(f"All results for “{text}”")


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_it_and_escape_gives_the_focus_back(page: Page, key: str) -> None:
    link = page.get_by_role("main").get_by_role("link").nth(3)
    link.focus()
    page.keyboard.press(key)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    page.keyboard.press("Escape")
    expect(palette(page)).to_be_hidden()
    expect(link).to_be_focused()


def test_letters_typed_before_it_is_there_are_not_lost(page: Page) -> None:
    page.keyboard.type("/pruning")
    expect(field(page)).to_have_value("pruning")
    expect(status(page)).to_have_text(re.compile(r"^\d+ papers$"))
    page.keyboard.press("Control+k")
    expect(palette(page)).to_be_hidden()


def test_without_its_script_the_header_still_searches(tab: Page, site_url: str) -> None:
    tab.route("**/palette.js", lambda route: route.abort())
    tab.goto(f"{site_url}archive/")
    tab.keyboard.type("/pruning")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(f"{site_url}search/?q=pruning")


def test_arrows_choose_and_enter_opens(page: Page, site_url: str) -> None:
    search(page, "hierarchical retrieval")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    expect(active(page)).to_contain_text("LLM-guided Hierarchical Retrieval")
    expect(active(page)).to_contain_text("Google · 30 Oct 2025")
    expect(active(page).locator("mark")).to_have_text(["Hierarchical", "Retrieval"])
    page.keyboard.press("ArrowDown")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    # Home and End are keys of the text.
    page.keyboard.press("Home")
    assert field(page).evaluate("box => box.selectionStart") == 0
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(site_url + FIRST_PAPER)


def test_past_the_ends_the_box_is_next(page: Page) -> None:
    search(page, "pruning")
    page.keyboard.press("ArrowUp")
    expect(active(page)).to_have_text("All results for “pruning”")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")


def test_enter_alone_and_the_last_row_show_all_results(page: Page, site_url: str) -> None:
    for keys in (["Enter"], ["ArrowUp", "Enter"]):
        page.goto(f"{site_url}archive/")
        search(page, "title:pruning")
        for key in keys:
            page.keyboard.press(key)
        expect(page).to_have_url(f"{site_url}search/?q=title%3Apruning")
        expect(titles(page).first).to_be_visible()


def test_with_control_it_opens_beside(page: Page, site_url: str) -> None:
    search(page, "hierarchical retrieval")
    page.keyboard.press("ArrowDown")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    expect(opened.value).to_have_url(site_url + FIRST_PAPER)
    expect(palette(page)).to_be_visible()


def test_recent_searches_stay_with_this_site_and_can_be_cleared(page: Page, site_url: str) -> None:
    for text in ("pruning", "speech"):
        search(page, text)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{site_url}search/?q={text}")
        page.goto(f"{site_url}archive/")
    assert page.evaluate("Object.keys(localStorage)") == ["sitegen:/digest/:searches"]
    page.keyboard.press("/")
    expect(options(page)).to_have_text(["speech", "pruning"])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("pruning")
    expect(options(page).last).to_have_text("All results for “pruning”")
    field(page).fill("")
    page.get_by_role("button", name="Clear recent searches").press("Enter")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_it_works_where_nothing_may_be_kept(page: Page, site_url: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('forbidden') } })"
    )
    page.goto(f"{site_url}archive/")
    search(page, "pruning")
    page.keyboard.press("Enter")
    expect(titles(page).first).to_be_visible()


def test_what_is_kept_may_be_anything(page: Page) -> None:
    page.evaluate("localStorage.setItem('sitegen:/digest/:searches', '[1, \"\", \"speech\", {}]')")
    page.keyboard.press("/")
    expect(options(page)).to_have_text(["speech"])


def test_keys_are_left_alone_while_typing(page: Page) -> None:
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.type("a/b")
    expect(page.locator("textarea")).to_have_value("a/b")
    expect(palette(page)).to_have_count(0)


def test_the_headers_box_opens_it(page: Page) -> None:
    header = page.get_by_role("banner").get_by_role("searchbox")
    header.click()
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(header).to_be_focused()
    page.keyboard.type("pruning")
    expect(field(page)).to_have_value("pruning")


def test_a_touch_opens_it_chooses_and_closes(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site_url)
    page.get_by_role("banner").get_by_role("searchbox").tap()
    palette(page).get_by_role("button", name="Close").tap()
    expect(palette(page)).to_be_hidden()
    page.get_by_role("banner").get_by_role("searchbox").tap()
    page.keyboard.type("hierarchical retrieval")
    expect(options(page).last).to_have_text("All results for “hierarchical retrieval”")
    options(page).first.tap()
    expect(page).to_have_url(site_url + FIRST_PAPER)
    context.close()


def test_a_lost_connection_is_told_and_comes_back_by_itself(tab: Page, site_url: str) -> None:
    tab.goto(f"{site_url}archive/")
    tab.route(INDEX, lambda route: route.abort())
    search(tab, "pruning")
    expect(status(tab)).to_contain_text("could not be loaded")
    expect(palette(tab).get_by_role("button", name="Try again")).to_be_visible()
    tab.unroute(INDEX)
    tab.evaluate("dispatchEvent(new Event('online'))")
    expect(status(tab)).to_have_text(re.compile(r"^\d+ papers$"))


def test_on_the_search_page_the_keys_go_to_its_own_box(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=pruning")
    expect(titles(page).first).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("speech")
    expect(page.get_by_role("searchbox")).to_have_value("speech")
    expect(palette(page)).to_have_count(0)
