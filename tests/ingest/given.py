"""Pages for tests: small ones written here, and the real ones that the content folder keeps."""

from __future__ import annotations

from pathlib import Path

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
