"""Pages for tests: small ones written here, the real ones that the content folder keeps; what they say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sitegen.ingest.dump import Dump, Entry, read_dump
from sitegen.ingest.markdown import markdown
from sitegen.ingest.text import clean
from sitegen.model import Problem

CONTENT = Path(__file__).parent.parent.parent / "content"
REAL_PAGES = sorted((CONTENT / "sources").glob("*.txt"))

HEADER = """\
new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community
"""
LONG = (
    "We study how small models learn from large ones, and find that the order of the examples matters more "
    "than their number. On three tasks the method needs half of the data, keeps the accuracy of the teacher "
    "within one point, and trains in an hour on one machine. All results hold over five seeds, "
    "four tasks and two tokenizers."
)


def entry(
    title: str, abstract: str | None = LONG, by: str | None = "• 7 authors", date: str = "May 29"
) -> str:
    """One entry as the source writes it; `by=None` leaves the byline out."""
    parts = [title] if abstract is None else [title, abstract]
    if by is not None:
        parts.append(f"  {by}\n·\n{date}" if by.startswith("•") else f"{by}\n·\n{date}")
    return "\n\n".join(parts)


def page(date: str, *entries: str) -> str:
    """A page as the source writes it: without an end of line at its end."""
    return "\n\n".join([HEADER.rstrip(), date, *entries])


def save(folder: Path, name: str, text: str) -> Path:
    """Save a page for an import."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def read(text: str, *, dated: bool = False) -> Dump:
    """What a page lists, where nothing is wrong with it."""
    problems: list[Problem] = []
    dump = read_dump(text.encode(), "page.txt", problems, dated=dated)
    assert dump is not None, problems
    assert not problems
    return dump


def abstract_of(entry: Entry) -> str:
    """What becomes of an entry's abstract."""
    return "\n\n".join(map(_cleaned, entry.abstract))


@cache
def _cleaned(paragraph: str) -> str:
    return markdown(clean(paragraph))


def refused(text: str | bytes) -> list[str]:
    """What is wrong with a page."""
    problems: list[Problem] = []
    data = text if isinstance(text, bytes) else text.encode()
    assert read_dump(data, "page.txt", problems) is None
    assert problems
    return [str(problem) for problem in problems]


def titles(text: str) -> list[str]:
    """The titles on a page."""
    return [entry.title for entry in read(text).entries]
