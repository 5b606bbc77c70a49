"""A project on the disk, and how to build it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


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
class Options:
    """How to build. None of them but the first three changes what is built."""

    today: date | None = None
    """What is dated later is left out (None: now, in the site's time zone)."""
    base_url: str | None = None
    """Where the site will be served (None: where its settings say)."""
    precompress: bool = False
    """Whether to write compressed copies beside the files."""
    verify: bool = False
    """Whether to read what lies in the output folder, rather than to trust its sizes and times."""
    jobs: int | None = None
    """How many processes to use at most (None: one for each processor)."""
    executor: str | None = None
    """A cluster to hand the work to, as `dask://HOST:PORT`."""
