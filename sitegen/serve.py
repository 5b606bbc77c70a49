"""`sitegen serve`: build, serve, rebuild on every edit, and keep open pages up to date."""

from __future__ import annotations

import errno
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread, current_thread, main_thread
from types import FrameType

from sitegen.build import Builder
from sitegen.live import Live
from sitegen.model import ContentError, Problem
from sitegen.project import Options, Project
from sitegen.urls import MADE_LAST
from sitegen.watch import Edits, Watcher
from sitegen.web import WebServer

Say = Callable[[str], None]


def _say(text: str) -> None:
    print(text, flush=True)


def _warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def serve(
    project: Project,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    options: Options | None = None,
    say: Say = _say,
    warn: Say = _warn,
) -> None:
    """Serve a project until SIGINT or SIGTERM. Progress goes to `say`, problems to `warn`, line by line.

    Port 0 is any free one.

    OSError, fit to be shown to a person, where the server cannot listen or the system cannot watch files.
    """
    with (
        _ended_by_signals(),
        Serving(project, host=host, port=port, options=options, say=say, warn=warn) as serving,
    ):
        serving.run()


class Serving:
    """A project being served while it is entered. `run` builds and rebuilds until `stop` is called."""

    def __init__(
        self,
        project: Project,
        *,
        host: str,
        port: int,
        options: Options | None,
        say: Say,
        warn: Say,
    ) -> None:
        self._project = project
        self._builder = Builder(project, options)
        self._say = say
        self._warn = warn
        self._live = Live()
        self._edits = Edits()
        self._web = _listen(project, self._live, host, port)
        self._watcher = Watcher([project.content, project.themes], self._edits)
        # The thread that answers; each request has one of its own.
        self._answering = Thread(target=self._web.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Serving:
        try:
            self._watcher.__enter__()
        except OSError as error:
            self._web.server_close()
            raise OSError(
                error.errno, f"edits cannot be watched for: {error.strerror}", str(self._project.root)
            ) from error
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
        self._watcher.__exit__(None, None, None)
        if self._answering.is_alive():
            self._web.shutdown()
            self._answering.join()
        self._web.server_close()

    @property
    def url(self) -> str:
        """Where the site is, for a browser."""
        return self._web.url(self._live.state.base_path or "/")

    def run(self) -> None:
        """Build, serve, and rebuild after every edit. Edits during a build lead to another one.

        The pages that an edit changes are there before the rest: a whole build, which also makes the search
        index and mends what somebody did to the output, follows each quick one.
        """
        self._rebuild([])
        # Browsers that came during the first build have waited for its outcome.
        self._answering.start()
        self._say(f"Serving {self.url} (Ctrl-C ends it)")
        while edited := self._edits.wait():
            url = self.url
            if self._rebuild(edited):
                self._rebuild(edited, follows=True)
            if self.url != url:
                self._say(f"The site is at {self.url} now")

    def stop(self) -> None:
        """Let `run` return and listening pages go. May be called from any thread, and twice."""
        self._edits.close()
        self._live.close()

    def _rebuild(self, edited: list[str], *, follows: bool = False) -> bool:
        """Build; whether it succeeded. One that `follows` has nothing to say but of what it found besides."""
        start = time.perf_counter()
        try:
            result = self._builder.build(edited=edited if edited and not follows else None)
        except ContentError as error:
            self._fail(edited, error.problems)
        except OSError as error:
            self._fail(edited, [Problem(str(error.filename or "sitegen"), error.strerror or str(error))])
        except Exception as error:  # whatever it is, the next edit may mend it
            self._warn("".join(traceback.format_exception(error)).rstrip())
            self._fail(edited, [_fault(error)])
        else:
            changed = [*result.written, *result.removed]
            if follows:
                changed = [path for path in changed if not path.startswith(MADE_LAST)]
            else:
                for warning in result.warnings:
                    self._warn(f"warning: {warning}")
            if changed or not follows:
                seconds = time.perf_counter() - start
                self._say(f"{_cause(edited)}: {_files(len(changed))} changed in site/, {seconds:.2f} s")
                self._live.built(result.base_path, changed)
            return True
        return False

    def _fail(self, edited: list[str], problems: list[Problem]) -> None:
        for problem in problems:
            self._warn(str(problem))
        count = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        first = self._live.state.base_path is None
        kept = "there is no site to show yet" if first else "the last good site stays up"
        cause = _cause(edited)
        self._warn(f"Not {cause[0].lower()}{cause[1:]}: {count}; {kept}")
        self._live.failed(problems)


def _listen(project: Project, live: Live, host: str, port: int) -> WebServer:
    place = f"{host}:{port}"
    if not 0 <= port < 2**16:
        raise OSError(errno.EINVAL, "there is no such port; choose one from 1024 to 65535 with --port", place)
    try:
        return WebServer(project.output, live, host, port)
    except OSError as error:
        why = {
            errno.EADDRINUSE: "another program listens there; choose another port with --port",
            errno.EACCES: "only an administrator may listen there; choose a port from 1024 on with --port",
        }
        text = why.get(error.errno or 0, "this is no address of this machine; choose another with --host")
        raise OSError(error.errno, text, place) from error


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGINT and SIGTERM end what runs inside, silently. Only a program's main thread hears of signals."""
    if current_thread() is not main_thread():
        yield
        return
    signals = (signal.SIGINT, signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:
        # Impatience while everything is being closed already does not tear it apart.
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = [signal.signal(each, end) for each in signals]
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _fault(error: Exception) -> Problem:
    text = str(error).strip()
    return Problem(
        "sitegen",
        f"the build broke off: {type(error).__name__}" + (f": {text}" if text else ""),
        hint="the terminal shows where",
    )


def _cause(edited: list[str]) -> str:
    if not edited:
        return "Built"
    more = f" and {len(edited) - 1} more" if len(edited) > 1 else ""
    return f"Rebuilt for {edited[0]}{more}"


def _files(count: int) -> str:
    return "no file" if count == 0 else "1 file" if count == 1 else f"{count:,} files"
