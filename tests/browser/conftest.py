"""A reader's tab, which has nothing to complain of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page


@pytest.fixture
def reader(tab: Page, site_url: str) -> Iterator[Page]:
    """A tab that fails the test on any word in the console, any request to another host, any failed one."""
    faults: list[str] = []
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("request", lambda asked: None if asked.url.startswith(site_url) else faults.append(asked.url))
    tab.on("response", lambda got: faults.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    yield tab
    assert not faults
