import socket
from collections.abc import Iterator

import pytest

from bot.line import wire
from bot.line.outcomes import Answer, Cause, TryLater
from bot.line.wire import Wire
from tests.bot.platform import Platform

FINE = Answer(200, "request-1", b"{}")


@pytest.fixture
def line(platform: Platform) -> Iterator[Wire]:
    opened = Wire(platform.url + "/base", {"Authorization": "Bearer secret token"})
    yield opened
    opened.close()


def test_a_call_carries_its_own_headers_and_those_of_all(platform: Platform, line: Wire) -> None:
    answer = line.call("POST", "/reply", b'{"a":1}', {"X-Line-Retry-Key": "key-1"})

    ((method, path, headers, body),) = platform.calls
    assert answer == FINE
    assert (method, path, body) == ("POST", "/base/reply", {"a": 1})
    assert headers["Authorization"] == "Bearer secret token"
    assert headers["X-Line-Retry-Key"] == "key-1"


def test_wire_keeps_its_connection_open(platform: Platform, line: Wire) -> None:
    platform.script = [(200, {})] * 3

    for _ in range(3):
        line.call("POST", "/reply", b"{}", {})

    assert len(platform.connections) == 1


def test_a_call_cut_off_on_a_new_connection_is_unclear(platform: Platform, line: Wire) -> None:
    platform.script = ["hang up"]

    result = line.call("POST", "/reply", b"{}", {})

    assert result == TryLater(Cause.NETWORK, is_unclear=True, detail="RemoteDisconnected")


def test_a_call_cut_off_on_a_kept_connection_may_be_tried_at_once(
    platform: Platform, line: Wire
) -> None:
    platform.script = [(200, {}), "hang up", (200, {})]
    line.call("POST", "/reply", b"{}", {})

    cut_off = line.call("POST", "/reply", b"{}", {})
    again = line.call("POST", "/reply", b"{}", {})

    assert cut_off == TryLater(Cause.STALE, is_unclear=True, detail="RemoteDisconnected")
    assert again == FINE


def test_a_call_that_reached_nobody_is_clear() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connecting is refused
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"

        result = Wire(closed, {}).call("POST", "/reply", b"{}", {})

    assert result == TryLater(Cause.NETWORK, False, "ConnectionRefusedError")


def test_a_call_without_an_answer_in_time_is_unclear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "READ_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        result = Wire(f"http://127.0.0.1:{silent.getsockname()[1]}", {}).call("GET", "/", None, {})

    assert result == TryLater(Cause.NETWORK, is_unclear=True, detail="TimeoutError")
