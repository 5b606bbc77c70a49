"""What only the texts of papers tell: whether they have a phrase, and the words around a match."""

from __future__ import annotations

from typing import Any

from tests.searchindex.conftest import Engine, Sample, entry

RIGHT, WRONG = "We prune large networks.", "Large things: we prune networks."


def load(engine: Engine, abstracts: list[str]) -> None:
    """Papers with these abstracts, the best match for equal words first, whose pages can be read."""
    papers: list[Sample] = [entry(f"Paper {place}", text, place) for place, text in enumerate(abstracts)]
    engine.load(papers)
    texts = {f"papers/{paper.card.slug}/": [paper.card.title, paper.abstract] for paper in papers}
    engine.evaluate(
        """(texts) => {
            globalThis.read = [];
            globalThis.textOf = async (address) => {
                read.push(address);
                const [title, abstract] = texts[address];
                return { title, abstract };
            };
        }""",
        texts,
    )


def asked(engine: Engine, request: dict[str, Any], shown: int) -> tuple[int, bool, list[int], int]:
    """The count, whether there may be more, the places of the first papers, and how many pages were read."""
    found = engine.evaluate(
        """async ([request, shown]) => {
            read.length = 0;
            const { count, isAtLeast } = await engine.ask(request);
            const cards = await engine.cards(request, 0, shown);
            return [count, isAtLeast, cards.map(({ slug }) => Number(slug.split("-")[1])), read.length];
        }""",
        [request, shown],
    )
    return tuple(found)


def test_of_few_candidates_all_are_checked(empty_engine: Engine) -> None:
    load(empty_engine, [RIGHT if place % 3 == 0 else WRONG for place in range(30)])
    right = [place for place in range(30) if place % 3 == 0]
    assert asked(empty_engine, {"text": '"prune large"'}, 30) == (10, False, right, 30)
    assert asked(empty_engine, {"text": '"prune large"', "sort": "date"}, 4)[:3] == (10, False, right[:4])
    wrong = [place for place in range(30) if place % 3]
    assert asked(empty_engine, {"text": 'networks -"prune large"'}, 30)[:3] == (20, False, wrong)


def test_of_many_only_as_many_as_are_shown(empty_engine: Engine) -> None:
    load(empty_engine, [RIGHT if place % 2 == 0 else WRONG for place in range(120)])
    count, is_at_least, places, pages = asked(empty_engine, {"text": '"prune large"'}, 10)
    assert (count, is_at_least) == (10, True)
    assert places == list(range(0, 20, 2))
    assert pages <= 30
    assert asked(empty_engine, {"text": '"prune large"'}, 60)[2] == list(range(0, 120, 2))
    assert asked(empty_engine, {"text": '"prune large"'}, 60)[:2] == (60, False)


def test_in_vain_it_does_not_go_on_for_ever(empty_engine: Engine) -> None:
    load(empty_engine, [WRONG] * 300)
    count, is_at_least, places, pages = asked(empty_engine, {"text": '"prune large"'}, 10)
    assert (count, is_at_least, places) == (0, True, [])
    assert pages <= 200


def test_it_goes_on_as_long_as_somebody_asks(empty_engine: Engine) -> None:
    load(empty_engine, [*[WRONG] * 250, RIGHT])
    known = empty_engine.evaluate(
        """async () => {
            const known = [];
            for (let time = 0; time < 3; time++) {
                const { cards, count, isAtLeast } = await engine.shown({ text: '"prune large"' }, 0, 10);
                known.push([cards.length, count, isAtLeast]);
            }
            return known;
        }"""
    )
    assert known == [[0, 0, True], [1, 1, False], [1, 1, False]]


def test_counts_of_filters_know_of_the_phrases(empty_engine: Engine) -> None:
    load(empty_engine, [RIGHT, WRONG, WRONG, RIGHT])
    facets = empty_engine.evaluate("() => engine.facets({ text: '\"prune large\"' })")
    assert facets["days"] == [{"day": "2025-10-30", "count": 1}, {"day": "2025-10-27", "count": 1}]


def test_an_excerpt_is_around_the_matches(empty_engine: Engine) -> None:
    far = "Nothing is said here of the subject. " * 12
    load(
        empty_engine,
        [f"{far}At last a zebra, and a second zebra, come. {far}", "A zebra at once.", f"{far}A zebra."],
    )
    first, shown, last = empty_engine.evaluate(
        """async () => {
            await engine.ask({ text: "zebra" });
            const cards = await engine.cards({ text: "zebra" }, 0, 3);
            const excerpts = await engine.excerpts({ text: "zebra" }, 0, 3);
            const of = (place) => excerpts[cards.findIndex(({ slug }) => slug === `paper-${place}`)];
            return [of(0), of(1), of(2)];
        }"""
    )
    assert shown is None
    assert [text for text, is_match in first if is_match] == ["zebra", "zebra"]
    text = "".join(text for text, _ in first)
    assert "At last a zebra, and a second zebra, come." in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert 150 < len(text) < 260
    assert "".join(text for text, _ in last).endswith("A zebra.")
