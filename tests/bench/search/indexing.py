"""Seconds to make our index of papers whose texts are there, as Pagefind's are in its pages.

    python -m tests.bench.search.indexing CONTENT FOLDER

prints the seconds, of all and without the counting of words, and writes the files of the search into the
folder. All is done anew and in one process: a build of the site does it beside its pages, in several
processes, and remembers the words of each paper.
"""

from __future__ import annotations

import gc
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from sitegen import searchindex, urls
from sitegen.content import load_content
from sitegen.library import gather
from sitegen.markup import Renderer
from sitegen.model import Card
from sitegen.render import render
from tests.project import read_material


def read(content: Path) -> tuple[list[Card], dict[str, str]]:
    """The cards in the order of lists, and the abstracts as plain text."""
    renderer = Renderer()
    texts = {paper.slug: renderer.render(paper.abstract).text for paper in load_content(content).papers}
    return [paper.card for paper in gather(read_material(content), content, date.max).papers], texts


def main(content: Path, folder: Path) -> None:
    """Read the content, make the index, print the seconds that it took from texts and from counted words."""
    with ProcessPoolExecutor(1) as elsewhere:  # to know no word before
        cards, texts = elsewhere.submit(read, content).result()
    (folder / urls.SEARCH).mkdir(parents=True, exist_ok=True)
    gc.disable()  # as a build does
    start = time.perf_counter()
    tally, vocabulary = searchindex.Tally(), searchindex.Vocabulary()
    for card in cards:
        tally.add(searchindex.own_tokens(card.title, texts[card.slug], card.organization, card.authors))
    rows = vocabulary.adopt(tally.packed())
    counted = time.perf_counter()
    entries = [searchindex.Entry(card, row) for card, row in zip(cards, rows, strict=True)]
    for page in searchindex.plan(entries, vocabulary):
        (folder / page.path).write_bytes(render(page, None, {}))  # type: ignore[arg-type] # no template is needed
    end = time.perf_counter()
    print(end - start, end - counted)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
