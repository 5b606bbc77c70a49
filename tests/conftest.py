"""What all tests share: this repository's digest, built once, and a real headless browser."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, sync_playwright

from sitegen.build import build
from sitegen.project import Options, Project

REPOSITORY = Path(__file__).parent.parent
BASE_PATH = "/digest/"

# The same examples every time, however slow the machine; `--hypothesis-profile=explore` looks for new ones.
_UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("same", derandomize=True, **_UNTIMED)  # type: ignore[arg-type]
settings.register_profile("explore", max_examples=2000, **_UNTIMED)  # type: ignore[arg-type]
settings.load_profile("same")

_BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-software-rasterizer",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def _unhurried_disk() -> Iterator[None]:
    """Databases that leave it to the system when to write: only a power cut would tell the difference."""
    connect = sqlite3.connect

    def connect_unsynchronised(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        with suppress(sqlite3.DatabaseError):
            connection.execute("PRAGMA synchronous = OFF")
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_unsynchronised)
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This repository's digest, built with its own theme below `/digest/`."""
    root = tmp_path_factory.mktemp("digest")
    for name in ("content", "themes"):
        (root / name).symlink_to(REPOSITORY / name)
    project = Project(root)
    build(project, Options(base_url=f"https://example.org{BASE_PATH}"))
    return project


@pytest.fixture(scope="session")
def site_url(site: Project) -> Iterator[str]:
    """The built digest below `/digest/`."""
    with static_host(site, BASE_PATH) as url:
        yield url


@contextmanager
def static_host(project: Project, base_path: str) -> Iterator[str]:
    """The address of a built site on a plain static host, under the strictest policy."""
    handler = partial(_StaticHost, base_path, directory=str(project.output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{base_path}"
        server.shutdown()


POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
"""The strictest policy that a host can send and that still lets a site be read."""
_COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
"""What hosts compress."""


class _StaticHost(SimpleHTTPRequestHandler):
    # Several requests over one connection, as browsers and hosts have it.
    protocol_version = "HTTP/1.1"

    def __init__(self, base_path: str, *arguments: Any, **options: Any) -> None:
        self._base_path = base_path
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        below = path.startswith(self._base_path)
        return super().translate_path(path.removeprefix(self._base_path[:-1]) if below else "/outside")

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _COMPRESSED or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def handle(self) -> None:
        with suppress(ConnectionError):  # a browser that goes on to another page hangs up
            super().handle()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the tests look at what the browser saw."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium. A test that needs one fails, and says so, where there is none."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        pytest.fail("no Chromium found: run `make test`, which installs it, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A new tab in a profile of its own, without motion, which keeps nothing to read without a network."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    yield context.new_page()
    context.close()
