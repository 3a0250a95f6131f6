import socket

import pytest

from bot.line import gateway
from bot.line.gateway import Cause, Delivered, Gateway, Refused, TryLater
from tests.bot.platform import Platform

HELLO = '[{"type":"text","text":"สวัสดี"}]'


def test_reply_sends_the_messages_with_the_events_token(platform: Platform, line: Gateway) -> None:
    platform.script = [(200, {"sentMessages": []})]

    result = line.reply("token1", HELLO)

    ((method, path, headers, body),) = platform.calls
    assert result == Delivered("request-1")
    assert (method, path) == ("POST", "/v2/bot/message/reply")
    assert body == {"replyToken": "token1", "messages": [{"type": "text", "text": "สวัสดี"}]}
    assert headers["Authorization"] == "Bearer secret token"
    assert "X-Line-Retry-Key" not in headers  # LINE refuses one on a reply


def test_push_sends_its_key_on_the_first_try(platform: Platform, line: Gateway) -> None:
    platform.script = [(200, {})]

    line.push('U"1', HELLO, "key-1")

    ((_, path, headers, body),) = platform.calls
    assert (path, headers["X-Line-Retry-Key"]) == ("/v2/bot/message/push", "key-1")
    assert body == {"to": 'U"1', "messages": [{"type": "text", "text": "สวัสดี"}]}


@pytest.mark.parametrize(
    ("status", "message", "result"),
    [
        (409, "The retry key is already accepted", Delivered("request-1")),
        (400, "Invalid reply token", Refused(Cause.REPLY_TOKEN, "Invalid reply token")),
        (400, "Failed to send messages", Refused(Cause.REQUEST, "400 Failed to send messages")),
        (404, "Not found", Refused(Cause.REQUEST, "404 Not found")),
        (401, "no", TryLater(Cause.ACCESS, is_unclear=False, detail="no")),
        (403, "no", TryLater(Cause.ACCESS, is_unclear=False, detail="no")),
        (429, "The API rate limit", TryLater(Cause.RATE, False, "The API rate limit")),
        (
            429,
            "You have reached your monthly limit.",
            TryLater(Cause.QUOTA, False, "You have reached your monthly limit."),
        ),
        (500, "oops", TryLater(Cause.SERVER, is_unclear=True, detail="500 oops")),
    ],
)
def test_gateway_tells_what_an_answer_means(
    platform: Platform, line: Gateway, status: int, message: str, result: gateway.Result
) -> None:
    platform.script = [(status, {"message": message})]

    assert line.reply("token", HELLO) == result


def test_gateway_keeps_the_places_line_complains_about(platform: Platform, line: Gateway) -> None:
    details = [{"message": "May not be empty", "property": "messages[0].text"}, "odd"]
    platform.script = [(400, {"message": "1 error(s)", "details": details})]

    result = line.reply("token", HELLO)

    told = "400 1 error(s) | messages[0].text: May not be empty"
    assert result == Refused(Cause.REQUEST, told)


def test_gateway_keeps_its_connection_open(platform: Platform, line: Gateway) -> None:
    platform.script = [(200, {})] * 3

    for _ in range(3):
        line.reply("token", HELLO)

    assert len(platform.connections) == 1


def test_a_call_cut_off_on_a_new_connection_is_unclear(platform: Platform, line: Gateway) -> None:
    platform.script = ["hang up"]

    result = line.reply("token", HELLO)

    assert result == TryLater(Cause.NETWORK, is_unclear=True, detail="RemoteDisconnected")


def test_a_call_cut_off_on_a_kept_connection_may_be_tried_at_once(
    platform: Platform, line: Gateway
) -> None:
    platform.script = [(200, {}), "hang up", (200, {})]
    line.reply("token", HELLO)

    cut_off = line.reply("token", HELLO)
    again = line.reply("token", HELLO)

    assert cut_off == TryLater(Cause.STALE, is_unclear=True, detail="RemoteDisconnected")
    assert again == Delivered("request-1")


def test_a_call_that_reached_nobody_is_clear() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connecting is refused
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"

        result = Gateway(closed, "t").reply("token", HELLO)

    assert result == TryLater(Cause.NETWORK, False, "ConnectionRefusedError")


def test_a_call_without_an_answer_in_time_is_unclear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "READ_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        result = Gateway(f"http://127.0.0.1:{silent.getsockname()[1]}", "t").reply("t", HELLO)

    assert result == TryLater(Cause.NETWORK, is_unclear=True, detail="TimeoutError")


def test_profile_name_is_what_line_tells_or_nothing(platform: Platform, line: Gateway) -> None:
    platform.script = [
        (200, {"displayName": "สมชาย"}),
        (404, {"message": "Not found"}),
        (200, {"displayName": 7}),
        (200, []),
    ]

    assert [line.profile_name("U1/x") for _ in range(4)] == ["สมชาย", None, None, None]
    assert platform.calls[0][:2] == ("GET", "/v2/bot/profile/U1%2Fx")


def test_basic_id_is_asked_until_line_tells_it(platform: Platform, line: Gateway) -> None:
    platform.script = [(500, {}), (200, {"basicId": "@wfh"})]

    assert [line.basic_id() for _ in range(3)] == [None, "@wfh", "@wfh"]
    assert [call[:2] for call in platform.calls] == [("GET", "/v2/bot/info")] * 2
