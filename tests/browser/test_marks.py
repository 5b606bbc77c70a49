"""What a reader keeps in their own browser: stars, read marks, notes, tags, what is new; and the keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

DAY = "days/2025-10-30/"
PAPER = "papers/llm-guided-hierarchical-retrieval/"
HALF_AN_HOUR = 1_800_000
STORE = "import('/digest/assets/site.js').then((site) => Object.values(site).find(({ readAll }) => readAll))"
KEPT = f"""(note) => {STORE}.then(({{ readAll, watch }}) => new Promise((done) => {{
  const look = async () => (await readAll("paper:")).some((record) => record.note === note) && done();
  watch(look);
  look();
}}))"""
ALL = f"() => {STORE}.then(({{ readAll }}) => readAll(''))"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def card(page: Page, number: int) -> Locator:
    return page.locator(".card").nth(number)


def button(where: Locator, name: str) -> Locator:
    return where.get_by_role("button", name=re.compile(f"^{name}"))


def told(page: Page) -> Locator:
    return page.locator("body > [role=status]:not(.told)")


def pressed(where: Locator, name: str, is_pressed: bool = True) -> None:
    expect(button(where, name)).to_have_attribute("aria-pressed", str(is_pressed).lower())


def records(page: Page) -> dict[str, dict[str, object]]:
    return {record["key"]: record for record in page.evaluate(ALL)}


def test_a_star_stays_and_says_what_the_paper_is(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}topics/retrieval/")
    title = card(reader, 1).locator(".card-title").inner_text()
    pressed(card(reader, 1), "Star", False)
    button(card(reader, 1), "Star").click()
    pressed(card(reader, 1), "Star")
    expect(told(reader)).to_have_text("Starred")
    reader.reload()
    pressed(card(reader, 1), "Star")
    pressed(card(reader, 0), "Star", False)
    [kept] = [record for key, record in records(reader).items() if key.startswith("paper:")]
    assert (kept["title"], kept["note"], kept["tags"]) == (title, "", [])
    assert {"id": "retrieval", "title": "Retrieval & Search"} in kept["topics"]  # type: ignore[operator]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(kept["day"]))
    button(card(reader, 1), "Star").click()
    pressed(card(reader, 1), "Star", False)
    assert not [key for key in records(reader) if key.startswith("paper:")]
    assert reader.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))") == [
        "sitegen:/digest/"
    ]


def test_a_paper_that_was_opened_is_read_until_a_reader_says_otherwise(reader: Page, site_url: str) -> None:
    reader.goto(site_url + PAPER)
    page = reader.locator(".paper")
    pressed(page, "Read")
    button(page, "Star").click()
    pressed(page, "Star")
    reader.goto(f"{site_url}topics/retrieval/2025-10/")
    own = reader.locator(".card", has_text="LLM-guided Hierarchical Retrieval")
    pressed(own, "Read")
    pressed(own, "Star")
    expect(own).to_have_class(re.compile("is-read"))
    expect(reader.locator(".card.is-read")).to_have_count(1)
    button(own, "Read").click()
    expect(reader.locator(".card.is-read")).to_have_count(0)


def test_notes_and_tags_are_kept_as_they_are_typed(reader: Page, site_url: str) -> None:
    reader.goto(site_url + DAY)
    button(card(reader, 0), "Notes, tags, follow").click()
    dialog = reader.get_by_role("dialog", name="Your note and tags")
    expect(dialog.get_by_label("Tags", exact=True)).to_be_focused()
    reader.keyboard.type("to read, RAG,, rag, #later")
    dialog.get_by_label("Note").fill("See <b>table 3</b>.")
    button(dialog, "Follow").first.click()
    pressed(dialog.get_by_role("listitem").first, "Follow")
    reader.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button(card(reader, 0), "Notes, tags, follow")).to_be_focused()
    reader.reload()
    button(card(reader, 0), "Notes, tags, follow").click()
    expect(dialog.get_by_label("Tags", exact=True)).to_have_value("to read, RAG, later")
    expect(dialog.get_by_label("Note")).to_have_value("See <b>table 3</b>.")
    pressed(dialog.get_by_role("listitem").first, "Follow")
    dialog.get_by_label("Note").press("End")
    reader.keyboard.type(" And 4.")
    reader.evaluate(KEPT, "See <b>table 3</b>. And 4.")
    reader.goto(f"{site_url}for-you/#yours")  # without closing it
    own = card(reader, 0).locator(".own-words")
    expect(own.locator(".own-note")).to_have_text("See <b>table 3</b>. And 4.")
    expect(own.get_by_role("listitem")).to_have_text(["#to read", "#RAG", "#later"])


def test_topics_and_organizations_are_followed_or_muted(reader: Page, site_url: str) -> None:
    for address, title in (("topics/retrieval/", "Retrieval & Search"), ("organizations/google/", "Google")):
        reader.goto(site_url + address)
        head = reader.locator(".page-head")
        button(head, "Follow").click()
        pressed(head, "Follow")
        expect(told(reader)).to_have_text(f"{title} is followed now")
        button(head, "Mute").click()
        pressed(head, "Mute")
        pressed(head, "Follow", False)
    stances = {key: record["stance"] for key, record in records(reader).items() if "stance" in record}
    assert stances == {"follow:topic:retrieval": "mute", "follow:organization:google": "mute"}
    button(head, "Mute").click()
    pressed(head, "Mute", False)
    assert "follow:organization:google" not in records(reader)


def test_tabs_stay_in_step_and_lose_nothing(context: BrowserContext, site_url: str) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto(site_url + DAY)
    other.goto(site_url + DAY)
    button(card(one, 0), "Star").click()
    pressed(card(other, 0), "Star")
    button(card(other, 0), "Read").click()
    pressed(card(one, 0), "Read")
    pressed(card(one, 0), "Star")
    # Both write to one record at once, again and again.
    add = (
        "(mine) => "
        + STORE
        + """.then(async ({ change }) => {
      const add = (record) => ({ ...record, tags: [...record.tags, mine + record.tags.length] });
      const key = document.querySelector(".card-title a").pathname.split("/").at(-2);
      await Promise.all(Array.from({ length: 20 }, () => change(["paper:" + key], add)));
    })"""
    )
    for page, mine in ((one, "a"), (other, "b")):
        page.evaluate(f"window.done = ({add})('{mine}')")
    for page in (one, other):
        page.evaluate("window.done")
    [tags] = [record["tags"] for key, record in records(one).items() if key.startswith("paper:")]
    assert len(tags) == len(set(tags)) == 40  # type: ignore[call-overload, arg-type]


@pytest.mark.parametrize(
    "blocked",
    [
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no') } })",
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }",
        "delete window.indexedDB; delete window.BroadcastChannel",
    ],
)
def test_where_nothing_may_be_kept_it_works_until_the_page_is_closed(
    reader: Page, site_url: str, blocked: str
) -> None:
    reader.add_init_script(blocked)
    reader.goto(site_url)
    button(card(reader, 0), "Star").click()
    pressed(card(reader, 0), "Star")
    expect(reader.locator(".told")).to_contain_text("keeps nothing for this site")
    reader.goto(f"{site_url}for-you/")
    expect(reader.get_by_text("This browser keeps nothing")).to_be_visible()


def test_where_there_is_no_room_a_reader_is_told_and_nothing_looks_kept(tab: Page, site_url: str) -> None:
    tab.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    tab.goto(site_url)
    button(card(tab, 0), "Star").click()
    expect(tab.locator(".told")).to_contain_text("no room left")
    pressed(card(tab, 0), "Star", False)


def test_what_came_out_since_the_last_visit_is_new(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}days/2025-10-30/")
    expect(card(reader, 0).locator(".card-marks")).to_be_visible()
    expect(reader.locator(".card-new")).to_have_count(0)
    reader.goto(site_url)
    expect(card(reader, 0).locator(".card-marks")).to_be_visible()
    expect(reader.locator(".card-new")).to_have_count(0)  # on a first visit, what would be?
    back = (
        "([seen, pause]) => "
        + STORE
        + """.then(({ change }) =>
      change(["visit"], (visit) => ({ ...visit, newest: seen, at: visit.at - pause })))"""
    )
    reader.evaluate(back, ["2025-10-30", HALF_AN_HOUR + 1])
    for _ in range(2):  # it is still the same visit
        reader.goto(site_url)
        expect(reader.locator(".card-new")).to_have_count(36)
        expect(reader.locator(".page-head .lede")).to_have_text("36 papers · 36 new since your last visit")
        expect(reader.locator(".tally .is-new")).to_have_text(["11 Dec 2025"])
    button(card(reader, 0), "Read").click()
    expect(card(reader, 0).locator(".card-new")).to_be_hidden()
    reader.evaluate(back, ["2026-06-12", HALF_AN_HOUR + 1])
    reader.goto(site_url)
    expect(card(reader, 0).locator(".card-marks")).to_be_visible()
    expect(reader.locator(".card-new")).to_have_count(0)


def test_marks_are_large_enough_for_a_finger(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}topics/retrieval/")
    expect(card(reader, 0).locator(".mark")).to_have_count(3)
    for mark in reader.locator(".mark").all():
        box = mark.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_keys_go_from_paper_to_paper(reader: Page, site_url: str) -> None:
    reader.goto(site_url)
    expect(card(reader, 0).locator(".card-marks")).to_be_visible()
    title = reader.locator(".card-title a")
    for key, number in (("j", 0), ("j", 1), ("j", 2), ("j", 3), ("k", 2)):
        reader.keyboard.press(key)
        expect(title.nth(number)).to_be_focused()
        expect(title.nth(number)).to_be_in_viewport(ratio=1)
    reader.keyboard.press("s")
    pressed(card(reader, 2), "Star")
    reader.keyboard.press("Shift+J")
    reader.keyboard.press("Control+j")
    expect(title.nth(2)).to_be_focused()
    href = title.nth(2).get_attribute("href")
    reader.keyboard.press("o")
    expect(reader).to_have_url(re.compile(f"{href}$"))
    expect(reader.locator(".paper .mark-star")).to_have_attribute("aria-pressed", "true")
    reader.keyboard.press("s")
    expect(reader.locator(".paper .mark-star")).to_have_attribute("aria-pressed", "false")
    reader.keyboard.press("t")
    expect(reader).to_have_url(f"{site_url}topics/")


def test_keys_are_explained_and_can_be_switched_off(reader: Page, site_url: str) -> None:
    reader.goto(site_url)
    expect(card(reader, 0).locator(".card-marks")).to_be_visible()
    reader.keyboard.press("?")
    dialog = reader.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog.locator("kbd")).to_have_text(["j", "k", "o", "s", "t", "/", "?"])
    reader.keyboard.press("j")
    expect(reader.locator(".card-title a:focus")).to_have_count(0)
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    reader.reload()
    expect(card(reader, 0).locator(".card-marks")).to_be_visible()
    for key in ("j", "/", "?", "t"):
        reader.keyboard.press(key)
    expect(reader.locator(".card-title a:focus, dialog")).to_have_count(0)
    expect(reader).to_have_url(site_url)
    reader.get_by_role("link", name="Keyboard shortcuts").click()
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Close").click()
    reader.keyboard.press("j")
    expect(reader.locator(".card-title a").last).to_be_focused()
    reader.keyboard.press("/")
    expect(reader.get_by_role("combobox", name="Search the papers")).to_be_focused()
    reader.keyboard.type("jost?")
    expect(reader.get_by_role("combobox", name="Search the papers")).to_have_value("jost?")


def test_results_of_the_search_have_marks_too(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}search/?q=title:pruning")
    button(card(reader, 0), "Star").click()
    pressed(card(reader, 0), "Star")
    box = reader.get_by_role("searchbox")
    box.fill("title:retrieval")
    expect(card(reader, 0).locator(".card-title")).to_have_text(re.compile("retriev", re.IGNORECASE))
    pressed(card(reader, 0), "Star", False)
    box.fill("title:pruning")
    expect(card(reader, 0).locator(".card-title")).to_have_text(re.compile("pruning", re.IGNORECASE))
    pressed(card(reader, 0), "Star")
