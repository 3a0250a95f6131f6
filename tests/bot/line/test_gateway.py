from contextlib import closing

import pytest

from bot.line import breaker
from bot.line.breaker import FAILURES
from bot.line.gateway import (
    RESTING,
    Accepted,
    Cause,
    Delivered,
    Faulty,
    Gateway,
    Problem,
    Quota,
    TryLater,
)
from tests.bot.platform import Answer, Platform

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


def test_multicast_sends_to_all_with_one_key(platform: Platform, line: Gateway) -> None:
    platform.script = [(200, {})]

    result = line.multicast('["U1","U\\"2"]', HELLO, "key-1")

    ((_, path, headers, body),) = platform.calls
    assert result == Delivered("request-1")
    assert (path, headers["X-Line-Retry-Key"]) == ("/v2/bot/message/multicast", "key-1")
    assert body == {"to": ["U1", 'U"2'], "messages": [{"type": "text", "text": "สวัสดี"}]}


def test_validate_tells_what_line_finds_wrong(platform: Platform, line: Gateway) -> None:
    details = [{"message": "May not be empty", "property": "messages[0].text"}]
    platform.script = [
        (200, {}),
        (400, {"message": "1 error(s)", "details": details}),
        (400, {"message": "oops"}),
        (500, {"message": "oops"}),
    ]

    verdicts = [line.validate(HELLO) for _ in range(4)]

    assert verdicts == [
        Accepted(),
        Faulty((Problem("messages[0].text", "May not be empty"),)),
        Faulty((Problem("", "400 oops"),)),
        TryLater(Cause.SERVER, is_unclear=True, detail="500 oops"),
    ]
    assert {call[1] for call in platform.calls} == {"/v2/bot/message/validate/multicast"}


def test_validate_asks_for_the_kind_that_is_meant(platform: Platform, line: Gateway) -> None:
    assert line.validate(HELLO, "push") == Accepted()

    ((_, path, headers, body),) = platform.calls
    assert path == "/v2/bot/message/validate/push"
    assert body == {"messages": [{"type": "text", "text": "สวัสดี"}]}
    assert "X-Line-Retry-Key" not in headers


@pytest.mark.parametrize(
    ("plan", "spent", "quota"),
    [
        ((200, {"type": "limited", "value": 500}), (200, {"totalUsage": 7}), Quota(500, 7)),
        ((200, {"type": "none"}), (200, {"totalUsage": 7}), Quota(None, 7)),
        ((500, {}), (200, {"totalUsage": 7}), None),
        ((200, {"type": "none"}), (429, {}), None),
        ((200, {"type": "limited"}), (200, {"totalUsage": 7}), None),
        ((200, {"type": "none"}), (200, {"totalUsage": True}), None),
    ],
)
def test_quota_is_what_line_tells_of_this_month(
    platform: Platform, line: Gateway, plan: Answer, spent: Answer, quota: Quota | None
) -> None:
    platform.script = [plan, spent]

    assert line.quota() == quota
    assert platform.paths() == ["quota", "consumption"]


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


def test_an_outage_is_asked_about_once_and_no_message_is_unclear_by_it(platform: Platform) -> None:
    told: list[Cause] = []
    line = Gateway(platform.url, "secret token", told.append)
    platform.script = [(500, {})] * (FAILURES + 5)

    with closing(line):
        results = [line.push("U1", HELLO, f"key-{number}") for number in range(FAILURES + 3)]

    down = TryLater(Cause.SERVER, is_unclear=True, detail="500")
    assert results == [down] * FAILURES + [RESTING] * 3
    assert RESTING.is_unclear is False
    assert (len(platform.calls), told) == (FAILURES, [Cause.SERVER] * FAILURES)
    assert (line.is_down, line.rests) == (True, True)


def go_down(platform: Platform, line: Gateway) -> None:
    platform.script = [(500, {})] * FAILURES
    for number in range(FAILURES):
        line.push("U1", HELLO, f"key-{number}")


def test_a_message_that_is_taken_ends_the_outage(
    platform: Platform, line: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "PROBE_SECONDS", 0.0)
    go_down(platform, line)
    was_down = line.is_down

    results = [line.push("U1", HELLO, "key-1") for _ in range(2)]

    assert (was_down, results, line.is_down) == (True, [Delivered("request-1")] * 2, False)


def test_where_nobody_sends_a_question_finds_line_back(
    platform: Platform, line: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "PROBE_SECONDS", 0.0)
    go_down(platform, line)
    platform.script = [(503, {}), (404, {}), (500, {})]

    line.probe()  # somebody has just tried to send: it is theirs to find out
    untouched = len(platform.calls)
    monkeypatch.setattr(breaker, "FORGOTTEN_SECONDS", 0.0)
    down = []
    for _ in range(3):
        line.probe()
        down.append(line.is_down)

    assert (untouched, down, platform.paths()[FAILURES:]) == (
        FAILURES,
        [True, False, False],
        ["info", "info"],
    )
    line.push("U1", HELLO, "key-1")
    assert line.is_down  # one failure is enough now


def test_questions_are_not_asked_in_an_outage_and_do_not_end_it(
    platform: Platform, line: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_down(platform, line)

    asked = (line.profile_name("U1"), line.quota(), line.basic_id(), line.validate(HELLO))
    monkeypatch.setattr(line._breaker, "_probe_at", 0.0)  # a probe is due, which is no question's
    platform.script = [(200, {"displayName": "สมชาย"})]
    name = line.profile_name("U1")

    assert asked == (None, None, None, RESTING)
    assert (name, line.is_down, len(platform.calls)) == ("สมชาย", True, FAILURES + 1)


@pytest.mark.parametrize("answer", [(401, {}), (429, {"message": "limit"}), (400, {}), (409, {})])
def test_line_that_answers_is_not_down_whatever_it_says(
    platform: Platform, line: Gateway, answer: Answer
) -> None:
    platform.script = [answer] * (FAILURES + 1)

    for number in range(FAILURES + 1):
        line.multicast('["U1"]', HELLO, f"key-{number}")

    assert (line.is_down, len(platform.calls)) == (False, FAILURES + 1)


def test_questions_that_fail_do_not_keep_messages_back(platform: Platform, line: Gateway) -> None:
    platform.script = [(500, {})] * (3 * FAILURES)

    for _ in range(FAILURES):
        line.profile_name("U1")
        line.content("1", most=10)
        line.validate(HELLO)

    assert (line.is_down, len(platform.calls)) == (False, 3 * FAILURES)
    assert line.push("U1", HELLO, "key-1") == Delivered("request-1")
