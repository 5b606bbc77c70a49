"""lunr.js, which answers the searches in the reader's browser."""

from __future__ import annotations

from pathlib import Path

from sitegen.model import ContentError, Problem

FILE = Path(__file__).with_name("lunr.js")


def lunr_js() -> bytes:
    """lunr.js 2.3.9, minified, its licence at its head.

    ContentError, which says how to mend it, where the installation lacks the file.
    """
    try:
        return FILE.read_bytes()
    except FileNotFoundError:
        hint = "installing sitegen brings it; in a checkout: python -m pip install --editable ."
        raise ContentError([Problem(str(FILE), "the search's lunr.js is missing", hint=hint)]) from None
