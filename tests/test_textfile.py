"""Reading text files: which characters are told of, and where they stand."""

from __future__ import annotations

import re

import pytest

from sitegen.model import Problem
from sitegen.textfile import decode_text

BEYOND_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
BASIC = [chr(number) for number in range(0x10000) if not 0xD800 <= number <= 0xDFFF]
OTHERS = [chr(number) for number in range(0x10000, 0x110000, 999)]


def test_every_character_that_no_page_can_show_is_told_of_and_no_other() -> None:
    for character in BASIC + OTHERS:
        problems: list[Problem] = []
        text = decode_text(f"a\nbc{character}d".encode(), "file", problems)
        if BEYOND_TEXT.match(character):
            assert (text, [(p.line, p.column) for p in problems]) == (None, [(2, 3)]), hex(ord(character))
        else:
            assert (text, problems) == (f"a\nbc{character}d", []), hex(ord(character))


@pytest.mark.parametrize("character", ["\x07", "\x85", "\ufdd0", "\uffff"], ids=ascii)
def test_one_among_other_characters_is_told_of(character: str) -> None:
    problems: list[Problem] = []
    assert decode_text(f"\ufeff“é”\n\u4e00\U0001f680 {character}".encode(), "file", problems) is None
    assert [(p.line, p.column) for p in problems] == [(2, 4)]
