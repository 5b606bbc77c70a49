"""A static host that counts what it sends: text gzipped, all else as it lies there, as hosts commonly do."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

BLANK = "/blank"
"""A page without anything in it."""
_TEXT = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class Host:
    """A site that is being served."""

    def __init__(self, url: str, sent: list[int]) -> None:
        self.url = url
        self._sent = sent

    def sent(self) -> tuple[int, int]:
        """Bytes, heads of responses included, and the number of responses, since this was last asked."""
        found = (sum(self._sent), len(self._sent))
        self._sent.clear()
        return found


@contextmanager
def serving(site: Path) -> Iterator[Host]:
    """Serve a folder on a free port."""
    sent: list[int] = []

    @cache
    def response(path: str) -> bytes:
        if path == BLANK:
            return _response(200, "text/html", b"<!doctype html><title>Blank</title>")
        file = site / path.lstrip("/")
        if path.endswith("/"):
            file /= "index.html"
        if not file.is_file():
            return _response(404, "text/html", b"")
        return _response(200, _TEXT.get(file.suffix, "application/octet-stream"), file.read_bytes())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            content = response(unquote(urlsplit(self.path).path))
            sent.append(len(content))
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Host(f"http://127.0.0.1:{server.server_address[1]}", sent)
        server.shutdown()


def _response(status: int, kind: str, body: bytes) -> bytes:
    is_text = kind in _TEXT.values()
    content = gzip.compress(body, 9, mtime=0) if is_text else body
    head = [
        f"HTTP/1.1 {status} {'OK' if status == 200 else 'Not Found'}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(content)}",
        *(["Content-Encoding: gzip", "Vary: Accept-Encoding"] if is_text else []),
        "Cache-Control: max-age=600",
        "Access-Control-Allow-Origin: *",
    ]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + content
