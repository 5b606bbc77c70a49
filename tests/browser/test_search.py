"""Searching the built digest in a real browser, as a reader does it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen import modules
from sitegen.project import Project
from tests.browser.searching import box, number, status, titles


@pytest.fixture
def page(reader: Page, site_url: str) -> Page:
    """The search page, in a tab that has nothing to complain of."""
    reader.goto(f"{site_url}search/")
    return reader


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


def test_words_in_quotes_stand_together(page: Page, site: Project) -> None:
    texts = (path.read_text("utf-8") for path in site.content.rglob("papers/**/*.md"))
    papers = sum(bool(re.search(r"dense\W+retrieval\b", text, re.IGNORECASE)) for text in texts)
    assert papers > 1
    box(page).fill('"dense retrieval"')
    expect(status(page)).to_have_text(f"{papers} papers")


def test_a_phrase_of_common_words_is_looked_for_as_far_as_somebody_wants(page: Page, site: Project) -> None:
    texts = (path.read_text("utf-8") for path in site.content.rglob("papers/**/*.md"))
    papers = sum(bool(re.search(r"language\W+models[\s.,]", text, re.IGNORECASE)) for text in texts)
    assert papers > 50
    box(page).fill('"language models"')
    expect(status(page)).to_have_text(re.compile(r"^At least 1\d papers$"))
    more = page.get_by_role("button", name="Show more")
    while (said := status(page).inner_text()).startswith("At least"):
        more.click()
        expect(status(page)).not_to_have_text(said, timeout=30_000)
    assert number(page) >= papers
    while more.is_visible():
        shown = titles(page).count()
        more.click()
        expect(titles(page)).not_to_have_count(shown)
    assert number(page) == titles(page).count()


def test_what_is_no_word_yet_asks_for_more_of_it(page: Page) -> None:
    for text in ('"', "how", "+"):
        box(page).fill(text)
        expect(status(page)).to_have_text(re.compile("^Type on"))
    box(page).fill("how pruning")
    expect(titles(page).first).to_be_visible()


def test_an_excerpt_shows_the_words_that_matched_and_nothing_moves(page: Page) -> None:
    box(page).fill("abstract:corpora")
    expect(titles(page).first).to_be_visible()
    tops = "all => all.map((one) => one.getBoundingClientRect().top)"
    before = titles(page).evaluate_all(tops)
    expect(page.locator(".card-excerpt", has_text="…").first.locator("mark").first).to_be_visible()
    assert titles(page).evaluate_all(tops) == before


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


def test_many_results_come_in_portions_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?topic=retrieval")
    papers, more = number(page), page.get_by_role("button", name="Show more")
    assert 30 < papers <= 50
    expect(titles(page)).to_have_count(10)
    for shown, after in ((10, 30), (30, papers)):
        more.press("Enter")
        expect(titles(page)).to_have_count(after)
        expect(titles(page).nth(shown).get_by_role("link")).to_be_focused()
    expect(more).to_be_hidden()


def test_back_from_a_paper_shows_as_many_and_the_same_place(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site_url}search/?q=-xyzzy")
    page.get_by_role("button", name="Show more").click()
    expect(titles(page)).to_have_count(30)
    link = titles(page).nth(22).get_by_role("link")
    link.focus()
    top = page.evaluate("scrollY")
    assert top > 1000
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/papers/"))
    page.go_back()
    expect(titles(page)).to_have_count(30)
    page.wait_for_function(f"Math.abs(scrollY - {top}) <= 1")


def test_no_letter_loses_the_results(page: Page) -> None:
    box(page).press_sequentially("ret")
    expect(titles(page).first).to_be_visible()
    page.evaluate(
        """() => {
            const list = document.querySelector("[data-results]");
            window.fewest = Infinity;
            const look = () => (window.fewest = Math.min(window.fewest, list.children.length));
            new MutationObserver(look).observe(list, { childList: true });
        }"""
    )
    for letter in "rieval augmented generation":
        box(page).press_sequentially(letter)
        page.wait_for_timeout(30)
    expect(titles(page).first.locator("mark").first).to_have_text("Retrieval")
    assert page.evaluate("fewest") == 10


def test_no_letter_says_that_there_is_nothing(page: Page) -> None:
    box(page).press_sequentially("the")
    expect(titles(page).first).to_be_visible()
    page.evaluate(
        """() => {
            const status = document.querySelector("[data-status]");
            window.said = [];
            new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
        }"""
    )
    for letter in " unrea":
        box(page).press_sequentially(letter)
        page.wait_for_timeout(100)
    expect(titles(page).first.locator("mark")).to_have_text("Unreasonable")
    said = page.evaluate("said")
    assert said
    assert all(re.fullmatch(r"\d+ papers?", text) for text in said)


def test_a_box_takes_no_more_than_a_search_and_an_address_can_hold(page: Page) -> None:
    box(page).focus()
    page.keyboard.insert_text("speech " * 1000)
    expect(status(page)).to_have_text(re.compile(r"^\d+ papers$"))
    assert len(box(page).input_value()) == 1000
    assert len(page.url) < 2000


def test_markup_in_a_query_stays_text(page: Page) -> None:
    box(page).fill("<img src=x onerror=alert(1)>qqq")
    expect(status(page)).to_have_text(re.compile("No paper matches “<img src=x onerror=alert.1.>qqq”"))
    expect(page.locator("main img")).to_have_count(0)


def test_there_is_one_box_and_its_help_opens(page: Page) -> None:
    expect(page.get_by_role("searchbox")).to_have_count(1)
    expect(page.get_by_label("Words in titles")).to_be_visible()
    page.get_by_text("How to search").click()
    expect(page.get_by_text("title:pruning")).to_be_visible()


def test_only_the_search_page_asks_for_the_index(tab: Page, site_url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for address in ("", "archive/"):
        tab.goto(site_url + address, wait_until="networkidle")
    assert not [url for url in asked if "search/" in url or "lunr" in url]


def test_all_modules_are_asked_for_at_once(tab: Page, site_url: str, site: Project) -> None:
    scripts = site.themes / "default/js"
    sources = {
        path.relative_to(scripts).as_posix(): path.read_text("utf-8") for path in scripts.rglob("*.js")
    }
    tab.goto(f"{site_url}search/")
    preloaded = tab.locator("link[rel=modulepreload]").evaluate_all("links => links.map(({ href }) => href)")
    on_every_page = modules.needed("site.js", sources)
    needed = {*modules.needed("search.js", sources)} - {"search.js", *on_every_page}
    assert {address.removeprefix(f"{site_url}assets/") for address in preloaded} == needed


def test_without_javascript_it_shows_other_ways(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}search/?q=pruning")
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="by topic")).to_have_attribute("href", "/digest/topics/")
    expect(main.get_by_role("link", name="archive")).to_have_attribute("href", "/digest/archive/")
    expect(page.locator("#search-box")).to_be_hidden()
    context.close()
