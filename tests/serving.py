"""A project being served in a test, and a plain HTTP client for it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from threading import Condition, Thread
from typing import Any
from urllib.parse import urlsplit

from sitegen.project import Options, Project
from sitegen.serve import Serving

PATIENCE = 30.0
"""Seconds after which a test gives up; it never waits that long when all is well."""


class Lines:
    """What the server says, from any thread."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._grown = Condition()

    def __call__(self, text: str) -> None:
        with self._grown:
            self.all.append(text)
            self._grown.notify_all()

    def until(self, is_right: Callable[[str], bool], after: int = 0) -> int:
        """Wait for a line; the number of lines up to it."""

        def found() -> int:
            return next((at for at, line in enumerate(self.all[after:], after + 1) if is_right(line)), 0)

        with self._grown:
            assert self._grown.wait_for(found, PATIENCE), self.all
            return found()


class Answer:
    """A response, read to its end."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.text = self.body.decode()


class Client:
    """Asks a server."""

    def __init__(self, address: str) -> None:
        self.address = address
        """Host and port."""

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path exactly as it is written; redirects are not followed."""
        connection = HTTPConnection(self.address, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()


class Served(Client):
    """A project that is being served."""

    def __init__(self, serving: Serving, said: Lines, warned: Lines) -> None:
        super().__init__(urlsplit(serving.url).netloc)
        self.serving = serving
        self.said = said
        self.warned = warned

    @property
    def url(self) -> str:
        return self.serving.url

    def rebuilt(self, edit: Callable[[], object]) -> str:
        """Make an edit and wait for the build that it causes; what the server said of it."""
        before = len(self.said.all)
        edit()
        return self.said.all[self.said.until(lambda line: line.startswith("Rebuilt"), before) - 1]

    def comes_to(self, path: str, status: int) -> None:
        """Wait until a path is answered so: a build may see an edit that another one was to be for."""
        deadline = time.monotonic() + PATIENCE
        while self.get(path).status != status:
            assert time.monotonic() < deadline, self.said.all
            time.sleep(0.01)

    def refused(self, edit: Callable[[], object]) -> list[str]:
        """Make a wrong edit and wait for the failure of the build; what the server said of it."""
        before = len(self.warned.all)
        edit()
        end = self.warned.until(lambda line: line.startswith("Not rebuilt"), before)
        return self.warned.all[before:end]

    @contextmanager
    def listening(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The states that an open page is told, one after another, until the server ends it."""
        connection = HTTPConnection(self.address, timeout=PATIENCE)
        connection.request("GET", "/__sitegen__/events")
        with connection.getresponse() as response:
            assert response.headers["Content-Type"] == "text/event-stream"
            yield (json.loads(line[6:]) for line in response if line.startswith(b"data: "))
        connection.close()


@contextmanager
def serve_project(project: Project, port: int = 0, base_url: str | None = None) -> Iterator[Served]:
    """Serve a project on a free port, from the end of its first build on."""
    said, warned = Lines(), Lines()
    with Serving(
        project,
        host="127.0.0.1",
        port=port,
        options=Options(base_url=base_url),
        say=said,
        warn=warned,
    ) as serving:
        runner = Thread(target=serving.run)
        runner.start()
        try:
            said.until(lambda line: line.startswith("Serving"))
            yield Served(serving, said, warned)
        finally:
            serving.stop()
            runner.join(PATIENCE)
        assert not runner.is_alive()
