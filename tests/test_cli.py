"""The command line: exit statuses, words for people, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.cli import main
from tests.project import PAPER, make_project, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_project(tmp_path)
    return tmp_path


def test_a_build_says_what_it_did(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-C", str(root)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("6 papers in 3 days: ")
    assert said.err == ""
    assert main(["build", "-C", str(root)]) == 0
    assert "(0 written, " in capsys.readouterr().out


def test_quiet_says_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--quiet", "-C", str(root)]) == 0
    assert capsys.readouterr() == ("", "")


def test_problems_are_listed_with_their_places(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root / PAPER, "---\ntitel: Key\ncomments: few\n---\n")
    assert main(["build", "-C", str(root)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"{PAPER}:2:1: `title` is missing",
        "    add a line `title: …`",
        f"{PAPER}:2:1: `titel` is not a field of this file",
        "    did you mean “title”?",
        f"{PAPER}:3:11: `comments`: “few” cannot be read",
        "    write a whole number",
        "3 problems; nothing was written.",
    ]


def test_an_unlisted_paper_is_a_warning(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root / "content/papers/2025-10/alone.md", "---\ntitle: Alone\n---\n")
    assert main(["build", "-C", str(root)]) == 0
    assert "warning: content/papers/2025-10/alone.md: no digest names" in capsys.readouterr().err


def test_today_holds_later_days_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-C", str(root), "--today", "2025-10-01"]) == 0
    assert capsys.readouterr().out.startswith("2 papers in 1 day: ")


def test_a_base_url_may_be_given(root: Path) -> None:
    assert main(["build", "--quiet", "-C", str(root), "--base-url", "https://o.github.io/r"]) == 0
    page = (root / "site/index.html").read_text("utf-8")
    assert 'href="/r/topics/"' in page
    assert 'href="https://o.github.io/r/"' in page


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bild"],
        ["build", "--today", "yesterday"],
        ["import"],
        ["build", "-C", "/no/such/folder"],
        ["import", "--kind", "letter", "a.txt"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(arguments)
    except SystemExit as left:
        status = left.code  # type: ignore[assignment]
    assert status == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said_plainly(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root / ".sitegen", "a file where the memory should be")
    assert main(["build", "-C", str(root)]) == 1
    said = capsys.readouterr().err
    assert ".sitegen" in said
    assert "Traceback" not in said


def test_a_fault_of_the_program_is_said_plainly_and_shown_with_debug(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("sitegen.cli.build", fails)
    assert main(["build", "-C", str(root)]) == 1
    assert "RuntimeError: boom" in capsys.readouterr().err
    with pytest.raises(RuntimeError):
        main(["build", "--debug", "-C", str(root)])


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("sitegen ")


def test_a_full_disk_behind_the_output_is_told(root: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sitegen", "build", "--quiet", "--profile"],
            check=False,
            cwd=root,
            env={**os.environ, "PYTHONUNBUFFERED": ""},  # as people have it
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (done.returncode, done.stderr) == (1, "sitegen: No space left on device\n")
