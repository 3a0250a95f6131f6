from dataclasses import replace

import pytest

from bot.delivery.settling import Change, expire, settle
from bot.line.gateway import Cause, Delivered, Refused, Result, TryLater
from bot.services.posting import PUSH_LIFE_MS, Parcel
from models.vocabulary import Channel, Importance, OutboxState
from tests.bot.delivery.parcels import reply

S = OutboxState
NOW = 1_000_000
REPLY = reply(NOW + 40_000)
UNCLEAR = replace(REPLY, is_unclear=True)
COURTESY = replace(REPLY, importance=Importance.COURTESY)
PUSH = replace(REPLY, channel=Channel.PUSH, deadline_ms=NOW + PUSH_LIFE_MS)

DEAD_TOKEN = Refused(Cause.REPLY_TOKEN, "Invalid reply token")
BAD_REQUEST = Refused(Cause.REQUEST, "400 bad")
BROKEN = TryLater(Cause.SERVER, is_unclear=True, detail="500")
BUSY = TryLater(Cause.RATE, is_unclear=False, detail="429")


def settled(parcel: Parcel, result: Result) -> Change:
    return settle(parcel, result, now_ms=NOW, jitter=1.0)


@pytest.mark.parametrize(
    ("parcel", "result", "state", "error"),
    [
        (REPLY, Delivered("r"), S.SENT, None),
        (UNCLEAR, Delivered("r"), S.SENT, None),
        (PUSH, Delivered("r"), S.SENT, None),
        (UNCLEAR, DEAD_TOKEN, S.INFERRED, None),
        (COURTESY, DEAD_TOKEN, S.DROPPED, "Invalid reply token"),
        (REPLY, BAD_REQUEST, S.FAILED, "400 bad"),
        (PUSH, BAD_REQUEST, S.FAILED, "400 bad"),
    ],
)
def test_settle_ends(parcel: Parcel, result: Result, state: OutboxState, error: str | None) -> None:
    expected = Change(state, parcel.channel, parcel.is_unclear, 0, parcel.deadline_ms, error)

    assert settled(parcel, result) == expected
    assert expected.is_settled


def test_settle_sends_what_must_arrive_on_as_a_push_when_the_token_is_certainly_dead() -> None:
    onward = Change(S.WAITING, Channel.PUSH, False, NOW, NOW + PUSH_LIFE_MS, "Invalid reply token")

    assert settled(REPLY, DEAD_TOKEN) == onward


def test_settle_keeps_the_token_after_an_attempt_that_may_have_gone_through() -> None:
    again = Change(S.WAITING, Channel.REPLY, True, NOW + 500, REPLY.deadline_ms, "500")

    assert settled(REPLY, BROKEN) == again


def test_settle_never_forgets_that_an_earlier_attempt_was_unclear() -> None:
    assert settled(UNCLEAR, BUSY).is_unclear
    assert not settled(REPLY, BUSY).is_unclear


def test_settle_waits_longer_after_each_attempt_but_not_for_ever() -> None:
    waits = [
        settled(replace(PUSH, attempts=attempts), BROKEN).next_ms - NOW
        for attempts in (1, 2, 3, 8, 1000)
    ]

    assert waits == [500, 1000, 2000, 60_000, 60_000]


def test_settle_spreads_the_tries() -> None:
    calm = settle(PUSH, BROKEN, now_ms=NOW, jitter=0.0)

    assert calm.next_ms == NOW + 250


def test_settle_waits_for_people_when_only_people_can_mend_it() -> None:
    quota = settled(PUSH, TryLater(Cause.QUOTA, is_unclear=False))
    access = settled(PUSH, TryLater(Cause.ACCESS, is_unclear=False))

    assert (quota.next_ms - NOW, access.next_ms - NOW) == (600_000, 10_000)


@pytest.mark.parametrize("parcel", [PUSH, UNCLEAR])
def test_settle_leaves_what_was_not_called_as_clear_as_it_was(parcel: Parcel) -> None:
    resting = settled(parcel, TryLater(Cause.RESTING, is_unclear=False, detail="down"))

    assert resting == Change(
        S.WAITING, parcel.channel, parcel.is_unclear, NOW + 5_000, parcel.deadline_ms, "down"
    )


def test_settle_tries_a_last_time_before_the_deadline() -> None:
    tired = replace(REPLY, attempts=9)

    assert settled(tired, BROKEN).next_ms == REPLY.deadline_ms - 500


@pytest.mark.parametrize(
    ("parcel", "state", "channel"),
    [
        (REPLY, S.WAITING, Channel.PUSH),
        (COURTESY, S.DROPPED, Channel.REPLY),
        (UNCLEAR, S.UNCERTAIN, Channel.REPLY),
        (replace(PUSH, is_unclear=True), S.UNCERTAIN, Channel.PUSH),
        (PUSH, S.FAILED, Channel.PUSH),
    ],
)
def test_expire_pushes_only_what_certainly_did_not_arrive(
    parcel: Parcel, state: OutboxState, channel: Channel
) -> None:
    change = expire(parcel, now_ms=NOW)

    assert (change.state, change.channel, change.error) == (state, channel, "the deadline passed")
