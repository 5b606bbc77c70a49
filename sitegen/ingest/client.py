"""Asking a server over HTTP, politely: one request at a time with a pause between them, and patience.

What may pass is tried again, later each time: no connection, a slow or a cut answer, 429 and 5xx. A server
that says when to come back (`Retry-After`, RFC 9110) is obeyed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

import urllib3

from sitegen import __version__

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_SHOWN = 200


class FetchError(Exception):
    """There is no answer to be had, told for a person."""


class _Passing(Exception):  # noqa: N818 (no error until it was tried often enough)
    """What went wrong may go right later."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait
        """Seconds that the server asks to wait."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient and how modest to be. All times are in seconds."""

    pause: float = 3.0
    """Between two requests; arXiv asks for three seconds."""
    tries: int = 5
    back_off: float = 2.0
    """Before the second try; twice as long before each further one."""
    longest_wait: float = 300.0
    """A server that asks to wait for longer is left alone."""
    timeout: float = 30.0
    """For a connection, and for each part of an answer."""
    patience: float = 180.0
    """For a whole answer."""
    most: int = 64_000_000
    """Bytes of an answer."""


class Client:
    """Asks servers one thing after the other."""

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`say` is told why something takes longer."""
        self._manners = manners or Manners()
        self._sleep = sleep
        self._say = say
        self._asked: float | None = None
        self._pool = urllib3.PoolManager(
            headers={"User-Agent": f"sitegen/{__version__}", "Accept-Encoding": "gzip"},
            timeout=urllib3.Timeout(connect=self._manners.timeout, read=self._manners.timeout),
            retries=urllib3.Retry(total=None, connect=0, read=0, other=0, status=0, redirect=3),
        )

    def get(
        self,
        address: str,
        values: Mapping[str, object] | None = None,
        fault: Callable[[bytes], str | None] = lambda _: None,
    ) -> bytes:
        """The answer to a question; `fault` tells of one that came whole what is wrong with it, to ask again.

        FetchError where there is none.
        """
        url = f"{address}?{urlencode(values)}" if values else address
        manners = self._manners
        for tried in range(1, manners.tries + 1):
            try:
                data = self._ask(url)
                reason = fault(data)
                if reason is None:
                    return data
                raise _Passing(reason)
            except _Passing as error:
                wait = error.wait if error.wait is not None else manners.back_off * 2 ** (tried - 1)
                if tried == manners.tries:
                    raise FetchError(f"{url}: {error}; asked {tried} times, try again later") from error
                if wait > manners.longest_wait:
                    raise FetchError(f"{url}: {error}, and asks to wait for {wait:.0f} seconds") from error
                self._say(f"{url}: {error}; asking again in {wait:.0f} s")
                self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _ask(self, url: str) -> bytes:
        if self._asked is not None:
            self._sleep(max(0.0, self._asked + self._manners.pause - time.monotonic()))
        try:
            with self._pool.request("GET", url, preload_content=False) as response:
                if response.status in _PASSING:
                    raise _Passing(f"the server answers {_status(response)}", _wait(response))
                data = self._read(response, url)
                if response.status != 200:
                    raise FetchError(f"{url}: the server answers {_status(response)}{_words(data)}")
                return data
        except urllib3.exceptions.LocationValueError as error:
            raise FetchError(f"{url}: this is no address") from error
        except urllib3.exceptions.HTTPError as error:
            raise _Passing(_plainly(error)) from error
        finally:
            self._asked = time.monotonic()

    def _read(self, response: urllib3.BaseHTTPResponse, url: str) -> bytes:
        end = time.monotonic() + self._manners.patience
        parts, size = [], 0
        while part := response.read1(65536):
            parts.append(part)
            size += len(part)
            if size > self._manners.most:
                raise FetchError(f"{url}: the answer has more than {self._manners.most:,} bytes")
            if time.monotonic() > end:
                raise _Passing("the answer takes too long")
        return b"".join(parts)


def _status(response: urllib3.BaseHTTPResponse) -> str:
    return f"{response.status} {response.reason or ''}".strip()


def _words(data: bytes) -> str:
    """The beginning of an answer that is short enough to be an explanation."""
    text = " ".join(data[: 4 * _SHOWN].decode("utf-8", "replace").split())
    return f": {text[:_SHOWN]}" if text and not text.startswith("<") else ""


def _wait(response: urllib3.BaseHTTPResponse) -> float | None:
    """What `Retry-After` says, in seconds or as a date."""
    written = response.headers.get("Retry-After", "").strip()
    if written.isascii() and written.isdigit():
        return float(written)
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _plainly(error: urllib3.exceptions.HTTPError) -> str:
    cause = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
    if isinstance(cause, urllib3.exceptions.NameResolutionError):
        return "there is no such server, or no network"
    if isinstance(cause, urllib3.exceptions.ResponseError):
        return "the server sends us round in circles"
    if isinstance(cause, urllib3.exceptions.NewConnectionError):
        return "the server cannot be reached"
    if isinstance(cause, urllib3.exceptions.TimeoutError):
        return "the server does not answer in time"
    if isinstance(cause, urllib3.exceptions.SSLError):
        return f"the connection is not secure ({cause})"
    return "the answer was cut off"
