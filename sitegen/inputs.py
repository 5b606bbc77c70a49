"""What a build goes by beside the content, read once at its beginning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen.config import Settings, load_settings
from sitegen.digest import content_key, key_of
from sitegen.program import program_key
from sitegen.project import Options, Project
from sitegen.theme import Theme, find_theme


@dataclass(frozen=True, slots=True)
class Inputs:
    """All but the content. It pickles: workers get it with their work."""

    project: Project
    options: Options
    settings: Settings
    theme: Theme
    theme_key: str
    """Of everything in the theme, as it is at the beginning."""
    templates_key: str
    """Of the theme's templates and words alone."""
    today: date
    """Later days are not shown."""

    @property
    def cache(self) -> Path:
        """The file of what was prepared of the content."""
        return self.project.memory / "cache.sqlite"

    @property
    def content_recipe(self) -> str:
        """The key of what each content file is prepared by."""
        return key_of(program_key(), self.settings.urls.base_path)

    @property
    def page_recipe(self) -> str:
        """The key of what each page is rendered by, beside its template and its values."""
        return key_of(program_key(), self.settings)

    def whole(self, hashes: dict[str, str]) -> str:
        """The key of a whole build, with the hashes of the content's files by their paths."""
        files = "\n".join(f"{path} {hash_}" for path, hash_ in sorted(hashes.items()))
        given = (self.settings, self.theme_key, self.today, self.options.precompress)
        return key_of(program_key(), given, content_key(files.encode("utf-8", "backslashreplace")))


def read_inputs(project: Project, options: Options, before: Inputs | None = None) -> Inputs:
    """ContentError where the settings are wrong or name a theme that does not exist.

    `before`: earlier ones of this project, if nothing of the themes was edited since.
    """
    settings = load_settings(project.content, options.base_url)
    today = options.today or settings.today()
    if before and before.settings == settings:
        return replace(before, today=today)
    theme = find_theme(project.themes, settings.theme)
    templates_key = key_of(theme.key("templates"), theme.key("words"))
    return Inputs(project, options, settings, theme, theme.key(""), templates_key, today)
