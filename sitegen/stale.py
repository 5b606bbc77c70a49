"""Which pages have to be rendered: those whose key is another one, or whose file is not as it was left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen import compress
from sitegen.manifest import Written
from sitegen.model import ContentError, Page, Problem
from sitegen.produce import Job
from sitegen.render import page_key
from sitegen.templates import Templates


class Stale:
    """Looks through the planned pages once."""

    def __init__(
        self, recipe: str, templates: Templates, intact: Mapping[str, Written], precompress: bool
    ) -> None:
        """`intact` are the output files that lie there as they were written."""
        self.planned: dict[str, str] = {}
        """Every output file of the pages seen, each with its page's key."""
        self._recipe = recipe
        self._templates = templates
        self._intact = intact
        self._precompress = precompress

    def jobs(self, pages: Iterable[Page]) -> Iterator[Job]:
        """The pages to render. ContentError, at the end, where two have one address."""
        taken: dict[str, str] = {}
        clashes: list[Problem] = []
        for page in pages:
            key = page_key(page, self._recipe, self._templates)
            names = tuple(compress.names(page.path)) if self._precompress else (page.path,)
            current = True
            for name in names:
                # Two names that differ in case alone are one file on many machines.
                other = taken.setdefault(name.casefold(), name)
                if other is not name:
                    clashes.append(Problem(name, f"two pages have this address (the other: {other})"))
                self.planned[name] = key
                known = self._intact.get(name)
                current = current and known is not None and known.key == key
            if not current:
                yield Job(page, key, {name: self._intact[name] for name in names if name in self._intact})
        if clashes:
            raise ContentError(clashes)
