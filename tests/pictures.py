"""The pictures in the documents, of this repository's own digest: `python -m tests.pictures` makes them anew.

They are drawn with the fonts of the machine that makes them, so one with good ones is best.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from sitegen.build import build
from sitegen.project import Options, Project
from tests.conftest import BASE_PATH, REPOSITORY, chromium, static_host

FOLDER = REPOSITORY / "docs/pictures"
COLOURS = 128
"""As many as a page of text needs to look like itself."""


class Picture(NamedTuple):
    """A page as somebody sees it."""

    address: str
    width: int
    height: int
    is_dark: bool = False


PICTURES = {
    "day": Picture("", 1200, 800),
    "paper": Picture(
        "papers/hip-attention-sparse-sub-quadratic-attention-with-hierarchical-attention-pruning/",
        1200,
        800,
        is_dark=True,
    ),
    "phone": Picture("trending/", 390, 800),
    "topics": Picture("topics/", 1200, 800),
    "archive": Picture("archive/", 1200, 800, is_dark=True),
}


def main() -> int:
    """Write every picture."""
    work = Path(tempfile.mkdtemp(prefix="sitegen-pictures-"))
    for name in ("content", "themes"):
        (work / name).symlink_to(REPOSITORY / name)
    project = Project(work)
    build(project, Options(base_url=f"https://example.org{BASE_PATH}"))
    FOLDER.mkdir(exist_ok=True)
    with static_host(project, BASE_PATH) as url, chromium() as browser:
        for name, picture in PICTURES.items():
            path = FOLDER / f"{name}.png"
            path.write_bytes(_small(_taken(browser, url, picture)))
            print(f"{path.relative_to(REPOSITORY)}: {path.stat().st_size:,} bytes")
    shutil.rmtree(work)
    return 0


def _taken(browser: Browser, url: str, picture: Picture) -> bytes:
    context = browser.new_context(
        viewport=ViewportSize(width=picture.width, height=picture.height),
        color_scheme="dark" if picture.is_dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url + picture.address, wait_until="networkidle")
    taken = page.screenshot()
    context.close()
    return taken


def _small(png: bytes) -> bytes:
    """The same with few colours."""
    image = (
        Image.open(BytesIO(png))
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    small = BytesIO()
    image.save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    sys.exit(main())
