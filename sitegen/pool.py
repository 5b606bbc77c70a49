"""Processes of this machine, as an executor. This loads slowly, so only those builds do that need it."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.context import SpawnContext
from multiprocessing.queues import SimpleQueue
from threading import Thread
from typing import Any

if sys.platform == "linux":
    import fcntl

_ROOM = 1 << 20
"""Bytes of results that wait for this process, where a pipe can be told: what comes of some 500 files."""


def processes(number: int) -> ProcessPoolExecutor:
    """So many of them, each with one task at a time."""
    return ProcessPoolExecutor(number, mp_context=_Context(), initializer=_live_with_the_parent)


class _Context(SpawnContext):
    """Fresh interpreters, since a copy of this one would carry over the locks of its other threads.

    Their results wait in a pipe with room for them. Else a process would have to wait, its result half sent,
    until this one has a moment to take some of it.
    """

    def SimpleQueue(self) -> SimpleQueue[Any]:  # noqa: N802 - the name that the base class gave
        """The queue of the results."""
        queue = super().SimpleQueue()
        pipe = getattr(queue, "_writer", None)  # without it all is well, but slower
        if sys.platform == "linux" and pipe:
            with suppress(OSError):  # the system says how much a user may have
                fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _ROOM)
        return queue


def _live_with_the_parent() -> None:
    """Ctrl-C goes to every process of a terminal; the one that waits for the workers ends them.

    Where that one was killed, nobody else would.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Tasks make very many values and hardly a cycle, so there is little to collect.
    gc.set_threshold(200_000)
    atexit.register(gc.freeze)  # least of all at the end, which the build waits for
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
