"""lunr.js, which answers the searches in the reader's browser."""

from __future__ import annotations

import re
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


_STATEMENT = re.compile(r"^(?=lunr\.(\w+))", re.M)
_USED = {
    *("utils", "Token", "tokenizer", "Pipeline", "stemmer", "generateStopWordFilter", "stopWordFilter"),
    *("trimmer", "TokenSet"),
}


def lunr_module(licence: str) -> str:
    """What the search calls of lunr.js, as a module of ECMAScript: `export const lunr`.

    The rest builds an index or answers from a whole one. `licence` is where the licence can be read.
    """
    _, *statements = _STATEMENT.split(lunr_js().decode())
    pairs = zip(statements[::2], statements[1::2], strict=True)
    used = [statement for name, statement in pairs if name in _USED]
    head = f"/*! lunr.js 2.3.9, (C) 2020 Oliver Nightingale, MIT: {licence} */\nexport const lunr = {{}};\n"
    return head + "".join(used) + "lunr.utils.warn = console.warn;\n"


def lunr_licence() -> bytes:
    """The licence of lunr.js, which has to go with it."""
    return lunr_js().partition(b"*/")[0] + b"*/\n"
