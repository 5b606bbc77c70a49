"""A build after any edits, damages and broken-off builds is, byte for byte, a clean build.

Random scripts are played on a small project. Each round edits, damages and builds it in one of the ways in
which builds are made: by a fresh process, by one that keeps what it read (as `serve` does), quickly and then
wholly, or after one that was killed or failed at any of its calls of the system.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import templates
from sitegen.build import Builder
from sitegen.digest import key_of
from sitegen.model import ContentError
from sitegen.project import Options, Project
from sitegen.urls import MADE_LAST
from tests import edits
from tests.breaking import KilledError, broken_off
from tests.edits import DAMAGES, EDITS, MISTAKES, WORDS, Edit
from tests.project import clean_tree, make_project, tree

FRESH, KEPT, QUICK, KILLED, INTERRUPTED, FAILED = "fresh", "kept", "quick", "killed", "interrupted", "failed"
TODAYS = (date(2025, 9, 30), date(2025, 10, 29), date(2025, 10, 31), date(2026, 1, 1))


@pytest.fixture(scope="module", autouse=True)
def _small_parts() -> Iterator[None]:
    """Cut the search's index and the days of these few papers as those of a large site are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.searchfiles.DOCUMENTS", 2)
        patch.setattr("sitegen.pages.paper._IN_A_BUNDLE", 2)
        yield


@dataclass(frozen=True)
class Step:
    """An edit, with where and with which words."""

    edit: Edit
    number: int
    words: str

    def __call__(self, project: Project) -> None:
        self.edit(project, self.number, self.words)

    def __repr__(self) -> str:
        return f"{self.edit.__name__}({self.number}, {self.words!r})"


def _steps(those: tuple[Edit, ...]) -> st.SearchStrategy[Step]:
    return st.builds(Step, st.sampled_from(those), st.integers(0, 59), st.sampled_from(WORDS))


@dataclass(frozen=True)
class Round:
    """What happens between a build and the end of the next."""

    edits: Sequence[Step] = ()
    mistake: Step | None = None
    damages: Sequence[Step] = ()
    secret: Step | None = None
    today: date = date(2025, 10, 31)
    precompress: bool = False
    how: str = FRESH
    at: int = 0
    """Where the build breaks off."""


ROUNDS = st.builds(
    Round,
    edits=st.lists(_steps(EDITS), max_size=3),
    mistake=st.none() | st.none() | st.none() | _steps(MISTAKES),
    damages=st.just([]) | st.lists(_steps(DAMAGES), max_size=2),
    secret=st.none() | st.none() | st.none() | _steps((edits.change_output_secretly,)),
    today=st.sampled_from(TODAYS[::-1]),
    precompress=st.sampled_from((False, False, False, True)),
    how=st.sampled_from((FRESH, KEPT, QUICK, KILLED, INTERRUPTED, FAILED)),
    at=st.integers(0, 80),
)


class Play:
    """A project to which rounds happen. Its files are old enough to be trusted by their times."""

    def __init__(self, root: Path) -> None:
        shutil.rmtree(root, ignore_errors=True)
        self.project = make_project(root)
        time.sleep(0.06)
        self.builders: dict[Options, Builder] = {}
        self.inputs: dict[Options, dict[str, bytes]] = {}
        """What each builder was built from when it last succeeded."""
        self.verify = False
        """Whether something was changed so that a look at sizes and times does not tell."""
        self.damaged = False

    def play(self, this: Round) -> None:
        project, good = self.project, _input(self.project)
        for step in (*this.edits, *filter(None, [this.mistake]), *this.damages):
            step(project)
        self.damaged = self.damaged or bool(this.damages or this.secret)
        if this.secret:
            this.secret(project)
            self.verify = True
        options = Options(today=this.today, precompress=this.precompress, verify=self.verify, jobs=1)
        expected, problems = _clean(project, options)
        if this.how in {KILLED, INTERRUPTED, FAILED}:
            self._break_off(this, options, problems)
        elif this.how == QUICK and not problems and not self.damaged:
            before = self.inputs.get(options, good)
            edited = {path for path, data in before.items() ^ _input(project).items()}
            self._builder(options).build(edited=sorted(edited))
            built = tree(project.output)
            assert _at_once(built, expected) == _at_once(expected, built)
        before = tree(project.output)
        builder = (
            Builder(project, options) if this.how in {FRESH, KILLED, INTERRUPTED} else self._builder(options)
        )
        if problems:
            with pytest.raises(ContentError) as caught:
                builder.build()
            assert [problem.message for problem in caught.value.problems] == problems
            assert _pages(tree(project.output)) == _pages(before)
            _mend(project, good)
        else:
            builder.build()
            assert tree(project.output) == expected
            if self.builders.get(options) is builder:
                self.inputs[options] = _input(project)
            self.verify = self.damaged = False

    def _break_off(self, this: Round, options: Options, problems: list[str]) -> None:
        errors = {KILLED: KilledError(), INTERRUPTED: KeyboardInterrupt(), FAILED: OSError(5, "broken")}
        error = errors[this.how]
        builder = self._builder(options) if this.how == FAILED else Builder(self.project, options)
        with suppress(type(error), ContentError), broken_off(this.at, error):
            builder.build()
        if this.how != FAILED:
            self.builders.clear()

    def _builder(self, options: Options) -> Builder:
        return self.builders.setdefault(options, Builder(self.project, options))


def _input(project: Project) -> dict[str, bytes]:
    roots = {"content": project.content, "themes": project.themes}
    return {f"{name}/{path}": data for name, root in roots.items() for path, data in tree(root).items()}


def _mend(project: Project, good: dict[str, bytes]) -> None:
    """Take the edits back."""
    for path in _input(project).keys() - good.keys():
        if not path.endswith("/"):
            (project.root / path).unlink()
    for path, data in good.items():
        if not path.endswith("/"):
            (project.root / path).parent.mkdir(parents=True, exist_ok=True)
            (project.root / path).write_bytes(data)


_CLEAN: dict[str, tuple[dict[str, bytes], list[str]]] = {}


def _clean(project: Project, options: Options) -> tuple[dict[str, bytes], list[str]]:
    """What a clean build writes, or the problems that it has."""
    key = key_of(sorted(_input(project).items()), options.today, options.precompress)
    if key not in _CLEAN:
        try:
            _CLEAN[key] = clean_tree(project, options), []
        except ContentError as error:
            _CLEAN[key] = {}, [problem.message for problem in error.problems]
    return _CLEAN[key]


def _pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """All but the marks of the folder and what waits aside in it."""
    return {path: data for path, data in files.items() if not path.startswith(".")}


def _at_once(files: dict[str, bytes], others: dict[str, bytes]) -> dict[str, bytes]:
    """What a quick build gets right: all but what is made last, and pages that name similar papers here or
    there."""
    pages = chain(files.items(), others.items())
    later = {path.rpartition("/")[0] for path, data in pages if b'id="similar"' in data}
    return {
        path: data
        for path, data in files.items()
        if not path.startswith(MADE_LAST) and path.rpartition("/")[0] not in later
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One folder for all plays, whose templates stay compiled from one to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "compiled", lru_cache(maxsize=256)(templates.compiled.__wrapped__))
        yield tmp_path_factory.mktemp("plays") / "project"


@settings(max_examples=settings().max_examples // 10)
@given(script=st.lists(ROUNDS, min_size=2, max_size=6))
def test_a_build_after_anything_is_a_clean_build(root: Path, script: list[Round]) -> None:
    play = Play(root)
    for each in script:
        play.play(each)


@pytest.mark.parametrize("edit", [*EDITS, *DAMAGES], ids=lambda edit: edit.__name__)
def test_a_build_after_each_edit_and_damage_is_a_clean_build(root: Path, edit: Edit) -> None:
    play = Play(root)
    play.play(Round())
    for number, how in enumerate((FRESH, KEPT, QUICK), 1):
        step = Step(edit, number, WORDS[number % len(WORDS)])
        play.play(Round([step], how=how) if edit in EDITS else Round(damages=[step], how=how))


@pytest.mark.parametrize("edit", MISTAKES, ids=lambda edit: edit.__name__)
def test_a_build_after_each_mistake_changes_nothing(root: Path, edit: Edit) -> None:
    play = Play(root)
    play.play(Round())
    for number, how in enumerate((FRESH, KEPT, QUICK)):
        play.play(Round(mistake=Step(edit, number, WORDS[number]), how=how))
        play.play(Round(how=how))


@pytest.mark.parametrize("how", [KILLED, FAILED])
def test_a_build_that_breaks_off_at_any_call_is_repaired_by_the_next(root: Path, how: str) -> None:
    play = Play(root)
    good = _input(play.project)
    those = (edits.add_paper, edits.rename_topic, edits.delete_article, edits.delete_day)
    steps = [Step(edit, 1, WORDS[0]) for edit in those]
    for at in range(0 if how == KILLED else 3, 140, 6):
        _mend(play.project, good)
        play.play(Round(how=KEPT))
        play.play(Round(steps, how=how, at=at))
