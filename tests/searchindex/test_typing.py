"""While somebody types: results neither vanish between two letters nor pretend that a word is whole."""

from __future__ import annotations

from itertools import product

from sitegen.searchindex.tokens import terms_of
from sitegen.slices import in_slices
from tests.searchindex.conftest import Engine, Sample, entry, files
from tests.searchindex.made import made


def test_nothing_vanishes_between_two_letters(small_engine: Engine) -> None:
    for word, place in (("retrieval", 0), ("networks", 3), ("lovelace", 2), ("studies", 3), ("pruning", 3)):
        for end in range(3, len(word) + 1):
            for query in (word[:end], f"+{word[:end]}", f"xyzzy {word[:end]}"):
                assert place in small_engine.places(query), query


def test_nor_in_any_word_of_a_title(full_engine: Engine, digest: tuple[Sample, ...]) -> None:
    words = sorted(
        {
            (word, entry.card.slug)
            for entry in digest
            for word in entry.card.title.split()
            if word.isalpha() and terms_of(word.lower())
        }
    )
    assert len(words) > 1000
    vanished = full_engine.evaluate(
        """async (words) => {
            const vanished = [];
            for (const [word, slug] of words) {
                for (let end = 3; end <= word.length; end++) {
                    const start = word.slice(0, end);
                    if (!(await slugs(start)).includes(slug)) vanished.push(start);
                }
            }
            return vanished;
        }""",
        [list(word) for word in words[::10]],
    )
    assert vanished == []


def test_nor_on_the_way_through_a_stop_word(empty_engine: Engine) -> None:
    empty_engine.load([entry("Whenever")])
    assert [empty_engine.places("whenever"[:end]) for end in range(3, 9)] == [[0]] * 6


def test_whole_words_come_before_beginnings(empty_engine: Engine) -> None:
    empty_engine.load([entry("Keyboards", "", 0), entry("Other", "One key among many words.", 1)])
    assert empty_engine.places("key") == [1, 0]
    assert empty_engine.places("key ") == [1]


def test_only_the_last_word_is_unfinished(small_engine: Engine) -> None:
    assert small_engine.places("retri passage") == [0]
    assert sorted(small_engine.places("passage spee")) == [0, 4]


def test_two_letters_are_a_beginning_unless_they_are_a_word(small_engine: Engine) -> None:
    assert sorted(small_engine.places("sp")) == [1, 4]
    assert small_engine.places("sp ") == []


def test_two_letters_fetch_no_great_part_of_an_index(empty_engine: Engine) -> None:
    papers = made(400)
    shards = [name for name in files(papers) if name.startswith("terms")]
    empty_engine.load(papers)
    assert len(shards) > 50
    for start in ("qx", "un", "s", "r", "c"):
        empty_engine.asked.clear()
        empty_engine.search(start)
        assert sum(name.startswith("terms") for name in empty_engine.asked) <= 8


def test_a_space_after_a_stop_word_takes_nothing_away(empty_engine: Engine) -> None:
    empty_engine.load([entry("The Theory of Offers")])
    queries = ("the", "the ", "the o", "the off")
    assert {query: empty_engine.places(query) for query in queries} == {key: [0] for key in queries}


def test_a_letter_that_very_many_words_begin_with_says_nothing_yet(empty_engine: Engine) -> None:
    endings = map("".join, product("aeiou", "klmnprst", "aeiou", "klmnprst", "aeiou"))
    papers = [
        entry("Common" if place else "Common Q", " ".join(f"b{ending}" for ending in some), place)
        for place, some in enumerate(in_slices(endings, 200))
    ]
    empty_engine.load([*papers, entry("Bees", "A q.", 99, topics={"bees": "Bees"})])
    everywhere = empty_engine.places("common ")
    assert len(everywhere) == len(papers) > 20
    for query in ("common b", "common title:b", 'common "'):
        assert empty_engine.places(query) == everywhere, query
    assert empty_engine.places("topic:b") == [99]
    assert empty_engine.places("title:q") == [0]
    assert empty_engine.places("abstract:q") == [99]
    vague = empty_engine.evaluate(
        """async (queries) => {
            const answers = await Promise.all(queries.map((text) => engine.ask({ text })));
            return answers.map(({ count, isVague }) => [count, isVague]);
        }""",
        ["b", "title:b", '"', "of", "how ", "-", "bzz", "title:b ", "common"],
    )
    assert vague == [*[[0, True]] * 6, *[[0, False]] * 2, [len(papers), False]]


def test_what_says_nothing_yet_takes_nothing_away_that_filters_left(small_engine: Engine) -> None:
    def count(text: str) -> int:
        found: int = small_engine.evaluate(
            "async (text) => (await engine.ask({ text, filters: { years: ['2025'] } })).count", text
        )
        return found

    assert count("") == count('"') == count("of") > count("xyzzy") == 0


def test_a_short_stop_word_is_a_beginning_too(empty_engine: Engine) -> None:
    empty_engine.load([entry("Offline Planning"), entry("Tokens", "Of plans.", 1)])
    assert {query: empty_engine.places(query) for query in ("of", "of ", "to", "title:of", "of pl")} == {
        **{query: [0] for query in ("of", "of ", "title:of")},
        "to": [1],
        "of pl": [0, 1],
    }


def test_a_tilde_means_one_letter_until_a_number_follows(small_engine: Engine) -> None:
    assert small_engine.places("lovelacs~") == small_engine.places("lovelacs~1") == [2]
    assert small_engine.places("lovlaxe~") == []
    assert small_engine.places("lovlaxe~2") == [2]
    spelling = small_engine.evaluate("async () => (await engine.ask({ text: 'lovlaxe~' })).spelling")
    assert spelling is None


def test_a_field_is_kept_to(small_engine: Engine) -> None:
    assert small_engine.places("title:prun") == [3]
    assert small_engine.places("abstract:prun") == [4]


def test_what_is_prohibited_is_meant_whole(small_engine: Engine) -> None:
    assert sorted(small_engine.places("retrieval -spar")) == [0, 1]
