"""
What becomes of a message after an attempt. Pure: a table of cases, no clock, no database.

A reply token is as good as a key: LINE takes it once. So after an attempt that may have
gone through, the same token is tried again, and "invalid" then means "delivered". Only a
token that is certainly dead lets a message that MUST arrive go on as a push.
"""

from dataclasses import dataclass
from typing import Final

from bot.line.gateway import Cause, Delivered, Refused, Result, TryLater
from bot.services.posting import PUSH_LIFE_MS, Parcel
from models.vocabulary import Channel, Importance, OutboxState

FIRST_WAIT_MS: Final = 500
LONGEST_WAIT_MS: Final = 60_000
# How long to leave LINE alone when waiting a moment cannot help.
PATIENCE_MS: Final = {Cause.ACCESS: 10_000, Cause.QUOTA: 600_000, Cause.RESTING: 5_000}


@dataclass(frozen=True, slots=True)
class Change:
    """What the row becomes; `next_ms` is when to look at it again, if it is not settled."""

    state: OutboxState
    channel: Channel
    is_unclear: bool
    next_ms: int
    deadline_ms: int
    error: str | None = None

    @property
    def is_settled(self) -> bool:
        return self.state not in {OutboxState.WAITING, OutboxState.ATTEMPTING}


def settle(parcel: Parcel, result: Result, *, now_ms: int, jitter: float) -> Change:
    """What the result of an attempt means; `jitter` from 0 to 1 spreads the tries."""
    match result:
        case Delivered():
            return _ended(parcel, OutboxState.SENT)
        case Refused(Cause.REPLY_TOKEN, detail):
            return _without_token(parcel, detail, now_ms)
        case Refused(_, detail):
            return _ended(parcel, OutboxState.FAILED, detail)
        case TryLater(cause, is_unclear, detail):
            return _again(parcel, cause, parcel.is_unclear or is_unclear, detail, now_ms, jitter)


def expire(parcel: Parcel, *, now_ms: int) -> Change:
    """What becomes of a message whose deadline passed before it was settled."""
    if parcel.is_unclear:
        return _ended(parcel, OutboxState.UNCERTAIN, "the deadline passed")
    if parcel.channel is Channel.PUSH:
        return _ended(parcel, OutboxState.FAILED, "the deadline passed")
    return _onward(parcel, "the deadline passed", now_ms)


def wait_ms(cause: Cause, attempts: int, jitter: float) -> int:
    """How long to wait after so many attempts; `jitter` from 0 to 1 spreads the tries."""
    longest = min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** min(attempts - 1, 10))
    return int(PATIENCE_MS.get(cause, longest) * (0.5 + jitter / 2))


def _ended(parcel: Parcel, state: OutboxState, error: str | None = None) -> Change:
    return Change(state, parcel.channel, parcel.is_unclear, 0, parcel.deadline_ms, error)


def _without_token(parcel: Parcel, detail: str, now_ms: int) -> Change:
    if parcel.is_unclear:
        return _ended(parcel, OutboxState.INFERRED)
    return _onward(parcel, detail, now_ms)


def _onward(parcel: Parcel, why: str, now_ms: int) -> Change:
    """Nothing was delivered and the token is no use any more."""
    if parcel.importance is Importance.COURTESY:
        return _ended(parcel, OutboxState.DROPPED, why)
    until = now_ms + PUSH_LIFE_MS
    return Change(OutboxState.WAITING, Channel.PUSH, False, now_ms, until, why)


def _again(
    parcel: Parcel, cause: Cause, is_unclear: bool, detail: str, now_ms: int, jitter: float
) -> Change:
    next_ms = now_ms + wait_ms(cause, parcel.attempts, jitter)
    # A last try shortly before the deadline is worth more than none.
    last_ms = parcel.deadline_ms - FIRST_WAIT_MS
    if now_ms < last_ms < next_ms:
        next_ms = last_ms
    return Change(
        OutboxState.WAITING, parcel.channel, is_unclear, next_ms, parcel.deadline_ms, detail
    )
