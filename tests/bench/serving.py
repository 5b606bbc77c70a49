"""Seconds from saving a file to the changed page being served, by each program's own server."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.model import Paper
from tests.bench.edits import edit_abstract, edit_title, taken_back
from tests.bench.measure import Run, cpu_of, follow, kill_group, memory_of, start_group
from tests.bench.programs import Program

ABSTRACT, TITLE = "serve: abstract edited", "serve: title edited"
INDEX = "serve: search index follows"
_LIMIT = 240.0
"""Seconds to wait for a server to come up, or for an edit to be seen."""
_LAST_WORDS = 10.0
"""Seconds for a server to end by itself."""
_POLL_EVERY = 0.003
_QUIET = 0.04
"""Processor seconds in half a second, below which a server is at rest."""


def serve_edits(program: Program, papers: Sequence[Paper], marks: Iterator[str]) -> Iterator[Run]:
    """Edit the abstract, then the title, of each paper while the program serves its site.

    A run's memory is the server's when it has come to rest after the edit.
    """
    with _serving(program) as server, taken_back(*map(program.source_of, papers)):
        if not server.comes_up(_path(papers[0])):
            for work in (ABSTRACT, TITLE):
                yield Run(work, program.name, failure="the server does not come up")
            return
        server.rest()
        for paper in papers:
            yield from _edited(server, program, ABSTRACT, edit_abstract, paper, next(marks))
            yield from _edited(server, program, TITLE, edit_title, paper, next(marks))


@contextmanager
def _serving(program: Program) -> Iterator[_Server]:
    """Let a program serve its site on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    with tempfile.TemporaryFile() as log:
        process = start_group((*program.serve, str(port)), program.start_in, log.fileno())
        try:
            yield _Server(process.pid, port)
        finally:
            kill_group(process.pid, signal.SIGTERM)
            follow(process.pid, _LAST_WORDS, memory=False)
            # The process is not waited for yet, so its number is nobody else's.
            kill_group(process.pid, signal.SIGKILL)
            process.wait()


def _edited(
    server: _Server,
    program: Program,
    work: str,
    edit: Callable[[Path, str], None],
    paper: Paper,
    mark: str,
) -> Iterator[Run]:
    index, cpu = program.search_index, cpu_of(server.group)
    indexed = index and _state(index)
    edit(program.source_of(paper), mark)
    start = time.perf_counter()
    seen = server.until(lambda: mark.encode() in server.get(_path(paper)))
    wall = time.perf_counter() - start
    if index:
        followed = server.until(lambda: _state(index) != indexed)
        follows = Run(INDEX, program.name, wall=time.perf_counter() - start)
        yield follows if followed else replace(follows, wall=None, failure="the index does not follow")
    server.rest()
    if seen:
        cpu = cpu_of(server.group) - cpu
        yield Run(work, program.name, wall=wall, cpu=cpu, peak=memory_of(server.group))
    else:
        yield Run(work, program.name, failure="the edit is not shown")


def _path(paper: Paper) -> str:
    return f"/papers/{paper.slug}/"


def _state(file: Path) -> tuple[int, ...]:
    """What differs once a file has been replaced. To read a large index so often would slow its maker."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return ()
    return status.st_ino, status.st_mtime_ns, status.st_size


@dataclass(frozen=True, slots=True)
class _Server:
    """A program that serves its site."""

    group: int
    """Its group of processes, and the number of the first one."""
    port: int

    def get(self, path: str) -> bytes:
        """What is served at a path; nothing where that is no page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            return body if response.status == 200 else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()

    def comes_up(self, path: str) -> bool:
        """Wait for the first page. False where it never comes."""
        return self.until(lambda: self.get(path) != b"")

    def until(self, holds: Callable[[], bool]) -> bool:
        """Wait for something to hold. False where the server ended, or it took too long."""
        deadline = time.monotonic() + _LIMIT
        while not holds():
            if time.monotonic() > deadline or self._ended():
                return False
            time.sleep(_POLL_EVERY)
        return True

    def rest(self) -> None:
        """Wait until the server has nothing more to do."""
        quiet, cpu = 0, cpu_of(self.group)
        while quiet < 2 and not self._ended():
            time.sleep(0.5)
            before, cpu = cpu, cpu_of(self.group)
            quiet = quiet + 1 if cpu - before < _QUIET else 0

    def _ended(self) -> bool:
        return os.waitid(os.P_PID, self.group, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
