"""A reader in a real browser: from the front page to a day, a topic, a paper, with nothing but the site."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect


def test_from_home_to_a_day_a_topic_a_paper(reader: Page, site_url: str) -> None:
    reader.goto(site_url)
    expect(reader.get_by_role("heading", level=1)).to_have_text("12 June 2026")
    expect(reader.locator(".card")).to_have_count(36)

    reader.get_by_role("navigation", name="Days").get_by_role("link", name="11 December 2025").click()
    expect(reader).to_have_url(f"{site_url}days/2025-12-11/")
    expect(reader.locator(".card")).to_have_count(36)
    reader.get_by_role("navigation", name="Days", exact=True).get_by_role("link", name="30 October").click()
    expect(reader.locator(".card")).to_have_count(86)

    reader.locator(".chip", has_text="Retrieval & Search").first.click()
    expect(reader).to_have_url(f"{site_url}topics/retrieval/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Retrieval & Search")
    reader.get_by_role("navigation", name="By month").get_by_role("link", name="October 2025").click()
    expect(reader).to_have_url(f"{site_url}topics/retrieval/2025-10/")

    reader.get_by_role("link", name="LLM-guided Hierarchical Retrieval").click()
    expect(reader).to_have_url(f"{site_url}papers/llm-guided-hierarchical-retrieval/")
    facts = reader.locator(".card-facts").first
    expect(facts).to_contain_text("Google")
    expect(facts).to_contain_text("15 Oct 2025")
    expect(facts).to_contain_text("2 comments")
    expect(reader.locator(".eyebrow")).to_have_text("In the digests of 30 Oct 2025, 11 Dec 2025, 12 Jun 2026")
    expect(reader.locator(".abstract")).to_contain_text("Modern IR systems are increasingly tasked")
    reader.get_by_role("navigation", name="Papers of the same day").get_by_role("link").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile("Synaptic Dampening"))


def test_the_header_searches_from_any_page(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}archive/")
    reader.get_by_role("searchbox", name="Search the papers").fill("title:pruning")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"/search/\?q=title%3Apruning$"))
    reader.locator(".card-title a").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile("pruning", re.IGNORECASE))


def test_it_reads_without_javascript(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}topics/")
    page.get_by_role("link", name="Retrieval & Search").click()
    expect(page.locator(".card-more").first).to_be_hidden()
    page.locator(".card-title a").first.click()
    expect(page.locator(".abstract")).to_be_visible()
    expect(page.locator(".needs-script").first).to_be_hidden()
    page.goto(f"{site_url}search/")
    expect(page.get_by_role("main").get_by_role("link", name="archive")).to_be_visible()
    context.close()


def test_a_card_opens_in_its_place_and_leads_to_the_papers_code(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}days/2025-10-30/")
    card = reader.locator(".card").filter(has=reader.get_by_role("link", name="Code", exact=True)).first
    code = card.get_by_role("link", name="Code", exact=True)
    expect(code).to_have_attribute("href", re.compile(r"https://github\.com/\w+"))
    beginning = card.locator(".card-excerpt span")
    first_words = beginning.inner_text().rstrip("…")
    card.get_by_role("button", name="More").press("Enter")
    opened = card.get_by_role("button", name="Less")
    expect(opened).to_be_focused()
    expect(opened).to_have_attribute("aria-expanded", "true")
    expect(card.locator(".card-abstract")).to_contain_text(first_words)
    expect(card.locator(".card-abstract a").first).to_have_attribute("href", code.get_attribute("href") or "")
    expect(beginning).to_be_hidden()
    opened.press("Enter")
    expect(card.locator(".card-abstract")).to_be_hidden()
    expect(beginning).to_be_visible()


def test_a_card_that_cannot_be_opened_leads_to_the_paper(tab: Page, site_url: str) -> None:
    tab.goto(f"{site_url}days/2025-10-30/")
    tab.route(
        "**/papers/**",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    title = tab.locator(".card-title").first.inner_text()
    tab.get_by_role("button", name="More").first.click()
    expect(tab).to_have_url(re.compile("/papers/"))
    expect(tab.get_by_role("heading", level=1)).to_have_text(title)


def test_the_first_tab_skips_to_the_content(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}days/2025-10-16/")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Skip to the content")).to_be_focused()
