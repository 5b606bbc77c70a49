"""What the tests of the search look at."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def titles(page: Page) -> Locator:
    return page.locator(".card-title")


def group(page: Page, name: str) -> Locator:
    """A group of filters."""
    return page.get_by_role("group", name=name, exact=True)


def number(page: Page) -> int:
    """How many papers the page says there are, once it says so."""
    expect(status(page)).to_have_text(re.compile(r"^[\d,]+ papers?$"))
    return int(status(page).inner_text().split()[0].replace(",", ""))


def tab_to(page: Page, target: Locator) -> None:
    """Go to an element as a keyboard does."""
    for _ in range(150):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {target} by keyboard")
