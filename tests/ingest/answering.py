"""A server that answers what a test tells it to, one thing after the other, and keeps what it was asked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    chunked: bool = False
    """Whether its length is told piece by piece."""
    cut: int | None = None
    """After so many bytes the line goes dead."""
    delay: float = 0.0
    """Seconds before the answer."""
    drip: float = 0.0
    """Seconds between its bytes."""


@dataclass
class Server:
    url: str
    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    """The values of each question."""
    agents: list[str] = field(default_factory=list)

    def next(self) -> Answer:
        return self.answers.pop(0) if self.answers else Answer(b"there is no more", 404)


@contextmanager
def answering(*answers: Answer) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            server.asked.append({name: values[0] for name, values in query.items()})
            server.agents.append(self.headers["User-Agent"])
            answer = server.next()
            time.sleep(answer.delay)
            with suppress(OSError):
                self._give(answer)

        def _give(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            body = answer.body
            if answer.chunked:
                self.send_header("Transfer-Encoding", "chunked")
                body = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
            else:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for part in [bytes([byte]) for byte in body] if answer.drip else [body[: answer.cut]]:
                self.wfile.write(part)
                time.sleep(answer.drip)
            if answer.cut is not None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the library's name)
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server = Server(f"http://127.0.0.1:{http.server_address[1]}/", list(answers))
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        http.shutdown()
