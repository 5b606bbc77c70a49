"""Where the heavy work is done: here, in processes of this machine, or on other machines.

All of it goes through one interface, `concurrent.futures.Executor`, so there is one code path: tasks are
pure functions of arguments that pickle, and nobody can tell from a result where it was made.
"""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from typing import Any, TypeVar

from sitegen.program import program_key

T = TypeVar("T")
R = TypeVar("R")

DASK = "dask://"
_PATIENCE = 10
"""Seconds to wait for a cluster's answer."""
WORTH_A_PROCESS = 5_000
"""From how many files or papers on a look at each of them, and little more, pays for a process of its own."""
_ENOUGH = 3
"""Tasks for a process: the one that it does, and what it needs until this process looks again."""
_MOST_PROCESSES = 61
"""Windows cannot wait for more."""


class Inline(Executor):
    """Does each task at once, in this thread."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """The task's future, already done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Workers:
    """The executors of one build, started when they are first needed and ended with it.

    `jobs` is how many processes to use at most, this one too (None: one for each processor that we may use);
    `executor` names a cluster to hand the work to instead, as `dask://HOST:PORT`.
    """

    def __init__(self, jobs: int | None = None, executor: str | None = None) -> None:
        self._jobs = min(jobs or _processors(), _MOST_PROCESSES)
        self._address = executor
        self._started = ExitStack()
        self._pool: Executor | None = None
        self._waiting: deque[Future[Any]] = deque()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for future in self._waiting:
            future.cancel()
        self._started.close()

    @property
    def have_started(self) -> bool:
        """Whether there is a pool already."""
        return self._pool is not None

    def run(
        self, task: Callable[[T], R], arguments: Iterable[T], *, pays: bool, ahead: int = 64
    ) -> Iterator[R]:
        """The results of a task for each argument, in their order.

        `pays`: whether there is so much to do that a pool is worth its start. At most `ahead` arguments are
        taken before their results are. While the processes of a pool have enough to do, this one does a part.
        """
        executor = self._executor() if pays else Inline()
        is_here = pays and self._address is None
        enough = _ENOUGH * (self._jobs - 1) if is_here else None
        waiting: deque[Future[R]] = deque()
        self._waiting = waiting
        handed_out: deque[Future[R]] = deque()
        for argument in arguments:
            while handed_out and handed_out[0].done():
                handed_out.popleft()
            if len(handed_out) == enough:
                future = Inline().submit(task, argument)
            else:
                future = executor.submit(task, argument)
                handed_out.append(future)
            waiting.append(future)
            while waiting and (len(waiting) > ahead or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def beside(self, task: Callable[[T], R], argument: T, *, pays: bool) -> Future[R]:
        """A task that a process of its own does while this one goes on; at once where that does not pay."""
        if not pays or self._jobs == 1:
            return Inline().submit(task, argument)
        return self._processes(1).submit(task, argument)

    def _executor(self) -> Executor:
        if self._pool is None:
            if self._address is not None:
                self._pool = self._started.enter_context(_cluster(self._address, self._started))
            elif self._jobs == 1:
                self._pool = Inline()
            else:
                self._pool = self._processes(self._jobs - 1)
        return self._pool

    def _processes(self, number: int) -> Executor:
        from sitegen.pool import processes  # slow to load, and only large sites need it

        return self._started.enter_context(processes(number))


def _cluster(address: str, opened: ExitStack) -> Executor:
    """The executor of a running dask cluster. OSError, fit to be shown to a person, where there is none."""
    try:
        from distributed import Client  # an extra that only this needs
    except ImportError as error:
        what = "this needs dask: install sitegen[cluster]"
        raise OSError(errno.ENOPKG, what, address) from error
    try:
        scheduler = f"tcp://{address.removeprefix(DASK)}"
        client: Any = Client(scheduler, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except OSError as error:
        what = f"no dask scheduler answered in {_PATIENCE} seconds"
        raise OSError(errno.ECONNREFUSED, what, address) from error
    opened.enter_context(client)
    if set(client.run(program_key).values()) - {program_key()}:
        raise OSError(
            errno.EPROTO, "a worker there runs another sitegen, or other libraries, than this", address
        )
    # Not pure: a task writes files, so its result must not stand for doing it again.
    executor: Executor = client.get_executor(pure=False)
    return executor


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
