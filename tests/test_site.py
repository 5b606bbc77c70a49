"""This repository's own digest, built: complete, every link leads somewhere, all HTML is valid."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from sitegen.content import load_content
from sitegen.project import Project
from tests.conftest import BASE_PATH, REPOSITORY

XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def pages(site: Project) -> dict[str, ET.Element]:
    """Every page of the site, parsed by the rules of the HTML standard; a mistake stops the test."""
    return {path: _parse(site.output / path) for path in _files(site) if path.endswith(".html")}


@cache
def _parse(path: Path) -> ET.Element:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True)
    element = parser.parse(path.read_bytes(), transport_encoding="utf-8")
    assert isinstance(element, ET.Element)
    return element


def _files(site: Project) -> list[str]:
    return sorted(p.relative_to(site.output).as_posix() for p in site.output.rglob("*") if p.is_file())


def _attributes(page: ET.Element, *names: str) -> Iterator[str]:
    for element in page.iter():
        for name in names:
            if name in element.attrib:
                yield element.attrib[name]


def test_there_is_a_page_for_each_day_paper_and_topic(site: Project) -> None:
    content = load_content(REPOSITORY / "content")
    files = set(_files(site))
    assert (len(content.papers), len(content.digests), len(content.topics)) == (237, 5, 27)
    assert {f"papers/{paper.slug}/index.html" for paper in content.papers} <= files
    assert {f"days/{digest.day}/index.html" for digest in content.digests} <= files
    assert {f"topics/{topic.slug}/index.html" for topic in content.topics} <= files


def test_papers_pages_name_similar_papers_of_no_later_day_and_stay_light(
    site: Project, pages: dict[str, ET.Element]
) -> None:
    papers = {path: page for path, page in pages.items() if path.startswith("papers/")}
    named = 0
    for page in papers.values():
        own = min(_days(page.find(f".//{XHTML}p[@class='eyebrow']")))
        for pick in page.iterfind(f".//{XHTML}ul[@class='titles similar']/{XHTML}li"):
            assert _days(pick) <= [own]
            assert "both speak of" in "".join(pick.itertext())
            named += 1
    assert named > len(papers)
    sizes = sorted((site.output / path).stat().st_size for path in papers)
    assert sizes[len(sizes) // 2] < 10_000


def _days(part: ET.Element | None) -> list[str]:
    """The days that a part of a page names."""
    assert part is not None
    return [time.attrib["datetime"] for time in part.iter(f"{XHTML}time")]


def test_every_internal_link_resolves(site: Project, pages: dict[str, ET.Element]) -> None:
    files = set(_files(site))
    broken: Counter[str] = Counter()
    seen = 0
    for page in pages.values():
        for address in _attributes(page, "href", "src", "action", "data-index"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            seen += 1
            assert parts.path.startswith(BASE_PATH), f"{address} is outside the base path"
            path = unquote(parts.path.removeprefix(BASE_PATH))
            target = path + "index.html" if path.endswith("/") or not path else path
            if target not in files:
                broken[address] += 1
    assert seen > 5_000
    assert not broken


def test_fragments_lead_to_an_element_and_ids_are_unique(pages: dict[str, ET.Element]) -> None:
    for path, page in pages.items():
        ids = Counter(_attributes(page, "id"))
        assert not [name for name, number in ids.items() if number > 1], path
        for address in _attributes(page, "href"):
            if address.startswith("#"):
                assert address[1:] in ids, (path, address)
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for value in _attributes(page, name):
                assert set(value.split()) <= set(ids), (path, name, value)


def test_each_page_has_a_title_a_language_one_heading_and_landmarks(pages: dict[str, ET.Element]) -> None:
    titles: Counter[str] = Counter()
    for path, page in pages.items():
        assert page.get("lang") == "en", path
        titles["".join(page.find(f".//{XHTML}title").itertext())] += 1  # type: ignore[union-attr]
        for landmark in ("h1", "main"):
            assert len(page.findall(f".//{XHTML}{landmark}")) == 1, (path, landmark)
    assert not [title for title, number in titles.items() if number > 1], "each page has its own title"


def test_headings_skip_no_level(pages: dict[str, ET.Element]) -> None:
    levels = {f"{XHTML}h{level}": level for level in range(1, 7)}
    for path, page in pages.items():
        main = page.find(f".//{XHTML}main")
        assert main is not None
        last = 0
        for element in main.iter():
            if element.tag in levels:
                assert levels[str(element.tag)] <= last + 1, path
                last = levels[str(element.tag)]


def test_nothing_is_asked_of_another_host_and_nothing_is_inline(pages: dict[str, ET.Element]) -> None:
    for path, page in pages.items():
        for element in page.iter():
            tag = str(element.tag).removeprefix(XHTML)
            assert "style" not in element.attrib, path
            assert not [name for name in element.attrib if name.startswith("on")], path
            if tag == "style":
                pytest.fail(f"{path} has an inline style")
            if tag == "script":
                assert not (element.text or "").strip(), path
            if tag in {"script", "img", "iframe", "source", "video", "audio"}:
                assert element.attrib.get("src", BASE_PATH).startswith(BASE_PATH), path
            if tag == "link" and element.attrib["rel"] in {"stylesheet", "icon", "preload", "alternate"}:
                assert element.attrib["href"].startswith(BASE_PATH), path


def test_links_out_have_no_handle_on_the_page(pages: dict[str, ET.Element]) -> None:
    for path, page in pages.items():
        main = page.find(f".//{XHTML}main")
        assert main is not None
        for link in main.iter(f"{XHTML}a"):
            if urlsplit(link.attrib["href"]).netloc:
                assert link.attrib.get("rel") == "noopener", path


def test_the_mirrors_host_is_nowhere(site: Project) -> None:
    for path in [*site.output.rglob("*"), *REPOSITORY.glob("content/papers/*/*.md")]:
        if path.is_file():
            assert b"stormocean" not in path.read_bytes(), path


def test_the_feed_lists_the_days(site: Project) -> None:
    feed = ET.parse(site.output / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for element in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert (element.findtext(f"{ATOM}{name}") or "").strip(), name
    updated = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]
    assert updated[0] == "2026-06-12T00:00:00+00:00"
    assert len(updated) == 5
    for entry in feed.findall(f"{ATOM}entry"):
        fragment = html5lib.HTMLParser(strict=False).parseFragment(entry.findtext(f"{ATOM}content") or "")
        assert len(fragment.findall(f".//{XHTML}li")) > 30


def test_the_sitemap_lists_every_page_once(site: Project, pages: dict[str, ET.Element]) -> None:
    locations = [
        element.text or "" for element in ET.parse(site.output / "sitemap.xml").iter(f"{SITEMAP}loc")
    ]
    canonical = {
        link.attrib["href"]
        for page in pages.values()
        for link in page.iter(f"{XHTML}link")
        if link.attrib["rel"] == "canonical"
    }
    assert len(locations) == len(set(locations))
    assert set(locations) == canonical - {
        f"https://example.org/digest/{own}/" for own in ("for-you", "search")
    }


def test_no_page_grows_heavy(site: Project) -> None:
    heaviest = max((site.output / path).stat().st_size for path in _files(site) if path.endswith(".html"))
    assert heaviest < 150_000


def test_an_unknown_is_left_out(site: Project) -> None:
    for path in _files(site):
        if path.endswith((".html", ".xml")):
            text = (site.output / path).read_text("utf-8")
            assert ">None<" not in text, path
            assert "0 comments" not in text.replace("10 comments", ""), path
            assert "0 authors" not in text.replace("10 authors", ""), path
