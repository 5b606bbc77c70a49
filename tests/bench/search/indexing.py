"""Seconds to make our index of papers whose texts are there, as Pagefind's are in its pages.

    python -m tests.bench.search.indexing CONTENT FOLDER

prints the seconds, of all and of all but the counting of words, and writes the files of the search into the
folder. It is done as a build does it: anew in its processes, if there are as many papers as those pay for,
and out of counted words in one. The processes have been started before, since a build has them for its pages.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from sitegen import searchindex, urls
from sitegen.content import load_content
from sitegen.library import gather
from sitegen.markup import Renderer
from sitegen.page import Page
from sitegen.render import render
from sitegen.searchindex import Counted, Rows, Tally, Vocabulary
from sitegen.slices import in_slices
from sitegen.summary import Card
from sitegen.workers import Workers
from tests.project import read_material

_PAPERS_AN_ORDER, _WORTH_A_POOL, _PAGES_A_BATCH = 512, 1_500, 64  # as a build has them
_PROCESSES = len(os.sched_getaffinity(0))
_WHILE = 0.2
"""Seconds, long enough for every process to take a task."""


def read(content: Path) -> tuple[list[Card], dict[str, str]]:
    """The cards in the order of lists, and the abstracts as plain text."""
    renderer = Renderer()
    texts = {paper.slug: renderer.render(paper.abstract).text for paper in load_content(content).papers}
    return [paper.card for paper in gather(read_material(content), content, date.max).papers], texts


def main(content: Path, folder: Path) -> None:
    """Read the content, make the index, print the seconds that it took from texts and from counted words."""
    with ProcessPoolExecutor(1) as elsewhere:  # to know no word before
        cards, texts = elsewhere.submit(read, content).result()
    papers = [(card, texts[card.slug]) for card in cards]
    pays = len(papers) >= _WORTH_A_POOL
    (folder / urls.SEARCH).mkdir(parents=True, exist_ok=True)
    gc.disable()  # as a build does
    with Workers() as workers:
        if pays:
            list(workers.run(_start, [_WHILE] * _PROCESSES, pays=True))
        vocabulary = searchindex.Vocabulary()
        start = time.perf_counter()
        counted = workers.run(_counted, in_slices(papers, _PAPERS_AN_ORDER), pays=pays, ahead=8)
        rows = [row for some in counted for row in vocabulary.adopt(some)]
        counting = time.perf_counter() - start
        seconds = [_write(cards, rows, vocabulary, folder, workers, pays=pooled) for pooled in (False, pays)]
    print(counting + seconds[1], seconds[0])


def _write(
    cards: Sequence[Card],
    rows: Sequence[Rows],
    vocabulary: Vocabulary,
    folder: Path,
    workers: Workers,
    *,
    pays: bool,
) -> float:
    """Plan and write the files of the search: the seconds that it took."""
    start = time.perf_counter()
    pages = searchindex.plan(cards[::-1], searchindex.segments_of(rows[::-1]), vocabulary)
    batches = ((folder, some) for some in in_slices(pages, _PAGES_A_BATCH))
    list(workers.run(_written, batches, pays=pays))
    return time.perf_counter() - start


def _start(seconds: float) -> None:
    """Keep one process busy, so that the next one is started too."""
    time.sleep(seconds)


def _counted(papers: Iterable[tuple[Card, str]]) -> Counted:
    tally = Tally()
    for card, text in papers:
        tally.add(searchindex.own_tokens(card.title, text, card.organization, card.authors))
    return tally.packed()


def _written(batch: tuple[Path, Iterable[Page]]) -> None:
    folder, pages = batch
    for page in pages:
        content = render(page, None, {})  # type: ignore[arg-type] # no template is needed
        with open(f"{folder}/{page.path}", "wb") as stream:  # noqa: PTH123 - as a build does
            stream.write(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
