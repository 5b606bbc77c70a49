"""What was meant: other words than those that were typed, or a paper by its id."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.searching import box, number, status, titles


def spelling(page: Page) -> Locator:
    return page.get_by_role("main").get_by_text(re.compile("^(Did you mean|No paper matches “.*These)"))


def test_a_misspelt_word_shows_what_was_meant(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}search/?q=retrieval")
    meant = number(reader)
    box(reader).fill("retreival")
    text = "No paper matches “retreival”. These are the results for retrieval."
    expect(spelling(reader)).to_have_text(text)
    expect(status(reader)).to_have_text(f"{meant} papers")
    spelling(reader).get_by_role("link").press("Enter")
    expect(box(reader)).to_have_value("retrieval")
    expect(box(reader)).to_be_focused()
    expect(reader).to_have_url(f"{site_url}search/?q=retrieval")
    expect(spelling(reader)).to_have_count(0)
    reader.go_back()
    expect(spelling(reader)).to_have_text(text)


def test_beside_what_was_found_it_is_only_offered(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}search/?q=speech+retreival")
    expect(spelling(reader)).to_have_text("Did you mean speech retrieval?")
    expect(titles(reader).first).to_be_visible()


def test_over_a_page_it_is_one_of_the_choices(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}archive/")
    reader.keyboard.type("/speech retreival")
    expect(reader.get_by_role("listbox").get_by_role("option").first).to_have_text(
        "Did you mean speech retrieval?"
    )
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("combobox")).to_have_value("speech retrieval")
    expect(reader.get_by_role("listbox").get_by_role("option").last).to_have_text(
        "All results for “speech retrieval”"
    )


PASTED = ["2509.00010", "https://arxiv.org/abs/2509.00010v2"]
PAPER = "papers/a-query-and-its-passage/"


@pytest.mark.parametrize("text", PASTED)
def test_enter_opens_the_paper_of_an_id(reader: Page, small_url: str, text: str) -> None:
    reader.goto(f"{small_url}search/")
    box(reader).fill(text)
    expect(titles(reader)).to_have_count(1)
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(small_url + PAPER)


def test_over_a_page_the_paper_of_an_id_is_chosen_already(reader: Page, small_url: str) -> None:
    reader.goto(small_url)
    reader.keyboard.type(f"/{PASTED[0]}")
    expect(reader.get_by_role("listbox").get_by_role("option").first).to_have_attribute(
        "aria-selected", "true"
    )
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(small_url + PAPER)
    assert reader.evaluate("Object.keys(localStorage)") == ["sitegen:/:searches"]
