"""lunr.js itself: the version, the licence, and what is said where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.model import ContentError
from sitegen.searchindex import lunr_js, lunr_licence, lunr_module, script
from tests.searchindex.conftest import Engine


def test_the_browser_gets_lunr_2_3_9(empty_engine: Engine) -> None:
    assert empty_engine.evaluate("() => lunr.version") == "2.3.9"


def test_the_licence_goes_with_it() -> None:
    head = lunr_licence().decode()
    assert lunr_js().startswith(head.removesuffix("\n").encode())
    assert head.startswith("/*!")
    assert "Copyright (C) 2020 Oliver Nightingale" in head
    assert "Permission is hereby granted, free of charge" in head
    assert "The above copyright notice and this permission notice shall be included" in head
    assert 'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND' in head


def test_the_worker_gets_what_it_calls_of_it(empty_engine: Engine) -> None:
    module = lunr_module("licence.txt")
    assert "licence.txt" in module.partition("\n")[0]
    assert len(module) < len(lunr_js()) / 2
    same = empty_engine.evaluate(
        """async (module) => {
            const { lunr: part } = await import(`data:text/javascript,${encodeURIComponent(module)}`);
            const stems = (lunr) => lunr.Pipeline.load(["trimmer", "stopWordFilter", "stemmer"]);
            const words = "the running dogs' retrieval, of generalisations".split(" ");
            const ours = words.flatMap((word) => stems(part).runString(word));
            return [ours, words.flatMap((word) => stems(lunr).runString(word)), Object.keys(part)];
        }""",
        module,
    )
    assert same[0] == same[1]
    assert "Index" not in same[2]


def test_a_missing_file_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(script, "FILE", tmp_path / "lunr.js")
    with pytest.raises(ContentError, match=r"lunr\.js is missing .*pip install --editable \."):
        lunr_js()
