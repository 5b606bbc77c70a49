"""What is remembered between builds: kept while it is right, thrown away when it is not, never in the way."""

from __future__ import annotations

import os
import pickle
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from sitegen import cache as cache_module
from sitegen import database
from sitegen.build import Builder, build
from sitegen.cache import KINDS, Cache, Known, bucket_of, load_texts
from sitegen.database import Database, ForgottenError
from sitegen.digest import content_key
from sitegen.listing import Stat
from sitegen.manifest import Manifest, Outcome, Remembered, Written
from sitegen.model import ContentError
from sitegen.prepare import Delivery, Order, Prepared, prepare
from sitegen.project import Options, Project
from sitegen.searchindex import Tally
from sitegen.summary import Body, Summary, Text
from tests.project import FILES, PAPER, clean_tree, make_project, tree, write

OPTIONS = Options(today=date(2025, 10, 31), jobs=1)
STAT = Stat(1, 2, 3, 4)
OUTCOME = Outcome(1, 2, 3, ("x",))
NAMES = ("papers/2025-09/counting-sparse-weights.md", "papers/2025-10/key-and-play.md", "topics/speech.md")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "cache.sqlite", "recipe") as cache:
        yield cache


@pytest.fixture
def prepared(project: Project) -> list[Prepared]:
    """Two papers and a topic."""
    return prepare(Order(project.content, "/", dict.fromkeys(NAMES, ""))).files


def delivery(*files: Prepared) -> Delivery:
    """Files as a worker delivers them, each paper among them with one word."""
    tally = Tally()
    for file in files:
        if file.text:
            tally.add({"title": ["word"]})
    return Delivery(list(files), [], tally.packed())


def test_a_cache_knows_what_was_prepared(cache: Cache, prepared: list[Prepared]) -> None:
    assert (cache.known(), dict(cache.values())) == ({}, {})
    first, second, third = prepared
    cache.update([delivery(first._replace(stat=STAT), second), delivery(third)], gone=())
    assert cache.known() == {
        NAMES[0]: Known(STAT, first.hash),
        NAMES[1]: Known(None, second.hash),
        NAMES[2]: Known(None, third.hash),
    }
    assert sorted(path for path, _ in cache.values()) == list(NAMES)


def test_a_file_of_the_same_bytes_only_gets_its_new_time(cache: Cache, prepared: list[Prepared]) -> None:
    cache.update([delivery(*prepared)], gone=())
    values = dict(cache.values())
    cache.update([delivery(Prepared(NAMES[1], STAT, prepared[1].hash, None))], gone=())
    assert cache.known()[NAMES[1]] == Known(STAT, prepared[1].hash)
    assert dict(cache.values()) == values


def test_what_is_gone_is_forgotten_with_its_texts(
    cache: Cache, prepared: list[Prepared], tmp_path: Path
) -> None:
    cache.update([delivery(*prepared)], gone=())
    bodies = [value.body for _, value in cache.values() if isinstance(value, Summary)]
    texts = load_texts(tmp_path / "cache.sqlite", bodies)
    assert [type(text) for text in texts.values()] == [Text, Text]
    cache.update([], gone=[NAMES[1], NAMES[2]])
    assert list(cache.known()) == [NAMES[0]]
    assert [path for path, _ in cache.values()] == [NAMES[0]]
    with pytest.raises(ForgottenError):
        load_texts(tmp_path / "cache.sqlite", bodies)


@pytest.mark.parametrize("entries", [None, "text", b"other bytes"], ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_a_bucket_that_is_not_what_was_kept_is_forgotten(
    cache: Cache, prepared: list[Prepared], tmp_path: Path, kind: str, entries: object
) -> None:
    cache.update([delivery(*prepared)], gone=())
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as damaged, damaged:
        changed = damaged.execute("UPDATE bucket SET entries = ? WHERE kind = ?", (entries, kind))
        assert changed.rowcount == (2 if kind == "rows" else 3)
    with pytest.raises(ForgottenError, match=NAMES[0].rpartition("/")[0]):
        cache.rows([NAMES[0]]) if kind == "rows" else dict(getattr(cache, kind)())


def test_files_that_share_a_bucket_come_and_go_alone(cache: Cache, prepared: list[Prepared]) -> None:
    path = prepared[0].path
    same = next(
        other
        for other in (f"papers/2025-09/p{number}.md" for number in range(1_000))
        if bucket_of(other) == bucket_of(path)
    )
    cache.update([delivery(prepared[0])], gone=())
    cache.update([delivery(prepared[0]._replace(path=same))], gone=())
    for kept in (cache.known(), dict(cache.values()), cache.rows([same])):
        assert sorted(kept) == sorted((path, same))
    cache.update([], gone=[path])
    for kept in (cache.known(), dict(cache.values()), cache.rows([same])):
        assert list(kept) == [same]


def test_a_bucket_that_the_cache_lost_costs_a_cold_build(project: Project) -> None:
    build(project, OPTIONS)
    with closing(sqlite3.connect(project.memory / "cache.sqlite")) as damaged, damaged:
        lost = damaged.execute("DELETE FROM bucket WHERE kind = 'values' AND name LIKE 'papers/2025-10/%'")
        assert lost.rowcount
    write(project.root / "content/site.yml", FILES["content/site.yml"].replace("A small", "Another"))
    build(project, OPTIONS)
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_just_what_was_found_out_last_is_kept(cache: Cache, tmp_path: Path) -> None:
    cache.keep({"a": [1], "b": [2], "c": [3]})
    cache.keep({"a": [4], **cache.found(["b"]), "d": [5]})
    assert cache.found(["d", "c", "b", "a"]) == {"d": [5], "b": [2], "a": [4]}
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as kept:
        assert sorted(kept.execute("SELECT name FROM found")) == [("a",), ("b",), ("d",)]


def test_a_finding_that_is_not_what_was_kept_is_forgotten(cache: Cache, tmp_path: Path) -> None:
    cache.keep({"a": [1]})
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as damaged, damaged:
        damaged.execute("UPDATE found SET data = ?", (pickle.dumps([2]),))
    with pytest.raises(ForgottenError):
        cache.found(["a"])


def test_an_update_that_fails_changes_nothing(tmp_path: Path, prepared: list[Prepared]) -> None:
    def half() -> Iterator[Delivery]:
        yield delivery(*prepared)
        raise KeyboardInterrupt

    with Cache(tmp_path / "cache.sqlite", "recipe") as cache, pytest.raises(KeyboardInterrupt):
        cache.update(half(), gone=())
    with Cache(tmp_path / "cache.sqlite", "recipe") as cache:
        assert (cache.known(), cache.stamp) == ({}, "")


def test_a_caches_stamp_tells_of_every_update(cache: Cache, prepared: list[Prepared]) -> None:
    stamps = [cache.stamp]
    for files in (prepared, [], prepared):
        cache.update([delivery(*files)], gone=())
        stamps.append(cache.stamp)
    assert len(set(stamps)) == 4


def test_words_of_no_paper_any_more_do_not_pile_up(
    cache: Cache, prepared: list[Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "_FEW_TERMS", 1)

    def edit(number: int) -> None:
        tally = Tally()
        tally.add({"authors": ["wxyz"[number]]})
        cache.update([Delivery([prepared[0]], [], tally.packed())], gone=())

    for number in range(3):
        edit(number)
    assert len(cache.vocabulary()) == 3
    with pytest.raises(ForgottenError, match="most words"):
        edit(3)


def test_many_texts_are_found_at_once(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    data = {f"papers/2025-10/p{number}.md": b"%d" % number for number in range(1_201)}
    files = [Prepared(name, None, "", ("x",), pickle.dumps(text)) for name, text in data.items()]
    with Cache(path, "recipe") as cache:
        cache.update([delivery(*files)], gone=())
    bodies = [Body(file.path, content_key(file.text)) for file in files]
    found: dict[Body, object] = {**load_texts(path, bodies)}
    assert list(found.values()) == list(data.values())


def test_a_file_of_a_very_high_number_is_remembered(cache: Cache, prepared: list[Prepared]) -> None:
    found = os.stat_result((0o100644, 2**64 - 1, 1, 1, 0, 0, 10, 0, 0, 0))
    stat = Stat.of(found)
    cache.update([delivery(prepared[0]._replace(stat=stat))], gone=())
    assert cache.known()[NAMES[0]].stat == stat


class _Notes(Database):
    """A small database of its own."""

    def __init__(self, path: Path, recipe: str) -> None:
        super().__init__(path, "CREATE TABLE note (text TEXT)", recipe)

    def add(self, text: str) -> None:
        self._database.execute("INSERT INTO note VALUES (?)", (text,))

    def all(self) -> list[str]:
        return [text for (text,) in self._database.execute("SELECT text FROM note")]


@pytest.mark.parametrize("recipe", ["recipe", "another"])
def test_another_programs_memory_begins_anew(tmp_path: Path, recipe: str) -> None:
    path = tmp_path / "memory/d.sqlite"
    with _Notes(path, "recipe") as notes:
        notes.add("kept")
    with _Notes(path, recipe) as notes:
        assert notes.all() == (["kept"] if recipe == "recipe" else [])


def test_what_a_manifest_says_stays_at_hand_until_somebody_else_writes_there(tmp_path: Path) -> None:
    path, remembered = tmp_path / "manifest.sqlite", Remembered()
    one, two = Written("k", "h", 1, 2), Written("k2", "h2", 3, 4)
    with Manifest(path, remembered) as manifest:
        assert manifest.files() == {}
        manifest.begin([])
        manifest.finish({"a": one}, "key", OUTCOME)
    at_hand = remembered.files
    with Manifest(path, remembered) as manifest:
        assert manifest.files() == {"a": one}
        manifest.begin(["a"])
        manifest.finish({"b": one}, "key", OUTCOME)
    assert remembered.files is at_hand
    with Manifest(path, remembered) as manifest:
        assert manifest.files() == {"b": one}
        manifest.begin(["b"])  # and then it is killed
    with Manifest(path) as manifest:
        manifest.finish({"c": two}, "key", OUTCOME)
    with Manifest(path, remembered) as manifest:
        assert manifest.files() == {"c": two}


def test_a_manifest_remembers_files_and_the_build(tmp_path: Path) -> None:
    one, two = Written("k", "h", 1, 2), Written("k2", "h2", 3, 4)
    with Manifest(tmp_path / "manifest.sqlite") as manifest:
        manifest.begin([])
        manifest.finish({"a": one, "b": one}, "key", OUTCOME)
    with Manifest(tmp_path / "manifest.sqlite") as manifest:
        assert manifest.files() == {"a": one, "b": one}
        assert (manifest.outcome("key"), manifest.outcome("other")) == (OUTCOME, None)
        manifest.begin(["a"])
        assert (manifest.files(), manifest.outcome("key")) == ({"b": one}, None)
        manifest.finish({"b": two}, "", OUTCOME)
        assert (manifest.files(), manifest.outcome("key")) == ({"b": two}, None)


def test_a_second_build_in_the_folder_waits_and_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project, OPTIONS)
    monkeypatch.setattr(database, "WAIT", 0.1)
    with Manifest(project.memory / "manifest.sqlite") as manifest:
        before = manifest.files()
        with pytest.raises(ContentError, match="another build is at work"):
            build(project, OPTIONS)
        assert manifest.files() == before
    assert build(project, OPTIONS).unchanged == len(before)


def test_a_text_that_the_cache_lost_costs_a_cold_build(project: Project) -> None:
    build(project, OPTIONS)
    with sqlite3.connect(project.memory / "cache.sqlite") as connection:
        connection.execute("UPDATE text SET data = x'00'")
    connection.close()
    write(project.root / "content/site.yml", FILES["content/site.yml"].replace("A small", "Another"))
    build(project, OPTIONS)
    assert tree(project.output) == clean_tree(project, OPTIONS)


@pytest.mark.parametrize("name", ["cache.sqlite", "manifest.sqlite"])
def test_garbage_anywhere_in_the_memory_costs_at_most_a_cold_build(project: Project, name: str) -> None:
    build(project, OPTIONS)
    path = project.memory / name
    clean: list[dict[str, bytes]] = []  # of two contents, which take turns
    for number in range(25):
        dice = random.Random(number)
        data = bytearray(path.read_bytes())
        start = dice.randrange(len(data))
        length = dice.choice((1, 4, 100, 3_000))
        data[start : start + length] = dice.randbytes(length)
        path.write_bytes(data)
        write(project.content / "pages/about.md", f"---\ntitle: Number {number % 2}\n---\n")
        if number < 2:
            clean.append(clean_tree(project, OPTIONS))
        build(project, OPTIONS)
        assert tree(project.output) == clean[number % 2]


def test_every_bit_of_a_value_counts(project: Project) -> None:
    """A title that the disk changed would still be a title."""
    build(project, OPTIONS)
    path = project.memory / "cache.sqlite"
    data = path.read_bytes()
    assert b"Listening to Whispers" in data
    path.write_bytes(data.replace(b"Listening to Whispers", b"Whistling to Listeners"[:21]))
    write(project.root / "content/site.yml", FILES["content/site.yml"].replace("A small", "Another"))
    build(project, OPTIONS)
    assert tree(project.output) == clean_tree(project, OPTIONS)


@pytest.mark.parametrize("kept", [False, True], ids=["values not at hand", "values at hand"])
def test_a_builder_sees_what_another_process_remembered_in_between(project: Project, kept: bool) -> None:
    build(project, OPTIONS)
    builder = Builder(project, OPTIONS)
    if kept:
        write(project.content / "pages/about.md", "---\ntitle: Other\n---\n")
    builder.build()
    write(project.root / PAPER, "---\ntitle: Changed\n---\n\nChanged.\n")
    build(project, OPTIONS)
    write(project.root / PAPER, FILES[PAPER])
    builder.build()
    assert tree(project.output) == clean_tree(project, OPTIONS)
    build(project, OPTIONS)
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_neither_file_grows_with_the_builds(project: Project) -> None:
    sizes = []
    for number in range(25):
        text = f"---\ntitle: Number {number}\n---\n\n{'Words of it. ' * (number % 3 * 100)}\n"
        (project.root / PAPER).with_stem("key-and-play").write_text(text, "utf-8")
        build(project, OPTIONS)
        sizes.append(sum(path.stat().st_size for path in project.memory.iterdir()))
    assert sizes[-1] <= max(sizes[:6])
