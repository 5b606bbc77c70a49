"""A reader's tab, which has nothing to complain of."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from sitegen.build import build
from sitegen.project import Options
from tests.browser.host import Host
from tests.conftest import static_host
from tests.project import make_project
from tests.serving import PATIENCE

_HERE = "http://127.0.0.1:"
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def small_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small project, at the root of its host."""
    project = make_project(tmp_path_factory.mktemp("small"))
    build(project, Options(base_url="https://example.org/"))
    with static_host(project, "/") as url:
        yield url


@pytest.fixture
def host() -> Iterator[Host]:
    """A host without any site yet."""
    with Host() as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


@pytest.fixture
def reader(tab: Page) -> Iterator[Page]:
    """A tab that fails the test on any word in the console, any request to another host, any failed one."""
    faults: list[str] = []
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("request", lambda asked: None if asked.url.startswith(_HERE) else faults.append(asked.url))
    tab.on("response", lambda got: faults.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    yield tab
    assert not faults
