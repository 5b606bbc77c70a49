"""What people do to a project between two builds: every kind of edit, and every kind of damage.

Each edit takes the project, a number that says where, and some words. One that has nothing to work on does
nothing; some leave mistakes behind.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias, TypeVar

from sitegen.content import dump_digest, dump_paper, dump_topic, parse_digest, parse_paper, parse_topic
from sitegen.model import Digest, Organization, Paper, Topic
from sitegen.project import Project
from sitegen.theme import builtin_themes
from tests.project import write

Edit: TypeAlias = Callable[[Project, int, str], None]
T = TypeVar("T")

WORDS = (
    "Plain words",
    "Signs: a < b & \"c\" > 'd'",
    "“Quotes” — and dashes, 100 % so",
    "検索 の 題",
    "*Star* _line_ [x](https://example.org/x) `code`",
    "Ünïcödé 🎉 ﬁn",
)
THEME_FILES = (
    *("templates/base.html", "templates/parts/footer.html", "templates/parts/cards.html"),
    *("templates/pages/paper.html", "templates/pages/day.html", "templates/feed.xml"),
    *(
        "css/base.css",
        "css/parts/new.css",
        "js/search.js",
        "js/new.js",
        "static/favicon.svg",
        "static/new.txt",
        "words/en.yml",
        "words/zh.yml",
    ),
)
SETTINGS = (
    "title: Another title",
    "base_url: https://example.org/elsewhere/",
    "base_url: https://example.net/",
    "feed_days: 1",
    "topic_cards: 1",
    "timezone: Asia/Tokyo",
    "language: zh",
    "description: Other words.",
    "theme: plain",
    "title: ''",
)


def _files(project: Project, kind: str) -> list[Path]:
    return sorted((project.content / kind).rglob("*.md"))


def _pick(things: list[T], number: int) -> list[T]:
    """One of them, if there is one."""
    return things[number % len(things) :][:1] if things else []


def _paper(path: Path) -> Paper:
    paper = parse_paper(path.read_text("utf-8"), path.stem, path.parent.name, path.name, [])
    assert paper is not None
    return paper


def _digest(path: Path) -> Digest:
    digest = parse_digest(path.read_text("utf-8"), date.fromisoformat(path.stem), path.name, [])
    assert digest is not None
    return digest


def _topic(path: Path) -> Topic:
    topic = parse_topic(path.read_text("utf-8"), path.stem, path.name, [])
    assert topic is not None
    return topic


def _edit_paper(project: Project, number: int, change: Callable[[Paper], Paper]) -> None:
    for path in _pick(_files(project, "papers"), number):
        write(path, dump_paper(change(_paper(path))))


def _edit_digest(project: Project, number: int, change: Callable[[Digest], Digest]) -> None:
    for path in _pick(_files(project, "digests"), number):
        write(path, dump_digest(change(_digest(path))))


def _replace_slug(project: Project, old: str, new: tuple[str, ...]) -> None:
    """In every day's list, put other papers in the place of one."""
    for path in _files(project, "digests"):
        digest = _digest(path)
        if old in digest.papers:
            at = digest.papers.index(old)
            papers = (*digest.papers[:at], *new, *digest.papers[at + 1 :])
            write(path, dump_digest(replace(digest, papers=papers)))


def _follow_topic(project: Project, old: str, new: tuple[str, ...]) -> None:
    for path in _files(project, "papers"):
        paper = _paper(path)
        if old in paper.topics:
            topics = tuple(slug for slug in paper.topics if slug != old) + new
            write(path, dump_paper(replace(paper, topics=topics)))


def add_paper(project: Project, number: int, words: str) -> None:
    """On a day, or on none."""
    topics = tuple(path.stem for path in _pick(_files(project, "topics"), number))
    slug = f"new-{number}"
    if any(path.stem == slug for path in _files(project, "papers")):
        return
    paper = Paper(slug, f"2025-{9 + number % 2:02}", words, f"{words}.\n\nMore of it.", topics=topics)
    write(project.content / paper.path, dump_paper(paper))
    if number % 3:
        _edit_digest(project, number, lambda day: replace(day, papers=(*day.papers, slug)))


def retitle_paper(project: Project, number: int, words: str) -> None:
    _edit_paper(project, number, lambda paper: replace(paper, title=f"{words} {number}"))


def change_front_matter(project: Project, number: int, words: str) -> None:
    topics = tuple(path.stem for path in _files(project, "topics"))
    changes: list[Callable[[Paper], Paper]] = [
        lambda paper: replace(paper, organization=Organization("google", f"Google {number % 2}")),
        lambda paper: replace(paper, organization=Organization(words, words)),
        lambda paper: replace(paper, organization=None),
        lambda paper: replace(paper, topics=topics[number % 2 :]),
        lambda paper: replace(paper, topics=()),
        lambda paper: replace(paper, comments=number),
        lambda paper: replace(paper, authors=(words,), authors_count=None),
        lambda paper: replace(paper, published=date(2025, 9, 1) + timedelta(number)),
        lambda paper: replace(paper, draft=not paper.draft),
        lambda paper: replace(paper, arxiv=f"2510.{number:05}"),
        lambda paper: replace(paper, extra={"shown": "nowhere", "number": str(number)}),
        lambda paper: replace(paper, aliases=(f"alias-{number}",)),
    ]
    _edit_paper(project, number, changes[number % len(changes)])


def change_abstract(project: Project, number: int, words: str) -> None:
    _edit_paper(project, number, lambda paper: replace(paper, abstract=f"{words}. {paper.abstract}"))


def change_end_of_abstract(project: Project, number: int, words: str) -> None:
    _edit_paper(project, number, lambda paper: replace(paper, abstract=f"One. Two. {words}"))


def change_notes(project: Project, number: int, words: str) -> None:
    _edit_paper(project, number, lambda paper: replace(paper, notes=words if number % 3 else ""))


def rename_paper(project: Project, number: int, words: str) -> None:
    """With or without an alias; the days follow, or not."""
    for path in _pick(_files(project, "papers"), number):
        paper = _paper(path)
        new = replace(paper, slug=f"renamed-{number}")
        if (project.content / new.path).exists():
            continue
        if number % 2:
            new = replace(new, aliases=(*paper.aliases, paper.slug))
        path.unlink()
        write(project.content / new.path, dump_paper(new))
        if number % 5:
            _replace_slug(project, paper.slug, (new.slug,))


def delete_paper(project: Project, number: int, words: str) -> None:
    """Removed from the days, or not."""
    for path in _pick(_files(project, "papers"), number):
        path.unlink()
        if number % 4:
            _replace_slug(project, path.stem, ())


def move_paper(project: Project, number: int, words: str) -> None:
    """Into another month's folder."""
    for path in _pick(_files(project, "papers"), number):
        new = path.parent.parent / f"2025-{9 + number % 3:02}" / path.name
        new.parent.mkdir(exist_ok=True)
        path.replace(new)


def copy_paper(project: Project, number: int, words: str) -> None:
    """Into another month's folder, which is a mistake."""
    for path in _pick(_files(project, "papers"), number):
        write(path.parent.parent / "2024-01" / path.name, path.read_text("utf-8"))


def swap_papers(project: Project, number: int, words: str) -> None:
    """Two files take each other's names."""
    files = _files(project, "papers")
    for path, other in zip(_pick(files, number), _pick(files, number + 1), strict=True):
        path.rename(path.with_suffix(".kept"))
        other.rename(path)
        path.with_suffix(".kept").rename(other)


def add_day(project: Project, number: int, words: str) -> None:
    slugs = [path.stem for path in _files(project, "papers")]
    papers = tuple(dict.fromkeys(_pick(slugs, number) + _pick(slugs, number + 2)))
    digest = Digest(date(2025, 9, 20) + timedelta(number), papers, words if number % 2 else "")
    write(project.content / digest.path, dump_digest(digest))


def reorder_day(project: Project, number: int, words: str) -> None:
    _edit_digest(project, number, lambda day: replace(day, papers=day.papers[::-1]))


def draft_day(project: Project, number: int, words: str) -> None:
    _edit_digest(project, number, lambda day: replace(day, draft=not day.draft))


def change_note(project: Project, number: int, words: str) -> None:
    _edit_digest(project, number, lambda day: replace(day, note=words, updated=day.day + timedelta(number)))


def delete_day(project: Project, number: int, words: str) -> None:
    for path in _pick(_files(project, "digests"), number):
        path.unlink()


def add_topic(project: Project, number: int, words: str) -> None:
    topic = Topic(f"topic-{number}", words, words, (words,), introduction=words)
    write(project.content / topic.path, dump_topic(topic))


def retitle_topic(project: Project, number: int, words: str) -> None:
    for path in _pick(_files(project, "topics"), number):
        write(path, dump_topic(replace(_topic(path), title=words)))


def rename_topic(project: Project, number: int, words: str) -> None:
    """The papers follow, or not."""
    for path in _pick(_files(project, "topics"), number):
        new = path.with_stem(f"renamed-{number}")
        path.replace(new)
        if number % 4:
            _follow_topic(project, path.stem, (new.stem,))


def delete_topic(project: Project, number: int, words: str) -> None:
    """The papers follow, or not."""
    for path in _pick(_files(project, "topics"), number):
        path.unlink()
        if number % 4:
            _follow_topic(project, path.stem, ())


def write_article(project: Project, number: int, words: str) -> None:
    """One of them has an address that is taken."""
    name = ("about", "more", "archive", "about-us")[number % 4]
    write(project.content / f"pages/{name}.md", f"---\ntitle: A page\n---\n\n{words} [home](/).\n")


def delete_article(project: Project, number: int, words: str) -> None:
    for path in _pick(_files(project, "pages"), number):
        path.unlink()


def misplace_a_file(project: Project, number: int, words: str) -> None:
    write(project.content / ("topics/deep/er.md", "papers/flat.md")[number % 2], "---\ntitle: A\n---\n")


def break_a_file(project: Project, number: int, words: str) -> None:
    for path in _pick(_files(project, "."), number):
        path.write_bytes((b"---\ntitel: x\n---\n", b"\xff\xfe", b"", b"---\ntitle: [\n---\n")[number % 4])


def change_settings(project: Project, number: int, words: str) -> None:
    """One of them is a mistake."""
    setting = SETTINGS[number % len(SETTINGS)]
    if setting == "theme: plain":
        write(project.themes / "plain/css/pages/plain.css", "a { color: red }\n")
    path = project.content / "site.yml"
    name = setting.partition(":")[0] + ":"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(name)]
    write(path, "\n".join([setting, *kept]) + "\n")


def override_theme_file(project: Project, number: int, words: str) -> None:
    """With a few words more, in whatever language it is."""
    name = THEME_FILES[number % len(THEME_FILES)]
    builtin = builtin_themes() / "default" / name
    text = builtin.read_text("utf-8") if builtin.exists() else ""
    more = f"{{# {words} #}}" if name.endswith(".html") else f"/* {words} */"
    if name == "templates/parts/footer.html":
        footer = f"<footer>{{{{ site.title }}}}: {words}</footer>"
        text, more = "", f"{{% macro footer() %}}{footer}{{% endmacro %}}"
    if name.startswith("words/"):
        text, more = "", f"pages:\n  archive: {json.dumps(words, ensure_ascii=False)}"
    write(project.themes / "default" / name, f"{text}\n{more}\n" if name != "templates/feed.xml" else text)


def remove_theme_file(project: Project, number: int, words: str) -> None:
    own = sorted(path for path in project.themes.rglob("*") if path.is_file())
    for path in _pick(own, number):
        path.unlink()


def break_a_template(project: Project, number: int, words: str) -> None:
    text = ("{% for %}", "{{ nonsense.of.it }}", "{% include 'nowhere.html' %}")[number % 3]
    write(project.themes / "default/templates/pages/paper.html", text)


def edit_in_place_with_the_old_time(project: Project, number: int, words: str) -> None:
    """Of the same size, too."""
    for path in _pick(_files(project, "papers"), number):
        found, data = path.stat(), path.read_bytes()
        at = data.rindex(b"\n---\n") + 4
        path.write_bytes(data[:at] + data[at:].swapcase())
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def edit_twice_within_a_tick(project: Project, number: int, words: str) -> None:
    for path in _pick(_files(project, "papers"), number):
        for letter in ("a", "b", "a"):
            path.write_text(dump_paper(replace(_paper(path), title=f"{letter} {words}")), "utf-8")


def check_out_afresh(project: Project, number: int, words: str) -> None:
    """The same bytes in new files."""
    for root in (project.content, project.themes):
        if root.exists():
            shutil.copytree(root, root.with_suffix(".new"))
            shutil.rmtree(root)
            root.with_suffix(".new").rename(root)


def make_all_times_old(project: Project, number: int, words: str) -> None:
    """So old that each file is trusted by its time, as most are in real life."""
    for path in project.content.rglob("*"):
        os.utime(path, (1_000_000_000 + number,) * 2)


EDITS: tuple[Edit, ...] = (
    *(add_paper, retitle_paper, change_front_matter, change_abstract, change_end_of_abstract, change_notes),
    *(rename_paper, delete_paper, move_paper, swap_papers),
    *(add_day, reorder_day, draft_day, change_note, delete_day),
    *(add_topic, retitle_topic, rename_topic, delete_topic, write_article, delete_article),
    *(change_settings, override_theme_file, remove_theme_file),
    *(edit_in_place_with_the_old_time, edit_twice_within_a_tick, check_out_afresh, make_all_times_old),
)
MISTAKES: tuple[Edit, ...] = (copy_paper, misplace_a_file, break_a_file, break_a_template)
"""After them, a file may be one that no other edit can read."""


def _outputs(project: Project) -> list[Path]:
    return sorted(path for path in project.output.rglob("*") if path.is_file() and path.name[0] != ".")


def _folders(project: Project) -> list[Path]:
    return sorted(path for path in project.output.rglob("*") if path.is_dir() and not path.is_symlink())


def cut_output(project: Project, number: int, words: str) -> None:
    for path in _pick(_outputs(project), number):
        path.write_bytes(path.read_bytes()[:number])


def delete_output(project: Project, number: int, words: str) -> None:
    for path in _pick(_outputs(project), number):
        path.unlink()


def delete_output_folder(project: Project, number: int, words: str) -> None:
    for path in _pick(_folders(project), number):
        shutil.rmtree(path)


def delete_site(project: Project, number: int, words: str) -> None:
    shutil.rmtree(project.output, ignore_errors=True)


def add_foreign_file(project: Project, number: int, words: str) -> None:
    for folder in _pick(_folders(project), number):
        (folder / "foreign.html").write_text(words, "utf-8")


def add_foreign_folder(project: Project, number: int, words: str) -> None:
    for folder in _pick(_folders(project), number):
        (folder / "foreign/er").mkdir(parents=True, exist_ok=True)
        if number % 2:
            (folder / "foreign/er/file").write_text(words, "utf-8")


def make_output_a_folder(project: Project, number: int, words: str) -> None:
    for path in _pick(_outputs(project), number):
        path.unlink()
        path.mkdir()
        if number % 2:
            (path / "inside").write_text(words, "utf-8")


def make_output_a_link(project: Project, number: int, words: str) -> None:
    """To its very own content, elsewhere."""
    for path in _pick(_outputs(project), number):
        elsewhere = project.root / "elsewhere"
        elsewhere.mkdir(exist_ok=True)
        path.replace(elsewhere / path.name)
        path.symlink_to(elsewhere / path.name)


def make_folder_a_file(project: Project, number: int, words: str) -> None:
    for path in _pick(_folders(project), number):
        shutil.rmtree(path)
        path.write_text(words, "utf-8")


def make_folder_a_link(project: Project, number: int, words: str) -> None:
    for path in _pick(_folders(project), number):
        elsewhere = project.root / "elsewhere" / str(number) / path.name
        if not elsewhere.exists():
            elsewhere.parent.mkdir(parents=True, exist_ok=True)
            path.rename(elsewhere)
            path.symlink_to(elsewhere)


def leave_unfinished(project: Project, number: int, words: str) -> None:
    """What a killed build leaves."""
    if project.output.exists():
        write(project.output / ".unfinished/0123456789abcdef", words)


def delete_nojekyll(project: Project, number: int, words: str) -> None:
    (project.output / ".nojekyll").unlink(missing_ok=True)


def delete_memory(project: Project, number: int, words: str) -> None:
    shutil.rmtree(project.memory, ignore_errors=True)


def _databases(project: Project) -> list[Path]:
    return sorted(path for path in project.memory.glob("*") if path.is_file())


def delete_database(project: Project, number: int, words: str) -> None:
    for path in _pick(_databases(project), number):
        path.unlink()


def cut_database(project: Project, number: int, words: str) -> None:
    for path in _pick(_databases(project), number):
        os.truncate(path, path.stat().st_size * (number % 10) // 10)


def damage_database(project: Project, number: int, words: str) -> None:
    """Garbage over some bytes of it, anywhere."""
    for path in _pick(_databases(project), number):
        data = bytearray(path.read_bytes())
        start = number * 7919 % (len(data) or 1)
        garbage = (words * 50).encode()[: 1 << number % 10]
        data[start : start + len(garbage)] = garbage
        path.write_bytes(data)


DAMAGES: tuple[Edit, ...] = (
    *(cut_output, delete_output, delete_output_folder, delete_site, add_foreign_file, add_foreign_folder),
    *(make_output_a_folder, make_output_a_link, make_folder_a_file, make_folder_a_link, leave_unfinished),
    *(delete_nojekyll, delete_memory, delete_database, cut_database, damage_database),
)


def change_output_secretly(project: Project, number: int, words: str) -> None:
    """Of the same size, with the same time: only a build that reads what lies there can tell."""
    for path in _pick(_outputs(project), number):
        found = path.stat()
        path.write_bytes(bytes(reversed(path.read_bytes())))
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
