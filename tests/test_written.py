"""Which files a build writes: those that an edit shows on, and no other. So its cost is a tested fact."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen import inputs as inputs_module
from sitegen import prepare as prepare_module
from sitegen.build import Builder, Result, build
from sitegen.content import parse_file
from sitegen.model import ContentError
from sitegen.output import MARKER
from sitegen.project import Options, Project
from sitegen.searchindex import Segment, segment
from sitegen.templates import Templates, compiled
from sitegen.theme import builtin_themes
from sitegen.urls import output_path
from tests.project import FILES, PAPER, clean_tree, make_project, tree, write

OPTIONS = Options(today=date(2025, 10, 31), jobs=1)
COUNTING = "content/papers/2025-09/counting-sparse-weights.md"
WHISPERS = "content/papers/2025-10/listening-to-whispers.md"
EVERYWHERE = None
"""All pages but the redirect, which stands alone."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path)
    build(project, OPTIONS)
    return project


LATEST = "offline/latest.json"


def _pages(paths: Iterable[str]) -> set[str]:
    """The addresses of files, without the search's: how that is cut into files is its own matter.

    Also without the list of what browsers keep, which tells of files that changed.
    """
    return {
        path.removesuffix("index.html") for path in paths if not path.startswith("search/") and path != LATEST
    }


def _kept(content: bytes) -> set[str]:
    """The files in the list of what browsers keep."""
    return {output_path(address) for listed in json.loads(content).values() for address in listed}


def _replace(path: str, old: str, new: str) -> Callable[[Project], None]:
    def edit(project: Project) -> None:
        text = (project.root / path).read_text("utf-8")
        assert old in text
        write(project.root / path, text.replace(old, new))

    return edit


def _override(name: str, more: str) -> Callable[[Project], None]:
    def edit(project: Project) -> None:
        text = (builtin_themes() / "default" / name).read_text("utf-8")
        write(project.themes / "default" / name, text + more)

    return edit


def _add_a_day(project: Project) -> None:
    front = "topics:\n- speech\norganization:\n  slug: google\n  name: Google\n"
    write(project.content / "papers/2025-10/one.md", f"---\ntitle: One\n{front}---\n\nThe first.\n")
    write(project.content / "papers/2025-10/two.md", "---\ntitle: Two\n---\n")
    write(project.content / "digests/2025-10-31.md", "---\npapers:\n- one\n- two\n---\n")


def _rename_a_topic(project: Project) -> None:
    (project.content / "topics/speech.md").rename(project.content / "topics/sound.md")
    for name in ("listening-to-whispers", "speech-without-labels"):
        _replace(f"content/papers/2025-10/{name}.md", "- speech\n", "- sound\n")(project)


def _move_a_paper(project: Project) -> None:
    (project.content / "papers/2025-08").mkdir()
    (project.root / COUNTING).rename(project.content / "papers/2025-08" / Path(COUNTING).name)


@pytest.mark.parametrize(
    ("edit", "written"),
    [
        pytest.param(
            # Where its first sentences are not: only there is it shown.
            _replace(COUNTING, "costs 44.6% less", "costs half"),
            {"papers/counting-sparse-weights/"},
            id="the end of an abstract",
        ),
        pytest.param(
            _replace(COUNTING, "There are few.", "There are many."),
            {
                *("papers/counting-sparse-weights/", "days/2025-09-30/", "days/2025-10-30/", ""),
                *("topics/pruning/", "topics/pruning/2025-09/", "topics/pruning/feed.xml", "feed.xml"),
                *(
                    "for-you/2025-09-30.json",
                    "for-you/2025-10-30.json",
                ),
            },
            id="the beginning of an abstract",
        ),
        pytest.param(
            _replace(PAPER, "title: Key and Play", "title: Key and Ploy"),
            {
                *("papers/key-and-play/", "papers/speech-without-labels/"),
                *("", "days/2025-10-30/", "months/2025-10/", "weeks/2025-W44/", "feed.xml"),
                "for-you/2025-10-30.json",
            },
            id="a title",
        ),
        pytest.param(
            # It first stood on an older day, and so does not trend.
            _replace(COUNTING, "comments: 3", "comments: 4"),
            {
                *("papers/counting-sparse-weights/", "days/2025-09-30/", "days/2025-10-30/", ""),
                *("months/2025-09/", "months/2025-10/", "weeks/2025-W40/", "weeks/2025-W44/", "stats/"),
                *("topics/pruning/", "topics/pruning/2025-09/"),
                *("for-you/2025-09-30.json", "for-you/2025-10-30.json"),
            },
            id="a comment more",
        ),
        pytest.param(
            _replace(PAPER, "title:", "comments: 1\ntitle:"),
            {
                *("papers/key-and-play/", "days/2025-10-30/", ""),
                *("months/2025-10/", "weeks/2025-W44/", "trending/", "stats/", "for-you/2025-10-30.json"),
            },
            id="the first comment",
        ),
        pytest.param(
            # Whoever names the paper as a similar one shows its title, too.
            _replace(WHISPERS, "title: Listening to Whispers", "title: Hearing Whispers"),
            {
                *(
                    "papers/listening-to-whispers/",
                    "papers/pruning-a-reranker/",
                    "papers/speech-without-labels/",
                ),
                *("days/2025-10-29/", "months/2025-10/", "weeks/2025-W44/", "feed.xml"),
                *("topics/speech/", "topics/speech/2025-10/", "topics/speech/feed.xml"),
                *("organizations/google/", "trending/", "stats/"),
                "for-you/2025-10-29.json",
            },
            id="a title that a similar paper's page shows",
        ),
        pytest.param(
            _replace(WHISPERS, "Whispered speech", "Whispered, whispered speech"),
            {
                *("papers/listening-to-whispers/", "days/2025-10-29/", "feed.xml"),
                *("topics/speech/", "topics/speech/2025-10/", "topics/speech/feed.xml", "trending/"),
                "for-you/2025-10-29.json",
            },
            id="an abstract that goes on being similar",
        ),
        pytest.param(
            _replace(PAPER, "title:", "extra:\n  mine: 3\ntitle:"), set(), id="what is shown nowhere"
        ),
        pytest.param(
            # The page says where it can be edited.
            _move_a_paper,
            {"papers/counting-sparse-weights/"},
            id="a paper's folder",
        ),
        pytest.param(
            _add_a_day,
            {
                *("papers/one/", "papers/two/", "days/2025-10-31/", "days/2025-10-30/"),
                *(
                    "months/2025-10/",
                    "weeks/2025-W44/",
                    "",
                    "archive/",
                    "feed.xml",
                    "sitemap.xml",
                    "days.json",
                ),
                *("topics/", "topics/speech/", "topics/speech/2025-10/", "topics/speech/feed.xml"),
                *("topics/pruning/", "topics/retrieval/"),  # their share of the month is another one
                *("organizations/", "organizations/google/", "trending/", "stats/"),
                "for-you/2025-10-31.json",
            },
            id="one day more",
        ),
        pytest.param(
            _replace("content/digests/2025-09-30.md", "- a-query-and-its-passage\n", ""),
            {
                *("papers/counting-sparse-weights/", "days/2025-09-30/", "months/2025-09/", ""),
                *("weeks/2025-W40/", "archive/", "stats/", "feed.xml", "sitemap.xml", "days.json"),
                *("topics/", "topics/retrieval/", "topics/retrieval/feed.xml"),
                *("topics/pruning/", "topics/speech/"),  # their share of the month is another one
                "for-you/2025-09-30.json",
                "topics/retrieval/2025-10/",  # it leads to the month before, which is no more
            },
            id="one paper less on a day",
        ),
        pytest.param(
            _rename_a_topic,
            {
                *("topics/", "topics/sound/", "topics/sound/2025-10/", "topics/sound/feed.xml"),
                *("papers/listening-to-whispers/", "papers/speech-without-labels/", "sitemap.xml"),
                *("", "days/2025-10-29/", "days/2025-10-30/", "months/2025-10/", "weeks/2025-W44/"),
                *("organizations/google/", "trending/", "stats/"),
                *(
                    "for-you/",
                    "for-you/2025-10-29.json",
                    "for-you/2025-10-30.json",
                ),
            },
            id="a topic's address",
        ),
        pytest.param(
            _replace("content/topics/speech.md", "title: Speech", "title: Sound"),
            {
                *("topics/", "topics/speech/", "topics/speech/2025-10/", "topics/speech/feed.xml"),
                *("papers/listening-to-whispers/", "papers/speech-without-labels/"),
                *("", "days/2025-10-29/", "days/2025-10-30/", "months/2025-10/", "weeks/2025-W44/"),
                *("organizations/google/", "trending/", "stats/"),
                "for-you/",
            },
            id="a topic's title",
        ),
        pytest.param(
            _override("css/parts/cards.css", "p { color: red }\n"), {"assets/style.css"}, id="a style"
        ),
        pytest.param(_override("js/search.js", "more();\n"), {"assets/search.js"}, id="a script"),
        pytest.param(_override("templates/parts/feed_entry.html", "more"), {"feed.xml"}, id="a feed's part"),
        pytest.param(
            _override("templates/pages/month.html", "{# nothing #}"), set(), id="a template's comment"
        ),
        pytest.param(_override("templates/base.html", "<!-- -->"), EVERYWHERE, id="every page's part"),
        pytest.param(
            _replace("content/site.yml", "description: Six papers, for tests.", "feed_days: 2"),
            EVERYWHERE,
            id="the site's words",
        ),
    ],
)
def test_an_edit_writes_only_where_it_shows(
    project: Project, edit: Callable[[Project], None], written: set[str] | None
) -> None:
    before = tree(project.output)
    edit(project)
    result = build(project, OPTIONS)
    after = tree(project.output)
    assert after == clean_tree(project, OPTIONS)
    changed = {path for path, content in after.items() if before.get(path, b"") != content}
    assert set(result.written) == changed
    assert set(result.removed) == {path for path in before.keys() - after.keys() if path[-1] != "/"}
    kept = {path for content in (before[LATEST], after[LATEST]) for path in _kept(content)}
    assert (LATEST in changed) == bool(kept & {*changed, *result.removed})
    if written is EVERYWHERE:
        redirect = "papers/reranker-pruning/index.html"
        assert {path for path in after if path.endswith("index.html")} - {redirect} <= changed
        assert not any(path.startswith("assets/") for path in changed)
    else:
        assert _pages(result.written) == written


def test_a_later_day_comes_with_its_date(project: Project) -> None:
    assert _pages(build(project, replace(OPTIONS, today=date(2025, 10, 29))).written) >= {"", "archive/"}
    assert "days/2025-10-30/index.html" not in tree(project.output)
    result = build(project, OPTIONS)
    assert {"days/2025-10-30/", "days/2025-10-29/", "months/2025-10/"} <= _pages(result.written)
    assert "days/2025-09-30/" not in _pages(result.written)


def test_another_program_renders_everything_and_writes_what_comes_out_differently(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = _times(project)
    monkeypatch.setattr(inputs_module, "program_key", lambda: "another")
    result = build(project, OPTIONS)
    assert sum(work.pages for work in result.work.values()) == result.unchanged == len(times)
    assert (result.written, result.removed) == ((), ())
    assert _times(project) == times
    assert build(project, OPTIONS).work == {}


def test_a_fresh_checkout_is_neither_prepared_nor_written_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = _times(project)
    shutil.copytree(project.content, project.root / "fresh")
    shutil.rmtree(project.content)
    (project.root / "fresh").rename(project.content)
    monkeypatch.setattr(prepare_module, "parse_file", _never)
    result = build(project, OPTIONS)
    assert (result.written, result.removed, result.work) == ((), (), {})
    assert _times(project) == times


def test_only_what_was_edited_is_prepared_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = []

    def noted(path: str, *rest: Any) -> Any:
        prepared.append(path)
        return parse_file(path, *rest)

    monkeypatch.setattr(prepare_module, "parse_file", noted)
    write(project.root / PAPER, FILES[PAPER].replace("Key and Play", "Key"))
    build(project, OPTIONS)
    assert prepared == ["papers/2025-10/key-and-play.md"]


def test_files_that_are_not_touched_are_not_read_once_their_times_can_be_trusted(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.sleep(0.06)  # longer than a tick of any clock that counts parts of a second
    build(project, OPTIONS)
    monkeypatch.setattr("sitegen.prepare.prepare", _never)
    result = build(project, OPTIONS)
    assert result.written == ()


def _times(project: Project) -> dict[str, int]:
    return {
        path: (project.output / path).stat().st_mtime_ns
        for path in tree(project.output)
        if path != MARKER and not path.endswith("/")
    }


def _never(*arguments: object) -> Result:
    raise AssertionError(arguments)


def test_a_quick_build_leaves_it_at_the_similar_papers_that_were_found(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = Builder(project, OPTIONS)
    builder.build()  # there is nothing to do, and so nobody looks for similar papers
    labels = "papers/speech-without-labels/index.html"
    before = (project.output / labels).read_text("utf-8")
    _replace(PAPER, "A game about keys", "A game about other keys")(project)
    assert labels not in builder.build(edited=[PAPER]).written

    monkeypatch.setattr("sitegen.making.find_likeness", _never)
    _replace(WHISPERS, "title: Listening to Whispers", "title: Silence")(project)
    _replace(WHISPERS, "Whispered speech is hard to transcribe.", "Nobody speaks.")(project)
    assert labels in builder.build(edited=[WHISPERS]).written
    quick = (project.output / labels).read_text("utf-8")
    assert quick == before.replace("Listening to Whispers", "Silence")
    monkeypatch.undo()

    assert labels in builder.build().written
    assert "Similar papers" not in (project.output / labels).read_text("utf-8")
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_similar_papers_are_looked_for_only_when_papers_are_about_something_else(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.likeness.similar", _never)
    _replace(PAPER, "A game about keys", "A game about other keys")(project)
    build(project, OPTIONS)
    _replace(WHISPERS, "title: Listening to Whispers", "title: Silence")(project)
    with pytest.raises(AssertionError):
        build(project, OPTIONS)
    monkeypatch.undo()
    build(project, OPTIONS)
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_what_templates_need_and_are_compiled_to_is_found_out_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled.cache_clear()
    monkeypatch.setattr(Templates, "_fingerprint", _never)
    monkeypatch.setattr("sitegen.templates._Environment.compile", _never)
    _replace(PAPER, "A game about keys", "A game about other keys")(project)
    assert build(project, OPTIONS).work.keys() >= {"pages/paper.html", "pages/day.html"}
    _override("templates/pages/month.html", "{# nothing #}")(project)
    with pytest.raises(ContentError, match="cannot be rendered"):
        build(project, OPTIONS)
    monkeypatch.undo()
    build(project, OPTIONS)
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_what_templates_are_compiled_to_is_packed_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled.cache_clear()
    shutil.rmtree(project.memory)
    builder = Builder(project, OPTIONS)
    builder.build()
    monkeypatch.setattr("jinja2.bccache.Bucket.bytecode_to_string", _never)
    _replace(PAPER, "A game about keys", "A game about other keys")(project)
    assert builder.build().written


def test_a_quick_build_reads_the_theme_only_when_it_was_edited(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = Builder(project, OPTIONS)
    builder.build()
    style = "css/base.css"
    _override(style, "a { color: teal }")(project)
    with monkeypatch.context() as patch:
        patch.setattr("sitegen.inputs.find_theme", _never)
        _replace(PAPER, "A game about keys", "A game about other keys")(project)
        assert "assets/style.css" not in builder.build(edited=[PAPER]).written
    written = builder.build(edited=[f"themes/default/{style}"]).written
    assert "assets/style.css" in written
    assert b"teal" in (project.output / "assets/style.css").read_bytes()
    builder.build()
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_only_segments_of_the_index_with_another_paper_are_made_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def spied(*rows: Sequence[bytes]) -> Segment:
        made.append(len(rows[0]))
        return segment(*rows)

    monkeypatch.setattr("sitegen.searchfiles.segment", spied)
    monkeypatch.setattr("sitegen.searchfiles.DOCUMENTS", 4)
    _replace(PAPER, "A game about keys", "A game about other keys")(project)
    build(project, OPTIONS)
    assert made == [4, 2]
    _replace(PAPER, "A game about other keys", "A game about all keys")(project)
    build(project, OPTIONS)
    assert made == [4, 2, 2]
    _add_a_day(project)
    build(project, OPTIONS)
    assert made == [4, 2, 2, 4]
    with closing(sqlite3.connect(project.memory / "cache.sqlite")) as kept:
        # Two segments, similar papers, the keys of templates.
        assert kept.execute("SELECT count(*) FROM found").fetchone() == (4,)
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_a_quick_build_of_a_large_site_writes_what_is_nearest_and_the_whole_one_the_rest(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.making._MOST_AT_ONCE", 0)
    builder = Builder(project, OPTIONS)
    _replace(PAPER, "A game about keys", "A game about other keys")(project)
    builder.build()

    _replace(WHISPERS, "title: Listening to Whispers", "title: Silence")(project)
    assert _pages(builder.build(edited=[WHISPERS]).written) == {
        *("papers/listening-to-whispers/", "papers/pruning-a-reranker/", "days/2025-10-29/"),
    }
    labels = "papers/speech-without-labels/"
    assert {labels, "topics/speech/"} <= _pages(builder.build().written)
    assert tree(project.output) == clean_tree(project, OPTIONS)

    # A paper that comes is one more: nobody can go on saying what was said of them.
    _add_a_day(project)
    new = ("papers/2025-10/one.md", "papers/2025-10/two.md", "digests/2025-10-31.md")
    quick = builder.build(edited=[f"content/{path}" for path in new])
    assert {"papers/one/", "papers/two/", "days/2025-10-31/"} <= _pages(quick.written)
    builder.build()
    assert tree(project.output) == clean_tree(project, OPTIONS)


def test_similar_papers_are_found_anew_only_when_a_word_a_day_or_a_topic_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = Builder(project, OPTIONS)
    builder.build()
    _replace(PAPER, "A game about keys", "A game about other keys")(project)
    builder.build()
    monkeypatch.setattr("sitegen.likeness.similar", _never)
    _replace(PAPER, "title:", "comments: 7\ntitle:")(project)
    assert builder.build().written
    _replace(PAPER, "A game", "A play")(project)
    with pytest.raises(AssertionError):
        builder.build()


def test_a_word_that_only_a_topic_had_is_known_by_one_number_when_a_paper_has_it_too(
    project: Project,
) -> None:
    builder = Builder(project, OPTIONS)
    _replace("content/topics/pruning.md", "title: Pruning", "title: Zebrafish Pruning")(project)
    builder.build()
    _replace(PAPER, "A game about keys", "A zebrafish about keys")(project)
    builder.build()
    _replace(COUNTING, "title: Counting", "title: Quokka Counting")(project)
    build(project, OPTIONS)  # another process, for which only what is written counts
    assert tree(project.output) == clean_tree(project, OPTIONS)
