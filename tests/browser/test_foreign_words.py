"""Names and titles are not in the site's hands: they stay text, fit a phone, run their own way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sitegen.build import build
from sitegen.project import Options, Project
from tests.conftest import static_host
from tests.project import FILES, write

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 6
ARABIC = "نموذج لغوي كبير للبحث"
PAPERS = {
    "markup": f"""\
title: '{SCRIPT} {IMAGE}'
topics: [markup, arabic, word]
authors: ['{SCRIPT}', '{IMAGE}']
organization: {{slug: markup, name: '{IMAGE}'}}
comments: 123456789
upvotes: 987654321
---
{SCRIPT} {IMAGE} [a](javascript:alert(3)) ends here. More of it. And more.
""",
    "word": f"""\
title: {WORD}
topics: [word]
authors: [{WORD}]
organization: {{slug: word, name: {WORD}}}
---
{WORD}. {WORD}
""",
    "arabic": f"""\
title: {ARABIC}
topics: [arabic]
---
{ARABIC}.
""",
    "bare": "title: Nothing else is known\n---\n",
}
PAGES = (
    "",
    "days/2026-06-12/",
    *(f"papers/{slug}/" for slug in PAPERS),
    *(f"topics/{slug}/" for slug in ("markup", "word", "arabic")),
    "topics/word/2026-06/",
    "topics/",
    "organizations/",
    "organizations/word/",
    "trending/",
    "months/2026-06/",
    "weeks/2026-W24/",
    "stats/",
    "archive/",
    "for-you/",
)


@pytest.fixture(scope="module")
def foreign_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A day with such papers."""
    root: Path = tmp_path_factory.mktemp("foreign")
    write(root / "content/site.yml", FILES["content/site.yml"])
    for slug, text in PAPERS.items():
        write(root / f"content/papers/2026-06/{slug}.md", f"---\n{text}")
    for slug, title in {"markup": f"{SCRIPT} {IMAGE}", "word": WORD, "arabic": ARABIC}.items():
        write(
            root / f"content/topics/{slug}.md", f"---\ntitle: '{title}'\nsummary: '{title}'\n---\n{title}\n"
        )
    note = f"---\npapers: [{', '.join(PAPERS)}]\n---\n{SCRIPT} {IMAGE} {WORD}\n"
    write(root / "content/digests/2026-06-12.md", note)
    project = Project(root)
    build(project, Options(base_url="https://example.org/"))
    with static_host(project, "/") as url:
        yield url


def test_it_is_text_and_fits_a_phone(reader: Page, foreign_url: str) -> None:
    reader.set_viewport_size({"width": 390, "height": 844})
    reader.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for address in PAGES:
        reader.goto(foreign_url + address)
        assert reader.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert reader.locator("img, main script, [onerror], [href^='javascript:']").count() == 0, address
    # Huge numbers leave a title its room.
    reader.goto(f"{foreign_url}months/2026-06/")
    title = reader.locator(".discussed a").first.bounding_box()
    assert title
    assert title["width"] >= 150


def test_a_title_runs_as_its_letters_do(reader: Page, foreign_url: str) -> None:
    reader.goto(f"{foreign_url}papers/arabic/")
    for text in (reader.get_by_role("heading", level=1), reader.locator(".abstract p")):
        ends = text.evaluate("""element => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return element.getBoundingClientRect().right - range.getBoundingClientRect().right;
        }""")
        assert abs(ends) < 2, "it begins on the right"
    reader.goto(f"{foreign_url}topics/")
    counted = reader.locator(".shelf h2", has_text=ARABIC)
    name, number = counted.get_by_role("link").bounding_box(), counted.locator(".quiet").bounding_box()
    assert name
    assert number
    assert number["x"] >= name["x"] + name["width"], "the count is no part of it"
    expect(counted.locator(".quiet")).to_have_text("2 papers")
