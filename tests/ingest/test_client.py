"""Asking a server politely: what is tried again and how late, what is not, and what a person is told."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from sitegen.ingest.client import Client, FetchError, Manners
from tests.ingest.answering import Answer, answering

MANNERS = Manners(pause=0.0, tries=3, back_off=2.0, longest_wait=60.0, timeout=0.3, patience=0.4, most=1000)
GOOD = Answer(b"[1]")


def _client(slept: list[float]) -> Client:
    return Client(MANNERS, sleep=slept.append)


@pytest.mark.parametrize(
    "bad",
    [
        Answer(status=429),
        Answer(status=500),
        Answer(b"<html>busy</html>", status=503),
        Answer(b"[1, 2, 3]", cut=4),
        Answer(b"[1, 2, 3]", cut=18, chunked=True),
        Answer(delay=0.5),
        Answer(b"[1]" * 300, drip=0.05),
    ],
    ids=["429", "500", "503", "cut", "cut between chunks", "late", "slow"],
)
def test_what_may_pass_is_tried_again_each_time_later(bad: Answer) -> None:
    slept: list[float] = []
    with answering(bad, bad, GOOD) as server:
        assert _client(slept).get(server.url, {"q": "a b"}) == b"[1]"
    assert [wait for wait in slept if wait] == [2.0, 4.0]
    assert server.asked == [{"q": "a b"}] * 3


def test_a_server_says_when_to_come_back() -> None:
    slept: list[float] = []
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    after = [Answer(status=429, headers={"Retry-After": when}) for when in ("7", at)]
    with answering(*after, GOOD) as server:
        assert _client(slept).get(server.url) == b"[1]"
    first, second = [wait for wait in slept if wait]
    assert first == 7.0
    assert 20 < second <= 30


def test_a_nonsensical_time_is_no_time() -> None:
    slept: list[float] = []
    with answering(Answer(status=503, headers={"Retry-After": "soon"}), GOOD) as server:
        _client(slept).get(server.url)
    assert [wait for wait in slept if wait] == [2.0]


def test_nobody_waits_for_an_hour() -> None:
    in_an_hour = Answer(status=429, headers={"Retry-After": "3600"})
    message = "answers 429 Too Many Requests, and asks to wait for 3600 seconds"
    with answering(in_an_hour, GOOD) as server, pytest.raises(FetchError, match=message):
        _client([]).get(server.url)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (Answer(b"no such thing", status=404), "the server answers 404 Not Found: no such thing"),
        (Answer(b"<html>", status=403), "the server answers 403 Forbidden"),
        (Answer(b"x" * 1001), "the answer has more than 1,000 bytes"),
    ],
)
def test_what_will_not_pass_is_told_at_once(bad: Answer, message: str) -> None:
    with answering(bad, GOOD) as server, pytest.raises(FetchError, match=re.escape(message)) as told:
        _client([]).get(server.url)
    assert str(told.value).startswith(server.url)
    assert len(server.asked) == 1


def test_patience_ends() -> None:
    message = "answers 500 Internal Server Error; asked 3 times"
    with answering(*[Answer(status=500)] * 3, GOOD) as server, pytest.raises(FetchError, match=message):
        _client([]).get(server.url)
    assert len(server.asked) == 3


def test_no_server_is_told_plainly() -> None:
    with answering() as server:
        pass
    with pytest.raises(FetchError, match="the server cannot be reached; asked 3 times"):
        _client([]).get(server.url)
    with pytest.raises(FetchError, match="this is no address"):
        _client([]).get("http://")


def test_an_answer_at_fault_is_asked_for_again() -> None:
    with answering(Answer(b"[1,"), GOOD) as server:
        data = _client([]).get(server.url, fault=lambda data: None if data.endswith(b"]") else "cut")
    assert data == b"[1]"


@pytest.mark.parametrize("chunked", [False, True])
def test_compressed_and_chunked_answers_come_whole(chunked: bool) -> None:
    body = b"[" + b"1, " * 300 + b"1]"
    zipped = Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"}, chunked=chunked)
    with answering(zipped, Answer(body, chunked=chunked)) as server:
        client = _client([])
        assert client.get(server.url) == client.get(server.url) == body


def test_redirects_are_followed_but_not_for_ever() -> None:
    with answering() as server:
        round_again = Answer(status=302, headers={"Location": server.url})
        server.answers += [round_again, GOOD]
        assert _client([]).get(server.url) == b"[1]"
        server.answers += [round_again] * 20
        with pytest.raises(FetchError, match="round in circles"):
            _client([]).get(server.url)


def test_requests_keep_their_distance_and_say_who_asks() -> None:
    slept: list[float] = []
    client = Client(Manners(pause=5.0), sleep=slept.append)
    with answering(GOOD, GOOD) as server:
        client.get(server.url)
        assert slept == []
        client.get(server.url)
    assert len(slept) == 1
    assert 4 < slept[0] <= 5
    assert all(agent.startswith("sitegen/") for agent in server.agents)
