"""A reader's own digest: what they follow, their papers, and all of it as a file or an address."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import bring_axe, complaints
from tests.browser.test_marks import HALF_AN_HOUR, STORE, card, pressed


def view(page: Page, name: str) -> Locator:
    page.get_by_role("navigation", name="For you").get_by_role("link", name=name).click()
    shown = page.get_by_role("region", name=name)
    expect(shown).to_be_visible()
    return shown


def stance(where: Locator, name: str, is_taken: bool = True) -> None:
    button = where.get_by_role("button", name=name)
    expect(button).to_have_attribute("aria-pressed", str(not is_taken).lower())
    button.click()
    expect(button).to_have_attribute("aria-pressed", str(is_taken).lower())


def follow_word(page: Page, word: str, stance: str = "Follow") -> None:
    page.get_by_label(re.compile("^Papers with these words")).fill(word)
    page.locator("[data-add-word]").get_by_role("button", name=stance).click()
    title = re.compile(f"^{re.escape(word)}")
    pressed(page.locator("[data-words] li").filter(has_text=title), stance)


def test_it_is_made_of_what_is_followed_and_says_why(reader: Page, site_url: str) -> None:
    days: list[str] = []
    reader.on("request", lambda asked: days.append(asked.url) if "/for-you/2" in asked.url else None)
    reader.goto(f"{site_url}for-you/")
    pick = reader.get_by_role("heading", name="What do you want to read about?")
    expect(pick).to_be_visible()
    assert days == []
    stance(reader.get_by_role("region", name="New papers"), "Retrieval & Search")
    cards = reader.locator(".own-day").first.locator(".card")
    expect(cards.first.locator(".reasons")).to_have_text("You follow Retrieval & Search")
    expect(reader.locator(".own-day h2").first).to_contain_text("12 Jun 2026 6 of 36 papers")
    assert 1 <= len(days) < 5  # only as many as are shown, from the newest back
    assert days[0].endswith("/2026-06-12.json")
    earlier = reader.get_by_role("button", name="Earlier days")
    expect(earlier).to_be_visible()
    while earlier.is_visible():
        earlier.click()
        expect(reader.locator("[data-earlier]:is([hidden], :enabled)")).to_have_count(1)
    assert len(days) == len(set(days)) == 5
    assert reader.locator(".own-day .card").count() > 37  # some papers came back on a later day

    following = view(reader, "Following")
    following.get_by_label("Papers with these words").fill("speech")
    reader.keyboard.press("Enter")
    stance(following.get_by_role("listitem").filter(has_text="Audio & Speech"), "Mute Audio & Speech")
    stance(following.get_by_role("listitem").filter(has_text="Retrieval & Search"), "Follow Retrieval", False)
    view(reader, "New papers")
    expect(reader.locator(".reasons", has_text="It speaks of speech").first).to_be_visible()
    expect(reader.locator(".own-day .chip", has_text="Audio & Speech")).to_have_count(0)
    reader.reload()
    expect(reader.locator(".reasons", has_text="It speaks of speech").first).to_be_visible()
    expect(pick).to_be_hidden()


def test_papers_like_starred_ones_come_by_themselves_and_are_found_again(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}topics/retrieval/")
    for number in range(3):
        card = reader.locator(".card").nth(number)
        card.get_by_role("button", name="Star: ").click()
        expect(card.locator(".mark-star")).to_have_attribute("aria-pressed", "true")
    title = card.locator(".card-title").inner_text()
    reader.goto(f"{site_url}for-you/")
    expect(reader.locator(".reasons").first).to_contain_text("You starred papers about")
    yours = view(reader, "Your papers")
    expect(yours.locator(".card")).to_have_count(3)
    yours.get_by_role("searchbox").fill(title.upper())
    expect(yours.locator(".card-title")).to_have_text([title])
    yours.get_by_role("button", name="Notes, tags, follow").click()
    expect(reader.get_by_role("dialog").get_by_label("Tags", exact=True)).to_be_focused()
    reader.keyboard.type("to read")
    reader.keyboard.press("Escape")
    yours.get_by_role("searchbox").fill("")
    tag = yours.get_by_role("button", name="to read (1)")
    tag.click()
    expect(yours.locator(".card-title")).to_have_text([title])
    expect(tag).to_have_attribute("aria-pressed", "true")
    yours.get_by_role("combobox").select_option("read")
    expect(yours.get_by_role("status")).to_have_text("None of your papers is like this.")


def test_all_of_it_goes_along_as_a_file_and_joins_what_is_there(
    browser: Browser, site_url: str, tmp_path: Path
) -> None:
    first, second = browser.new_page(), browser.new_page()  # two browsers: each has a context of its own
    for page, note in ((first, "One."), (second, "Two.")):
        page.goto(f"{site_url}topics/retrieval/")
        more = page.locator(".card").nth(0).get_by_role("button", name="Notes, tags, follow")
        more.click()
        page.get_by_role("dialog").get_by_label("Note").fill(note)
        expect(page.locator(".mark-more.is-used")).to_have_count(1)
        page.goto(f"{site_url}for-you/")
    data = view(first, "Data")
    with first.expect_download() as got:
        data.get_by_role("button", name="Save a file").click()
    saved = tmp_path / got.value.suggested_filename
    got.value.save_as(saved)
    whole = json.loads(saved.read_text("utf-8"))
    assert (whole["format"], whole["version"], len(whole["records"])) == ("sitegen reader", 1, 1)

    data = view(second, "Data")
    wrong = tmp_path / "wrong.json"
    for text, message in (
        ("{", "it is not JSON"),
        ('{"papers": []}', "is not a file that was saved here"),
        (json.dumps(whole | {"version": 9}), "by another version"),
        (
            json.dumps(whole | {"records": [*whole["records"], {"key": "paper:a/b", "title": "A"}]}),
            "its entry 2",
        ),
    ):
        wrong.write_text(text, "utf-8")
        data.get_by_label("Take a file in").set_input_files(wrong)
        expect(data.get_by_role("status")).to_contain_text(message)
        expect(data.get_by_role("status")).to_contain_text("Nothing was changed.")
    for _ in range(2):  # the second time, there is nothing new in it
        data.get_by_label("Take a file in").set_input_files(saved)
        expect(data.get_by_role("status")).to_contain_text("Papers: 1.")
        yours = view(second, "Your papers")
        expect(yours.locator(".own-note")).to_have_text("Two. One.")
        data = view(second, "Data")
    data.get_by_role("button", name="Forget everything").click()
    second.get_by_role("dialog").get_by_role("button", name="Forget everything").click()
    expect(view(second, "Your papers").locator(".card")).to_have_count(0)
    for page in (first, second):
        page.context.close()


def test_a_shared_address_shows_what_it_holds_and_asks(browser: Browser, site_url: str) -> None:
    first, second = browser.new_page(), browser.new_page()
    first.goto(f"{site_url}topics/retrieval/")
    stance(first.locator(".page-head"), "Follow")
    star = first.locator(".card").nth(0).get_by_role("button", name="Star: ")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    title = first.locator(".card-title").first.inner_text()
    first.goto(f"{site_url}for-you/")
    data = view(first, "Data")
    addresses: list[str] = []
    for name in ("What you follow", "Papers you starred"):
        before = addresses[-1] if addresses else ""
        data.get_by_role("button", name=name).click()
        expect(data.get_by_label("Address to share")).not_to_have_value(before)
        addresses.append(data.get_by_label("Address to share").input_value())

    bring_axe(second.context)
    dialog = second.get_by_role("dialog", name="Somebody shared this with you")
    held_where = (("Retrieval & Search", "following"), (title, "yours"))
    for address, (held, where) in zip(addresses, held_where, strict=True):
        assert "#share=1." in address
        second.goto("about:blank")
        second.goto(address)
        expect(dialog.get_by_role("listitem").first).to_contain_text(held)
        assert complaints(second) == []
        second.keyboard.press("Escape")  # nothing is taken over unasked
        second.goto("about:blank")
        second.goto(address)
        dialog.get_by_role("button", name="Add to mine").click()
        expect(dialog).to_be_hidden()
        expect(second).to_have_url(f"{site_url}for-you/#{where}")
    expect(view(second, "Your papers").locator(".card-title")).to_have_text([title])
    assert complaints(second) == []
    for name in ("Following", "Data"):
        view(second, name)
        assert complaints(second) == [], name
    second.goto("about:blank")
    second.goto(addresses[0][:-9])
    expect(dialog).to_contain_text("The address is damaged")
    for page in (first, second):
        page.context.close()


def test_words_are_found_however_they_are_joined_and_whatever_is_in_them(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}for-you/#following")
    expect(reader.get_by_role("region", name="Following")).to_be_visible()
    expect(reader.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
    for word in ("fine-tuning", "c++ (a|b)[", "*"):
        follow_word(reader, word)
    follow_word(reader, "large language", "Mute")
    view(reader, "New papers")
    cards = reader.locator(".own-day .card", has_text="It speaks of fine-tuning")
    expect(cards.first).to_be_visible()
    for text in cards.all_inner_texts():
        assert re.search(r"fine[\s-]tuning", text, re.IGNORECASE)
        assert not re.search("large language", text, re.IGNORECASE)


def test_days_that_it_shows_are_new_once(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}days/2025-10-30/")
    expect(card(reader, 0).locator(".card-marks")).to_be_visible()
    later = (
        "(pause) => "
        + STORE
        + ".then(({ change }) => change(['visit'], (visit) => ({ ...visit, at: visit.at - pause })))"
    )
    reader.evaluate(later, HALF_AN_HOUR + 1)
    reader.goto(f"{site_url}for-you/")
    stance(reader.get_by_role("region", name="New papers"), "Retrieval & Search")
    expect(card(reader, 0).locator(".card-new")).to_be_visible()
    reader.evaluate(later, HALF_AN_HOUR + 1)
    reader.reload()
    expect(card(reader, 0).locator(".card-marks")).to_be_visible()
    expect(reader.locator(".card-new")).to_have_count(0)


def test_without_a_script_it_leads_to_all_papers(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}for-you/")
    expect(page.get_by_text("This page needs JavaScript.")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="archive")).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Keyboard shortcuts")).to_be_hidden()
    context.close()
