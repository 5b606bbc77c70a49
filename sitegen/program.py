"""The program itself as an input: another one, or other libraries, may make other bytes."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from platform import python_version

from sitegen.digest import content_key, key_of

_LIBRARIES = {
    *("babel", "brotli", "jinja2", "lunr", "markdown_it_py", "markupsafe", "math_core", "numpy"),
    *("pyyaml", "rcssmin", "rjsmin"),
}
"""Those that the bytes of a page depend on."""


@cache
def program_key() -> str:
    """The key of the program and its libraries, as they run in this process."""
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in {".py", ".js"})
    return key_of(python_version(), _versions(), [content_key(file.read_bytes()) for file in files])


def _versions() -> list[str]:
    """The libraries with their versions, by the folders that installers leave: `jinja2-3.1.6.dist-info`."""
    found = (path.stem for folder in sys.path for path in Path(folder).glob("*.dist-info"))
    return sorted(name for name in found if name.partition("-")[0].lower() in _LIBRARIES)
