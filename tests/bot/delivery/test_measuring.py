from dataclasses import replace

import pytest

from bot.delivery.measuring import figures_of
from bot.delivery.settling import Change
from bot.services.posting import PUSH_LIFE_MS, Parcel, reply_deadline
from models.vocabulary import Channel, OutboxState
from tests.bot.delivery.parcels import reply

HEARD = 1_584_421_200_000
REPLY = reply(reply_deadline(at_ms=HEARD - 200, received_ms=HEARD))
LATE = replace(REPLY, channel=Channel.PUSH, deadline_ms=HEARD + 50_000 + PUSH_LIFE_MS)
PUSH = replace(REPLY, channel=Channel.PUSH, reply_token=None, deadline_ms=HEARD + PUSH_LIFE_MS)


def told(parcel: Parcel, state: OutboxState, after_ms: int) -> dict[str, int]:
    change = Change(state, parcel.channel, False, 0, parcel.deadline_ms)
    return dict(figures_of(parcel, change, now_ms=HEARD + after_ms))


@pytest.mark.parametrize(
    ("after_ms", "bound"),
    [(0, "1"), (1_000, "1"), (1_001, "2"), (9_999, "10"), (10_001, "30"), (60_001, "more")],
)
def test_an_answer_is_counted_by_how_long_it_was_waited_for(after_ms: int, bound: str) -> None:
    assert told(REPLY, OutboxState.SENT, after_ms) == {
        "message.sent.reply": 1,
        f"answer.{bound}": 1,
        "answer.ms": after_ms,
    }


def test_an_answer_that_became_a_push_is_counted_from_its_event() -> None:
    assert told(LATE, OutboxState.SENT, 55_000) == {
        "message.sent.push": 1,
        "answer.60": 1,
        "answer.ms": 55_000,
    }


@pytest.mark.parametrize(
    ("parcel", "state", "figures"),
    [
        (REPLY, OutboxState.INFERRED, {"message.inferred.reply": 1, "answer.1": 1, "answer.ms": 0}),
        (PUSH, OutboxState.SENT, {"message.sent.push": 1}),
        (REPLY, OutboxState.UNCERTAIN, {"message.uncertain.reply": 1}),
        (PUSH, OutboxState.FAILED, {"message.failed.push": 1}),
        (REPLY, OutboxState.WAITING, {}),
    ],
)
def test_only_what_arrived_is_an_answer_and_only_what_is_settled_counts(
    parcel: Parcel, state: OutboxState, figures: dict[str, int]
) -> None:
    assert told(parcel, state, 0) == figures
