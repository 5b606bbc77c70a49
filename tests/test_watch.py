"""What the watcher tells of edits, with a real file system."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest

from sitegen.watch import Edits, Watcher, is_ignored

PATIENCE = 30.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("content/papers/2025-10", "content/digests", "themes/default", "site", ".sitegen"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/papers/2025-10/one.md").write_text("one")
    (tmp_path / "content/papers/2025-10/two.md").write_text("two")
    return tmp_path


@pytest.fixture
def edits(root: Path) -> Iterator[Edits]:
    """The edits of a watched project, quickly told."""
    edits = Edits(quiet=0.02)
    with Watcher([root / "content", root / "themes"], edits):
        yield edits
        edits.close()


def wait(edits: Edits) -> list[str]:
    """The next edits; none after a long time without any."""
    impatience = threading.Timer(PATIENCE, edits.close)
    impatience.start()
    try:
        return edits.wait()
    finally:
        impatience.cancel()


def told(edits: Edits, *wanted: str) -> set[str]:
    """All that is told until everything that is wanted has been told."""
    seen: set[str] = set()
    while not seen.issuperset(wanted):
        more = wait(edits)
        assert more, f"{wanted} was not told, only {sorted(seen)}"
        seen.update(more)
    return seen


def test_a_changed_a_new_and_a_deleted_file(root: Path, edits: Edits) -> None:
    papers = root / "content/papers/2025-10"
    (papers / "one.md").write_text("changed")
    assert told(edits, "content/papers/2025-10/one.md") == {"content/papers/2025-10/one.md"}
    (papers / "three.md").write_text("new")
    assert told(edits, "content/papers/2025-10/three.md") == {"content/papers/2025-10/three.md"}
    (papers / "two.md").unlink()
    assert told(edits, "content/papers/2025-10/two.md") == {"content/papers/2025-10/two.md"}
    (root / "themes/default/own.css").write_text("a{}")
    assert told(edits, "themes/default/own.css") == {"themes/default/own.css"}


def test_a_renamed_file_is_told_by_both_names(root: Path, edits: Edits) -> None:
    (root / "content/papers/2025-10/one.md").rename(root / "content/digests/uno.md")
    told(edits, "content/papers/2025-10/one.md", "content/digests/uno.md")


def test_an_editor_that_writes_beside_and_renames(root: Path, edits: Edits) -> None:
    target = root / "content/papers/2025-10/one.md"
    (target.with_name(".one.md.swp")).write_text("swap")
    (target.with_name("4913")).write_text("")
    (target.with_name("4913")).unlink()
    target.rename(target.with_name("one.md~"))
    target.with_name(".one.md.new").write_text("changed")
    target.with_name(".one.md.new").rename(target)
    target.with_name("one.md~").unlink()
    target.with_name(".one.md.swp").unlink()
    (root / "content/last.md").write_text("")
    # Of all these names only the person's own are told.
    assert told(edits, "content/last.md") == {"content/papers/2025-10/one.md", "content/last.md"}


def test_reading_tells_nothing(root: Path, edits: Edits) -> None:
    for _ in range(3):
        for path in sorted((root / "content").rglob("*.md")):
            path.read_text()
    (root / "content/last.md").write_text("")
    assert told(edits, "content/last.md") == {"content/last.md"}


def test_what_a_build_writes_tells_nothing(root: Path, edits: Edits) -> None:
    (root / "site/index.html").write_text("page")
    (root / ".sitegen/manifest.json").write_text("{}")
    (root / "elsewhere").mkdir()
    (root / "content/last.md").write_text("")
    assert told(edits, "content/last.md") == {"content/last.md"}


def test_a_folder_moved_out_and_in(root: Path, edits: Edits) -> None:
    away = root / "away"
    (root / "content/papers/2025-10").rename(away)
    told(edits, "content/papers/2025-10")
    away.rename(root / "content/papers/2025-11")
    told(edits, "content/papers/2025-11")
    # Edits in the folder are seen in its new place too.
    (root / "content/papers/2025-11/one.md").write_text("changed")
    told(edits, "content/papers/2025-11/one.md")


def test_a_folder_moved_out_and_in_at_once(root: Path, edits: Edits) -> None:
    (root / "content/papers/2025-10").rename(root / "away")
    (root / "away").rename(root / "content/papers/2025-11")
    told(edits, "content/papers/2025-10", "content/papers/2025-11")
    (root / "content/papers/2025-11/one.md").write_text("changed")
    told(edits, "content/papers/2025-11/one.md")


def test_a_folder_that_was_moved_out_is_watched_no_more(root: Path, edits: Edits) -> None:
    (root / "content/papers/2025-10").rename(root / "away")
    told(edits, "content/papers/2025-10", "content")
    (root / "away/one.md").write_text("of no interest")
    (root / "content/last.md").write_text("")
    assert told(edits, "content/last.md") == {"content/last.md"}


def test_a_folder_renamed_in_its_place_is_still_watched(root: Path, edits: Edits) -> None:
    (root / "content/papers/2025-10").rename(root / "content/papers/2025-12")
    told(edits, "content/papers/2025-10", "content/papers/2025-12")
    (root / "content/papers/2025-12/two.md").write_text("changed")
    told(edits, "content/papers/2025-12/two.md")


def test_new_nested_folders_are_watched(root: Path, edits: Edits) -> None:
    deep = root / "content/papers/2026-01/deeper"
    deep.mkdir(parents=True)
    told(edits, "content/papers/2026-01")
    (deep / "new.md").write_text("new")
    told(edits, "content/papers/2026-01/deeper/new.md")


@pytest.mark.parametrize("name", ["content", "themes"])
def test_a_whole_folder_that_goes_and_comes_back(root: Path, edits: Edits, name: str) -> None:
    shutil.rmtree(root / name)
    told(edits, name)
    (root / name / "pages").mkdir(parents=True)
    told(edits, name)
    (root / name / "pages/about.md").write_text("about")
    told(edits, f"{name}/pages/about.md")


def test_a_folder_that_is_replaced_by_another(root: Path, edits: Edits) -> None:
    (root / "content").rename(root / "content.old")
    told(edits, "content")
    shutil.copytree(root / "content.old", root / "content")
    told(edits, "content")
    (root / "content.old/papers/2025-10/one.md").write_text("of no interest")
    (root / "content/papers/2025-10/two.md").write_text("changed")
    seen = told(edits, "content/papers/2025-10/two.md")
    assert all(path == "content" or path.startswith("content/") for path in seen)


def test_folders_that_appear_later(tmp_path: Path) -> None:
    edits = Edits(quiet=0.02)
    with Watcher([tmp_path / "content", tmp_path / "themes"], edits):
        (tmp_path / "content").mkdir()
        told(edits, "content")
        (tmp_path / "content/site.yml").write_text("title: x")
        told(edits, "content/site.yml")


def test_a_folder_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project/content").symlink_to(tmp_path / "real")
    edits = Edits(quiet=0.02)
    with Watcher([tmp_path / "project/content"], edits):
        (tmp_path / "real/site.yml").write_text("title: x")
        assert told(edits, "content/site.yml") == {"content/site.yml"}


def test_a_project_given_relative_to_where_we_are(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    edits = Edits(quiet=0.02)
    with Watcher([Path("content"), Path("themes")], edits):
        shutil.rmtree("themes")
        told(edits, "themes")
        Path("content/site.yml").write_text("title: x")
        told(edits, "content/site.yml")


def test_the_watcher_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    with Watcher([Path.cwd() / "content"], Edits()):
        assert set(threading.enumerate()) - before
    assert not set(threading.enumerate()) - before


def test_edits_that_come_close_together_are_told_together() -> None:
    edits = Edits(quiet=0.2, at_most=PATIENCE)
    for name in "cab":
        edits.add(name)
    assert wait(edits) == ["a", "b", "c"]


def test_edits_without_a_pause_are_told_after_a_while() -> None:
    edits = Edits(quiet=PATIENCE, at_most=0.1)
    edits.add("a")
    start = time.monotonic()
    assert wait(edits) == ["a"]
    assert time.monotonic() - start < PATIENCE / 2


def test_an_edit_that_comes_while_nobody_waits_is_not_lost() -> None:
    edits = Edits(quiet=0)
    edits.add("a")
    assert wait(edits) == ["a"]
    edits.add("b")
    assert wait(edits) == ["b"]


def test_closing_ends_the_waiting_for_good() -> None:
    edits = Edits(quiet=PATIENCE, at_most=PATIENCE)
    results: list[list[str]] = []
    waiter = threading.Thread(target=lambda: results.append(edits.wait()))
    waiter.start()
    edits.add("a")
    edits.close()
    waiter.join(PATIENCE)
    assert results == [[]]
    assert edits.wait() == []


@pytest.mark.parametrize(
    "path",
    [
        "papers/.one.md.swp",
        ".git/index",
        "papers/one.md~",
        "papers/#one.md#",
        "papers/.#one.md",
        "papers/4913",
    ],
)
def test_files_of_editors_are_ignored(path: str) -> None:
    assert is_ignored(PurePath(path))


@pytest.mark.parametrize("path", ["papers/2025-10/one.md", "site.yml", "papers/c#-and-f#.md", "4913.md"])
def test_files_of_people_are_not(path: str) -> None:
    assert not is_ignored(PurePath(path))


def test_a_refusal_of_the_system_is_passed_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(threading.enumerate())

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
    with pytest.raises(OSError, match="No space"), Watcher([root / "content"], Edits()):
        pytest.fail("it was entered")
    assert not set(threading.enumerate()) - before
