"""What a card shows of an abstract: whole sentences, at most two, at most 240 characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.excerpt import MOST_CHARACTERS, excerpt, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two. Three.", ["One.", "Two.", "Three."]),
        ("It costs 3.5 times more. Yes.", ["It costs 3.5 times more.", "Yes."]),
        ("Some, e.g. this one, end late. Next.", ["Some, e.g. this one, end late.", "Next."]),
        ("After Smith et al. (2020) we stop. So.", ["After Smith et al. (2020) we stop.", "So."]),
        ("By J. Smith. Then.", ["By J. Smith.", "Then."]),
        ("Why? Because! “Quoted.” End", ["Why?", "Because!", "“Quoted.”", "End"]),
        ("See Fig. 3 and Eq. 2. Done.", ["See Fig. 3 and Eq. 2.", "Done."]),
        ("Code is at github.com/a/b. It runs.", ["Code is at github.com/a/b.", "It runs."]),
        ("一句话。另一句。", ["一句话。", "另一句。"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


def test_two_sentences_at_most() -> None:
    assert excerpt("One. Two. Three.") == "One. Two."


def test_a_second_sentence_that_does_not_fit_is_left_out() -> None:
    first, second = "A" + " word" * 40 + ".", "B" + " word" * 20 + "."
    assert excerpt(f"{first} {second}") == first


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    short = excerpt("word, " * 100)
    assert short.endswith("word…")
    assert len(short) <= MOST_CHARACTERS


@given(st.text())
def test_an_excerpt_is_never_too_long_and_begins_like_its_text(text: str) -> None:
    text = " ".join(text.split())
    short = excerpt(text)
    assert len(short) <= MOST_CHARACTERS
    assert "".join(text.split()).startswith("".join(short.removesuffix("…").split()))
    assert bool(short) == bool(text)
