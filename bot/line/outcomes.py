"""
What came of a call to LINE, told apart by whether it is worth trying again.

Pure: an answer of HTTP in, one of a few words of ours out.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import orjson

MOST_DETAIL: Final = 400  # what is kept of LINE's own words stands in a column


class Cause(StrEnum):
    """Why a call came to nothing."""

    NETWORK = "network"  # not reached, or no answer
    STALE = "stale"  # a connection kept open was gone; a fresh one may do, at once
    RESTING = "resting"  # not called: LINE is down and is left alone for a moment
    SERVER = "server"  # LINE has a fault
    RATE = "rate"  # too many calls; soon again
    QUOTA = "quota"  # the month's messages are used up
    ACCESS = "access"  # our token is not taken
    REPLY_TOKEN = "reply_token"  # used, expired or never given
    REQUEST = "request"  # LINE does not accept what was sent


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE said over HTTP."""

    status: int
    request_id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Delivered:
    """LINE took it, now or at an earlier try with the same key."""

    request_id: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not done, as far as we know. When `is_unclear` it may have gone through all the same."""

    cause: Cause
    is_unclear: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """LINE will never take this."""

    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """The month's messages: how many there are, None for no end of them, and how many are used."""

    limit: int | None
    used: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """LINE would take these messages."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing LINE finds wrong, and the place in the messages."""

    property: str
    message: str


@dataclass(frozen=True, slots=True)
class Faulty:
    """LINE would not take these messages."""

    problems: tuple[Problem, ...]


Result = Delivered | TryLater | Refused
Verdict = Accepted | Faulty | TryLater


def outcome(answer: Answer | TryLater) -> Result:
    """What an answer to something that was to be sent means."""
    if isinstance(answer, TryLater):
        return answer
    if answer.status < 300 or answer.status == 409:  # 409: this retry key was accepted before
        return Delivered(answer.request_id)
    said = _detail(answer.body)
    match answer.status:
        case 401 | 403:
            return TryLater(Cause.ACCESS, is_unclear=False, detail=said)
        case 429:
            cause = Cause.QUOTA if "monthly limit" in said else Cause.RATE
            return TryLater(cause, is_unclear=False, detail=said)
        case status if status >= 500:
            return TryLater(Cause.SERVER, is_unclear=True, detail=f"{status} {said}".strip())
    if "invalid reply token" in said.casefold():
        return Refused(Cause.REPLY_TOKEN, said)
    return Refused(Cause.REQUEST, f"{answer.status} {said}".strip())


def verdict(answer: Answer | TryLater) -> Verdict:
    """What an answer to messages that were only shown means."""
    match outcome(answer):
        case TryLater() as later:
            return later
        case Refused(_, detail) if isinstance(answer, Answer):
            return Faulty(problems(answer.body) or (Problem("", detail),))
    return Accepted()


def problems(body: bytes) -> tuple[Problem, ...]:
    """What LINE complains of, place by place."""
    details = content(body).get("details")
    return tuple(
        Problem(str(detail.get("property", "")), str(detail.get("message", "")))
        for detail in (details if isinstance(details, list) else [])
        if isinstance(detail, dict)
    )


def content(body: bytes) -> dict[str, Any]:
    """The JSON object of an answer, an empty one when there is none."""
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}


def whole(value: object) -> int | None:
    """A whole number LINE told, None when it is none."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return None
    return value


def _detail(body: bytes) -> str:
    """LINE's own words with the places they name, cut."""
    parts = [str(content(body).get("message", ""))]
    parts += [f"{problem.property}: {problem.message}" for problem in problems(body)]
    return " | ".join(parts)[:MOST_DETAIL]
