"""WCAG 2.2 AA on every kind of page: axe-core, small windows, large text, the keyboard."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import bring_axe, complaints
from tests.browser.kinds import KINDS, WIDTHS
from tests.conftest import REPOSITORY
from tests.test_golden import PAGES

TEMPLATES = REPOSITORY / "themes/default/templates/pages"
SMALL = {kind: PAGES[f"{kind}.html"].removesuffix("index.html") for kind in KINDS}
"""The same kinds in the small project."""
MOST_STOPS = 60


def test_no_kind_of_page_is_left_out() -> None:
    assert {path.stem for path in TEMPLATES.iterdir()} - {"redirect"} == KINDS.keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, small_url: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    bring_axe(context)
    page = context.new_page()
    found = {}
    for kind, address in SMALL.items():
        page.goto(small_url + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{kind} at {width}"] = complaints(page)
    context.close()
    assert not {where: what for where, what in found.items() if what}


def test_axe_finds_nothing_in_what_opens(browser: Browser, site_url: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 390, "height": 844})
    bring_axe(context)
    page = context.new_page()
    found = {}

    page.goto(f"{site_url}search/?q=retrieval")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("checkbox").first.check()
    expect(page.get_by_role("list", name="Chosen filters")).to_be_visible()
    found["filters"] = complaints(page)

    page.goto(site_url + KINDS["article"])
    page.keyboard.press("/")
    page.keyboard.type("prunning")
    expect(page.get_by_role("option").nth(2)).to_be_visible()
    found["palette"] = complaints(page)

    context.close()
    assert not {where: what for where, what in found.items() if what}


def test_no_kind_of_page_is_wider_than_its_window(tab: Page, site_url: str) -> None:
    for kind, address in KINDS.items():
        tab.goto(site_url + address)
        for width in (320, *WIDTHS):
            tab.set_viewport_size({"width": width, "height": 900})
            assert not _is_too_wide(tab), f"{kind} at {width}"
        tab.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            assert not _is_too_wide(tab), f"{kind} at {width}, letters twice as large"


def _is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


# Where the focus is: whether one sees that it is there, and whether anything lies over it.
_FOCUS = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  const [box] = focused.getClientRects();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const top = document.elementFromPoint(x, y);
  return {
    what: focused.outerHTML.slice(0, 120),
    isMarked: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    isCovered: !top || !(focused.contains(top) || top.contains(focused)),
  };
}"""


def test_the_focus_is_always_seen(reader: Page, small_url: str) -> None:
    for kind, address in SMALL.items():
        # Where the filters of the search stand still, and where the header's box opens over the name.
        reader.set_viewport_size({"width": 1440 if kind == "search" else 390, "height": 600})
        reader.goto(small_url + address + ("?q=a*" if kind == "search" else ""))
        if kind == "search":
            expect(reader.get_by_role("checkbox").first).to_be_visible()
        for _ in range(MOST_STOPS):
            reader.keyboard.press("Tab")
            focus = reader.evaluate(_FOCUS)
            if focus is None:
                break
            assert focus["isMarked"], (kind, focus)
            assert not focus["isCovered"], (kind, focus)
