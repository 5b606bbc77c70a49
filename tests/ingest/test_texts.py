"""What cleaning makes of the real pages: a table of every changed piece, to be read from end to end.

`pytest tests/ingest/test_texts.py --refresh` writes it anew; read the difference before committing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from sitegen.ingest.addresses import without_mirrors
from sitegen.ingest.markdown import markdown
from sitegen.ingest.text import clean, clean_line
from tests.ingest.given import REAL_PAGES

TABLE = Path(__file__).parent / "texts.txt"
LONGEST_TITLE = 250
CONTEXT = 3
"""Words before and after a changed piece."""


def test_every_changed_piece_is_as_it_is_meant_to_be(request: pytest.FixtureRequest) -> None:
    table = "".join(_table())
    if request.config.getoption("--refresh"):
        TABLE.write_text(table, "utf-8")
    assert table == TABLE.read_text("utf-8")


def _table() -> Iterator[str]:
    lines = [line.strip() for path in REAL_PAGES for line in re.split("\n+", path.read_text("utf-8"))]
    title = ""
    for line in dict.fromkeys(map(without_mirrors, lines)):
        is_title = len(line) < LONGEST_TITLE
        written = clean_line(line) if is_title else markdown(clean(line))
        pieces = "".join(f"    {before}  ⇒  {after}\n" for before, after in _changed(line, written))
        title = f"{written}\n" if is_title else title
        if pieces:
            yield f"{title}{pieces}"
            title = ""


def _changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The changed pieces, each with its context, in the form of the source and in that of the file."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        yield (
            " ".join(old[group[0][1] : group[-1][2]]),
            " ".join(new[group[0][3] : group[-1][4]]),
        )
