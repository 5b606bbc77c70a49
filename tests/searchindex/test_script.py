"""lunr.js itself: the version, the licence, and what is said where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.model import ContentError
from sitegen.searchindex import lunr_js, script
from tests.searchindex.conftest import Engine


def test_the_browser_gets_lunr_2_3_9(empty_engine: Engine) -> None:
    assert empty_engine.evaluate("() => lunr.version") == "2.3.9"


def test_the_licence_goes_with_it() -> None:
    head = lunr_js()[:2000].decode()
    assert head.startswith("/*!")
    assert "Copyright (C) 2020 Oliver Nightingale" in head
    assert "Permission is hereby granted, free of charge" in head
    assert "The above copyright notice and this permission notice shall be included" in head
    assert 'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND' in head


def test_a_missing_file_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(script, "FILE", tmp_path / "lunr.js")
    with pytest.raises(ContentError, match=r"lunr\.js is missing .*pip install --editable \."):
        lunr_js()
