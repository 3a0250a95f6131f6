import http.client
import json
import time

import pytest

from simulator import errors
from simulator.testing import Line


@pytest.fixture
def wire(line: Line):
    connection = http.client.HTTPConnection(line.api_base.removeprefix("http://"), timeout=5)
    yield connection
    connection.close()


def push(line, wire, to):
    body = json.dumps({"to": to, "messages": [{"type": "text", "text": "ค่ะ"}]})
    headers = {"Authorization": f"Bearer {line.token}", "Content-Type": "application/json"}
    wire.request("POST", "/v2/bot/message/push", body, headers)
    return wire.getresponse()


def test_connections_are_kept_open(line, wire):
    somchai = line.user()

    push(line, wire, somchai.user_id).read()
    first = wire.sock
    push(line, wire, somchai.user_id).read()

    assert wire.sock is first


INTERNAL = {"message": "Internal Server Error"}
RATE = {"message": "The API rate limit has been exceeded. Try again later."}
QUOTA = {"message": "You have reached your monthly limit."}


@pytest.mark.parametrize(
    ("kind", "status", "told", "seen"),
    [
        ("500", 500, INTERNAL, 0),
        ("500-after", 500, INTERNAL, 1),
        ("429", 429, RATE, 0),
        ("quota-429", 429, QUOTA, 0),
        ("401", 401, {"message": errors.BAD_TOKEN}, 0),
    ],
)
def test_an_error_is_answered_before_or_after_the_deed(line, wire, kind, status, told, seen):
    somchai = line.user()
    line.fault("/v2/bot/message/push", kind)

    answered = push(line, wire, somchai.user_id)

    assert (answered.status, json.loads(answered.read())) == (status, told)
    assert len(somchai.last_answer) == line.quota_used() == seen
    assert [(entry["status"], entry["reason"]) for entry in line.traffic()] == [(status, kind)]


@pytest.mark.parametrize(("kind", "seen"), [("reset-before", 0), ("reset-after", 1)])
def test_a_reset_drops_the_caller_before_or_after_the_deed(line, wire, kind, seen):
    somchai = line.user()
    line.fault("/v2/bot/message/push", kind)

    with pytest.raises(ConnectionError):
        push(line, wire, somchai.user_id)

    assert len(somchai.last_answer) == seen
    line.platform.wait_until(lambda: bool(line.traffic()), seconds=5)
    assert [(entry["status"], entry["reason"]) for entry in line.traffic()] == [(0, kind)]


def test_slow_is_slow_and_right(line, wire):
    somchai = line.user()
    line.fault("/v2/bot/message/push", "slow", seconds=0.15)

    started = time.perf_counter()
    answered = push(line, wire, somchai.user_id)

    assert answered.status == 200
    assert time.perf_counter() - started >= 0.15


@pytest.mark.parametrize(("kind", "seen"), [("hang", 0), ("hang-after", 1)])
def test_hang_never_answers_whether_or_not_it_was_done(line, wire, kind, seen):
    somchai = line.user()
    line.fault("/v2/bot/message/push", kind, seconds=0.2)
    wire.timeout = 0.05

    with pytest.raises(TimeoutError):
        push(line, wire, somchai.user_id)

    line.platform.wait_until(lambda: bool(line.traffic()), seconds=5)
    assert len(somchai.last_answer) == seen
    assert [(entry["status"], entry["reason"]) for entry in line.traffic()] == [(0, kind)]


def test_a_chunked_body_is_understood(line, wire):
    headers = {"Authorization": f"Bearer {line.token}", "Content-Type": "application/json"}
    pieces = iter([b'{"messages":', b'[{"type":"text","text":"x"}]}'])

    wire.request("POST", "/v2/bot/message/validate/push", pieces, headers, encode_chunked=True)

    assert wire.getresponse().status == 200
