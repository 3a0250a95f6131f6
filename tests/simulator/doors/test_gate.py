import http.client
import json
import time

import pytest

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


def test_hang_never_answers_and_does_nothing(line, wire):
    somchai = line.user()
    line.fault("/v2/bot/message/push", "hang", seconds=0.2)
    wire.timeout = 0.05

    with pytest.raises(TimeoutError):
        push(line, wire, somchai.user_id)

    line.platform.wait_until(lambda: bool(line.traffic()), seconds=5)
    assert somchai.last_answer == []


def test_a_chunked_body_is_understood(line, wire):
    headers = {"Authorization": f"Bearer {line.token}", "Content-Type": "application/json"}
    pieces = iter([b'{"messages":', b'[{"type":"text","text":"x"}]}'])

    wire.request("POST", "/v2/bot/message/validate/push", pieces, headers, encode_chunked=True)

    assert wire.getresponse().status == 200
