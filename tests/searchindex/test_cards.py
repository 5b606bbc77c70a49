"""What a result shows comes back in the browser as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sitegen import urls
from sitegen.model import Organization
from sitegen.searchindex.cards import MOST_CHARACTERS, cards_json
from tests.searchindex.conftest import Engine, entry

PAPERS = [
    entry("Ünal’s Ωmega: 2 Fast, 2 GPT-4o", "Short.", 0, slug="unals-omega"),
    entry("A Title of Plain Words", "A", 1, slug="a-title-of-plain-words"),
    entry("A Title That Is Cut", "", 2, slug="a-title-that"),
    entry(
        "Everything Known",
        "x" * 50 + " and, then — " * 30,
        3,
        topics={"pruning": "Pruning & Co", "speech": "Speech"},
        organization=("Google AI", "Google"),
        authors=["Ada", "Bob", "Eve", "György"],
    ),
    entry("Counted", "One two.", 4, organization=("google", "Google")),
]
CARDS = [
    PAPERS[0].card,
    PAPERS[1].card,
    PAPERS[2].card,
    PAPERS[3].card._replace(published=date(2025, 10, 1), comments=7, upvotes=12),
    PAPERS[4].card._replace(authors_count=9, published=PAPERS[4].card.day),
]


def shown(engine: Engine) -> list[dict[str, Any]]:
    engine.load([replace(paper, card=card) for paper, card in zip(PAPERS, CARDS, strict=True)])
    cards: list[dict[str, Any]] = engine.evaluate("() => engine.cards({ sort: 'date' }, 0, 9)")
    return cards


def test_cards_come_back_as_they_were(empty_engine: Engine) -> None:
    cards = shown(empty_engine)
    assert [card["title"] for card in cards] == [[[card.title, False]] for card in CARDS]
    assert [card["address"] for card in cards] == [urls.paper(card.slug) for card in CARDS]
    assert [card["day"] for card in cards] == [
        {"date": card.day.isoformat(), "address": urls.day(card.day)} for card in CARDS
    ]
    assert [card["published"] for card in cards] == [None, None, None, "2025-10-01", "2025-10-26"]
    assert [card["comments"] for card in cards] == [None, None, None, 7, None]
    assert [card["upvotes"] for card in cards] == [None, None, None, 12, None]
    assert [card["authors"] for card in cards] == [[], [], [], ["Ada", "Bob", "Eve"], []]
    assert [card["authorsCount"] for card in cards] == [None, None, None, 4, 9]
    assert cards[3]["topics"] == [
        {"slug": "pruning", "title": "Pruning & Co", "address": "topics/pruning/"},
        {"slug": "speech", "title": "Speech", "address": "topics/speech/"},
    ]
    assert [card["organization"] and card["organization"]["address"] for card in cards[2:]] == [
        None,
        urls.organization("Google AI"),
        "organizations/google/",
    ]
    assert cards[3]["organization"]["slug"] == "Google AI"


def test_long_excerpts_are_cut_at_a_word(empty_engine: Engine) -> None:
    cards = shown(empty_engine)
    assert cards[0]["excerpt"] == [["Short.", False]]
    [[cut, _]] = cards[3]["excerpt"]
    assert len(cut) <= MOST_CHARACTERS
    assert cut.endswith((" and…", " then…"))


def test_a_slug_that_the_title_gives_is_left_out() -> None:
    assert cards_json([PAPERS[1].card]).startswith(b'[[22,"A Title')
    assert cards_json([PAPERS[2].card]).startswith(b'[[12,"A Title')
    assert cards_json([PAPERS[0].card]).startswith(b'[["unals-omega",')


def test_an_organisation_is_as_short_as_it_can_be() -> None:
    card = PAPERS[1].card._replace(organization=Organization("google", "Google"))
    assert cards_json([card]).endswith(b'["google","Google"]]]')
