"""WCAG 2.2 AA on every kind of page: axe-core, small windows, large text, the keyboard."""

from __future__ import annotations

import re
from typing import Literal

from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import bring_axe, complaints
from tests.browser.kinds import DESK, KINDS, PHONE, TABLET
from tests.conftest import REPOSITORY
from tests.test_golden import PAGES

TEMPLATES = REPOSITORY / "themes/default/templates/pages"
SMALL = {kind: PAGES[f"{kind}.html"].removesuffix("index.html") for kind in KINDS}
"""The same kinds in the small project."""
COLOURS: list[Literal["light", "dark"]] = ["light", "dark"]


def test_no_kind_of_page_is_left_out() -> None:
    assert {path.stem for path in TEMPLATES.iterdir()} - {"redirect"} == KINDS.keys()


def test_axe_finds_nothing(browser: Browser, small_url: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    bring_axe(context)
    page = context.new_page()
    found = {}
    for kind, address in SMALL.items():
        page.goto(small_url + address)
        for width in (PHONE, TABLET, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in COLOURS:
                page.emulate_media(color_scheme=scheme)
                found[f"{kind} at {width}, {scheme}"] = complaints(page)
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

    page.goto(site_url + KINDS["day"])
    page.get_by_role("button", name="More").first.click()
    expect(page.locator(".card-abstract")).to_be_visible()
    found["a card"] = complaints(page)
    page.get_by_role("link", name="Calendar").click()
    expect(page.get_by_role("dialog", name="Calendar")).to_be_visible()
    found["calendar"] = complaints(page)

    page.goto(site_url + KINDS["paper"])
    page.get_by_role("button", name="Cite").click()
    expect(page.get_by_role("dialog", name="Cite this paper")).to_be_visible()
    found["citation"] = complaints(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Star").click()
    page.get_by_role("button", name="Notes & more").click()
    expect(page.locator("dialog.details")).to_be_visible()
    found["notes"] = complaints(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog.help")).to_be_visible()
    found["help"] = complaints(page)

    page.goto(site_url + KINDS["for_you"])
    for place in ("Your papers", "Following", "Data", "New papers"):
        view = page.get_by_role("navigation", name="For you").get_by_role("link", name=place)
        view.click()
        expect(view).to_have_attribute("aria-current", re.compile("."))
        found[place] = complaints(page)

    context.close()
    assert not {where: what for where, what in found.items() if what}


# Where the focus can come to and one would not see it: it has no mark, or something lies over it.
_UNSEEN = """() => {
  const names = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const stops = [...document.querySelectorAll(names)].filter((stop) =>
    stop.tabIndex >= 0 && !stop.disabled && stop.checkVisibility({ visibilityProperty: true }));
  const unseen = stops.filter((stop) => {
    stop.focus();
    const { outlineStyle, outlineWidth } = getComputedStyle(stop);
    const [{ x, y, width, height }] = stop.getClientRects();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    const isMarked = stop.matches(":focus-visible") && outlineStyle !== "none";
    return !isMarked || parseFloat(outlineWidth) < 2 || !top || !(stop.contains(top) || top.contains(stop));
  });
  return [stops.length, unseen.map((stop) => stop.outerHTML.slice(0, 150))];
}"""


def test_the_focus_is_always_seen(reader: Page, small_url: str) -> None:
    for kind, address in SMALL.items():
        # Where the filters of the search stand still, and where the header's box opens over the name.
        reader.set_viewport_size({"width": 1440 if kind == "search" else 390, "height": 600})
        reader.goto(small_url + address + ("?q=a*" if kind == "search" else ""))
        if kind == "search":
            expect(reader.get_by_role("checkbox").first).to_be_visible()
        reader.keyboard.press("Tab")  # from here on the browser takes the reader for one of the keyboard
        stops, unseen = reader.evaluate(_UNSEEN)
        assert stops > 5, kind
        assert unseen == [], kind
