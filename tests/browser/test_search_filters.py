"""Narrowing and ordering what was found, all of it in the address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import box, group, number, status, tab_to, titles

TOPIC, ORGANIZATION = "Retrieval & Search", "Google"


@pytest.fixture
def page(reader: Page, site_url: str) -> Page:
    """The results for `retrieval` on a wide screen, with their filters."""
    reader.set_viewport_size({"width": 1440, "height": 900})
    reader.goto(f"{site_url}search/?q=retrieval")
    expect(group(reader, "Topics")).to_be_visible()
    return reader


def counted(page: Page, kind: str) -> dict[str, int]:
    """The values of a group of filters with their counts."""
    lines = group(page, kind).get_by_role("listitem").all_inner_texts()
    return {words: int(count) for words, count in (re.split(r"\s+(?=\d+$)", line.strip()) for line in lines)}


def test_a_filter_leaves_as_many_papers_as_it_says(page: Page, site_url: str) -> None:
    before = number(page)
    papers = counted(page, "Topics")[TOPIC]
    assert 0 < papers < before
    box(page).focus()
    tab_to(page, group(page, "Topics").get_by_label(TOPIC))
    page.keyboard.press("Space")
    expect(status(page)).to_have_text(f"{papers} papers")
    expect(page).to_have_url(f"{site_url}search/?q=retrieval&topic=retrieval")
    expect(group(page, "Topics").get_by_label(TOPIC)).to_be_focused()
    expect(page.locator(".card").filter(has_not_text=TOPIC)).to_have_count(0)

    # One more topic is one or the other; another kind of filter is both.
    other = next(words for words in counted(page, "Topics") if words != TOPIC)
    group(page, "Topics").get_by_label(other, exact=False).check()
    expect(status(page)).not_to_have_text(f"{papers} papers")
    assert number(page) > papers
    some = number(page)
    year, in_year = next(iter(counted(page, "Years").items()))
    group(page, "Years").get_by_label(year).check()
    expect(status(page)).to_have_text(re.compile(f"^{in_year} papers?$"))
    assert in_year < some


def test_counts_follow_the_other_filters(page: Page) -> None:
    topics = counted(page, "Topics")
    days = counted(page, "Days")
    assert list(topics.values()) == sorted(topics.values(), reverse=True)
    assert list(counted(page, "Years")) == ["2026", "2025"]
    group(page, "Days").get_by_label("30 Oct 2025").check()
    expect(status(page)).to_have_text(f"{days['30 Oct 2025']} papers")
    expect(group(page, "Topics").get_by_text(f"{topics[TOPIC]}", exact=True)).to_have_count(0)
    assert counted(page, "Topics")[TOPIC] < topics[TOPIC]
    assert counted(page, "Days") == days

    # Another order of the values leaves the focus where it was.
    group(page, "Topics").get_by_label(TOPIC).focus()
    page.go_back()
    expect(group(page, "Topics").get_by_text(f"{topics[TOPIC]}", exact=True)).to_be_visible()
    assert counted(page, "Topics") == topics
    expect(group(page, "Topics").get_by_label(TOPIC)).to_be_focused()


def test_the_commonest_eight_come_first_and_more_on_demand(page: Page) -> None:
    values = group(page, "Topics").get_by_role("checkbox")
    expect(values).to_have_count(8)
    group(page, "Topics").get_by_role("button", name="More topics").press("Enter")
    expect(values.nth(8)).to_be_focused()
    assert values.count() > 8
    group(page, "Topics").get_by_role("button", name="Fewer topics").press("Enter")
    expect(values).to_have_count(8)


def test_what_is_chosen_can_be_taken_away_one_by_one_or_all_at_once(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=retrieval&topic=retrieval&org=google&year=2025&day=2025-10-30")
    chosen = page.get_by_role("list", name="Chosen filters")
    expect(chosen.get_by_role("button")).to_have_text(
        [f"{TOPIC} ×", f"{ORGANIZATION} ×", "2025 ×", "30 Oct 2025 ×", "Clear all"]
    )
    expect(group(page, "Topics").get_by_label(TOPIC)).to_be_checked()
    chosen.get_by_role("button", name=f"Remove the filter {TOPIC}").press("Enter")
    expect(page).to_have_url(f"{site_url}search/?q=retrieval&org=google&year=2025&day=2025-10-30")
    expect(chosen.get_by_role("button").first).to_be_focused()
    expect(group(page, "Topics").get_by_label(TOPIC)).not_to_be_checked()
    chosen.get_by_role("button", name="Clear all").press("Enter")
    expect(page).to_have_url(f"{site_url}search/?q=retrieval")
    expect(chosen).to_be_hidden()
    expect(box(page)).to_be_focused()


def test_the_results_are_near_for_a_keyboard(page: Page) -> None:
    first = titles(page).first.get_by_role("link")
    box(page).press("ArrowDown")
    expect(first).to_be_focused()
    box(page).focus()
    past = page.get_by_role("button", name="To the results")
    tab_to(page, past)
    expect(past).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(first).to_be_focused()


def test_filters_alone_list_what_they_leave(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?org=google")
    expect(titles(page).first).to_be_visible()
    expect(page.locator(".card").filter(has_not_text=ORGANIZATION)).to_have_count(0)


def test_nothing_left_says_so_and_offers_the_way_back(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=pruning&day=1999-01-01")
    expect(status(page)).to_contain_text("No paper matches with these filters")
    page.get_by_role("button", name="Remove the filter 1 Jan 1999").press("Enter")
    expect(titles(page).first).to_be_visible()


def test_an_address_that_makes_no_sense_does_no_harm(page: Page, site_url: str) -> None:
    papers = number(page)
    page.goto(f"{site_url}search/?q=retrieval&topic=&year=soon&day=2025-13-45&day=today&sort=odd")
    expect(status(page)).to_have_text(f"{papers} papers")
    expect(page.get_by_role("list", name="Chosen filters")).to_be_hidden()


def test_the_newest_or_the_most_discussed_first(page: Page, site_url: str) -> None:
    order = page.get_by_label("Sort by")
    order.focus()
    page.keyboard.type("Newest")
    expect(page).to_have_url(f"{site_url}search/?q=retrieval&sort=date")
    days = page.locator(".card-facts li:last-child time")
    expect(days.first).to_have_attribute("datetime", "2026-06-12")
    dates = days.evaluate_all("all => all.map(({ dateTime }) => dateTime)")
    assert dates == sorted(dates, reverse=True)

    order.select_option("Most comments")
    expect(page).to_have_url(f"{site_url}search/?q=retrieval&sort=comments")
    expect(page.locator(".card").nth(9)).to_contain_text("comment")
    comments = [int(found) for found in re.findall(r"(\d+) comments?", page.get_by_role("main").inner_text())]
    assert len(comments) == 10
    assert comments == sorted(comments, reverse=True)


def test_back_undoes_one_choice_after_the_other(page: Page, site_url: str) -> None:
    everything = status(page).inner_text()
    group(page, "Topics").get_by_label(TOPIC).check()
    expect(page).to_have_url(re.compile("topic=retrieval$"))
    expect(status(page)).not_to_have_text(everything)
    some = status(page).inner_text()
    page.get_by_label("Sort by").select_option("date")
    expect(page).to_have_url(re.compile("sort=date$"))
    page.go_back()
    expect(page.get_by_label("Sort by")).to_have_value("relevance")
    expect(status(page)).to_have_text(some)
    page.go_back()
    expect(status(page)).to_have_text(everything)
    expect(group(page, "Topics").get_by_label(TOPIC)).not_to_be_checked()


def test_on_a_phone_filters_open_above_the_results(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{site_url}search/?q=retrieval")
    expect(titles(page).first).to_be_visible()
    expect(group(page, "Topics")).to_be_hidden()
    page.get_by_text("Filters", exact=True).tap()
    group(page, "Topics").get_by_text(TOPIC).tap()
    expect(page.get_by_text("Filters (1)")).to_be_visible()
    done = page.get_by_role("button", name=re.compile(r"^Show \d+ papers$"))
    expect(done).to_have_text(f"Show {number(page)} papers")
    done.tap()
    expect(group(page, "Topics")).to_be_hidden()
    context.close()
