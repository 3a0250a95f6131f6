from dataclasses import replace

import pytest

from bot.delivery.chunks import NOBODY_LEFT, SOON_MS, settle
from bot.delivery.settling import FIRST_WAIT_MS
from bot.line.gateway import Cause, Delivered, Refused, Result, TryLater
from bot.services.chunk_rows import KEY_LIFE_MS, Chunk, Fate
from models.vocabulary import ChunkState

S = ChunkState
NOW = 1_000_000
UNTIL = NOW + KEY_LIFE_MS
CLEAR = Chunk(1, 0, "key", 1, 500, 500, attempts=1, is_unclear=False, deadline_ms=UNTIL)
UNCLEAR = replace(CLEAR, is_unclear=True)

BAD_REQUEST = Refused(Cause.REQUEST, "400 bad")


def settled(chunk: Chunk, result: Result) -> Fate:
    return settle(chunk, result, now_ms=NOW, jitter=1.0)


@pytest.mark.parametrize(
    ("chunk", "result", "state", "error"),
    [
        (CLEAR, Delivered("r"), S.SENT, None),
        (UNCLEAR, Delivered("r"), S.SENT, None),
        (CLEAR, BAD_REQUEST, S.FAILED, "400 bad"),
        # An earlier try may have arrived: a new key would tell everybody twice.
        (UNCLEAR, BAD_REQUEST, S.UNCERTAIN, "400 bad"),
        (CLEAR, NOBODY_LEFT, S.FAILED, "everybody in it was erased"),
    ],
)
def test_settle_ends(chunk: Chunk, result: Result, state: S, error: str | None) -> None:
    fate = settled(chunk, result)

    assert fate == Fate(state, chunk.is_unclear, 0, UNTIL, error)
    assert fate.is_settled


@pytest.mark.parametrize(
    ("cause", "wait_ms"),
    [
        (Cause.SERVER, FIRST_WAIT_MS),
        (Cause.NETWORK, FIRST_WAIT_MS),
        (Cause.ACCESS, 10_000),
        (Cause.RATE, 2 * SOON_MS),
        (Cause.QUOTA, 2 * SOON_MS),
        (Cause.RESTING, 2 * SOON_MS),
    ],
)
def test_settle_waits_as_long_as_the_cause_asks_for(cause: Cause, wait_ms: int) -> None:
    fate = settled(CLEAR, TryLater(cause, is_unclear=False, detail="no"))

    assert fate == Fate(S.WAITING, False, NOW + wait_ms, None, "no")
    assert not fate.is_settled


def test_settle_keeps_the_deadline_of_what_may_have_arrived() -> None:
    may_have = settled(CLEAR, TryLater(Cause.NETWORK, is_unclear=True))
    had_before = settled(UNCLEAR, TryLater(Cause.RATE, is_unclear=False))

    assert [(one.is_unclear, one.deadline_ms) for one in (may_have, had_before)] == [
        (True, UNTIL),
        (True, UNTIL),
    ]
