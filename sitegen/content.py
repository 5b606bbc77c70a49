r"""The file format between import, curator and build: Markdown files with YAML front matter, both ways.

    content/papers/2025-10/<slug>.md   content/digests/2025-10-30.md
    content/topics/<slug>.md           content/pages/<slug>.md

`parse_paper(dump_paper(paper)) == paper` for every paper whose texts are in normal form: Markdown without
white space around it and with `\n` ends of lines, other text without runs of white space. Parsing gives only
that form, and `dump_paper` refuses any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import yaml

from sitegen.listing import list_files
from sitegen.model import Article, ContentError, Digest, Link, Organization, Paper, Problem, Topic
from sitegen.schema import SLUG, Fields, parse_day, read_mapping
from sitegen.textfile import read_text

try:
    from yaml import CSafeDumper as _Dumper
except ImportError:  # a PyYAML that was built without libyaml: slower, otherwise the same
    from yaml import SafeDumper as _Dumper  # type: ignore[assignment]

Entry: TypeAlias = Paper | Digest | Topic | Article
"""What one content file says."""

NOTES = "## Notes"
_FENCE = "---"
_FENCE_LINE = re.compile(rf"^{_FENCE}[^\S\n]*(?:\n|\Z)", re.MULTILINE)
_NEVER_FOLD = 2**31 - 1
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Content:
    """All that the content folder holds, as its files say it; nothing is looked up yet."""

    papers: tuple[Paper, ...]
    digests: tuple[Digest, ...]
    topics: tuple[Topic, ...]
    articles: tuple[Article, ...]


def parse_paper(text: str, slug: str, month: str, file: str, problems: list[Problem]) -> Paper | None:
    """Read one file of `papers/`; None, and Problems, where it cannot be read."""
    fields, body = _split(text, file, problems)
    if fields is None:
        return None
    organization = fields.mapping("organization")
    links = fields.mapping("links")
    abstract, notes = _split_notes(body)
    paper = Paper(
        slug=slug,
        month=month,
        title=fields.text("title", required=True),
        abstract=abstract,
        notes=notes,
        published=fields.day("published"),
        authors=fields.texts("authors"),
        authors_count=fields.count("authors_count"),
        organization=_organization(organization) if organization else None,
        comments=fields.count("comments"),
        upvotes=fields.count("upvotes"),
        topics=fields.texts("topics", of_slugs=True),
        arxiv=fields.convert(
            "arxiv", lambda t: t if _ARXIV.fullmatch(t) else None, "an id without its version, as 2401.00010"
        ),
        doi=fields.convert("doi", lambda t: t if _DOI.fullmatch(t) else None, "as 10.1000/xyz123"),
        links=tuple(Link(kind, url) for kind, url in links.addresses().items()) if links else (),
        aliases=fields.texts("aliases", of_slugs=True),
        draft=fields.flag("draft"),
        extra=fields.free("extra"),
    )
    fields.finish()
    return paper


def dump_paper(paper: Paper) -> str:
    """Write one paper as its file. ValueError where a text is not in normal form (see above)."""
    organization, links = paper.organization, paper.links
    front: dict[str, object] = {
        "title": _line(paper.title),
        "published": paper.published,
        "authors": [_line(name) for name in paper.authors],
        "authors_count": paper.authors_count,
        "organization": organization and {"slug": _line(organization.slug), "name": _line(organization.name)},
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "topics": list(paper.topics),
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "links": {_line(link.kind): _line(link.url) for link in links},
        "aliases": list(paper.aliases),
        "draft": paper.draft,
        "extra": dict(paper.extra),
    }
    if NOTES in map(str.rstrip, paper.abstract.split("\n")):
        raise ValueError(f"an abstract may not hold a line “{NOTES}”")
    body = [_markdown(paper.abstract)]
    if paper.notes:
        body.append(f"{NOTES}\n\n{_markdown(paper.notes)}")
    return _join(front, "\n\n".join(filter(None, body)))


def parse_digest(text: str, day: date, file: str, problems: list[Problem]) -> Digest | None:
    """Read one file of `digests/`; None, and Problems, where it cannot be read."""
    fields, body = _split(text, file, problems)
    if fields is None:
        return None
    digest = Digest(
        day=day,
        papers=fields.texts("papers", of_slugs=True),
        note=body,
        updated=fields.day("updated"),
        draft=fields.flag("draft"),
    )
    fields.finish()
    return digest


def dump_digest(digest: Digest) -> str:
    """Write one day as its file. ValueError where the note is not in normal form."""
    front: dict[str, object] = {
        "updated": digest.updated,
        "draft": digest.draft,
        "papers": list(digest.papers),
    }
    return _join(front, _markdown(digest.note))


def parse_topic(text: str, slug: str, file: str, problems: list[Problem]) -> Topic | None:
    """Read one file of `topics/`; None, and Problems, where it cannot be read."""
    fields, body = _split(text, file, problems)
    if fields is None:
        return None
    topic = Topic(
        slug=slug,
        title=fields.text("title", required=True),
        summary=fields.text("summary"),
        phrases=fields.texts("phrases"),
        hints=fields.texts("hints"),
        introduction=body,
    )
    fields.finish()
    return topic


def dump_topic(topic: Topic) -> str:
    """Write one topic as its file. ValueError where a text is not in normal form."""
    front: dict[str, object] = {
        "title": _line(topic.title),
        "summary": _line(topic.summary),
        "phrases": [_line(phrase) for phrase in topic.phrases],
        "hints": [_line(hint) for hint in topic.hints],
    }
    return _join(front, _markdown(topic.introduction))


def parse_article(text: str, slug: str, file: str, problems: list[Problem]) -> Article | None:
    """Read one file of `pages/`; None, and Problems, where it cannot be read."""
    fields, body = _split(text, file, problems)
    if fields is None:
        return None
    article = Article(slug=slug, title=fields.text("title", required=True), body=body)
    fields.finish()
    return article


def parse_file(path: str, text: str, file: str, problems: list[Problem]) -> Entry | None:
    """Read one file by its path below the content folder; None, and Problems, where it cannot be read.

    `file` is its name in messages.
    """
    kind, *folders, name = path.split("/")
    stem = name.removesuffix(".md")
    if kind == "digests":
        day = parse_day(stem)
        if day is None:
            problems.append(Problem(file, f"“{stem}” is not a date", hint="name the file as 2025-10-30.md"))
            return None
        return parse_digest(text, day, file, problems)
    month = "".join(folders)
    if kind == "papers" and not _MONTH.fullmatch(month):
        problems.append(Problem(file, f"“{month}” is not a month", hint="name the folder as 2025-10"))
        return None
    if not SLUG.fullmatch(stem):
        hint = "name the file in lower-case letters, digits and single hyphens"
        problems.append(Problem(file, f"“{stem}” cannot be part of an address", hint=hint))
        return None
    if kind == "papers":
        return parse_paper(text, stem, month, file, problems)
    return (parse_topic if kind == "topics" else parse_article)(text, stem, file, problems)


def load_content(root: Path) -> Content:
    """Read the whole content folder. ContentError, with every Problem found, where a file is wrong."""
    entries = _load(root, "")
    return Content(
        papers=tuple(entry for entry in entries if isinstance(entry, Paper)),
        digests=tuple(entry for entry in entries if isinstance(entry, Digest)),
        topics=tuple(entry for entry in entries if isinstance(entry, Topic)),
        articles=tuple(entry for entry in entries if isinstance(entry, Article)),
    )


def load_topics(root: Path) -> tuple[Topic, ...]:
    """Read the topics alone. ContentError, with every Problem found, where one is wrong."""
    return tuple(entry for entry in _load(root, "topics/") if isinstance(entry, Topic))


def _load(root: Path, below: str) -> list[Entry]:
    problems: list[Problem] = []
    entries: list[Entry] = []
    for path, _ in sorted(list_files(root, problems)):
        if path.startswith(below):
            file = f"{root.name}/{path}"
            text = read_text(root / path, file, problems)
            entry = None if text is None else parse_file(path, text, file, problems)
            if entry is not None:
                entries.append(entry)
    if problems:
        raise ContentError(problems)
    return entries


def locate(text: str, name: str, value: str) -> tuple[int, int] | None:
    """Line and column, both from 1, of a value in one of a file's lists, for a message about it."""
    front = text.split(f"\n{_FENCE}", 1)[0]
    pattern = re.compile(rf"(?<![\w-]){re.escape(value)}(?![\w-])")
    start = re.search(rf"(?m)^{name}:", front)
    match = pattern.search(front, start.end()) if start else None
    if match is None:
        return None
    return front.count("\n", 0, match.start()) + 1, match.start() - front.rfind("\n", 0, match.start())


def _split(text: str, file: str, problems: list[Problem]) -> tuple[Fields | None, str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    begin = _FENCE_LINE.match(text)
    if begin is None:
        problems.append(Problem(file, "the file must begin with a line of three hyphens", 1, 1, "add “---”"))
        return None, ""
    end = _FENCE_LINE.search(text, begin.end())
    if end is None:
        what, hint = "the front matter does not end", "add a line “---” between it and the text"
        problems.append(Problem(file, what, 1, 1, hint))
        return None, ""
    fields = read_mapping(text[begin.end() : end.start()], file, problems, first_line=2)
    return fields, text[end.end() :].strip()


def _split_notes(body: str) -> tuple[str, str]:
    lines = body.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() == NOTES:
            return "\n".join(lines[:number]).strip(), "\n".join(lines[number + 1 :]).strip()
    return body, ""


def _organization(fields: Fields) -> Organization | None:
    slug, name = fields.text("slug", required=True), fields.text("name", required=True)
    fields.finish()
    return Organization(slug, name) if slug and name else None


def _join(front: dict[str, object], body: str) -> str:
    known = {name: value for name, value in front.items() if value or (value == 0 and value is not False)}
    text = yaml.dump(known or None, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_NEVER_FOLD)
    return f"{_FENCE}\n{text if known else ''}{_FENCE}\n" + (f"\n{body}\n" if body else "")


def _line(text: str) -> str:
    if text != " ".join(text.split()):
        raise ValueError(f"white space must be single spaces between words: {text!r}")
    return text


def _markdown(text: str) -> str:
    if text != text.strip() or "\r" in text:
        raise ValueError(f"Markdown must have no white space around it, and \\n ends of lines: {text[:80]!r}")
    return text
