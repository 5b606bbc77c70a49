"""Reading without a network, in a real browser, from a host that can be reached or not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from sitegen.project import Project
from tests.browser.host import Host
from tests.project import PAPER, make_project, write
from tests.serving import PATIENCE, serve_project

OLD = "content/digests/2025-09-30.md"
COUNTING = "papers/counting-sparse-weights/"
QUERY = "papers/a-query-and-its-passage/"


STUBBORN = """
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => event.request.mode === "navigate" && event.respondWith(
    new Response("<!doctype html><h1>Stale</h1>", { headers: { "Content-Type": "text/html" } })));
"""


@pytest.fixture
def reading(browser: Browser) -> Iterator[Page]:
    """A tab of a browser that may keep things."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small project, with more days, of which the first three are no latest ones."""
    project = make_project(tmp_path)
    for day in (26, 27, 28):
        name = f"on-the-{day}th"
        write(project.content / f"papers/2025-11/{name}.md", f"---\ntitle: On the {day}th\n---\n\nA day.\n")
        write(project.content / f"digests/2025-11-{day}.md", f"---\npapers:\n- {name}\n---\n")
    return project


def kept(page: Page, reason: str, base: str = "/digest/") -> list[str]:
    """The addresses that are kept for a reason."""
    script = """async ([reason, base]) => {
        const name = `sitegen:${base}:offline-${reason}`;
        if (!(await caches.has(name))) return [];
        const requests = await (await caches.open(name)).keys();
        return requests.map(({ url }) => new URL(url).pathname.slice(base.length));
    }"""
    addresses: list[str] = page.evaluate(script, [reason, base])
    return sorted(addresses)


def until(page: Page, script: str, *arguments: object) -> None:
    """Until a script says yes. (Playwright's own waiting takes a promise for a yes.)"""
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(script, list(arguments)):
        assert time.monotonic() < deadline, f"in vain: {script} {arguments}"
        page.wait_for_timeout(20)


def until_workers(page: Page, number: int, url: str) -> None:
    """Until a browser that reads a page again and again has so many workers.

    It looks for another worker some time after a page was opened, when it thinks fit: here, at once. At times
    Chromium lets one wait that asked not to, until no page is open that has the old one: so the page is left.
    """
    count = "navigator.serviceWorker.getRegistrations().then(({ length }) => length)"
    deadline = time.monotonic() + PATIENCE
    while True:
        with suppress(PlaywrightError):  # it is just being loaded again
            page.goto(url)
            if page.evaluate(count) == number:
                break
            page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
        assert time.monotonic() < deadline, f"there never were {number} workers"
        page.goto("about:blank")
    page.goto(url)


def until_kept(page: Page, reason: str, address: str, base: str = "/digest/") -> None:
    script = "([name, address]) => caches.match(address, { cacheName: name }).then(Boolean)"
    until(page, script, f"sitegen:{base}:offline-{reason}", base + address)


def until_caught_up(page: Page, base: str = "/digest/") -> None:
    """Until all is there that is to be kept of the site as it is now."""
    script = """async ([base]) => {
        const known = await caches.match(`${base}offline/known.json`);
        const list = await fetch(`${base}offline/latest.json`, { cache: "no-store" });
        return known && JSON.stringify(await known.json()) === JSON.stringify(await list.json());
    }"""
    until(page, script, base)


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def read_on(page: Page, url: str) -> None:
    """Open the front page and a paper: whoever does, has the site kept."""
    page.goto(url)
    page.locator(".card-title a").first.click()
    page.wait_for_url(f"{url}papers/*/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(url)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.reload()


def test_the_latest_days_stars_and_what_was_opened_are_there_without_a_network(
    project: Project, host: Host, reading: Page
) -> None:
    host.publish(project, "/digest/")
    url = f"{host.url}/digest/"
    reading.goto(url + QUERY)
    # Who looks at one page, coming from elsewhere, keeps nothing.
    reading.evaluate("import('/digest/assets/onward.js').then(() => true)")
    reading.wait_for_load_state("networkidle")
    assert "/digest/sw.js" not in host.asked
    assert reading.evaluate("navigator.serviceWorker.getRegistration().then(Boolean)") is False

    read_on(reading, url)
    until_caught_up(reading)
    reading.goto(url + QUERY)
    until_kept(reading, "visited", QUERY)
    for paper in ("papers/on-the-28th/", COUNTING):
        reading.goto(url + paper)
        reading.get_by_role("button", name="Star").first.click()
        until_kept(reading, "starred", paper)
    assert kept(reading, "starred") == [COUNTING, "papers/on-the-28th/"]
    assert kept(reading, "latest") == [
        *("", "days/2025-11-26/", "days/2025-11-27/", "days/2025-11-28/"),
        *("papers/on-the-26th/", "papers/on-the-27th/", "papers/on-the-28th/"),
    ]

    host.is_away = True
    reading.goto(url)
    heading(reading, "28 November 2025")
    for day in ("27", "26"):
        reading.locator(f"main a[href$='days/2025-11-{day}/']").first.click()
        heading(reading, f"{day} November 2025")
    reading.get_by_role("link", name="On the 26th").click()
    heading(reading, "On the 26th")
    expect(reading.locator("body")).to_have_css("margin", "0px")  # it has its style
    reading.goto(url + QUERY)
    heading(reading, "A Query and Its Passage: Dense Retrieval Revisited")
    reading.goto(url + COUNTING + "?from=elsewhere#main")
    heading(reading, "Counting Sparse Weights")

    # Anything else leads to a list of what there is, at the address that was asked for.
    reading.goto(url + "topics/speech/")
    heading(reading, "Reading without a network")
    for name, links in {
        "The latest days": ["28 November 2025", "27 November 2025", "26 November 2025"],
        "Starred papers": ["Counting Sparse Weights", "On the 28th"],
        "Pages that you opened": ["A Query and Its Passage: Dense Retrieval Revisited"],
    }.items():
        section = reading.locator("section", has=reading.get_by_role("heading", name=name))
        found = section.get_by_role("link")
        expect(found).to_have_count(len(links))
        assert (sorted if name == "Starred papers" else list)(found.all_inner_texts()) == links
    host.is_away = False
    reading.get_by_role("button", name="Try again").click()
    heading(reading, "Speech")


def test_what_is_published_shows_at_once_and_leaves_nothing_old_behind(
    project: Project, host: Host, reading: Page
) -> None:
    host.publish(project, "/digest/")
    url = f"{host.url}/digest/"
    read_on(reading, url)
    until_caught_up(reading)
    reading.goto(url + "papers/key-and-play/")
    until_kept(reading, "visited", "papers/key-and-play/")

    # A new day, another style, an edit and a withdrawn paper: what is opened is what was published.
    write(project.content / "papers/2025-11/new.md", "---\ntitle: New\n---\n\nNews.\n")
    write(project.content / "digests/2025-11-29.md", "---\npapers:\n- new\n---\n")
    write(project.content / "papers/2025-11/on-the-27th.md", "---\ntitle: Edited\n---\n\nA day.\n")
    write(project.themes / "default/css/parts/own.css", "body { color: rgb(1, 2, 3) }\n")
    paper = project.root / PAPER
    paper.write_text(paper.read_text("utf-8").replace("title:", "draft: true\ntitle:"), "utf-8")
    host.publish(project, "/digest/")
    host.asked.clear()
    reading.goto(url)
    heading(reading, "29 November 2025")
    expect(reading.locator("body")).to_have_css("color", "rgb(1, 2, 3)")
    until_caught_up(reading)
    assert kept(reading, "latest") == [
        *("", "days/2025-11-27/", "days/2025-11-28/", "days/2025-11-29/"),
        *("papers/new/", "papers/on-the-27th/", "papers/on-the-28th/"),
    ]
    assert "/digest/papers/on-the-28th/" not in host.asked  # it is the same as before
    gone = reading.goto(url + "papers/key-and-play/")
    assert gone
    assert gone.status == 404
    reading.goto(url)
    heading(reading, "29 November 2025")
    assert "papers/key-and-play/" not in kept(reading, "visited")

    host.is_away = True
    reading.goto(url + "papers/on-the-27th/")
    heading(reading, "Edited")
    expect(reading.locator("body")).to_have_css("color", "rgb(1, 2, 3)")
    reading.goto(url + "papers/on-the-26th/")
    heading(reading, "Reading without a network")


def test_sites_of_one_host_leave_each_other_alone_and_switching_off_takes_all_away(
    tmp_path: Path, host: Host, reading: Page
) -> None:
    projects = {base: make_project(tmp_path / base.strip("/")) for base in ("/", "/digest/", "/digest/two/")}
    for base, project in projects.items():
        host.publish(project, base)
        read_on(reading, host.url + base)
        until_caught_up(reading, base)
    reading.evaluate("caches.open('of somebody else').then((cache) => cache.put('/x', new Response('')))")
    site = projects["/digest/"].content / "site.yml"
    write(site, site.read_text("utf-8") + "offline: false\n")
    host.publish(projects["/digest/"], "/digest/")
    assert not (projects["/digest/"].output / "offline").exists()

    until_workers(reading, 2, f"{host.url}/digest/")
    left = """async () => {
        const names = await caches.keys();
        const sites = names.filter((name) => name.includes(":")).map((name) => name.split(":")[1]);
        const others = [...new Set(sites)].sort().join(" ");
        return names.includes("of somebody else") && others === "/ /digest/two/";
    }"""
    until(reading, left)
    heading(reading, "30 October 2025")
    reading.reload()
    assert reading.evaluate("navigator.serviceWorker.controller?.scriptURL") == f"{host.url}/sw.js"
    reading.locator(".card-title a").first.click()
    reading.wait_for_load_state("networkidle")
    assert reading.evaluate("navigator.serviceWorker.getRegistrations().then(({ length }) => length)") == 2
    # The worker at the root keeps nothing of what lies below it.
    assert not [name for name in kept(reading, "visited", "/") if name.startswith("digest/")]

    host.is_away = True
    reading.goto(f"{host.url}/digest/two/")
    heading(reading, "30 October 2025")
    with pytest.raises(PlaywrightError, match="ERR_"):
        reading.goto(f"{host.url}/digest/")


def test_nobody_keeps_anything_of_a_site_that_is_being_edited(
    project: Project, host: Host, reading: Page
) -> None:
    # Another site was looked at here before, and what it left shows its own pages.
    host.publish(make_project(project.root / "elsewhere"), "/digest/")
    worker = host.sites["/digest/"] / "sw.js"
    worker.write_text(STUBBORN, "utf-8")
    read_on(reading, f"{host.url}/digest/")
    expect(reading.locator("h1")).to_have_text("Stale")
    host.shutdown()
    host.server_close()

    with serve_project(project, int(host.server_address[1])) as served:
        until_workers(reading, 0, served.url)
        heading(reading, "28 November 2025")
        reading.locator(".card-title a").first.click()
        heading(reading, "On the 28th")
        reading.get_by_role("link", name="28 Nov 2025").first.click()
        heading(reading, "28 November 2025")
        # Each page says so to its scripts, though its file does not.
        assert "data-offline" in (project.output / "index.html").read_text("utf-8")
        expect(reading.locator("html:not([data-offline])")).to_be_attached()
        reading.evaluate("navigator.serviceWorker.register('/digest/sw.js').catch(() => {})")
        until_workers(reading, 0, served.url)
