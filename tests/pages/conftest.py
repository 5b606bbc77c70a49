"""The small project's library, for what each kind of page makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.config import Settings, load_settings
from sitegen.library import Library, gather
from tests.project import make_project, read_material


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return make_project(tmp_path).content


@pytest.fixture
def settings(content: Path) -> Settings:
    return load_settings(content)


@pytest.fixture
def library(content: Path, settings: Settings) -> Library:
    return gather(read_material(content, settings.urls.base_path), content, date(2025, 10, 31))
