"""The name that a mistaken one may mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from itertools import chain

_NEAR = 0.6
"""The least likeness of two names, from 0 to 1."""
_MANY = 500
"""Known names from which on a mistaken one is not compared with each: that takes seconds at some thousand."""
_COMPARED = 20
"""Of so many, those that have most runs of letters in common with it."""


class Names:
    """The names that are known."""

    def __init__(self, known: Iterable[str]) -> None:
        """Nothing is done with them until somebody asks."""
        self._given = known

    def hint(self, name: str) -> str | None:
        """A question whether the nearest known name is meant; None where none is near."""
        known = self._known if len(self._known) < _MANY else self._alike(name)
        near = get_close_matches(name, known, n=1, cutoff=_NEAR)
        return f"did you mean “{near[0]}”?" if near else None

    def _alike(self, name: str) -> list[str]:
        shared = Counter(chain.from_iterable(self._by_run.get(run, ()) for run in _runs(name)))
        return [self._known[number] for number, _ in shared.most_common(_COMPARED)]

    @cached_property
    def _known(self) -> list[str]:
        return sorted(self._given)

    @cached_property
    def _by_run(self) -> Mapping[str, list[int]]:
        """The numbers of the names that have each run of letters."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._known):
            for run in _runs(name):
                numbers[run].append(number)
        return numbers


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The hint for a single name."""
    return Names(known).hint(name)


def _runs(name: str) -> Iterator[str]:
    """Its runs of three letters."""
    return (name[at : at + 3] for at in range(len(name) - 2))
