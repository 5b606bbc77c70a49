"""Files and addresses from anybody: what is taken in of them, and what is not."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from zlib import compressobj

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_for_you import follow_word
from tests.browser.test_marks import pressed, records

EVIL = "<img src=x onerror=\"document.title='taken'\"><script>document.title = 'taken'</script>"
TOPIC = {"id": "retrieval", "title": EVIL}


@pytest.fixture
def other(browser: Browser, site_url: str) -> Iterator[Page]:
    """Somebody else's browser."""
    context = browser.new_context(reduced_motion="reduce", locale="de")
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    yield context.new_page()
    context.close()


def view(page: Page) -> Locator:
    return page.locator("[data-view]:visible")


def status(page: Page) -> Locator:
    return view(page).get_by_role("status")


def paper(slug: str, **values: object) -> dict[str, object]:
    facts: dict[str, object] = {"title": slug, "day": "2025-10-30", "topics": [], "organization": None}
    return {"key": f"paper:{slug}", **facts, "star": 0, "read": 0, "note": "", "tags": [], **values}


def follow(key: str, stance: str = "follow", at: int = 5, title: str = "") -> dict[str, object]:
    return {"key": f"follow:{key}", "title": title or key.split(":")[1], "stance": stance, "at": at}


def a_file(*records: object, **others: object) -> str:
    return json.dumps({"format": "sitegen reader", "version": 1, "records": records, **others})


def take_in(page: Page, text: str | bytes, name: str = "mine.json") -> None:
    """Choose a file with this text."""
    content = text.encode() if isinstance(text, str) else text
    expect(page.get_by_role("button", name="Save a file")).to_be_visible()
    page.locator("[data-view=data] [data-status]").evaluate("(line) => (line.textContent = '')")
    file: Any = {"name": name, "mimeType": "application/json", "buffer": content}
    page.get_by_label("Take a file in").set_input_files(file)


def packed(value: object) -> str:
    press = compressobj(wbits=-15)
    return urlsafe_b64encode(press.compress(json.dumps(value).encode()) + press.flush()).decode().rstrip("=")


WRONG: list[tuple[str | bytes, str]] = [
    ("", "is not JSON"),
    (b"\x89PNG\r\n\x1a\n\x00", "is not JSON"),
    ("[1, 2]", "is not a file that was saved here"),
    ("null", "is not a file that was saved here"),
    (a_file(version=2), "another version"),
    (a_file(follow("word:ok"), {"key": "visit", "title": "x"}), "its entry 2"),
    (a_file(None), "its entry 1"),
    (a_file(paper("../../elsewhere")), "its entry 1"),
    (a_file(paper("..")), "its entry 1"),
    (a_file(paper("fine", organization={"id": "../../x", "title": "X"})), "its entry 1"),
    (a_file(paper("fine", tags=[1])), "its entry 1"),
    (a_file(paper("fine", day="<b>")), "its entry 1"),
    (a_file(follow("word:x", "worship")), "its entry 1"),
    (a_file(follow("other:x")), "its entry 1"),
]


def test_a_file_that_is_no_such_file_changes_nothing(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}for-you/#data")
    for text, says in WRONG:
        take_in(reader, text, name="<b>odd</b>.json")
        expect(status(reader)).to_contain_text("<b>odd</b>.json")
        expect(status(reader)).to_contain_text(says)
        expect(status(reader)).to_contain_text("Nothing was changed.")
    assert records(reader).keys() == {"visit"}


def test_what_is_shared_is_shown_and_asked_about_before_it_joins(
    reader: Page, other: Page, site_url: str
) -> None:
    reader.goto(f"{site_url}for-you/#data")
    reader.get_by_role("button", name="Papers you starred").click()
    expect(status(reader)).to_have_text("There is nothing to share yet.")
    take_in(
        reader,
        a_file(
            paper("a-paper", star=7, read=8, note="secret", tags=["secret"]),
            paper("only-read", read=9),
            follow("word:pruning"),
            follow("topic:retrieval", "mute", title="Retrieval & Search"),
        ),
    )
    expect(status(reader)).to_contain_text("Papers: 2.")
    addresses: dict[str, str] = {}
    for name in ("Papers you starred", "What you follow"):
        reader.get_by_role("button", name=name).click()
        box = reader.get_by_label("Address to share")
        expect(box).to_be_focused()
        expect(box).not_to_have_value(addresses.get("Papers you starred", ""))
        addresses[name] = box.input_value()

    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(f"{site_url}for-you/#following")
    follow_word(other, "pruning", "Mute")
    other.goto(addresses["Papers you starred"])  # the same page, another fragment
    dialog = other.get_by_role("dialog", name="Somebody shared this with you")
    expect(dialog.get_by_role("listitem")).to_have_text(["a-paper"])
    expect(other).to_have_url(f"{site_url}for-you/")
    other.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert "paper:a-paper" not in records(other)
    other.goto("about:blank")
    other.goto(addresses["Papers you starred"])
    dialog.get_by_role("button", name="Add to mine").click()
    expect(other.locator("[data-papers] .card-title")).to_have_text("a-paper")
    other.goto(addresses["What you follow"])
    expect(dialog.locator("h3")).to_have_text(["To follow", "To mute"])
    dialog.get_by_role("button", name="Add to mine").click()
    pressed(other.locator("[data-topics] li", has_text="Retrieval &"), "Mute")
    pressed(other.locator("[data-words] li", has_text="pruning"), "Mute")  # their own word stands
    kept = records(other)["paper:a-paper"]
    assert kept["star"]
    assert (kept["read"], kept["note"], kept["tags"]) == (0, "", [])
    assert not [url for url in asked if "share=" in url or not url.startswith(site_url)]


def test_hostile_addresses_and_names_do_nothing(tab: Page, site_url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    dialog = tab.get_by_role("dialog", name="Somebody shared this with you")
    good = packed([follow("word:x")])
    nonsense: list[object] = [None, 1, {}, [None], [[]], [{"key": 1}], [paper("../x")]]
    for fragment in (
        *("1.", "1.%%%", "1.AAAA", f"2.{good}", good, f"1.{good[:-4]}", f"1.{EVIL}"),
        *(f"1.{packed(value)}" for value in nonsense),
        f"1.{packed([follow('word:x', title='x' * 2_000_000)])}",  # small, but not when it is unpacked
        "1." + "A" * 1_000_000,
    ):
        tab.goto("about:blank")
        tab.goto(f"{site_url}for-you/#share={fragment}")
        expect(dialog.locator("p")).to_have_text("The address is damaged: a part of it may be missing.")
    tab.goto("about:blank")
    names = [
        paper("x", title=EVIL, topics=[TOPIC], organization=TOPIC),
        follow("word:x", title=EVIL),
        follow("organization:y", title=EVIL),
    ]
    tab.goto(f"{site_url}for-you/#share=1.{packed(names)}")
    expect(dialog.get_by_role("listitem")).to_have_text([EVIL] * 3)
    dialog.get_by_role("button", name="Add to mine").click()
    expect(tab.locator("[data-papers] .card-title")).to_have_text(EVIL)
    tab.goto(f"{site_url}for-you/#data")
    take_in(tab, a_file(paper("x", title=EVIL, note=EVIL, tags=[EVIL], star=5)))
    expect(status(tab)).to_contain_text("Taken in")
    tab.goto(f"{site_url}for-you/#yours")
    expect(tab.locator(".own-note")).to_have_text(EVIL)
    expect(tab.locator(".own-tags")).to_have_text(f"#{EVIL}")
    tab.goto(f"{site_url}for-you/#following")
    expect(tab.locator("[data-words] li span")).to_have_text(EVIL)
    assert tab.locator("main img, main script, dialog img").count() == 0
    assert tab.title() != "taken"
    assert not [url for url in asked if not url.startswith(site_url) and url != "about:blank"]
