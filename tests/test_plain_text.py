"""The short way for plain text gives what the parser gives: over the whole content, and over any text."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from sitegen import markup
from sitegen.content import load_content
from sitegen.markup import Rendered, Renderer
from tests.conftest import REPOSITORY

RENDERER = Renderer("/digest/")

ASCII = "".join(map(chr, range(128)))
SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0"
    "\u1680\u2000\u2003\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
PIECES = [
    *("A plain sentence.", "word", "Ünïcödé", "検索", "🎉", "x", "I", "é", "ß"),
    *("&amp;", "&copy;", "&#65;", "AT&T", "https://example.org/x", "www.example.org", "me@example.org"),
    *(
        "*a*",
        "_a_",
        "`a`",
        "~~a~~",
        "[a](/b)",
        "![a](b)",
        "<b>",
        "<!-- a -->",
        "$x_1$",
        "$5 to $10",
        "$$y$$",
        "$",
        "\\(x\\)",
        "\\",
    ),
    *("1. ", "1) ", "- ", "+ ", "> ", "# ", "    ", "===", "---", "***", "```", "~~~", "[a]: /b", "|", ":"),
    *ASCII,
    *SPACES,
]


def _short_and_long(source: str) -> tuple[Rendered, Rendered]:
    short = RENDERER.render(source)
    with patch.object(markup, "_is_plain", lambda _: False):
        return short, RENDERER.render(source)


def _texts() -> Iterator[str]:
    content = load_content(REPOSITORY / "content")
    for paper in content.papers:
        yield from (paper.abstract, paper.notes)
    yield from (digest.note for digest in content.digests)
    yield from (topic.introduction for topic in content.topics)
    yield from (article.body for article in content.articles)


def test_all_texts_of_the_content_come_out_the_same() -> None:
    texts = set(_texts())
    plain = {text for text in texts if markup._is_plain(text)}
    assert len(plain) > len(texts) / 3, "the short way is worth having"
    for text in texts:
        short, long = _short_and_long(text)
        assert short == long


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=8).map("".join))
@example("A word")
def test_any_text_comes_out_the_same(source: str) -> None:
    short, long = _short_and_long(source)
    assert short == long


@given(st.text(min_size=1, max_size=30))
def test_any_text_after_a_letter_comes_out_the_same(source: str) -> None:
    short, long = _short_and_long(f"A{source}")
    assert short == long


def test_every_character_comes_out_the_same_wherever_it_stands() -> None:
    codes = (*range(0xD800), *range(0xE000, 0x11000))
    # Ideographs and syllables are many and all alike: of these, some.
    for code in (code for code in codes if code % 16 == 0 or category(chr(code)) != "Lo"):
        for source in (chr(code), f"a{chr(code)}", f"a{chr(code)}b", f"a {chr(code)} b"):
            if markup._is_plain(source):
                short, long = _short_and_long(source)
                assert short == long, f"{source!r}"
