"""The name that a mistaken one may mean, among few and among very many."""

from __future__ import annotations

import random
from difflib import get_close_matches

import pytest

from sitegen.hints import Names, did_you_mean

PARTS = ["deep", "sparse", "neural", "graph", "speech", "models", "learning", "vision", "agents", "search"]


def _slugs(number: int) -> list[str]:
    choose = random.Random(1)
    return [f"{'-'.join(choose.choices(PARTS, k=5))}-{at}" for at in range(number)]


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("titel", ["title", "topics"], "did you mean “title”?"),
        ("dya", ["day", "title"], "did you mean “day”?"),
        ("zebra", ["title", "topics"], None),
        ("title", [], None),
    ],
)
def test_the_nearest_of_a_few_names_is_meant(name: str, known: list[str], hint: str | None) -> None:
    assert did_you_mean(name, known) == hint


def test_of_very_many_names_only_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def spied(name: str, known: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(known))
        return get_close_matches(name, known, n, cutoff)

    monkeypatch.setattr("sitegen.hints.get_close_matches", spied)
    slugs = _slugs(3_000)
    names = Names(slugs)
    for slug in slugs[::200]:
        mistaken = slug.replace("-", "--", 1)[1:]
        assert names.hint(mistaken) == f"did you mean “{slug}”?"
    assert names.hint("zebra") is None
    assert names.hint("") is None
    assert max(compared) <= 20
