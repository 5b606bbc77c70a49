"""The file format: what is written is read back, and mistakes are told with their place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import (
    NOTES,
    Content,
    dump_digest,
    dump_paper,
    dump_topic,
    load_content,
    locate,
    parse_digest,
    parse_paper,
    parse_topic,
)
from sitegen.model import ContentError, Digest, FreeValue, Link, Organization, Paper, Problem, Topic
from sitegen.textfile import UNSHOWABLE

SLUGS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
# Whatever a page can show; a text file has no carriage returns once it is read.
CHARACTERS = st.characters(
    codec="utf-8",
    exclude_characters="\r"
    + "".join(UNSHOWABLE.findall("".join(map(chr, range(0xD800))) + "\ufffe\uffff"))
    + "".join(map(chr, range(0xFDD0, 0xFDF0))),
)
TRICKY = [
    "no",
    "null",
    "~",
    "2401.00010",
    "1_000",
    "0x1F",
    "2025-10-30",
    "a: b",
    "- a",
    "# a",
    "'",
    '"',
    "|",
    "&a",
]
LINES = st.text(CHARACTERS, max_size=30).map(lambda text: " ".join(text.split())) | st.sampled_from(TRICKY)
WORDS = LINES.filter(bool)
ADDRESSES = st.from_regex(r"https?://[a-z]{1,8}\.org/[!-~\u00c0-\u024f\u4e00-\u4fff]{0,12}", fullmatch=True)
MARKDOWN = st.text(CHARACTERS, max_size=60).map(str.strip) | st.sampled_from(
    ["---", "a\n\n---\n\nb", "## Note"]
)
FREE: st.SearchStrategy[FreeValue] = st.recursive(
    st.text(CHARACTERS, max_size=20) | st.sampled_from(TRICKY),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(CHARACTERS, max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def unique(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=3, unique=True).map(tuple)


PAPERS = st.builds(
    Paper,
    slug=SLUGS,
    month=st.just("2025-10"),
    title=WORDS,
    abstract=MARKDOWN.filter(lambda text: not any(line.rstrip() == NOTES for line in text.split("\n"))),
    notes=MARKDOWN,
    published=st.none() | st.dates(min_value=date(1000, 1, 1)),
    authors=st.lists(WORDS, max_size=3).map(tuple),
    authors_count=st.none() | st.integers(0, 10**9 - 1),
    organization=st.none() | st.builds(Organization, WORDS, WORDS),
    comments=st.none() | st.integers(0, 10**9 - 1),
    upvotes=st.none() | st.integers(0, 10**9 - 1),
    topics=unique(SLUGS),
    arxiv=st.sampled_from([None, "2401.00010", "cs.LG/0501001"]),
    doi=st.sampled_from([None, "10.1000/xyz123"]),
    links=st.dictionaries(WORDS, ADDRESSES, max_size=3).map(
        lambda links: tuple(Link(kind, url) for kind, url in links.items())
    ),
    aliases=unique(SLUGS),
    draft=st.booleans(),
    extra=st.dictionaries(st.text(CHARACTERS, max_size=8), FREE, max_size=3),
)
DIGESTS = st.builds(
    Digest,
    day=st.just(date(2025, 10, 30)),
    papers=unique(SLUGS),
    note=MARKDOWN,
    updated=st.none() | st.dates(min_value=date(1000, 1, 1)),
    draft=st.booleans(),
)
TOPICS = st.builds(
    Topic,
    slug=SLUGS,
    title=WORDS,
    summary=LINES,
    phrases=st.lists(WORDS, max_size=3).map(tuple),
    hints=st.lists(WORDS, max_size=3).map(tuple),
    introduction=MARKDOWN,
)


@settings(max_examples=300)
@given(PAPERS)
def test_a_paper_is_read_as_it_was_written(paper: Paper) -> None:
    problems: list[Problem] = []
    assert parse_paper(dump_paper(paper), paper.slug, paper.month, "file", problems) == paper, problems


@settings(max_examples=150)
@given(DIGESTS)
def test_a_digest_is_read_as_it_was_written(digest: Digest) -> None:
    problems: list[Problem] = []
    assert parse_digest(dump_digest(digest), digest.day, "file", problems) == digest, problems


@settings(max_examples=150)
@given(TOPICS)
def test_a_topic_is_read_as_it_was_written(topic: Topic) -> None:
    problems: list[Problem] = []
    assert parse_topic(dump_topic(topic), topic.slug, "file", problems) == topic, problems


@settings(max_examples=100)
@given(paper=PAPERS)
def test_a_file_on_the_disk_is_read_as_it_was_written(
    paper: Paper, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("content")
    path = root / paper.path
    path.parent.mkdir(parents=True)
    path.write_bytes(dump_paper(paper).encode())
    assert load_content(root).papers == (paper,)


def told(root: Path) -> list[str]:
    with pytest.raises(ContentError) as error:
        load_content(root)
    return [str(problem) for problem in error.value.problems]


def put(root: Path, name: str, text: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


MISTAKES = {
    "titel: A\ntitle: A\n": "2:1: `titel` is not a field of this file (did you mean “title”?)",
    "published: 2025-01-01\n": "2:1: `title` is missing (add a line `title: …`)",
    "title: A\ntitle: B\n": "3:1: `title` stands here a second time (keep one of the two)",
    "title: A\npublished: 2025-02-30\n": "3:12: `published`: “2025-02-30” cannot be read (write a date",
    "title: A\ncomments: -3\n": "3:11: `comments`: “-3” cannot be read (write a whole number)",
    "title: A\ndraft: maybe\n": "3:8: `draft`: “maybe” cannot be read (write true or false)",
    "title: A\narxiv: 2401.00010v2\n": "3:8: `arxiv`: “2401.00010v2” cannot be read",
    "title: A\ntopics: rag\n": "3:9: `topics` must be a list (write lines “- …” below `topics:`)",
    "title: A\ntopics: [rag, RAG]\n": "3:15: `topics`: “RAG” is no slug",
    "title: A\ntopics: [rag, rag]\n": "3:15: `topics` lists “rag” twice (remove one of the two)",
    "title: A\norganization: google\n": "3:15: `organization` must be a mapping",
    "title: A\norganization:\n  slug: google\n": "4:3: `name` is missing (add a line `name: …`)",
    "title: A: B\n": "2:9: this is not valid YAML: mapping values are not allowed in this context",
}


@pytest.mark.parametrize("front", MISTAKES, ids=lambda front: MISTAKES[front].split(" (")[0])
def test_a_mistake_is_told_with_file_line_and_column(front: str, tmp_path: Path) -> None:
    put(tmp_path / "content", "papers/2025-10/a.md", f"---\n{front}---\n\nText.\n")
    [problem] = told(tmp_path / "content")
    assert problem.startswith(f"content/papers/2025-10/a.md:{MISTAKES[front]}")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("papers/2025-10/a.md", "title: A\n", "papers/2025-10/a.md:1:1: the file must begin"),
        ("papers/2025-10/a.md", "---\ntitle: A\n", "papers/2025-10/a.md:1:1: the front matter does"),
        ("papers/2025-10/a.md", "---\n- a\n---\n", "papers/2025-10/a.md:2:1: this must be"),
        ("papers/2025-10/a.md", b"---\ntitle: caf\xe9\n---\n", "papers/2025-10/a.md:2: this is not UTF-8"),
        ("papers/2025-10/A_b.md", "---\ntitle: A\n---\n", "papers/2025-10/A_b.md: “A_b” cannot"),
        ("papers/2025-13/a.md", "---\ntitle: A\n---\n", "papers/2025-13/a.md: “2025-13” is not a month"),
        ("papers/a.md", "---\ntitle: A\n---\n", "papers/a.md: this file would not be read"),
        ("papers/2025-10/b/a.md", "---\ntitle: A\n---\n", "papers/2025-10/b/a.md: this file would not"),
        ("papers/2025-10/a.MD", "---\ntitle: A\n---\n", "papers/2025-10/a.MD: this file would not be"),
        ("digests/2025/2025-10-12.markdown", "", "digests/2025/2025-10-12.markdown: this file would not"),
        ("topics", "", "topics: this must be a folder"),
        ("papers/2025-10/a.md/x", "", "papers/2025-10/a.md: this cannot be read: Is a directory"),
        ("papers/2025-10/a.md", "---\ntitle: A\n---\n\nx\x1by\n", "papers/2025-10/a.md:5:2: no page can"),
        ("papers/2025-10/a.md", '---\ntitle: "A\\x1b"\n---\n', "papers/2025-10/a.md:2:8: no page can"),
        (
            "papers/2025-10/a.md",
            "---\ntitle: A\nlinks:\n  code: javascript:alert(1)\n---\n",
            "papers/2025-10/a.md:4:9: `code`: “javascript:alert(1)” cannot be read (write a whole address",
        ),
        (
            "papers/2025-10/a.md",
            "---\ntitle: A\nextra: &a\n  b: *a\n---\n",
            "papers/2025-10/a.md:3:8: `extra` is nested too deeply",
        ),
        ("papers/2025-10/a.md", "---\ntitle: " + "[" * 5000 + "\n---\n", "papers/2025-10/a.md:3:1: this is"),
        (
            "papers/2025-10/a.md",
            "---\ntitle: A\ntopics:\n\t- a\n---\n",
            "papers/2025-10/a.md:4:1: this is not valid YAML: found character that cannot start any token "
            "(indent with spaces, not with a tab)",
        ),
        (
            "papers/2025-10/a.md",
            "---\ntitle: A\n<<<<<<< HEAD\ncomments: 1\n=======\ncomments: 2\n>>>>>>> b\n---\n",
            "papers/2025-10/a.md:3:1: a merge conflict was left here",
        ),
        ("digests/yesterday.md", "---\npapers: []\n---\n", "digests/yesterday.md: “yesterday” is not"),
        ("digests/2025-10-30.md", "---\npaper: [a]\n---\n", "digests/2025-10-30.md:2:1: `paper` is not"),
        ("topics/rag.md", "---\nsummary: A\n---\n", "topics/rag.md:2:1: `title` is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    name: str, text: str | bytes, problem: str, tmp_path: Path
) -> None:
    put(tmp_path / "content", name, text)
    [found] = told(tmp_path / "content")
    assert found.startswith(f"content/{problem}")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    put(tmp_path, "papers/2025-10/a.md", "---\ntitel: A\ndraft: x\n---\n")
    put(tmp_path, "topics/rag.md", "---\n---\n")
    assert len(told(tmp_path)) == 4


def test_files_from_other_systems_are_read(tmp_path: Path) -> None:
    text = "\ufeff---\r\ntitle: A\r\n---\r\n\r\nOne.\r\n\r\n## Notes\r\n\r\nTwo.\r\n"
    put(tmp_path, "papers/2025-10/a.md", text)
    put(tmp_path, "papers/2025-10/.a.md.tmp", "half")
    [paper] = load_content(tmp_path).papers
    assert (paper.title, paper.abstract, paper.notes) == ("A", "One.", "Two.")


def test_a_folder_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    assert load_content(tmp_path / "content") == Content((), (), (), ())


@pytest.mark.parametrize(
    "paper",
    [
        Paper("a", "2025-10", "A  B"),
        Paper("a", "2025-10", "A", abstract=" b"),
        Paper("a", "2025-10", "A", abstract="b\r\nc"),
        Paper("a", "2025-10", "A", abstract=f"b\n{NOTES}\nc"),
        Paper("a", "2025-10", "A", abstract=f"b\n{NOTES}\N{NO-BREAK SPACE}\nc"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(paper: Paper) -> None:
    with pytest.raises(ValueError, match=r"white space|Notes"):
        dump_paper(paper)


def test_the_place_of_a_value_in_a_list() -> None:
    text = "---\nupdated: 2025-10-30\npapers:\n- a-title-2\n- a-title\n---\n\na-title\n"
    assert locate(text, "papers", "a-title") == (5, 3)
    assert locate(text, "papers", "title") is None
    assert locate(text, "topics", "a-title") is None
