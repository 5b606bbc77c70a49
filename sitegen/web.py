"""The built site over HTTP as a static host serves it, with the reload script in every page."""

from __future__ import annotations

import mimetypes
import os
import socket
import sys
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from socketserver import ThreadingTCPServer
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

from sitegen.live import EVENTS, SCRIPT, Live, State, farewell, plain_page, problems_page, script, with_script
from sitegen.urls import NOT_FOUND

HTML = "text/html; charset=utf-8"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": HTML,
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
_MORE_TYPES = mimetypes.MimeTypes()
"""Python's own table, not the machine's, so that all machines agree."""
_STILL_THERE_EVERY = 15.0
"""Seconds between two signs of life to a listening page; writing one finds out that it has gone."""


class WebServer(ThreadingTCPServer):
    """Serves an output folder under the base path that the state names. It listens from the beginning."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"
    request_queue_size = 128

    def __init__(self, output: Path, live: Live, host: str, port: int) -> None:
        """OSError where nothing can listen there."""
        self.output = output
        self.live = live
        self.host = host
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        self.address_family, _, _, _, address = found[0]
        super().__init__(cast("tuple[str, int]", address), _Handler)

    @property
    def port(self) -> int:
        """The port, also where the system chose it."""
        return int(self.server_address[1])

    def url(self, path: str) -> str:
        """The address of a path, for a browser on this machine."""
        host = "localhost" if self.host in {"", "0.0.0.0", "::"} else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{path}"

    def knows(self, host: str) -> bool:
        """Whether a request's Host is ours.

        A server for this machine alone is asked only by the machine's own names: any other is a foreign page
        whose name was made to lead here, so as to read what is not published yet.
        """
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return (
            not host
            or not _is_loopback(str(self.server_address[0]))
            or name in {"localhost", self.host.lower()}
            or name.endswith(".localhost")
            or _is_loopback(name)
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is nothing to report."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


class _Handler(BaseHTTPRequestHandler):
    """One request, one connection: nothing stays open but the pages that listen."""

    server_version = "sitegen"
    timeout = 30
    """Seconds for a browser to say what it wants: they open connections in reserve."""

    def do_GET(self) -> None:
        """Answer with what there is."""
        # The state is read before the file: a page that is older than it says would never be reloaded.
        state = self._server.live.state
        address, _, query = self.path.partition("#")[0].partition("?")
        if not self._server.knows(self.headers.get("Host", "")):
            self._send_page(HTTPStatus.FORBIDDEN, "This host is not known", "Use --host to serve it.", state)
        elif self.headers.get("Service-Worker") == "script":
            # Nothing stands between a browser and a site that is being edited.
            self._send(HTTPStatus.OK, _TYPES[".js"], farewell())
        elif address == EVENTS:
            self._send_events()
        elif address == SCRIPT:
            self._send(HTTPStatus.OK, _TYPES[".js"], script())
        elif state.base_path is None:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, HTML, problems_page(state))
        else:
            self._send_site(address, query, state, state.base_path)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self.do_GET()

    @property
    def _server(self) -> WebServer:
        return cast(WebServer, self.server)

    def _send_site(self, address: str, query: str, state: State, base: str) -> None:
        try:
            path = unquote(address, errors="strict")
        except UnicodeDecodeError:
            path = address
        root = unquote(base)
        if path in {"/", root.rstrip("/")} and path != root:
            self._redirect(base, query)
        elif not path.startswith(root):
            link = f'<a href="{escape(base)}">{escape(base)}</a>'
            self._send_page(HTTPStatus.NOT_FOUND, "Nothing is here", f"The site is at {link}.", state)
        else:
            self._send_file(path.removeprefix(root), base, query, state)

    def _send_file(self, relative: str, base: str, query: str, state: State) -> None:
        """Answer with a file of the site, `relative` being the decoded path below the base path."""
        try:
            file = self._find(relative + "index.html" if relative[-1:] in {"", "/"} else relative)
            content = None if file.is_dir() else file.read_bytes()
        except (OSError, RuntimeError):  # not there, a name too long, links in a circle
            self._send_not_found(state)
        else:
            if content is None:
                self._redirect(base + quote(relative) + "/", query)
            else:
                self._send_content(HTTPStatus.OK, file, content, state)

    def _find(self, relative: str) -> Path:
        """The file or folder of the site at a path. FileNotFoundError where it leads out of the site."""
        root = self._server.output.resolve()
        parts = relative.split("/")
        if not any(part in {"", ".", ".."} or "\0" in part or "\\" in part for part in parts):
            file = root.joinpath(*parts).resolve()
            if file.is_relative_to(root):
                return file
        raise FileNotFoundError(relative)

    def _send_not_found(self, state: State) -> None:
        try:
            page = self._find(NOT_FOUND)
            content = page.read_bytes()
        except (OSError, RuntimeError):
            self._send_page(HTTPStatus.NOT_FOUND, "Nothing is here", "", state)
        else:
            self._send_content(HTTPStatus.NOT_FOUND, page, content, state)

    def _send_content(self, status: HTTPStatus, file: Path, content: bytes, state: State) -> None:
        kind = _TYPES.get(file.suffix.lower()) or _MORE_TYPES.guess_type(file.name)[0]
        if kind == HTML:
            content = with_script(content, state)
        self._send(status, kind or "application/octet-stream", content)

    def _send_page(self, status: HTTPStatus, title: str, text: str, state: State) -> None:
        page = plain_page(title, f"<h1>{title}</h1><p>{text}</p>")
        self._send(status, HTML, with_script(page, state))

    def _redirect(self, path: str, query: str) -> None:
        # Not a permanent one: browsers would remember it after the base path has changed.
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path + (f"?{query}" if query else ""))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self) -> None:
        """Tell the state, and every change of it, for as long as the page listens (Server-Sent Events)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        live, seen = self._server.live, None
        while self.command != "HEAD" and not live.closed:
            state = live.wait(seen, _STILL_THERE_EVERY)
            text = ": still there" if state == seen else f"retry: 1000\ndata: {state.message()}"
            self.wfile.write(f"{text}\n\n".encode())
            seen = state

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the base class gave
        """Requests are not reported."""
