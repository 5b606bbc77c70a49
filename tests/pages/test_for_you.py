"""The reader's own digest: what their machine fetches to make it."""

from __future__ import annotations

import json
from datetime import date

from sitegen.config import Settings
from sitegen.library import Library
from sitegen.page import CARDS_OF_DAY
from sitegen.pages import for_you
from sitegen.searchindex import cards_json


def test_it_knows_the_topics(library: Library, settings: Settings) -> None:
    page, *_ = for_you.pages(library, settings)
    assert page.path == "for-you/index.html"
    assert [title for _, title in page.values["topics"]] == ["Pruning", "Retrieval", "Speech"]  # type: ignore[attr-defined]


def test_a_days_file_is_made_of_its_own_day_alone(library: Library, settings: Settings) -> None:
    _, *files = for_you.pages(library, settings)
    assert [(file.path, file.renderer, dict(file.values)) for file in files] == [
        (f"for-you/{day.day}.json", CARDS_OF_DAY, {"cards": day.cards}) for day in library.days
    ]
    assert library.days[0].day == date(2025, 10, 30)


def test_its_excerpts_are_whole_where_the_searchs_are_short(library: Library) -> None:
    long = library.days[0].cards[0]._replace(excerpt="A sentence that goes on. " * 8)
    [[_, _, whole, *_]] = json.loads(cards_json([long], whole=True))
    [[_, _, short, *_]] = json.loads(cards_json([long]))
    assert whole == long.excerpt
    assert len(short) <= 140
