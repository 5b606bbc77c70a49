"""What pages that are open in a browser are told: the state of the site, and every change of it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files
from threading import Condition
from urllib.parse import quote, unquote

from sitegen.model import Problem

PREFIX = "/__sitegen__/"
"""Addresses below it are the server's own; no page of a site can have them."""
EVENTS = PREFIX + "events"
SCRIPT = PREFIX + "reload.js"


@dataclass(frozen=True, slots=True)
class State:
    """What a page compares with what it was served with, to know whether it is out of date."""

    run: str
    """Tells this process from another one, whose numbers mean nothing here."""
    pages: int = 0
    """Grows when pages must be loaded again."""
    styles: int = 0
    """Grows when only style sheets changed."""
    base_path: str | None = None
    """Where the site is, as addresses write it; None until a build succeeded."""
    problems: tuple[Problem, ...] = ()
    """Why the newest build failed; empty where it succeeded."""

    def marks(self) -> dict[str, str]:
        """The state that a page remembers."""
        return {
            "pages": f"{self.run}.{self.pages}",
            "styles": f"{self.run}.{self.styles}",
            "base": self.base_path or "",
        }

    def message(self) -> str:
        """The state as the page's script reads it: one line of JSON."""
        problems = [
            {"place": problem.place, "message": problem.message, "hint": problem.hint or ""}
            for problem in self.problems
        ]
        return json.dumps({**self.marks(), "problems": problems})


class Live:
    """The state, shared between the build, which changes it, and the pages, which wait for changes."""

    def __init__(self) -> None:
        self._state = State(run=secrets.token_hex(4))
        self._closed = False
        self._changed = Condition()

    @property
    def state(self) -> State:
        """The state now."""
        return self._state

    @property
    def closed(self) -> bool:
        """Whether nothing more will be told."""
        return self._closed

    def built(self, base_path: str, changed: Sequence[str]) -> None:
        """A build succeeded; `changed` are the output files that it wrote or removed."""
        state = self._state
        # The same path is the same text, however site.yml writes it, and fit for an HTTP header.
        base_path = quote(unquote(base_path))
        only_styles = all(path.endswith(".css") for path in changed)
        if base_path != state.base_path or not only_styles:
            state = replace(state, pages=state.pages + 1)
        elif changed:
            state = replace(state, styles=state.styles + 1)
        self._tell(replace(state, base_path=base_path, problems=()))

    def failed(self, problems: Sequence[Problem]) -> None:
        """A build failed; the site is as it was."""
        state = self._state
        if state.base_path is None:
            # There is no page yet but the one that shows the problems.
            state = replace(state, pages=state.pages + 1)
        self._tell(replace(state, problems=tuple(problems)))

    def wait(self, seen: State | None, seconds: float) -> State:
        """The state: once it differs from `seen`, or after some seconds, or when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._state != seen, seconds)
            return self._state

    def close(self) -> None:
        """Wake everybody who waits, for the last time."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _tell(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()


def script() -> bytes:
    """The script that keeps a page up to date."""
    return (files("sitegen") / "reload.js").read_bytes()


def farewell() -> bytes:
    """The service worker that takes the place of any other one."""
    return (files("sitegen") / "unstale.js").read_bytes()


def with_script(html: bytes, state: State, **more: str) -> bytes:
    """A page with the script in it, and what it is to remember."""
    marks = "".join(f' data-{name}="{escape(value)}"' for name, value in {**state.marks(), **more}.items())
    tag = f'<script src="{SCRIPT}"{marks}></script>'.encode()
    end = html.lower().rfind(b"</body>")
    return html + tag if end < 0 else html[:end] + tag + html[end:]


def problems_page(state: State) -> bytes:
    """The page shown while there is no site yet, because no build has succeeded."""
    items = "".join(
        f"<li><code>{escape(problem.place)}</code><br>{escape(problem.message)}"
        + (f"<br><i>{escape(problem.hint)}</i>" if problem.hint else "")
        for problem in state.problems
    )
    body = f"<h1>The site cannot be built yet</h1><ul>{items}</ul><p>It appears here once this is mended.</p>"
    return with_script(plain_page("Not built yet", body), state, overlay="none")


def plain_page(title: str, body: str) -> bytes:
    """A page of the server's own. `body` is HTML."""
    style = (
        "body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }"
        "li { margin: 1rem 0 }"
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<meta name="color-scheme" content="light dark"><style>{style}</style><body>{body}</body></html>'
    ).encode()
