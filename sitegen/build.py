"""The build: plan everything cheaply, render only what differs from what was written."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from sitegen import assets, pages
from sitegen.config import Settings, load_settings
from sitegen.content import load_content
from sitegen.digest import key_of
from sitegen.library import gather
from sitegen.manifest import Manifest, Written
from sitegen.markup import Renderer
from sitegen.model import ContentError, Page, Problem
from sitegen.output import Output, Survey
from sitegen.render import page_key, render
from sitegen.templates import Templates
from sitegen.theme import find_theme


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a digest in it."""

    root: Path

    @property
    def content(self) -> Path:
        """What people and imports write."""
        return self.root / "content"

    @property
    def themes(self) -> Path:
        """The project's own themes, if any."""
        return self.root / "themes"

    @property
    def output(self) -> Path:
        """The built site."""
        return self.root / "site"

    @property
    def memory(self) -> Path:
        """What is remembered between builds; safe to delete at any time."""
        return self.root / ".sitegen"


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did."""

    written: tuple[str, ...]
    """Paths below the output folder."""
    removed: tuple[str, ...]
    unchanged: int
    papers: int
    days: int
    warnings: tuple[Problem, ...]


def build(project: Project, today: date | None = None, base_url: str | None = None) -> Result:
    """Bring the output folder to what the content says on `today` (default: now, in the site's time zone).

    ContentError, with every mistake found, and nothing written, where something is wrong.
    """
    settings = load_settings(project.content, base_url)
    content = load_content(project.content)
    library = gather(content, project.content, Renderer(settings.urls.base_path), today or settings.today())
    theme = find_theme(project.themes, settings.theme)
    templates = Templates(theme, settings, project.root.resolve())
    planned = _without_clashes([*pages.plan(library, settings), *assets.plan(theme)])

    output, manifest = Output(project.output), Manifest(project.memory / "manifest.json")
    found, before = output.survey(), manifest.load()
    recipe = _recipe(settings)
    keys = {page.path: page_key(page, recipe, templates) for page in planned}
    current = {path: before[path] for path, key in keys.items() if _is_current(path, key, before, found)}
    rendered = [(page.path, render(page, templates)) for page in planned if page.path not in current]

    manifest.drop()
    output.begin()
    removed = output.remove_others(found, keys)
    written = {path: Written(keys[path], *output.write(path, bytes_)) for path, bytes_ in rendered}
    manifest.save(current | written)
    return Result(
        written=tuple(written),
        removed=tuple(removed),
        unchanged=len(current),
        papers=len(library.papers),
        days=len(library.days),
        warnings=tuple(
            Problem(file, "no digest names this paper, so no page shows it", hint="add its slug to a day")
            for file in library.unlisted
        ),
    )


def _is_current(path: str, key: str, before: dict[str, Written], found: Survey) -> bool:
    """Whether a page would come out as it was written, and its file still lies there as it was."""
    known = before.get(path)
    return known is not None and known.key == key and found.files.get(path) == (known.size, known.modified)


def _recipe(settings: Settings) -> str:
    """The key of what all pages have in common: the program, its libraries, and the settings."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    libraries = [version(name) for name in ("jinja2", "markdown-it-py", "lunr", "numpy")]
    return key_of(settings, platform.python_version(), libraries, [source.read_bytes() for source in sources])


def _without_clashes(planned: list[Page]) -> list[Page]:
    def clashes() -> Iterator[Problem]:
        seen: dict[str, str] = {}
        for page in planned:
            # Two names that differ in case alone are one file on many machines.
            taken = seen.setdefault(page.path.casefold(), page.path)
            if taken is not page.path:
                yield Problem(page.path, f"two pages have this address (the other: {taken})")

    problems = list(clashes())
    if problems:
        raise ContentError(problems)
    return planned
