"""Light and dark: as the system has it, as the reader chose, and always light on paper."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.conftest import REPOSITORY

TOKENS = REPOSITORY / "themes/default/css/tokens.css"


def is_dark(page: Page) -> bool:
    """Whether the page has bright text on a dark ground."""
    ground, text = page.evaluate("""() => {
        const { backgroundColor, color } = getComputedStyle(document.documentElement);
        return [backgroundColor, color];
    }""")
    white = "rgba(0, 0, 0, 0)"  # nothing is drawn, as on paper
    return _brightness("rgb(255, 255, 255)" if ground == white else ground) < _brightness(text)


def _brightness(colour: str) -> int:
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


def bars(page: Page) -> list[str]:
    """The colours that a browser is told for its own bars, in light and in dark."""
    return [meta.get_attribute("content") or "" for meta in page.locator("meta[name=theme-color]").all()]


def test_without_scripts_the_system_decides(browser: Browser, site_url: str) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(java_script_enabled=False, color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{site_url}about/")
        assert is_dark(page) == (scheme == "dark")
        expect(page.locator("[data-theme-switch]")).to_be_hidden()
        context.close()


def test_the_switch_goes_before_the_system_on_every_page(reader: Page, site_url: str) -> None:
    reader.emulate_media(color_scheme="dark")
    reader.goto(f"{site_url}about/")
    light, dark = bars(reader)
    assert is_dark(reader)

    switch = reader.get_by_role("button", name="Appearance")
    expect(switch).to_have_accessible_name("Appearance: as the system")
    switch.click()  # the first touch always shows something
    expect(switch).to_have_accessible_name("Appearance: light")
    assert not is_dark(reader)
    assert bars(reader) == [light, light]

    # It is there before any other script: a page that gets none is right from the first.
    reader.route("**/assets/site.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    reader.goto(f"{site_url}archive/")
    assert not is_dark(reader)
    expect(switch).to_have_accessible_name("Appearance: light")
    assert reader.evaluate("Object.keys(localStorage)") == ["sitegen:/digest/:theme"]

    switch.click()
    expect(switch).to_have_accessible_name("Appearance: dark")
    reader.emulate_media(color_scheme="light")
    assert is_dark(reader)
    assert bars(reader) == [dark, dark]
    reader.emulate_media(media="print")
    assert not is_dark(reader)
    reader.emulate_media(media="screen")

    switch.click()
    expect(switch).to_have_accessible_name("Appearance: light")
    switch.click()
    expect(switch).to_have_accessible_name("Appearance: as the system")
    assert reader.evaluate("localStorage.length") == 0
    assert bars(reader) == [light, dark]


def test_another_tab_follows_and_nonsense_in_the_storage_is_nothing(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}about/")
    other = reader.context.new_page()
    other.goto(f"{site_url}archive/")
    other.get_by_role("button", name="Appearance").click()
    reader.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    other.evaluate("localStorage.setItem('sitegen:/digest/:theme', 'constructor')")
    reader.reload()
    expect(reader.get_by_role("button", name="Appearance")).to_have_accessible_name(
        "Appearance: as the system"
    )
    assert not is_dark(reader)


def test_the_script_that_decides_is_waited_for(reader: Page, site_url: str) -> None:
    reader.goto(site_url)
    script = reader.locator("head > script[src$='/theme.js']")
    assert [script.get_attribute(name) for name in ("async", "defer", "type")] == [None, None, None]


def test_the_bars_have_the_colours_of_the_ground(reader: Page, site_url: str) -> None:
    ground = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", TOKENS.read_text("utf-8"))
    assert ground
    reader.goto(site_url)
    assert bars(reader) == list(ground.groups())
