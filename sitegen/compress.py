"""Compressed copies of text files, for servers that hand them out as they are (nginx's `gzip_static`)."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import PurePosixPath

import brotli

_TEXTS = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".webmanifest"}
_GZIP_LEVEL = 9
_BROTLI_QUALITY = 9
"""Two below the best, which takes ten times as long for two percent."""


def names(path: str) -> Iterator[str]:
    """The file itself, then those of its compressed copies, if it has any."""
    yield path
    if PurePosixPath(path).suffix in _TEXTS:
        yield from (f"{path}.gz", f"{path}.br")


def compressed(path: str, content: bytes) -> dict[str, bytes]:
    """The file and its compressed copies, always the same for the same content."""
    plain, *copies = names(path)
    if not copies:
        return {plain: content}
    brotlied: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
    gzipped = gzip.compress(content, _GZIP_LEVEL, mtime=0)
    return dict(zip((plain, *copies), (content, gzipped, brotlied), strict=True))
