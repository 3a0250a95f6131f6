import json
from typing import Any

import pytest

from bot.line.outcomes import (
    Accepted,
    Answer,
    Cause,
    Delivered,
    Faulty,
    Problem,
    Refused,
    Result,
    TryLater,
    content,
    outcome,
    problems,
    verdict,
    whole,
)

LATER = TryLater(Cause.NETWORK, is_unclear=True, detail="TimeoutError")


def said(status: int, body: Any) -> Answer:
    return Answer(status, "request-1", json.dumps(body).encode())


@pytest.mark.parametrize(
    ("status", "message", "expected"),
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
def test_outcome_tells_what_an_answer_means(status: int, message: str, expected: Result) -> None:
    assert outcome(said(status, {"message": message})) == expected


def test_outcome_passes_on_what_never_reached_line() -> None:
    assert outcome(LATER) == LATER


def test_outcome_keeps_the_places_line_complains_about() -> None:
    details = [{"message": "May not be empty", "property": "messages[0].text"}, "odd"]

    result = outcome(said(400, {"message": "1 error(s)", "details": details}))

    told = "400 1 error(s) | messages[0].text: May not be empty"
    assert result == Refused(Cause.REQUEST, told)


def test_outcome_cuts_what_line_tells_at_length() -> None:
    result = outcome(said(400, {"message": "x" * 1000}))

    assert result == Refused(Cause.REQUEST, "400 " + "x" * 400)


def test_verdict_on_messages_is_yes_the_problems_or_later() -> None:
    details = [{"message": "must be specified", "property": "messages[0].type"}]

    assert verdict(said(200, {})) == Accepted()
    assert verdict(said(400, {"details": details})) == Faulty(
        (Problem("messages[0].type", "must be specified"),)
    )
    assert verdict(said(400, {"message": "no"})) == Faulty((Problem("", "400 no"),))
    assert verdict(LATER) == LATER


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"details":7}', b'{"details":[7]}'])
def test_problems_of_an_odd_answer_are_none(body: bytes) -> None:
    assert problems(body) == ()


def test_content_is_the_object_or_an_empty_one() -> None:
    assert [content(body) for body in (b'{"a":1}', b"[1]", b"x")] == [{"a": 1}, {}, {}]


def test_whole_takes_whole_numbers_from_zero() -> None:
    assert [whole(value) for value in (0, 7, -1, True, "7", None, 1.5)] == [0, 7] + [None] * 5
