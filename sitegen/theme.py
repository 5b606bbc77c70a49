"""Where a theme's files lie: the project's own theme over the one that comes with the program."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sitegen.digest import content_key, key_of
from sitegen.model import ContentError, Problem

DEFAULT = "default"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Theme:
    """The folders to look for a file in, first one first, so that a theme overrides single files."""

    folders: tuple[Path, ...]

    def files(self, below: str, suffix: str) -> dict[str, Path]:
        """The files below a folder of the theme, such as `css`, by their path in it, in its order."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            root = folder / below
            for inside, _, names in os.walk(root, onerror=_raise) if root.is_dir() else ():
                for name in names:
                    path = Path(inside, name)
                    if name.endswith(suffix) and not name.startswith(".") and path.is_file():
                        found[path.relative_to(root).as_posix()] = path
        return dict(sorted(found.items()))

    def scripts(self) -> dict[str, str]:
        """The texts of the theme's scripts, by their path below `js`."""
        return {name: path.read_text("utf-8") for name, path in self.files("js", ".js").items()}

    def layers(self, path: str) -> list[Path]:
        """The files of one path in all folders, the default theme's first, where they are put together."""
        return [path_ for folder in reversed(self.folders) if (path_ := folder / path).is_file()]

    def key(self, below: str) -> str:
        """The key of all files below a folder of the theme, also of those that another one stands in for.

        These may be built upon: templates by the name `default/…`, styles as a layer.
        """
        own = [Theme((folder,)).files(below, "") for folder in self.folders]
        return key_of([{name: content_key(path.read_bytes()) for name, path in of.items()} for of in own])


def _raise(error: OSError) -> None:
    raise error


def builtin_themes() -> Path:
    """The themes that come with the program: in the installed package, or beside it in a checkout."""
    packaged = _PACKAGE / "themes"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "themes"


def find_theme(themes: Path, name: str) -> Theme:
    """The theme that a project's settings name. ContentError where there is no such theme."""
    own, builtin = themes / name, builtin_themes()
    candidates = dict.fromkeys(path.resolve() for path in (own, builtin / name, builtin / DEFAULT))
    folders = tuple(path for path in candidates if path.is_dir())
    if not own.is_dir() and not (builtin / name).is_dir():
        known = sorted({path.name for root in (themes, builtin) for path in root.glob("*/")})
        raise ContentError(
            [
                Problem(
                    "content/site.yml", f"there is no theme “{name}”", hint="themes are " + ", ".join(known)
                )
            ]
        )
    return Theme(folders)
