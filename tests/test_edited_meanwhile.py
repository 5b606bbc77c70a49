"""Files that are edited while a build runs: it may show either state, the next build shows the last one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen import assets, inputs, making
from sitegen.build import Builder
from sitegen.library import Library, gather
from sitegen.model import ContentError
from sitegen.project import Options, Project
from sitegen.templates import compiled
from sitegen.theme import builtin_themes
from tests.project import FILES, PAPER, clean_tree, make_project, tree, write

OPTIONS = Options(today=date(2025, 10, 31), jobs=1)
PART = "templates/parts/footer.html"
BASE = "css/base.css"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def _builtin(name: str) -> str:
    return (builtin_themes() / "default" / name).read_text("utf-8")


FORMER_AND_LATER = {
    PAPER: (FILES[PAPER], FILES[PAPER].replace("A game", "No game")),
    "content/site.yml": (FILES["content/site.yml"], FILES["content/site.yml"].replace("small", "tiny")),
    f"themes/default/{PART}": (_builtin(PART), _builtin(PART).replace("<p>", "<p>Later: ")),
    f"themes/default/{BASE}": (_builtin(BASE), _builtin(BASE) + "a { color: red }\n"),
}
STEPS = {"find_theme": inputs, "gather": making, "produce": making}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("path", FORMER_AND_LATER, ids=lambda path: path.rpartition("/")[2])
@pytest.mark.parametrize("goes_back", [False, True], ids=["stays", "goes back"])
@pytest.mark.parametrize("is_fresh", [False, True], ids=["the same process", "another process"])
def test_an_edit_during_a_build_is_shown_by_the_next(
    project: Project, monkeypatch: pytest.MonkeyPatch, path: str, step: str, goes_back: bool, is_fresh: bool
) -> None:
    former, later = FORMER_AND_LATER[path]
    write(project.root / path, former)
    real: Callable[..., object] = getattr(STEPS[step], step)

    def edited_before(*arguments: object) -> object:
        write(project.root / path, later)
        return real(*arguments)

    builder = Builder(project, OPTIONS)
    with monkeypatch.context() as patch:
        patch.setattr(STEPS[step], step, edited_before)
        builder.build()
    if goes_back:
        write(project.root / path, former)
    if is_fresh:
        compiled.cache_clear()
        assets.plan.cache_clear()
        builder = Builder(project, OPTIONS)
    builder.build()
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_what_a_build_that_fails_read_of_a_theme_is_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = project.themes / "default"
    former = {path: _builtin(path) for path in (PART, BASE)}

    def put(texts: dict[str, str]) -> None:
        for path, text in texts.items():
            write(own / path, text)

    def edited_before(*arguments: Any) -> Library:
        put({PART: "{{ nothing }}", BASE: "a { color: red }"})
        return gather(*arguments)

    put(former)
    builder = Builder(project, OPTIONS)
    with monkeypatch.context() as patch:
        patch.setattr(making, "gather", edited_before)
        with pytest.raises(ContentError, match="nothing"):
            builder.build()
    put(former)
    builder.build()
    assert tree(project.output) == clean_tree(project, OPTIONS)
