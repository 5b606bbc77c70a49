"""A site in Chinese: every word of the interface, dates, plurals, and a search that works as in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
import yaml
from playwright.sync_api import Page, expect

from sitegen.build import build
from sitegen.project import Options, Project
from sitegen.theme import builtin_themes
from tests.conftest import static_host
from tests.project import make_project, write

SHOWN = ("aria-label", "title", "placeholder", "alt", "data-system", "data-light", "data-dark")
"""Attributes that are read or shown to people."""
LATIN = re.compile(r"[A-Za-z][A-Za-z' ]*[A-Za-z]")


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("chinese"))
    settings = project.content / "site.yml"
    write(settings, settings.read_text("utf-8") + "language: zh-CN\n")
    build(project, Options(today=date(2025, 10, 31), base_url="https://example.org/"))
    return project


@pytest.fixture(scope="module")
def chinese_url(chinese: Project) -> Iterator[str]:
    with static_host(chinese, "/") as url:
        yield url


def _pieces(language: str) -> set[str]:
    """The runs of Latin letters and spaces in a catalogue's texts, as they stand between values and marks."""
    catalogue = yaml.safe_load((builtin_themes() / f"default/words/{language}.yml").read_text("utf-8"))
    texts = [text for section in ("pages", "scripts") for text in catalogue[section].values()]
    forms = (form for text in texts for form in (text.values() if isinstance(text, dict) else [text]))
    found = (piece for form in forms for piece in LATIN.findall(re.sub(r"\{\w+\}", "|", form)))
    return {piece.strip() for piece in found}


@pytest.fixture(scope="module")
def english() -> set[str]:
    """What only an English site says."""
    return _pieces("en") - _pieces("zh")


class _Shown(HTMLParser):
    """All texts of a page that a person sees or hears."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._tag = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        self.texts.extend(value or "" for name, value in attrs if name in SHOWN)

    def handle_data(self, data: str) -> None:
        if self._tag != "kbd":  # what one types
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""


def _english_in(texts: list[str], english: set[str]) -> set[str]:
    pieces = {piece for text in texts if "://" not in text for piece in LATIN.findall(text)}
    return pieces & english


def test_no_page_has_a_word_of_the_english_interface(chinese: Project, english: set[str]) -> None:
    assert {"Skip to the content", "papers", "In this digest", "Search"} <= english
    pages = [*sorted(chinese.output.rglob("*.html")), chinese.output / "feed.xml"]
    assert len(pages) > 20
    for path in pages:
        text = path.read_text("utf-8")
        found = _english_in(_Shown(unescape(text) if path.suffix == ".xml" else text).texts, english)
        assert not found, f"{path.relative_to(chinese.output)} says {found}"


def _texts_of(page: Page) -> list[str]:
    """The same of an open page, with what its scripts made of it."""
    texts: list[str] = page.evaluate(
        """(names) => {
          const texts = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            if (!walker.currentNode.parentElement.closest("kbd")) texts.push(walker.currentNode.data);
          }
          for (const name of names) {
            document.querySelectorAll(`[${name}]`).forEach((each) => texts.push(each.getAttribute(name)));
          }
          return texts;
        }""",
        list(SHOWN),
    )
    return texts


def test_home_day_and_paper_in_chinese(reader: Page, chinese_url: str, english: set[str]) -> None:
    reader.goto(chinese_url)
    expect(reader.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(reader.locator("h1")).to_have_text("2025年10月30日")
    expect(reader.locator(".eyebrow")).to_have_text("最新一期 · 星期四")
    expect(reader.locator(".page-head .lede")).to_have_text("3 篇论文")
    expect(reader.locator(".card-facts").nth(1)).to_contain_text("7 位作者")
    reader.get_by_role("button", name="展开").first.click()
    expect(reader.get_by_role("button", name="收起")).to_be_visible()
    assert not _english_in(_texts_of(reader), english)
    reader.get_by_role("link", name="2025年10月29日").first.click()
    expect(reader.locator("h1")).to_have_text("2025年10月29日")
    assert not _english_in(_texts_of(reader), english)
    reader.goto(f"{chinese_url}papers/a-query-and-its-passage/")
    expect(reader.locator(".eyebrow")).to_have_text("收录于 2025年9月30日")
    expect(reader.locator(".card-facts")).to_contain_text("Ada Lovelace、György Pólya")
    expect(reader.locator(".card-facts")).to_contain_text("发表于 2025年9月29日")
    reader.get_by_role("button", name="引用", exact=True).click()
    expect(reader.get_by_role("dialog", name="引用此论文")).to_be_visible()
    assert not _english_in(_texts_of(reader), english)


def test_search_in_chinese(reader: Page, chinese_url: str, english: set[str]) -> None:
    reader.goto(f"{chinese_url}search/?q=pruning")
    expect(reader.get_by_role("status")).to_have_text("2 篇论文")
    expect(reader.locator("[data-results]")).to_contain_text("收录于 2025年10月29日")
    reader.get_by_label("排序").select_option(label="最新在前")
    expect(reader.locator("[data-results] h2").first).to_have_text("Pruning a Reranker")
    reader.get_by_role("checkbox", name="Retrieval").check()
    expect(reader.get_by_role("status")).to_have_text("1 篇论文")
    expect(reader.get_by_role("button", name="移除筛选条件：Retrieval")).to_be_visible()
    assert not _english_in(_texts_of(reader), english)
    reader.goto(chinese_url)
    reader.keyboard.press("/")
    expect(reader.get_by_role("combobox", name="搜索论文")).to_be_visible()
    reader.keyboard.type("speech")
    expect(reader.get_by_role("listbox").get_by_role("option").first).to_contain_text("2025年10月30日")
    assert not _english_in(_texts_of(reader), english)
