"""The wheel's build hook: brings lunr.js, minified, into the package, so that no copy lies in the repository.

PyPI has no package of lunr.js, but the wheel of mkdocs holds it as its author wrote it. So mkdocs is a
requirement of the build, for that one file: none of its code runs, and it is not needed later.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import rjsmin
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TARGET = "sitegen/searchindex/lunr.js"
VERSION = "2.3.9"
SOURCE = "mkdocs/contrib/search/templates/search/lunr.js"
SOURCE_SHA256 = "c1a28d9e95163292fbcc07ff794f1f0e1ade8741c513afe96d5b1046a18110bc"
LICENCE = f"""\
/*!
 * lunr.js {VERSION} - https://lunrjs.com - minified
 * Copyright (C) 2020 Oliver Nightingale
 *
 * MIT License
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy
 * of this software and associated documentation files (the "Software"), to deal
 * in the Software without restriction, including without limitation the rights
 * to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all
 * copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 * FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 * LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 * SOFTWARE.
 */
"""


def lunr_source() -> bytes:
    """lunr.js as the installed mkdocs carries it. RuntimeError where it is not the file that we know."""
    mkdocs = distribution("mkdocs")
    source = Path(str(mkdocs.locate_file(SOURCE))).read_bytes()
    if sha256(source).hexdigest() != SOURCE_SHA256 or f'lunr.version = "{VERSION}"'.encode() not in source:
        raise RuntimeError(
            f"mkdocs {mkdocs.version} carries another {SOURCE} than lunr.js {VERSION} as it is known here; "
            "require mkdocs==1.6.1 in pyproject.toml, or check the new file and set its SHA-256 here"
        )
    return source


def write_lunr(root: Path) -> Path:
    """Write lunr.js, minified, its licence at its head, into the package below `root`. Always the same."""
    minified = rjsmin.jsmin(lunr_source().decode("utf-8"))
    target = root / TARGET
    target.write_bytes(f"{LICENCE}{minified.strip()}\n".encode())
    return target


class LunrHook(BuildHookInterface[BuilderConfig]):
    """Runs before a wheel is packed, and before an editable install is linked to the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the file; it is git-ignored, and pyproject.toml names it as an artifact of the wheel."""
        if self.target_name == "wheel":
            write_lunr(Path(self.root))
