"""An open page follows what is edited, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sitegen.project import Project
from tests.project import FILES, PAPER, make_project, write
from tests.serving import PATIENCE, serve_project

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def edit(project: Project, path: str, old: str, new: str) -> None:
    text = (project.root / path).read_text("utf-8")
    assert old in text
    write(project.root / path, text.replace(old, new))


def heading(tab: Page, text: str) -> None:
    expect(tab.get_by_role("heading", level=1)).to_have_text(text)


def test_an_edit_shows_on_the_open_page(project: Project, tab: Page) -> None:
    with serve_project(project) as served:
        tab.goto(served.url + "papers/key-and-play/")
        heading(tab, "Key and Play")
        edit(project, PAPER, "Key and Play", "Locks and Keys")
        heading(tab, "Locks and Keys")


def test_the_place_on_the_page_is_kept(project: Project, tab: Page) -> None:
    edit(project, PAPER, "A game", "\n\n".join(["A long game"] * 200))
    with serve_project(project) as served:
        tab.set_viewport_size({"width": 800, "height": 600})
        tab.goto(served.url + "papers/key-and-play/")
        tab.evaluate("scrollTo(0, 1500)")
        tab.wait_for_function("scrollY === 1500")
        edit(project, PAPER, "Key and Play", "Locks and Keys")
        heading(tab, "Locks and Keys")
        tab.wait_for_function("scrollY === 1500")


def test_a_mistake_shows_over_the_last_good_page(project: Project, tab: Page) -> None:
    with serve_project(project) as served:
        tab.goto(served.url + "papers/key-and-play/")
        edit(project, PAPER, "title:", "<img src=x onerror=alert(1)>:")
        panel = tab.locator("sitegen-problems")
        expect(panel).to_contain_text(f"{PAPER}:2:1")
        expect(panel).to_contain_text("`<img src=x onerror=alert(1)>` is not a field of this file")
        expect(panel).to_contain_text("this is the last good site")
        assert panel.locator("img").count() == 0
        heading(tab, "Key and Play")

        # A page that is opened while the mistake is there shows it as well.
        tab.goto(served.url)
        expect(panel).to_contain_text(f"{PAPER}:2:1")

        write(project.root / PAPER, FILES[PAPER])
        expect(panel).to_have_count(0)


def test_a_mistake_hides_nothing_for_good(project: Project, tab: Page) -> None:
    with serve_project(project) as served:
        tab.goto(served.url)
        edit(project, PAPER, "title:", "titel:")
        panel = tab.locator("sitegen-problems")
        place = panel.get_by_text(f"{PAPER}:2:1").first
        expect(place).to_be_visible()
        panel.locator("summary").click()
        expect(place).to_be_hidden()


def test_a_site_that_was_never_built_appears_when_it_can_be(project: Project, tab: Page) -> None:
    edit(project, PAPER, "title:", "titel:")
    with serve_project(project) as served:
        tab.goto(served.url)
        expect(tab.locator("body")).to_contain_text(f"{PAPER}:2:1")
        edit(project, "content/digests/2025-10-29.md", "papers:", "pappers:")
        expect(tab.locator("body")).to_contain_text("content/digests/2025-10-29.md:2:1")
        write(project.root / PAPER, FILES[PAPER])
        edit(project, "content/digests/2025-10-29.md", "pappers:", "papers:")
        tab.wait_for_url("**/digest/")
        expect(tab.locator("body")).to_contain_text("Key and Play")


def test_a_style_sheet_is_changed_without_a_reload(project: Project, tab: Page) -> None:
    with serve_project(project) as served:
        tab.goto(served.url)
        tab.evaluate("window.kept = true")
        for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
            write(project.themes / "default/css/parts/own.css", f"body {{ color: {colour} !important }}\n")
            expect(tab.locator("body")).to_have_css("color", colour)
            expect(tab.locator("link[rel=stylesheet]")).to_have_count(1)
        assert tab.evaluate("window.kept")


def test_a_page_that_did_not_change_anything_is_not_reloaded(project: Project, tab: Page) -> None:
    with serve_project(project) as served:
        tab.goto(served.url)
        tab.evaluate("window.kept = true")
        served.rebuilt(lambda: write(project.root / PAPER, FILES[PAPER]))
        edit(project, PAPER, "title:", "titel:")
        expect(tab.locator("sitegen-problems")).to_be_attached()
        assert tab.evaluate("window.kept")


def test_an_open_page_survives_a_restart_of_the_server(project: Project, tab: Page) -> None:
    with serve_project(project) as served:
        port = int(served.address.split(":")[1])
        tab.goto(served.url + "papers/key-and-play/")
        heading(tab, "Key and Play")
    edit(project, PAPER, "Key and Play", "Locks and Keys")
    with serve_project(project, port):
        heading(tab, "Locks and Keys")


def test_an_open_page_follows_to_another_base_path(project: Project, tab: Page) -> None:
    with serve_project(project) as served:
        tab.goto(served.url + "papers/key-and-play/?a=b#c")
        edit(project, "content/site.yml", "/digest/", "/elsewhere/")
        tab.wait_for_url(f"http://{served.address}/elsewhere/papers/key-and-play/?a=b#c")
        heading(tab, "Key and Play")


HIDDEN = """
window.hidden_now = true;
Object.defineProperty(document, "visibilityState", { get: () => hidden_now ? "hidden" : "visible" });
"""
SHOWN = "hidden_now = false; document.dispatchEvent(new Event('visibilitychange'))"


def test_hidden_tabs_use_no_connection_and_follow_when_they_are_shown(project: Project, tab: Page) -> None:
    # A browser opens six connections to a host. A headless one shows all its tabs unless told otherwise.
    with serve_project(project) as served:
        tabs = [tab, *(tab.context.new_page() for _ in range(8))]
        for each in tabs:
            each.add_init_script(HIDDEN)
            each.goto(served.url + "papers/key-and-play/")
            heading(each, "Key and Play")
        served.rebuilt(lambda: edit(project, PAPER, "Key and Play", "Locks and Keys"))
        heading(tabs[0], "Key and Play")
        tabs[0].evaluate(SHOWN)
        heading(tabs[0], "Locks and Keys")
