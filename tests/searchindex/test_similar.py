"""Similar papers: the right ones, for reasons that a reader understands, and the same ones tomorrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest

from sitegen.likeness import Likeness, Told, explained, find_likeness
from sitegen.searchindex import Tally, Vocabulary, own_tokens, segments_of
from sitegen.searchindex.about import is_telling
from sitegen.searchindex.similar import PICKS, SHARED
from sitegen.searchindex.tokens import terms
from sitegen.summary import Card, Pick
from tests.bench.corpus import make_days
from tests.bench.sources import read_entries
from tests.searchindex.conftest import REPOSITORY, Entry, Sample, entries, entry
from tests.searchindex.made import made

FIRST = date(2025, 1, 1)
WHALES = [
    ("Song of the Humpback Whale", "Humpback whales sing. We record the song of a whale for a year."),
    ("Why Whales Sing", "A song of whales is heard far away. Each whale has a song of its own."),
]
OTHERS = [
    (f"About {word.capitalize()}s", f"A {word} is a {word}, and nothing else is a {word}.")
    for word in ("lamp", "river", "violin", "cactus", "planet", "teapot", "glacier", "button", "orchard")
]


def on_days(papers: Sequence[Sample], a_day: int) -> list[Sample]:
    """The papers, the oldest first, so many a day; in the order of lists."""
    dated = [
        Sample(paper.card._replace(day=FIRST + timedelta(days=place // a_day)), paper.abstract)
        for place, paper in enumerate(papers)
    ]
    return dated[::-1]


def texts(*papers: tuple[str, str]) -> list[Sample]:
    return [entry(title, abstract, place) for place, (title, abstract) in enumerate(papers)]


def found(papers: Sequence[Sample], vocabulary: Vocabulary | None = None) -> tuple[list[Entry], Likeness]:
    vocabulary = vocabulary or Vocabulary()
    known = entries(papers, vocabulary)
    return known, alike(known, vocabulary)


def alike(papers: Sequence[Entry], vocabulary: Vocabulary, before: Likeness | None = None) -> Likeness:
    oldest_first = papers[::-1]
    segments = segments_of(paper.rows for paper in oldest_first)
    return find_likeness([paper.card for paper in oldest_first], segments, vocabulary.terms, before)


def picks(papers: Sequence[Sample], vocabulary: Vocabulary | None = None) -> dict[str, tuple[Pick, ...]]:
    """What is said on each paper's page."""
    known, likeness = found(papers, vocabulary)
    cards = [each.card for each in reversed(known)]
    told = Told(likeness, cards)
    return {card.slug: told.picks(number) for number, card in enumerate(cards)}


def titles(papers: Sequence[Sample], title: str) -> list[str]:
    """Of the papers that are named as similar to one."""
    [slug] = [paper.card.slug for paper in papers if paper.card.title == title]
    return [pick.title for pick in picks(papers)[slug]]


@pytest.fixture(scope="module")
def corpus() -> list[Sample]:
    """Papers that read like real ones, fifty a day, in the order of lists."""
    days = make_days(read_entries(REPOSITORY / "content/sources"), 1_000, more_days=1)
    papers = [
        Sample(
            entry(paper.title, paper.abstract, slug=paper.slug, topics={t: t for t in paper.topics}).card
            ._replace(day=day.date),
            paper.abstract,
        )
        for day in days
        for paper in day.papers
    ]  # fmt: skip
    return papers[::-1]


def test_papers_on_one_subject_are_similar_and_say_why() -> None:
    papers = on_days(texts(*OTHERS, *WHALES), 1)
    [pick] = picks(papers)["paper-10"]
    assert (pick.slug, pick.title, pick.day) == ("paper-9", WHALES[0][0], FIRST + timedelta(days=9))
    assert pick.terms == ("whale", "song")


def test_nothing_is_said_of_a_paper_that_is_like_no_other() -> None:
    papers = on_days(texts(*OTHERS, *WHALES), 1)
    assert {slug for slug, named in picks(papers).items() if named} == {"paper-10"}


def test_one_word_in_common_is_not_enough() -> None:
    alone = ("The Whale", "A whale, a whale! It is a big whale.")
    assert titles(on_days(texts(*OTHERS, WHALES[0], alone), 1), "The Whale") == []


def test_words_that_papers_of_any_subject_use_do_not_count() -> None:
    novel = "We propose a novel method, evaluate it extensively, and achieve significantly better results."
    papers = texts(*OTHERS, ("A Novel Method Evaluated", novel), ("Evaluating a Novel Method", novel))
    assert titles(on_days(papers, 1), "Evaluating a Novel Method") == []


def test_a_title_says_more_than_an_abstract() -> None:
    kettle = ("Boiling Kettle Whistle", "It boils.")
    in_passing = ("Sound", "Among them is the whistle of a kettle that is boiling.")
    asking = ("Kettle Whistle and Boiling", "Boiling makes the kettle whistle.")
    for order in ((kettle, in_passing), (in_passing, kettle)):
        named = titles(on_days(texts(*OTHERS, *order, asking), 1), asking[0])
        assert named[0] == kettle[0]


def test_papers_of_one_day_name_each_other_and_none_names_a_later_one() -> None:
    papers = texts(*OTHERS, *WHALES)
    of_one_day = picks(on_days(papers, len(papers)))
    assert [pick.slug for pick in of_one_day["paper-9"]] == ["paper-10"]
    assert [pick.slug for pick in of_one_day["paper-10"]] == ["paper-9"]
    assert picks(on_days(papers, 1))["paper-9"] == ()


def test_a_topic_in_common_counts_and_is_called_by_its_title() -> None:
    papers = [
        *texts(*OTHERS),
        entry("Whale Song", "", 20, topics={"sea": "Life at Sea"}),
        entry("Whale Bones", "", 21, topics={"sea": "Life at Sea"}),
    ]
    [pick] = picks(on_days(papers, 1))["paper-21"]
    assert (pick.terms, pick.topics) == (("whale",), ("Life at Sea",))


def test_every_pick_is_another_paper_of_no_later_day_that_shares_what_is_said(corpus: list[Sample]) -> None:
    known = {paper.card.slug: paper for paper in corpus}
    named = picks(corpus)
    own_terms = {slug: set(terms(f"{paper.card.title} {paper.abstract}")) for slug, paper in known.items()}
    for slug, of_paper in named.items():
        assert len({pick.slug for pick in of_paper}) == len(of_paper) <= PICKS
        for pick in of_paper:
            assert pick.slug != slug
            assert pick.day == known[pick.slug].card.day <= known[slug].card.day
            assert pick.title == known[pick.slug].card.title
            assert 2 <= len(pick.terms) + len(pick.topics) <= SHARED
            assert set(pick.terms) <= own_terms[slug] & own_terms[pick.slug]
    assert sum(map(bool, named.values())) > len(named) * 0.6


def _changed(papers: Sequence[Sample], newest_of_before: date) -> float:
    """The share of older papers' pages that change with the days after that one."""
    before = picks([paper for paper in papers if paper.card.day <= newest_of_before])
    after = picks(papers)
    return sum(after[slug] != named for slug, named in before.items()) / len(before)


def test_a_later_day_changes_no_more_than_a_hundredth_of_the_pages(
    corpus: list[Sample], digest: tuple[Sample, ...]
) -> None:
    for papers in (corpus, digest, on_days(made(400), 50)):
        days = sorted({paper.card.day for paper in papers})
        assert _changed(papers, days[-2]) <= 0.01


def test_a_day_that_is_added_before_others_leaves_most_pages_as_they_were(corpus: list[Sample]) -> None:
    days = sorted({paper.card.day for paper in corpus})
    without = picks([paper for paper in corpus if paper.card.day != days[10]])
    after = picks(corpus)
    assert sum(after[slug] != named for slug, named in without.items()) < len(without) * 0.3


def test_the_numbers_of_a_vocabulary_make_no_difference(corpus: list[Sample]) -> None:
    elsewhere = Vocabulary()
    entries(texts(("Other words", "that no paper has any more")), elsewhere)
    entries(corpus[::-7], elsewhere)
    assert picks(corpus, elsewhere) == picks(corpus)


def test_very_many_papers_on_one_subject_name_those_just_before_them() -> None:
    papers = on_days(texts(*[WHALES[0]] * 4000), 1)
    named = picks([Sample(p.card._replace(slug=f"p{n}"), p.abstract) for n, p in enumerate(papers)])
    assert named["p0"] == ()  # what all papers are about says nothing of one


def test_papers_without_a_word_and_no_papers_at_all() -> None:
    assert picks([]) == {}
    assert picks(on_days(texts(("", ""), ("42", ""), ("", "")), 2)) == {
        "paper-0": (),
        "paper-1": (),
        "paper-2": (),
    }


def test_it_is_found_out_anew_only_when_something_changed_that_decides() -> None:
    papers = on_days(texts(*OTHERS, *WHALES), 1)
    known, likeness = found(papers)

    def again(papers: Sequence[Sample]) -> Likeness:
        vocabulary = Vocabulary()
        return alike(entries(papers, vocabulary), vocabulary, likeness)

    assert again(papers) is likeness
    newest = papers[0]
    assert again([Sample(newest.card, f"{newest.abstract} Seals."), *papers[1:]]) is likeness
    for card, abstract in [
        (newest.card, f"{newest.abstract} Seals, and seals."),
        (newest.card._replace(day=FIRST + timedelta(days=9)), newest.abstract),
        (newest.card._replace(slug="other"), newest.abstract),
        (entry("Why Whales Sing", topics={"sea": "Sea"}).card, newest.abstract),
    ]:
        assert again([Sample(card, abstract), *papers[1:]]) is not likeness
    assert known[0].card == newest.card


def _keys(likeness: Likeness, cards: Sequence[Card]) -> list[str]:
    told = Told(likeness, cards)
    return [told.key(number, number + 1) for number in range(len(cards))]


def test_the_key_of_a_page_is_another_one_when_what_it_says_is() -> None:
    known, likeness = found(on_days(texts(*OTHERS, *WHALES), 1))
    cards = [each.card for each in reversed(known)]
    before = _keys(likeness, cards)
    for change in ({"title": "Other"}, {"slug": "other"}, {"day": FIRST}):
        changed = [*cards[:9], cards[9]._replace(**change), *cards[10:]]
        assert [a == b for a, b in zip(before, _keys(likeness, changed), strict=True)][:10] == [True] * 10
        assert _keys(likeness, changed)[10] != before[10]
    unseen = [*cards[:9], cards[9]._replace(excerpt="Other.", comments=3), cards[10]]
    assert _keys(likeness, unseen) == before


def test_what_was_found_serves_papers_of_which_some_came_and_some_went() -> None:
    known, likeness = found(on_days(texts(*OTHERS, *WHALES), 1))
    cards = [each.card for each in reversed(known)]
    new = entry("New", slug="new").card
    told = Told(likeness, [*cards[2:10], new, cards[10]])
    assert [pick.slug for pick in told.picks(9)] == ["paper-9"]
    assert told.picks(8) == ()
    assert Told(likeness, [*cards[:9], cards[10]]).picks(9) == ()


def words_of(title: str, abstract: str) -> dict[str, str]:
    """What a paper says for the terms that it stresses."""
    tally = Tally()
    tally.add(own_tokens("Retrieval", "Retrieval, and retrieval.", None, ()))
    tally.add(own_tokens(title, abstract, None, ()))
    return tally.spoken()[1]


def test_terms_that_a_paper_stresses_are_spoken_as_it_writes_them() -> None:
    abstract = (
        'Retrievers & (queries). A retriever retrieves a query: once. "GPT-4o" and GPT-3, by LoRA — or a '
        "LoRA; retrieval-augmented. Fine-tuning, finetuned. 检索 检索"
    )
    assert words_of("Probing and Singing, a Gauss’s Black-Box rule for X-Ray", abstract) == {
        "probe": "probing",
        "sing": "singing",
        "gauss": "gauss",
        "black": "black",
        "box": "box",
        "blackbox": "black-box",
        "rule": "rule",
        "ray": "ray",
        "xray": "X-Ray",
        "retriev": "retrievers",
        "queri": "queries",
        "gpt": "GPT",
        "lora": "LoRA",
        "finetun": "fine-tuning",
        "检索": "检索",
    }


def test_what_a_paper_stresses_is_spoken_in_its_words(digest: tuple[Sample, ...]) -> None:
    for paper in digest:
        text = f"{paper.card.title} {paper.abstract}"
        words = words_of(paper.card.title, paper.abstract)
        of_title = {term for term in terms(paper.card.title) if is_telling(term) and term.isascii()}
        assert words.keys() >= of_title
        assert all(word in text or word in text.lower() for word in words.values())
        assert {term for term in words if term not in of_title} <= {
            term for term, times in Counter(terms(paper.abstract)).items() if times > 1
        }


def test_a_pick_is_explained_by_two_or_three_words_or_by_topics() -> None:
    pick = Pick("x", "X", FIRST, ("whale", "song", "sea"), ("Life at Sea",))
    words = {"whale": "whales", "song": "songs", "sea": "sea", "sing": "sing"}
    [(_, said)] = explained([pick], words)
    assert said == ["whales", "songs", "sea"]
    [(_, said)] = explained([pick._replace(terms=("whale",))], words)
    assert said == ["whales", "Life at Sea"]
    [(_, said)] = explained([pick], {"sea": "deep-sea", "song": "sea", "whale": "whales"})
    assert said == ["whales", "deep-sea"]


def test_the_papers_of_this_digest_find_company(digest: tuple[Sample, ...], tmp_path: Path) -> None:
    named = picks(digest)
    assert len(list(chain(*named.values()))) > len(named)
    of_draft = named["towards-optimal-multi-draft-speculative-decoding"]
    assert "specul" in of_draft[0].terms
