"""`sitegen import` as people and programs use it: what it says, shows and returns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sitegen.cli import main
from sitegen.content import load_content
from tests.ingest.given import entry, files_of, page, save

Said = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project into which a page of two papers was imported."""
    save(tmp_path, "page.txt", page("Oct 30, 2025", entry("A Title", date="May 29 3"), entry("Second")))
    assert main(["import", "--quiet", str(tmp_path / "page.txt"), "-C", str(tmp_path)]) == 0
    return tmp_path


def imported(root: Path, *options: str) -> int:
    return main(["import", *options, "-C", str(root)])


def told(root: Path, said: Said, *options: str) -> Any:
    """The JSON that an import prints."""
    said.readouterr()
    imported(root, "--json", *options)
    return json.loads(said.readouterr().out)


def later(root: Path) -> str:
    """A page of a later day, with a newer count and a new paper."""
    path = save(root, "later.txt", page("Nov 2, 2025", entry("A title", date="May 29 5"), entry("Third")))
    return str(path)


def test_a_report_for_people(root: Path, capsys: Said) -> None:
    path = root / "content/papers/2025-10/a-title.md"
    path.write_text(path.read_text("utf-8").replace("comments: 3", "comments: 4"), "utf-8")
    save(root, "more/readme.md", "Nothing.")
    assert imported(root, later(root), str(root / "more")) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{root}/later.txt: 2025-11-02, 2 entries",
        f"left out: {root}/more/readme.md: this is no source of papers",
        "kept a-title, comments: yours is “4”, a source says “5”",
        "2 entries: 1 paper new, 1 merged, 0 unchanged, 1 human edit kept, 1 left out",
    ]


def test_a_report_for_programs(root: Path, capsys: Said) -> None:
    report = told(root, capsys, later(root))
    assert {name: report[name] for name in ("entries", "new", "merged", "unchanged", "unplaced")} == {
        "entries": 2,
        "new": 1,
        "merged": 1,
        "unchanged": 0,
        "unplaced": 0,
    }
    assert report["sources"] == [
        {
            "file": f"{root}/later.txt",
            "kind": "dump",
            "days": ["2025-11-02"],
            "entries": 2,
            "known": False,
        }
    ]
    assert report["new_papers"] == ["third"]
    assert (report["human_edits_kept"], report["conflicts"], report["left_out"]) == ([], [], [])
    assert "papers/2025-11/third.md" in report["changed_files"]


def test_problems_for_programs(root: Path, capsys: Said) -> None:
    bad = str(save(root, "bad.txt", page("Oct 30, 2025", entry("A Title", date="Feb 30"))))
    report = told(root, capsys, bad)
    assert [problem["file"] for problem in report["problems"]] == [bad]
    assert report["problems"][0]["line"] == 19
    assert imported(root, "--json", bad) == 1


def test_a_dry_run_shows_the_difference_and_writes_nothing(root: Path, capsys: Said) -> None:
    before = files_of(root)
    assert imported(root, "--dry-run", later(root)) == 3
    shown = capsys.readouterr().out
    assert {name: data for name, data in files_of(root).items() if name != "later.txt"} == before
    assert not (root / "content/.import").exists()
    assert (
        "--- content/papers/2025-10/a-title.md\n+++ content/papers/2025-10/a-title.md\n@@ -1,8 +1,8 @@\n"
        in shown
    )
    assert "-comments: 3\n+comments: 5\n" in shown
    assert "--- /dev/null\n+++ content/digests/2025-11-02.md\n" in shown
    assert "content/records/2025-10.jsonl: 1 line new or changed, 1 gone or changed\n" in shown
    assert "content/sources/2025-11-02-" in shown
    assert imported(root, later(root)) == 0
    capsys.readouterr()
    assert imported(root, "--dry-run", later(root)) == 0
    assert "@@" not in capsys.readouterr().out


def test_a_deleted_paper_is_restored_from_the_sources_that_are_kept(root: Path) -> None:
    whole = files_of(root / "content")
    (root / "content/papers/2025-10/a-title.md").unlink()
    save(root, "content/digests/2025-10-30.md", "---\npapers:\n- second\n---\n")
    assert imported(root, str(root / "page.txt")) == 0
    assert [paper.slug for paper in load_content(root / "content").papers] == ["second"]
    (root / "page.txt").unlink()
    assert imported(root, "--restore", "a-title") == 0
    assert files_of(root / "content") == whole


def test_a_restored_paper_has_the_values_of_all_its_sources(root: Path) -> None:
    for comments, upvotes in ((7, 1), (1, 7)):
        words = f"The words of {comments} comments."
        paper = {"id": "2501.00001", "title": "A Title", "summary": words, "upvotes": upvotes}
        answer = [{"paper": paper, "numComments": comments}]
        path = save(root, f"{comments}.json", json.dumps(answer))
        assert imported(root, str(path), "--date", "2025-10-30") == 0
    whole = files_of(root / "content")
    (root / "content/papers/2025-10/a-title.md").unlink()
    save(root, "content/digests/2025-10-30.md", "---\npapers:\n- second\n---\n")
    assert imported(root, str(root / "page.txt")) == 0
    assert imported(root, "--restore", "a-title") == 0
    assert files_of(root / "content") == whole


def test_a_difference_shows_a_last_line_without_an_end(root: Path, capsys: Said) -> None:
    path = root / "content/papers/2025-10/a-title.md"
    path.write_text(path.read_text("utf-8").rstrip("\n"), "utf-8")
    assert imported(root, "--dry-run", later(root)) == 3
    words = load_content(root / "content").papers[0].abstract
    assert f" {words}␄\n" in capsys.readouterr().out


def test_a_paper_is_restored_to_the_day_that_it_was_taken_out_of(root: Path) -> None:
    whole = files_of(root / "content")
    save(root, "content/digests/2025-10-30.md", "---\npapers:\n- second\n---\n")
    assert imported(root, str(root / "page.txt")) == 0
    assert imported(root, "--restore", "a-title") == 0
    assert files_of(root / "content") == whole


def test_only_a_paper_that_was_there_can_be_restored(root: Path, capsys: Said) -> None:
    assert imported(root, "--restore", "a-titel") == 1
    assert "the record knows no paper “a-titel”\n    did you mean “a-title”?" in capsys.readouterr().err
    assert imported(root) == 2


@pytest.mark.parametrize(
    "damage",
    [
        "<<<<<<< HEAD",
        "nonsense",
        "[]",
        '{"slug":"a-title","strands":[{"said":{"2025-10-30 dump x":{"comments":"3"}}}]}',
        '{"slug":"a-title","strands":[{"days":{"2025-10-30":"dump x"}}]}',
        '{"slug":"A Title"}',
        '{"slug":"second"}',
    ],
)
def test_a_damaged_record_is_told_with_its_line_and_nothing_is_written(
    root: Path, capsys: Said, damage: str
) -> None:
    path = root / "content/records/2025-10.jsonl"
    path.write_text(path.read_text("utf-8") + damage + "\n", "utf-8")
    before = files_of(root)
    assert imported(root, str(root / "page.txt")) == 1
    assert "content/records/2025-10.jsonl:3: " in capsys.readouterr().err
    assert files_of(root) == before
