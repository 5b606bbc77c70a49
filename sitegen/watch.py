"""What a person edits while the site is being served, told once it has been quiet for a moment."""

from __future__ import annotations

import logging
import os
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from threading import Condition
from types import TracebackType

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

_READ_ONLY = {EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE}
_COMES_OR_GOES = {EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MOVED}


class Edits:
    """Edited paths, collected from any thread and handed over by `wait`; none is ever lost.

    Saving one file is several events, and a checkout is thousands: they are handed over together after
    `quiet` seconds without another, or `at_most` seconds after the first.
    """

    def __init__(self, quiet: float = 0.02, at_most: float = 2.0) -> None:
        self._quiet = quiet
        self._at_most = at_most
        self._paths: set[str] = set()
        self._first = self._last = 0.0
        self._closed = False
        self._changed = Condition()

    def add(self, path: str) -> None:
        """Note that a path was edited."""
        with self._changed:
            self._last = time.monotonic()
            if not self._paths:
                self._first = self._last
            self._paths.add(path)
            self._changed.notify_all()

    def close(self) -> None:
        """Let `wait` return, now and from now on."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self) -> list[str]:
        """All that was edited since the last call, sorted, as soon as it is quiet; nothing once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._paths or self._closed)
            while not self._closed:
                quiet_at = min(self._last + self._quiet, self._first + self._at_most)
                seconds = quiet_at - time.monotonic()
                if seconds <= 0:
                    break
                self._changed.wait(seconds)
            paths, self._paths = self._paths, set()
            return [] if self._closed else sorted(paths)


class Watcher:
    """Notes every edit below some folders, as paths that begin with the folder's name, while it is entered.

    A folder may be missing at first, go, and come back: its parent is watched for that. Hidden files and
    editors' own files are left alone.
    """

    def __init__(self, folders: Sequence[Path], edits: Edits) -> None:
        self._folders = {folder.name: folder.parent.resolve() / folder.name for folder in folders}
        self._edits = edits
        self._observer: BaseObserver
        self._watches: dict[str, ObservedWatch] = {}

    def __enter__(self) -> Watcher:
        """Begin. OSError where the system refuses to watch (Linux limits how much)."""
        # What watchdog reports of its own workings means nothing to a person who edits; a folder that moves
        # out and back at once makes it warn, though it goes on rightly.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._observer = Observer()
        self._observer.start()
        try:
            for parent in {folder.parent for folder in self._folders.values()}:
                self._observer.schedule(_Handler(self._beside), str(parent))
            for name in self._folders:
                self._watch(name)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End, and wait for the observer's threads."""
        self._observer.stop()
        self._observer.join()

    def _watch(self, name: str) -> None:
        """Watch a folder that is there, afresh: after it was replaced, the old watch sees nothing more."""
        old = self._watches.pop(name, None)
        if old:
            self._observer.unschedule(old)
        # A link is resolved, since it is the folder behind it that tells of edits.
        folder = self._folders[name].resolve()
        if not folder.is_dir():
            return

        def inside(event: FileSystemEvent) -> None:
            for path in _paths(event):
                if path.is_relative_to(folder) and not is_ignored(path.relative_to(folder)):
                    self._edits.add((name / path.relative_to(folder)).as_posix())
            if event.is_directory and event.event_type == EVENT_TYPE_DELETED:
                # It may have been moved elsewhere, and would still be watched under its old name.
                self._watch_again(name)

        self._watches[name] = self._observer.schedule(_Handler(inside), str(folder), recursive=True)

    def _watch_again(self, name: str) -> None:
        with suppress(OSError):  # gone again: there is another event to come
            self._watch(name)
        # What happened while the folder was not watched is unknown, so all of it counts.
        self._edits.add(name)

    def _beside(self, event: FileSystemEvent) -> None:
        """Something happened in a parent of the folders."""
        if event.event_type not in _COMES_OR_GOES:
            return
        for path in _paths(event):
            if self._folders.get(path.name) == path:
                self._watch_again(path.name)


class _Handler(FileSystemEventHandler):
    """Passes on what may have changed something; a build's own reading does not."""

    def __init__(self, tell: Callable[[FileSystemEvent], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer."""
        # A folder is "modified" when an entry comes or goes, which is an event of its own.
        of_entry = event.is_directory and event.event_type == EVENT_TYPE_MODIFIED
        if event.event_type not in _READ_ONLY and not of_entry:
            self._tell(event)


def _paths(event: FileSystemEvent) -> list[Path]:
    return [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]


def is_ignored(path: PurePath) -> bool:
    """Whether a path is none of a person's: hidden (so are most swap files), a backup, an editor's probe."""
    return any(
        part.startswith(".")
        or part.endswith("~")
        or (part.startswith("#") and part.endswith("#"))
        or part == "4913"  # Vim creates it to see whether it may write in a folder
        for part in path.parts
    )
