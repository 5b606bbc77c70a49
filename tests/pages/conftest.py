"""The small project's library, for what each kind of page makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.config import Settings, load_settings
from sitegen.content import load_content
from sitegen.library import Library, gather
from sitegen.markup import Renderer
from tests.project import make_project


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return make_project(tmp_path).content


@pytest.fixture
def settings(content: Path) -> Settings:
    return load_settings(content)


@pytest.fixture
def library(content: Path, settings: Settings) -> Library:
    renderer = Renderer(settings.urls.base_path)
    return gather(load_content(content), content, renderer, date(2025, 10, 31))
