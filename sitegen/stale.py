"""Which pages have to be rendered: those whose key is another one, or whose file is not as it was left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen import compress
from sitegen.manifest import Written
from sitegen.model import ContentError, Problem
from sitegen.page import Bundle, Page
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
        self._taken: dict[str, str] = {}
        self._clashes: list[Problem] = []

    def jobs(self, pages: Iterable[Page | Bundle]) -> Iterator[Job]:
        """The pages to render. ContentError, at the end, where two have one address."""
        for page in pages:
            key = page_key(page, self._recipe, self._templates)
            if isinstance(page, Page):
                if not self._is_current(page.path, key):
                    yield self._job(page, key)
                continue
            current = [self._is_current(path, key) for path in page.paths]
            if not all(current):
                yield from (
                    self._job(one, key)
                    for one, is_current in zip(page.pages(), current, strict=True)
                    if not is_current
                )
        if self._clashes:
            raise ContentError(self._clashes)

    def _names(self, path: str) -> Iterable[str]:
        return compress.names(path) if self._precompress else (path,)

    def _is_current(self, path: str, key: str) -> bool:
        """Whether a page's files lie there as they would be written; all are noted as planned."""
        current = True
        for name in self._names(path):
            # Two names that differ in case alone are one file on many machines.
            other = self._taken.setdefault(name.casefold(), name)
            if other is not name:
                what = f"two pages have this address (the other: {other})"
                self._clashes.append(Problem(name, what))
            self.planned[name] = key
            known = self._intact.get(name)
            current = current and known is not None and known.key == key
        return current

    def _job(self, page: Page, key: str) -> Job:
        names = self._names(page.path)
        return Job(page, key, {name: self._intact[name] for name in names if name in self._intact})
