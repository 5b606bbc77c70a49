"""From one page to the next: what is fetched ahead, and how one becomes the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.host import Host
from tests.project import make_project

SAVING = "Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true })"
READY = "import('/digest/assets/onward.js').then(() => true)"


@pytest.fixture
def url(tmp_path: Path, host: Host) -> str:
    host.publish(make_project(tmp_path), "/digest/")
    host.headers = {"Cache-Control": "max-age=600"}
    return f"{host.url}/digest/"


def ahead(tab: Page) -> list[str]:
    """The pages that were fetched ahead."""
    links = tab.locator("link[rel=prefetch]").evaluate_all("all => all.map(({ href }) => href)")
    return [str(link) for link in links]


def test_a_page_that_somebody_means_to_open_is_there_already(url: str, host: Host, tab: Page) -> None:
    tab.goto(url)
    tab.evaluate(READY)
    tab.locator(".skip").focus()
    tab.get_by_role("link", name="Feed").hover()
    speech = tab.locator("a[href='/digest/topics/speech/']").first
    with tab.expect_request_finished(lambda request: request.url == f"{url}topics/speech/"):
        speech.hover()
    title = tab.locator(".card-title a").first
    with tab.expect_request_finished(lambda request: "/papers/" in request.url):
        title.focus()
    speech.hover()
    assert ahead(tab) == [f"{url}topics/speech/", title.evaluate("link => link.href")]
    speech.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Speech")
    assert host.asked.count("/digest/topics/speech/") == 1


def test_nothing_is_fetched_ahead_or_kept_for_who_saves_data(url: str, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(SAVING)
    tab = context.new_page()
    tab.goto(url)
    tab.evaluate(READY)
    tab.locator(".card-title a").first.click()
    tab.evaluate(READY)
    tab.get_by_role("link", name="Topics").first.hover()
    star = "keepStarred(['papers/key-and-play/'])"
    tab.evaluate(f"import('/digest/assets/offline/stars.js').then(({{ keepStarred }}) => {star})")
    tab.wait_for_timeout(200)  # longer than a pointer has to rest
    assert ahead(tab) == []
    assert tab.evaluate("navigator.serviceWorker.getRegistrations().then(({ length }) => length)") == 0
    assert tab.evaluate("caches.match('/digest/papers/key-and-play/').then(Boolean)") is False
    context.close()


NOTED = """
addEventListener("pagereveal", async ({ viewTransition }) => {
    if (!viewTransition) return;
    await viewTransition.ready;
    const moving = document.getAnimations().map(({ effect }) => effect.pseudoElement);
    sessionStorage.setItem("moving", moving.join(" "));
});
"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_cards_title_becomes_the_papers_where_motion_is_welcome(
    site_url: str, browser: Browser, motion: str
) -> None:
    context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    context.add_init_script(NOTED)
    tab = context.new_page()
    faults: list[str] = []
    tab.goto(site_url)
    tab.evaluate(READY)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.locator(".card-title a").nth(1).click()
    expect(tab.locator(".paper h1")).to_be_visible()
    if motion == "reduce":
        tab.wait_for_load_state("load")
        assert tab.evaluate("sessionStorage.getItem('moving')") is None
    else:
        tab.wait_for_function("sessionStorage.getItem('moving')?.includes('::view-transition-group(title)')")
        tab.go_back()
        expect(tab.locator(".card").first).to_be_visible()
    assert not faults
    context.close()
