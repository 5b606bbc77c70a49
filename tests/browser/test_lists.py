"""Lists of cards: narrowed to a topic and sorted in their place; and the calendar, to any day."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

DAY = "days/2025-10-30/"


def _shown(page: Page) -> list[str]:
    """The papers that one sees, in their order."""
    slugs: list[str] = page.locator(".card:visible").evaluate_all("cards => cards.map(({ id }) => id)")
    return slugs


def test_a_list_is_narrowed_and_sorted_and_its_address_keeps_it(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}{DAY}")
    before = _shown(reader)
    script = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/list.js'))"
    assert not reader.evaluate(script), "fetched before anybody asked"
    top = reader.locator(".cards").evaluate("cards => cards.offsetTop")

    topic, sort = (reader.get_by_label(name, exact=True) for name in ("Topic", "Sort by"))
    topic.select_option(label="Retrieval & Search (20)")
    expect(reader.locator(".card:visible")).to_have_count(20)
    expect(reader).to_have_url(f"{site_url}{DAY}?topic=retrieval")
    status = reader.locator(".list-tools [role=status]")
    expect(status).to_have_text("20 of 86 papers, in this order: Editor’s order")
    narrowed = _shown(reader)
    assert narrowed == [slug for slug in before if slug in narrowed]
    assert reader.locator(".cards").evaluate("cards => cards.offsetTop") == top

    sort.select_option("comments")
    expect(reader).to_have_url(f"{site_url}{DAY}?topic=retrieval&sort=comments")
    comments = _values(reader, "comments", "0")
    assert _shown(reader) == sorted(narrowed, key=lambda slug: int(comments[slug]), reverse=True)
    assert comments[_shown(reader)[0]] != "0"
    sort.select_option("date")
    dates = _values(reader, "published", "")
    assert _shown(reader) == sorted(narrowed, key=dates.__getitem__, reverse=True)
    sorted_so = _shown(reader)

    reader.reload()
    expect(reader.locator(".card:visible")).to_have_count(20)
    expect(sort).to_have_value("date")
    assert _shown(reader) == sorted_so

    topic.select_option("")
    sort.select_option("")
    expect(reader).to_have_url(f"{site_url}{DAY}")
    assert _shown(reader) == before


def _values(page: Page, name: str, missing: str) -> dict[str, str]:
    """What each visible card says of itself."""
    script = (
        f"cards => Object.fromEntries(cards.map(({{ id, dataset }}) => [id, dataset.{name} ?? {missing!r}]))"
    )
    values: dict[str, str] = page.locator(".card:visible").evaluate_all(script)
    return values


def test_an_address_that_anybody_wrote_shows_the_whole_list(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}topics/retrieval/?topic=%22%5D&sort=x")
    whole = reader.locator(".list-tools [role=status]")
    expect(whole).to_have_text(re.compile("^30 of 30 papers"))
    assert len(_shown(reader)) == 30


def test_the_calendar_leads_to_any_day_by_keyboard(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}{DAY}")
    reader.get_by_role("link", name="Calendar").press("Enter")
    dialog = reader.get_by_role("dialog", name="Calendar")
    here = dialog.get_by_role("link", name="30 Oct 2025: 86 papers")
    expect(here).to_be_focused()
    expect(here).to_have_attribute("aria-current", "date")
    expect(dialog.get_by_role("link")).to_have_count(31)
    expect(dialog.get_by_role("link", name="no digest")).to_have_count(28)

    for key, name in {
        "ArrowLeft": "29 Oct 2025: 83 papers",
        "ArrowUp": "22 Oct 2025: no digest",
        "Home": "20 Oct 2025: no digest",
        "End": "26 Oct 2025: no digest",
        "PageUp": "26 Oct 2025: no digest",  # there is no earlier month
        "ArrowDown": "2 Nov 2025: no digest",
        "PageDown": "2 Dec 2025: no digest",
        "ArrowRight": "3 Dec 2025: no digest",
    }.items():
        reader.keyboard.press(key)
        expect(reader.locator(":focus")).to_have_attribute("aria-label", name)
    reader.keyboard.press("Enter")
    expect(dialog.get_by_role("grid", name="December 2025")).to_be_visible()

    reader.keyboard.press("Escape")
    expect(reader.get_by_role("link", name="Calendar")).to_be_focused()
    reader.keyboard.press("Enter")
    expect(here).to_be_focused()
    dialog.get_by_role("button", name="Next month").click()
    dialog.get_by_label("Month", exact=True).select_option("June 2026")
    dialog.get_by_role("link", name="12 Jun 2026: 36 papers").click()
    expect(reader).to_have_url(f"{site_url}days/2026-06-12/")


def test_without_scripts_or_the_file_of_days_the_calendar_is_the_months_page(
    browser: Browser, tab: Page, site_url: str
) -> None:
    tab.route("**/days.json", lambda route: route.abort())
    tab.goto(f"{site_url}{DAY}")
    tab.get_by_role("link", name="Calendar").click()
    expect(tab).to_have_url(f"{site_url}months/2025-10/")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}{DAY}")
    expect(page.locator(".list-tools")).to_be_hidden()
    page.get_by_role("link", name="Calendar").click()
    expect(page).to_have_url(f"{site_url}months/2025-10/")
    context.close()
