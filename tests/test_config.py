"""`site.yml`: typed settings, and clear words where something is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.config import Settings, load_settings
from sitegen.model import ContentError


def _load(folder: Path, text: str, base_url: str | None = None) -> Settings:
    content = folder / "content"
    content.mkdir(exist_ok=True)
    (content / "site.yml").write_text(text, "utf-8")
    return load_settings(content, base_url)


def test_the_smallest_settings_have_sensible_defaults(tmp_path: Path) -> None:
    settings = _load(tmp_path, "title: My digest\nbase_url: https://example.org\n")
    assert settings == Settings(title="My digest", base_url="https://example.org/")
    assert (settings.urls.base_path, settings.language, settings.timezone) == ("/", "en", "UTC")


def test_a_base_path_is_the_base_urls(tmp_path: Path) -> None:
    settings = _load(tmp_path, "title: T\nbase_url: https://owner.github.io/repo\n")
    assert settings.urls.base_path == "/repo/"
    assert settings.urls.href("days/") == "/repo/days/"
    assert settings.urls.absolute("days/") == "https://owner.github.io/repo/days/"


def test_a_given_base_url_takes_the_place_of_the_files(tmp_path: Path) -> None:
    text = "title: T\nbase_url: https://example.org/digest/\n"
    assert _load(tmp_path, text, "https://host/other").base_url == "https://host/other/"
    with pytest.raises(ContentError, match="--base-url"):
        _load(tmp_path, text, "host/other")


def test_midnight_is_that_of_the_sites_time_zone() -> None:
    paris = Settings(title="T", base_url="https://example.org/", timezone="Europe/Paris")
    assert paris.midnight(date(2025, 7, 1)) == "2025-07-01T00:00:00+02:00"
    assert paris.midnight(date(2025, 12, 1)) == "2025-12-01T00:00:00+01:00"


def test_missing_settings_say_what_the_smallest_are(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(ContentError) as caught:
        load_settings(tmp_path / "content")
    [problem] = caught.value.problems
    assert problem.file == "content/site.yml"
    assert "base_url: https://example.org/" in (problem.hint or "")


@pytest.mark.parametrize(
    ("line", "place", "hint"),
    [
        ("base_url: example.org", (2, 11), "https://example.org/digest/"),
        ("base_url: https://example.org/?x=1", (2, 11), "https://example.org/digest/"),
        ("base_url: https://example.org/\ntimezone: Paris", (3, 11), "Europe/Paris"),
        ("base_url: https://example.org/\nlanguage: en_GB", (3, 11), "pt-BR"),
        ("base_url: https://example.org/\ntheme: ../x", (3, 8), "folder of themes/"),
        ("base_url: http://[::1/", (2, 11), "https://example.org/digest/"),
        ("base_url: https://example.org/\nfeed_days: 0", (3, 12), "from 1 on"),
        ("base_url: https://example.org/\nlinks:\n  A: javascript:x()", (4, 6), "https://example.org/"),
        ("base_url: https://example.org/\nfeed_days: many", (3, 12), "whole number"),
        ("base_url: https://example.org/\ntimezon: UTC", (3, 1), "did you mean “timezone”?"),
        ("base_url: https://example.org/\noffline: maybe", (3, 10), "true or false"),
        ("base_url: https://example.org/\nlinks: [a]", (3, 8), "key: value"),
        ("base_url: https://example.org/\nedit_url: https://example.org/x", (3, 11), "with {path} in it"),
        ("base_url: https://example.org/\nedit_url: javascript:{path}", (3, 11), "with {path} in it"),
        ("base_url: https://example.org/\nedit_url: https://a.b/{path}{path}", (3, 11), "with {path} in it"),
        ("base_url:", (2, 1), "add a line"),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(
    tmp_path: Path, line: str, place: tuple[int, int], hint: str
) -> None:
    with pytest.raises(ContentError) as caught:
        _load(tmp_path, f"title: T\n{line}\n")
    [problem] = caught.value.problems
    assert (problem.line, problem.column) == place
    assert hint in (problem.hint or "")


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        _load(tmp_path, "timezone: Paris\nlanguage: en_GB\n")
    assert [problem.line for problem in caught.value.problems] == [1, 1, 1, 2]
