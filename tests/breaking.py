"""Breaking a build off: at any of its calls of the system, and before and after its steps that matter."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from sitegen import output, prepare
from sitegen.cache import Cache
from sitegen.manifest import Manifest

_CALLS: tuple[tuple[Any, str], ...] = (
    *((os, name) for name in ("replace", "mkdir", "unlink", "rmdir", "open", "scandir")),
    *((Manifest, "begin"), (Manifest, "finish"), (Cache, "update"), (prepare, "prepare")),
)


class KilledError(BaseException):
    """Stands for the end of the process: nothing is cleaned up."""


@contextmanager
def broken_off(at: int, error: BaseException) -> Iterator[None]:
    """Raise an error at a call, counted from 0, or at none where there are not so many.

    After a KilledError, every later call fails as well.
    """
    calls = 0

    def tick() -> None:
        nonlocal calls
        calls += 1
        if calls - 1 == at or (calls > at and isinstance(error, KilledError)):
            raise error

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            tick()
            result = call(*arguments, **options)
            try:
                tick()
            except BaseException:
                _let_go(result)
                raise
            return result

        return counting

    with ExitStack() as patches:
        for owner, name in _CALLS:
            patches.enter_context(patch.object(owner, name, counted(getattr(owner, name))))
        opened = counted(builtins.open)
        patches.enter_context(patch.object(output, "open", opened, create=True))
        yield


def _let_go(result: Any) -> None:
    """Close what a call opened, as the end of a process does."""
    if isinstance(result, int):
        os.close(result)
    elif hasattr(result, "close"):
        result.close()
