"""What a designer would measure: how long lines are, and what moves."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.kinds import KINDS
from tests.conftest import REPOSITORY

STYLES = sorted(REPOSITORY.glob("themes/default/css/**/*.css"))

# How many characters the full lines of some text have: all but the last one of each paragraph.
_LINES = """(selector) => [...document.querySelectorAll(selector)].flatMap((paragraph) => {
  const lines = new Map();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const top = Math.round(range.getBoundingClientRect().bottom / 4);
      lines.set(top, (lines.get(top) ?? 0) + 1);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""


def test_lines_have_60_to_75_characters(reader: Page, site_url: str) -> None:
    for width in (820, 1440):
        reader.set_viewport_size({"width": width, "height": 900})
        for address, text in {KINDS["paper"]: ".abstract p", KINDS["home"]: ".card-excerpt > span"}.items():
            reader.goto(site_url + address)
            lines = reader.evaluate(_LINES, text)
            assert len(lines) > 10
            assert 60 <= sum(lines) / len(lines) <= 75, (width, text, sorted(lines))


def test_motion_is_only_for_those_who_did_not_ask_for_none() -> None:
    for path in STYLES:
        css = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        calm = re.sub(
            r"@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}",
            "",
            css,
        )
        moving = re.findall(r"\b(?:transition|animation|scroll-behavior|view-transition)[\w-]*:[^;}]*", calm)
        # What stands still for seconds and then is there does not move.
        assert [words for words in moving if "no-script" not in words] == [], path.name


# Every block that a style sheet opens is a rule that a browser has read, or one within it.
_RULES = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const count = (rules) => [...rules].reduce((sum, rule) => sum + 1 + count(rule.cssRules ?? []), 0);
  return count(sheet.cssRules);
}"""


def test_a_browser_reads_every_rule(tab: Page) -> None:
    for path in STYLES:
        css = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert tab.evaluate(_RULES, css) == css.count("{"), path.name
