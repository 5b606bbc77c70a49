"""What a curator does: edits of papers' files, which are taken back afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sitegen.model import Paper
from tests.bench.corpus import Day


def marks() -> Iterator[str]:
    """Words that stand nowhere yet, and that no other one begins with. Their digits keep a stemmer off."""
    return (f"zzedit{number}" for number in count(1001))


def spread(days: Sequence[Day], number: int) -> list[Paper]:
    """That many papers, evenly spread over all days."""
    papers = [paper for day in days for paper in day.papers]
    return [papers[len(papers) * (2 * place + 1) // (2 * number)] for place in range(number)]


def edit_abstract(file: Path, mark: str) -> None:
    """Add a sentence of one new word to the end of the abstract."""
    file.write_text(f"{file.read_text('utf-8').rstrip()} {mark}.\n", "utf-8")


def edit_title(file: Path, mark: str) -> None:
    """Put a new word before the title."""
    text, found = re.subn(r"""(?m)^(title: ["']?)""", rf"\g<1>{mark} ", file.read_text("utf-8"), count=1)
    if not found:
        raise ValueError(f"{file} has no title")
    file.write_text(text, "utf-8")


@contextmanager
def taken_back(*files: Path) -> Iterator[None]:
    """Give files back the text that they had."""
    texts = [(file, file.read_bytes()) for file in files]
    try:
        yield
    finally:
        for file, text in texts:
            file.write_bytes(text)
