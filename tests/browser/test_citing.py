"""A paper's citation: in four formats, each read by others as it is meant, to copy and to download."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Page, expect
from pylatexenc.latex2text import LatexNodes2Text

PAPER: dict[str, Any] = {
    "slug": "a-query-and-its-passage",
    "title": "A Query and Its Passage",
    "authors": ["Ada Lovelace", "György Pólya"],
    "published": "2025-09-29",
    "arxiv": "2509.00010",
    "doi": "10.1000/x_y{1}",
    "url": "https://example.org/papers/a-query-and-its-passage/",
}
LITTLE_KNOWN = PAPER | {"authors": [], "published": None, "arxiv": None, "doi": None}
TITLES = [
    "50% of $5 & {braces}: C#_1, a~b^c",
    r"An } unbalanced { one, with a \backslash",
    "Über Größe: naïve façades, Žižek",
    "大语言模型的推理 — 知识图谱",
    "Where 1 < 2 > 0, “so it goes”?",
]
NAMES = {
    "Ludwig van Beethoven": {"family": "van Beethoven", "given": "Ludwig"},
    "John Smith Jr.": {"family": "Smith", "given": "John", "suffix": "Jr."},
    "Pólya, György": {"family": "Pólya", "given": "György"},
    "Qwen Team": {"literal": "Qwen Team"},
    "李飞飞": {"literal": "李飞飞"},
    "Research and Development Group": {"literal": "Research and Development Group"},
    "Jane & John {Doe}": {"family": "{Doe}", "given": "Jane & John"},
}


def _written(page: Page, papers: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Each paper in each format, by the script that pages use."""
    script = """async (papers) => {
        const { FORMATS } = await import("/digest/assets/cite/formats.js");
        const written = (paper) => Object.entries(FORMATS).map(([name, { write }]) => [name, write(paper)]);
        return papers.map((paper) => Object.fromEntries(written(paper)));
    }"""
    found: list[dict[str, str]] = page.evaluate(script, papers)
    return found


def test_each_format_says_what_is_known_and_nothing_else(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}404.html")
    known, little = _written(reader, [PAPER, LITTLE_KNOWN])
    assert known["bibtex"] == (
        "@misc{lovelace2025query,\n"
        "  title         = {{A Query and Its Passage}},\n"
        "  author        = {Lovelace, Ada and Pólya, György},\n"
        "  year          = {2025},\n"
        "  month         = {9},\n"
        "  eprint        = {2509.00010},\n"
        "  archiveprefix = {arXiv},\n"
        "  doi           = {10.1000/x_y%7B1%7D},\n"
        "  url           = {https://arxiv.org/abs/2509.00010},\n"
        "}\n"
    )
    assert known["ris"].split("\r\n") == [
        *("TY  - GEN", "ID  - lovelace2025query", "TI  - A Query and Its Passage"),
        *("AU  - Lovelace, Ada", "AU  - Pólya, György", "PY  - 2025", "DA  - 2025/09/29/"),
        *("AN  - arXiv:2509.00010", "DO  - 10.1000/x_y{1}", "UR  - https://arxiv.org/abs/2509.00010"),
        *("ER  - ", ""),
    ]
    [item] = json.loads(known["csl"])
    assert item == {
        "id": "lovelace2025query",
        "type": "article",
        "title": "A Query and Its Passage",
        "author": [{"family": "Lovelace", "given": "Ada"}, {"family": "Pólya", "given": "György"}],
        "issued": {"date-parts": [[2025, 9, 29]]},
        "publisher": "arXiv",
        "number": "arXiv:2509.00010",
        "DOI": "10.1000/x_y{1}",
        "URL": "https://arxiv.org/abs/2509.00010",
    }
    assert known["text"] == (
        "Ada Lovelace, György Pólya (2025). A Query and Its Passage. arXiv:2509.00010. "
        "https://arxiv.org/abs/2509.00010\n"
    )
    assert little["text"] == f"A Query and Its Passage. {PAPER['url']}\n"
    assert [*json.loads(little["csl"])[0]] == ["id", "type", "title", "URL"]
    assert [line[:2] for line in little["ris"].split("\r\n")] == ["TY", "ID", "TI", "UR", "ER", ""]
    [entry] = parse_string(little["bibtex"]).entries
    assert (entry.key, [*entry.fields_dict]) == ("query", ["title", "url"])


def test_any_title_and_name_comes_out_of_bibtex_as_it_went_in(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}404.html")
    papers = [PAPER | {"title": title, "authors": [*NAMES]} for title in TITLES]
    for title, written in zip(TITLES, _written(reader, papers), strict=True):
        assert _read_back(written["bibtex"]) == title
        [item] = json.loads(written["csl"])
        assert (item["title"], item["author"]) == (title, [*NAMES.values()])
    raw = written["bibtex"]
    assert "{Qwen Team} and 李飞飞 and {Research and Development Group} and " in raw
    assert "van Beethoven, Ludwig and Smith, Jr., John and Pólya, György" in raw
    assert r"\{Doe\}, Jane \& John" in raw


def _read_back(written: str) -> str:
    """The title, as LaTeX sets it."""
    library = parse_string(written)
    assert not library.failed_blocks
    title = library.entries[0]["title"]
    assert title[0] + title[-1] == "{}"
    # Two commands that the decoder does not know, and one that it takes for an accent.
    source = title[1:-1].replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    return str(LatexNodes2Text().latex_to_text(source)).replace("ˆ", "^")


def test_a_reader_copies_and_downloads_a_citation(reader: Page, small_url: str) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(f"{small_url}papers/a-query-and-its-passage/")
    reader.get_by_role("button", name="Cite").click()
    dialog = reader.get_by_role("dialog", name="Cite this paper")
    citation = dialog.get_by_role("textbox", name="Citation")
    expect(citation).to_have_value(r"""@misc{lovelace2025query,
  title         = {{A Query and Its Passage: Dense Retrieval Revisited}},
  author        = {Lovelace, Ada and Pólya, György},
  year          = {2025},
  month         = {9},
  eprint        = {2509.00010},
  archiveprefix = {arXiv},
  url           = {https://arxiv.org/abs/2509.00010},
}
""")
    dialog.get_by_role("radio", name="RIS").check()
    with reader.expect_download() as downloading:
        dialog.get_by_role("link", name="Download").click()
    assert downloading.value.suggested_filename == "a-query-and-its-passage.ris"
    saved = Path(downloading.value.path()).read_bytes().decode()
    assert saved.startswith("TY  - GEN\r\nID  - lovelace2025query\r\n")
    dialog.get_by_role("radio", name="Plain text").check()
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied.")
    assert reader.evaluate("navigator.clipboard.readText()") == citation.input_value()
    reader.keyboard.press("Escape")
    expect(reader.get_by_role("button", name="Cite")).to_be_focused()
