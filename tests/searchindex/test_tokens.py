"""Every token comes out the same in Python and in the browser, with the real lunr.js."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunr.stop_word_filter import WORDS

from sitegen.searchindex.letters import JOINTS, SEPARATORS, TRIMMED, UNSPACED, WHITE_SPACE
from sitegen.searchindex.stemmer import stem_of
from sitegen.searchindex.tokens import split, terms
from tests.searchindex.conftest import Engine, Sample

ENDINGS_TOGETHER = """
    ational tional enci anci izer bli alli entli eli ousli ization ation ator alism iveness fulness ousness
    aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment
    ent ion ou ism ate iti ous ive ize sses ies eed ed ing s y e ll at bl iz
"""
ENDINGS = ENDINGS_TOGETHER.split()
HARD_TOGETHER = (
    "Ünal Ünal's György naïve, ndcg@10, 44.6% $3.5M C++ C# x² ½ 10^6 1.6*GPU "
    "key play away try sky by say y yy yay YES Yyyed byyed syying cry "
    "ies sses eed eeds ed ing s es ss sing bees agreed dying skies the The, (the) cannot "
    "__proto__ constructor toString hasOwnProperty _index _ __ "
    "检索增强生成 「検索」 你好， 。 한국어 עברית العربية، ελληνικός ΟΔΟΣ ΟΔΟΣ.Α ς Σ "
    "İstanbul ıI ẞ ß ﬁne ﬃ Ǆ \u212a \u212b é e\u0301 ｆｕｌｌ Ｆ！ ÀÉÎ "
    "🚀 🚀s s🚀ed launch🚀 ❤️ 👩‍🔬 🇫🇷 𝒳 𝒳s 𝒳es 𝒳ing a𝒳y 𝒜𝒷s 𐐀 "
    "... -- & “quoted” ‘t’ (a) [b] {c} <d> … ™ Foo™ → a→b ∞ ≤3 ¿qué? state-of-the-art - "
    "soft\u00adhyphen zero\u200bwidth a\u00a0b a\u2011b a\u2014b a\u3000b a\x1cb a\x85b a\ufeffb a\u180eb "
    "a\u2028b nul\0 \x7f "
    "GPT-4o gpt4o Qwen2.5-72B Llama-3.1-8B-Instruct (pre-)training fine-tuning, t-SNE ndcg@10 pass_1 x² "
    "a-b--c/d Google's, GOOGLE’S’ 's ’s x's's a''s -- -a- a- 2019–2020 10^6-7 "
    "GyÖrgy-Ørsted2 使用Qwen2.5模型 检索-增强 𠀀𠀁𠀂 𠀀 データベース "
    "か\u3099 ｶﾞ 검색 \u1112\u1161\u11ab ㄱ 々 〇 1️⃣ A１ ﬀ9 ŁÓDŹ Đà_Nẵng ŉ"
)
HARD = HARD_TOGETHER.split(" ")


def browser_terms(engine: Engine, texts: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = engine.evaluate(
        "(texts) => texts.map((text) => engine.terms.split(text).flatMap(engine.terms.termsOf))",
        texts,
    )
    return found


def different(engine: Engine, texts: Sequence[str]) -> list[tuple[str, list[str], list[str]]]:
    """The texts that the two sides do not agree on, with what each makes of it: Python, then the browser."""
    ours = [list(terms(text)) for text in texts]
    return [
        (text, mine, theirs)
        for text, mine, theirs in zip(texts, ours, browser_terms(engine, texts), strict=True)
        if mine != theirs
    ]


def test_the_whole_content_comes_out_the_same(full_engine: Engine, digest: tuple[Sample, ...]) -> None:
    texts = [text for entry in digest for text in (entry.card.title, entry.abstract)]
    assert len(texts) >= 2 * 237
    assert different(full_engine, texts) == []
    words = sorted({word for text in texts for word in split(text)})
    assert len(words) > 7000
    assert different(full_engine, words) == []


def test_hard_words_come_out_the_same(full_engine: Engine) -> None:
    assert different(full_engine, HARD) == []
    assert different(full_engine, [f"{a} {b}" for a, b in zip(HARD, reversed(HARD), strict=True)]) == []


def test_every_character_comes_out_the_same(full_engine: Engine) -> None:
    """At both ends, within, and before an ending that the stemmer knows."""
    characters = [
        character
        for number, character in enumerate(map(chr, range(0x20000)))
        # What this Python's Unicode does not know yet, a newer browser may; of ideographs, a sample.
        if (category := unicodedata.category(character)) not in {"Cs", "Cn"}
        and (category != "Lo" or number % 30 == 0)
    ]
    assert different(full_engine, [f"{c}a{c} q{c}Qs" for c in characters]) == []


def test_stop_words_are_those_of_lunr(full_engine: Engine) -> None:
    assert different(full_engine, [*WORDS, *(f"{word}x" for word in WORDS)]) == []
    assert browser_terms(full_engine, sorted(WORDS)) == [[]] * len(WORDS)


WORD = st.builds(
    lambda *parts: "".join(parts),
    st.text("aeiouybcstlzw1'é", max_size=5),
    st.sampled_from(["", *ENDINGS]),
    st.sampled_from(["", *ENDINGS]),
)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=60)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(WORD, TEXT), min_size=100, max_size=400))
def test_any_text_comes_out_the_same(full_engine: Engine, texts: list[str]) -> None:
    assert different(full_engine, texts) == []


def test_stems_are_those_of_lunr(full_engine: Engine) -> None:
    """Every ending on every kind of beginning, past the trimmer."""
    beginnings = [
        "",
        *"aybé",
        "tr",
        "ab",
        "yb",
        "by",
        "ayy",
        "bab",
        "abab",
        "babab",
        "troubl",
        "hopp",
        "𝒳",
        "z-",
    ]
    words = [f"{start}{one}{two}" for start in beginnings for one in ["", *ENDINGS] for two in ["", *ENDINGS]]
    theirs = full_engine.evaluate(
        "(words) => words.map((word) => String(lunr.stemmer(new lunr.Token(word))))", words
    )
    assert [(a, b, c) for a, b in zip(words, theirs, strict=True) if (c := stem_of(a)) != b] == []


TERMS: dict[str, dict[str, str]] = {
    "signs around a word": {
        "key": "key",
        "44.6%": "44.6",
        "retrieval,": "retriev",
        "“quoted”": "quot",
        "C++": "c",
        "the": "",
        "10^6 a:b": "10^6 a:b",
    },
    "accents": {"György": "gyorgi", "Ünal’s": "unal", "Ørsted": "orst", "Łódź": "lodz", "Straße": "strass"},
    "parts and the whole": {
        "fine-tuning": "fine tune finetun",
        "(pre-)training,": "pre train pretrain",
        "state-of-the-art": "state art stateoftheart",
        "input/output": "input output inputoutput",
        "train–test": "train test traintest",
        "-based": "base",
        "word—another": "word anoth",
    },
    "letters and a number": {
        "GPT-4o": "gpt 4o gpt4o",
        "gpt4o": "gpt 4o gpt4o",
        "Llama-3": "llama 3 llama3",
        "Qwen2.5-72B": "qwen 2.5 qwen2.5 72b qwen2.572b",
        "ndcg@10": "ndcg 10 ndcg@10",
        "72B": "72b",
    },
    "letters without spaces": {
        "检索增": "检索 索增 增",
        "强": "强",
        "검색증": "검색 색증 증",
        "データ": "デー ータ タ",
        "が": "が",
        "使用Qwen2.5模型，好。": "使用 用 qwen 2.5 qwen2.5 模型 型 好",
    },
}


@pytest.mark.parametrize("kind", TERMS)
def test_words_are_indexed_as_a_reader_writes_them(kind: str) -> None:
    assert {text: " ".join(terms(text)) for text in TERMS[kind]} == TERMS[kind]


def test_nothing_is_left_of_punctuation() -> None:
    assert list(terms(string.punctuation.replace("_", "").replace("-", " "))) == []
    assert list(terms("… — “” ‘’ « » 。 、 → ≤ 🚀 ❤️ ™ \ufeff")) == []


def test_text_is_split_at_every_separator_and_nowhere_else() -> None:
    """Plain text and other goes two ways."""
    for character in map(chr, range(0x10000)):
        text = f"a{character}b"
        if unicodedata.normalize("NFC", text).lower() == text:
            words = re.split(f"[{SEPARATORS}]", text)
            assert split(text) == words
            assert split(f"{text} é") == [*words, "é"]


def test_white_space_is_all_that_either_language_calls_so() -> None:
    spaces = [c for c in map(chr, range(0x10000)) if c.isspace()] + ["\ufeff"]
    assert [c for c in spaces if not re.fullmatch(f"[{WHITE_SPACE}]", c)] == []


def test_no_letter_or_digit_is_trimmed() -> None:
    lost = [c for c in map(chr, range(0x20000)) if c.isalnum() and re.fullmatch(f"[{TRIMMED}]", c)]
    assert [
        c for c in lost if not unicodedata.name(c).startswith(("DINGBAT", "PARENTHESIZED", "DIGIT"))
    ] == []


def test_letters_without_spaces_are_those_of_chinese_japanese_and_korean() -> None:
    scripts = re.compile("CJK UNIFIED|CJK COMPAT|HIRAGANA|KATAKANA|HANGUL|BOPOMOFO|HENTAIGANA|IDEOGRAPHIC")
    others = re.compile("LATIN|GREEK|CYRILLIC|ARABIC|HEBREW|DEVANAGARI|THAI|MATHEMATICAL")
    for c in map(chr, range(0x33000)):
        name = unicodedata.name(c, "")
        if scripts.match(name) and unicodedata.category(c) in {"Lo", "Lm"}:
            assert re.fullmatch(f"[{UNSPACED}]", c), name
        if others.match(name):
            assert not re.fullmatch(f"[{UNSPACED}]", c), name


def test_no_character_is_of_two_classes() -> None:
    every = "".join(map(chr, range(0x33000)))
    for one, other in ((SEPARATORS, UNSPACED), (JOINTS, UNSPACED), (TRIMMED, UNSPACED), (SEPARATORS, JOINTS)):
        assert set(re.findall(f"[{one}]", every)) & set(re.findall(f"[{other}]", every)) == set()
