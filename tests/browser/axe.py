"""What axe-core finds wrong with a page for people who see, hear or move differently."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import BrowserContext, Page

_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
_RUN = """async () => {
  const rules = { "target-size": { enabled: true } };  // WCAG 2.2, which axe-core leaves out unless asked
  const { violations } = await axe.run({ rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all }) =>
    [id, html.slice(0, 200), ...[...any, ...all].map(({ message }) => message)].join("\\n  ")));
}"""


def bring_axe(context: BrowserContext) -> None:
    """Have axe-core in each page of a context, whatever the page's policy."""
    context.add_init_script(_SCRIPT)


def complaints(page: Page) -> list[str]:
    """All that it finds, each with the element and the reasons."""
    found: list[str] = page.evaluate(_RUN)
    return found
