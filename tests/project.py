"""A small valid project for tests: six papers over three days in two months, and everything else once."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sitegen.build import build
from sitegen.cache import Cache
from sitegen.progress import Progress
from sitegen.project import Options, Project
from sitegen.reading import Material, Reader
from sitegen.workers import Workers

BASE_PATH = "/digest/"

FILES = {
    "content/site.yml": """\
title: A small digest
base_url: https://example.org/digest/
description: Six papers, for tests.
timezone: Europe/Paris
links:
  Source: https://example.org/source
edit_url: https://example.org/edit/content/{path}?plain=1
""",
    "content/topics/retrieval.md": """\
---
title: Retrieval
summary: finding the passage that answers a question
phrases:
- dense retrieval
- reranking
---

Papers about **finding** things.
""",
    "content/topics/pruning.md": """\
---
title: Pruning
summary: leaving out weights that are not needed
phrases:
- sparsity
---
""",
    "content/topics/speech.md": """\
---
title: Speech
---
""",
    "content/papers/2025-09/counting-sparse-weights.md": """\
---
title: Counting Sparse Weights
published: 2025-09-28
authors_count: 7
comments: 3
topics:
- pruning
---

We count the weights that a pruned network keeps. There are few. The rest of this abstract is for the
paper's own page: it names [the code](https://example.org/code) and costs 44.6% less.
""",
    "content/papers/2025-09/a-query-and-its-passage.md": """\
---
title: 'A Query and Its Passage: Dense Retrieval Revisited'
published: 2025-09-29
authors:
- Ada Lovelace
- György Pólya
topics:
- retrieval
arxiv: '2509.00010'
links:
  code: https://example.org/passage
---

A query is short & a passage is long. We compare both where 1 < 2.

## Notes

Read this one first.
""",
    "content/papers/2025-10/listening-to-whispers.md": """\
---
title: Listening to Whispers
published: 2025-10-29
organization:
  slug: google
  name: Google
comments: 12
topics:
- speech
---

Whispered speech is hard to transcribe.
""",
    "content/papers/2025-10/pruning-a-reranker.md": """\
---
title: Pruning a Reranker
published: 2025-10-29
authors_count: 1
topics:
- retrieval
- pruning
aliases:
- reranker-pruning
---

A reranker with half of its layers ranks as well.
""",
    "content/papers/2025-10/key-and-play.md": """\
---
title: Key and Play
---

A game about keys, by nobody known.
""",
    "content/papers/2025-10/speech-without-labels.md": """\
---
title: Speech without Labels
published: 2025-10-30
authors_count: 4
topics:
- speech
---

No labels are needed. What is left after that first sentence stands on the paper's own page alone, since it
is too long for a card: that a whisper is easier to transcribe after another whisper, that nobody has to
transcribe the first one, and that a whisper stays as soft as it was before.
""",
    "content/digests/2025-09-30.md": """\
---
papers:
- counting-sparse-weights
- a-query-and-its-passage
---
""",
    "content/digests/2025-10-29.md": """\
---
papers:
- listening-to-whispers
- pruning-a-reranker
---

A quiet day.
""",
    "content/digests/2025-10-30.md": """\
---
papers:
- key-and-play
- speech-without-labels
- counting-sparse-weights
---
""",
    "content/pages/about.md": """\
---
title: About
---

What this digest is. See [the latest](/).
""",
}
"""Every file of the project, by its path."""

PAPER = "content/papers/2025-10/key-and-play.md"
"""A paper that stands on the latest day; its page is `papers/key-and-play/`."""


def make_project(root: Path) -> Project:
    """Write the project into a folder."""
    for path, text in FILES.items():
        write(root / path, text)
    return Project(root)


def read_material(content: Path, base_path: str = "/") -> Material:
    """A content folder, read as a build reads it."""
    with Cache(content.parent / ".sitegen/cache.sqlite", base_path) as cache, Workers(jobs=1) as workers:
        reader = Reader(content)
        reader.refresh(base_path, cache, workers, Progress())
        return reader.material(cache)


def write(path: Path, text: str) -> None:
    """Write a file as careful editors do: whole, beside its place, then moved there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, "utf-8")
    new.replace(path)


def tree(root: Path) -> dict[str, bytes]:
    """All that lies below a folder: files with their bytes, links with their aims, folders with a slash."""
    found: dict[str, bytes] = {}
    for folder, folders, files in os.walk(root):
        for path in (Path(folder, name) for name in (*folders, *files)):
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                found[f"{name}@"] = os.fsencode(path.readlink())
            elif path.is_dir():
                found[f"{name}/"] = b""
            else:
                found[name] = path.read_bytes()
    return found


def clean_tree(project: Project, options: Options) -> dict[str, bytes]:
    """What a clean build of the same content writes, elsewhere and remembering nothing."""
    clean = Project(project.root / "clean")
    shutil.rmtree(clean.root, ignore_errors=True)
    clean.root.mkdir()
    for name in ("content", "themes"):
        if (project.root / name).exists():
            (clean.root / name).symlink_to(project.root.resolve() / name)
    build(clean, replace(options, verify=False, jobs=1, executor=None))
    return tree(clean.output)


def make_large_project(root: Path, papers: int) -> Project:
    """Write a project of any number of short papers, twenty a day, most recent last."""
    project = make_project(root)
    first = date(2020, 1, 1)
    for number in range(0, papers, 20):
        slugs = [f"paper-{each}" for each in range(number, min(number + 20, papers))]
        day = first + timedelta(number // 20)
        for slug in slugs:
            topic = ("retrieval", "pruning", "speech")[len(slug + str(number)) % 3]
            body = f"What *{slug}* is. And more.\n\nAnd its end.\n"
            text = f"---\ntitle: About {slug}\ntopics:\n- {topic}\n---\n\n{body}"
            path = project.content / f"papers/{day:%Y-%m}/{slug}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        lines = "".join(f"- {slug}\n" for slug in slugs)
        (project.content / f"digests/{day}.md").write_text(f"---\npapers:\n{lines}---\n", "utf-8")
    return project
