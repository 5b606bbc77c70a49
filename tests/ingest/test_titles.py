"""Which titles name one paper, and what slugs they get."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.ingest.identity import LONGEST_SLUG, new_slug, title_key
from sitegen.schema import SLUG


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A Title: Part I -- More", "a title part i – more"),
        ("Ｆｕｌｌ Width", "Full Width"),
        ("Straße", "STRASSE"),
        ("Cafe\u0301 Society", "Café Society"),
        ("Mamba ＋ More", "Mamba + more"),
        ("大模型，推理", "大模型推理"),
    ],
)
def test_spellings_of_one_title(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Part 1", "Part 2"),
        ("कि", "की"),
        ("大模型", "小模型"),
        ("???", "!!!"),
        ("C++", "C#"),
        ("Mamba", "Mamba+"),
    ],
)
def test_titles_of_two_papers(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("A Title: With Œuvre, Ünal & 3D", "a-title-with-uvre-unal-3d"),
        ("Dashes—and “quotes”", "dashes-and-quotes"),
        ("基于LLM的推理", "llm"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 80),
        ("大模型推理", "paper-4d3a2c4a9f0b"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    made = new_slug(title, set())
    assert made.startswith("paper-") if slug.startswith("paper-") else made == slug


def test_a_title_without_ascii_letters_keeps_its_slug() -> None:
    assert new_slug("大模型推理", set()) == new_slug("大模型，推理!", set())
    assert new_slug("大模型推理", set()) != new_slug("小模型推理", set())


def test_a_slug_that_is_taken_is_numbered_within_the_length() -> None:
    assert new_slug("A Title", {"a-title", "a-title-2"}) == "a-title-3"
    longest = "x" * LONGEST_SLUG
    assert new_slug(longest, {longest}) == "x" * (LONGEST_SLUG - 2) + "-2"


@given(st.text(min_size=1))
def test_every_title_has_a_slug(title: str) -> None:
    slug = new_slug(title, set())
    assert SLUG.fullmatch(slug)
    assert len(slug) <= LONGEST_SLUG
    assert new_slug(title, {slug}) == new_slug(title, {slug}) != slug
