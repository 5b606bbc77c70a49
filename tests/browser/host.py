"""A static host: a test decides over its sites, headers and reachability, and sees what it was asked for."""

from __future__ import annotations

import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sitegen.build import build
from sitegen.project import Options, Project


class Host(ThreadingHTTPServer):
    """A static host with any number of sites, by their base paths."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sites: dict[str, Path] = {}
        self.headers: dict[str, str] = {"Cache-Control": "no-cache"}
        self.asked: list[str] = []
        """What was asked for since somebody emptied the list."""
        self.is_away = False
        """It hangs up on everybody."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is nothing to report."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def publish(self, project: Project, base: str) -> None:
        build(project, Options(base_url=f"https://example.org{base}", jobs=1))
        self.sites[base] = project.output


class _Handler(SimpleHTTPRequestHandler):
    server: Host

    def do_GET(self) -> None:
        if self.server.is_away:
            self.close_connection = True
            return
        self.server.asked.append(self.path)
        super().do_GET()

    def translate_path(self, path: str) -> str:
        for base, output in sorted(self.server.sites.items(), reverse=True):
            if path.startswith(base):
                self.directory = str(output)
                return super().translate_path("/" + path.removeprefix(base))
        return "/nowhere"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""
