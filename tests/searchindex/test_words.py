"""Words are found as people type them: without accents, with or without hyphens, by any part of a name."""

from __future__ import annotations

import pytest

from tests.searchindex.conftest import Engine, entry

PAPERS = [
    entry("Graphs of György Pólya", "Pólya’s naïve methods for Łódź.", 0, authors=("Søren Ørsted",)),
    entry("Fine-tuning Large Models", "A state-of-the-art report.", 1),
    entry("Finetuning Small Ones", "A fine thing, and tuning too.", 2),
    entry("Fine Weather", "Nothing is changed here.", 3),
    entry("Qwen2.5-72B Technical Report", "Compared with GPT-4o.", 4),
    entry("Llama-3", "Better than gpt4 and LLaMA 2.", 5),
    entry("LLaMA 3 in Pieces", "Input/output of Qwen 2.", 6),
    entry("检索增强生成：综述", "使用Qwen2.5模型。", 7),
    entry("검색증강생성", "データベースの検索", 8),
]
FOUND: dict[str, dict[str, list[int]]] = {
    "accents, on either side": {
        "György": [0],
        "Gyorgy": [0],
        "gyórgy polya": [0],
        "Pólya's": [0],
        "naïve": [0],
        "naive": [0],
        "Lodz": [0],
        "authors:Orsted": [0],
        "Gyö*": [0],
        "Fìne": [1, 2, 3],
    },
    "a hyphen, or none": {
        "fine-tuning": [1, 2],
        "finetuning": [1, 2],
        "+fine +tuning": [1, 2],
        "state-of-the-art": [1],
        "stateoftheart": [1],
        "input/output": [6],
        "input": [6],
        "-fine-tuning fine": [3],
        "fine-tun*": [1, 2],
        "fine-weather": [3],
    },
    "the name of a model": {
        "qwen2.5": [4, 7],
        "+qwen +2.5": [4, 7],
        "qwen": [4, 6, 7],
        "72b": [4],
        "qwen2.5-72b": [4],
        "Qwen-2.5": [4, 7],
        "gpt4o": [4],
        "+gpt +4o": [4],
        "gpt-4o": [4],
        "gpt-4": [5],
        "llama3": [5, 6],
        "LLaMA-3": [5, 6],
        "+llama +3": [5, 6],
    },
    "letters without spaces": {
        "检索": [7],
        "增强生": [7],
        "强": [7],
        "成": [7],
        "检强": [],
        "增检": [],
        "综述": [7],
        "模型": [7],
        "使用Qwen": [7],
        "Qwen模型": [7],
        "증강": [8],
        "색": [8],
        "ベース": [8],
        "検索": [8],
        "title:検索": [],
        "检索*": [7],
        "-检索 检": [],
    },
}


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    empty_engine.load(PAPERS)
    return empty_engine


@pytest.mark.parametrize("kind", FOUND)
def test_what_is_found(engine: Engine, kind: str) -> None:
    assert {query: sorted(engine.places(f"{query} ")) for query in FOUND[kind]} == FOUND[kind]


@pytest.mark.parametrize(
    ("word", "place"),
    [
        *(("fine-tuning", 1), ("finetuning", 1), ("finetuning", 2), ("fine-tuning", 2), ("György", 0)),
        *(("qwen2.5-72b", 4), ("gpt-4o", 4), ("gpt4o", 4), ("检索增强生成", 7), ("검색증강생성", 8)),
        *(("llama-3", 5), ("llama-3", 6), ("state-of-the-art", 1), ("input/output", 6)),
    ],
)
def test_nothing_vanishes_while_it_is_typed(engine: Engine, word: str, place: int) -> None:
    """From the third letter on; without spaces between letters, from the first."""
    fewest = 1 if ord(word[0]) > 0x1000 else 3
    assert [end for end in range(fewest, len(word) + 1) if place not in engine.places(word[:end])] == []


def test_what_has_all_words_comes_first(empty_engine: Engine) -> None:
    papers = [
        entry("LoRA", "Low-rank, in short.", 0),
        entry("Adapters Compared", f"We look at fine-tuning with LoRA {'and much else ' * 30}", 1),
        entry("Fine-tuning", "Only this.", 2),
    ]
    empty_engine.load(papers)
    assert empty_engine.places("LoRA fine-tuning ")[0] == 1
    assert empty_engine.places("lora finetun")[0] == 1
    assert sorted(empty_engine.places("LoRA fine-tuning ")) == [0, 1, 2]
    assert empty_engine.places("lora^1 fine-tuning ")[0] != 1  # in lunr's language it is lunr's order


def marked(engine: Engine, query: str) -> list[str]:
    found: list[str] = engine.evaluate(
        """async (query) => {
            const [{ document, card }] = await search(query);
            const pieces = [card.title, card.excerpt];
            const joined = pieces.map((some) => some.map(([text]) => text).join(""));
            if (`${joined}` !== `${[document.title, document.excerpt]}`) throw new Error(`${joined}`);
            return pieces.flat().filter(([, isMatch]) => isMatch).map(([text]) => text);
        }""",
        query,
    )
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("gyorgy ", ["György"]),
        ("polya lodz ", ["Pólya", "Pólya", "Łódź"]),
        ("finetuning large ", ["Fine-tuning", "Large"]),
        ("tuning large ", ["tuning", "Large"]),
        ("state-of-the-art report ", ["state-of-the-art", "report"]),
        ("qwen technical ", ["Qwen", "Technical"]),
        ("qwen2.5 technical ", ["Qwen2.5", "Technical"]),
        ("qwen2.5-72b ", ["Qwen2.5-72B"]),
        ("gpt4o ", ["GPT-4o"]),
        ("增强 ", ["增强"]),
        ("强 ", ["强"]),
        ("成 模型", ["成", "模型"]),
        ("ベース ", ["ベース"]),
    ],
)
def test_what_matched_is_marked(engine: Engine, query: str, expected: list[str]) -> None:
    assert marked(engine, query) == expected
