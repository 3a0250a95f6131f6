from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, text

from bot.delivery import outbox
from bot.delivery.settling import Change
from models.base import Database
from models.outbox import OutboxMessage
from models.vocabulary import Channel, OutboxState
from tests.bot.events import NOON, SOMCHAI, SOMYING

DUE = {
    "inbox_id": None,
    "lane": SOMCHAI,
    "channel": "reply",
    "importance": "must",
    "reply_token": "token",
    "retry_key": "key",
    "messages": "[1]",
    "state": "waiting",
    "attempts": 1,
    "is_unclear": False,
    "created_ms": NOON,
    "deadline_ms": NOON + 50_000,
    "next_ms": NOON,
}


def put(database: Database, **changes: Any) -> None:
    with database.write() as connection:
        connection.execute(insert(OutboxMessage.__table__), DUE | changes)


def rows(database: Database, columns: str) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM outbox ORDER BY id"))
        return [tuple(row) for row in found]


def test_claim_takes_a_due_message_for_as_long_as_a_lease(database: Database) -> None:
    put(database)

    parcel = outbox.claim(database, SOMCHAI, now_ms=NOON)

    assert parcel is not None
    assert (parcel.attempts, parcel.is_unclear, parcel.retry_key) == (2, False, "key")
    assert rows(database, "state, attempts, lease_ms, next_ms") == [
        ("attempting", 2, NOON + 10_000, NOON + 10_000)
    ]


def test_claim_gives_a_message_to_one_only(database: Database) -> None:
    put(database)
    outbox.claim(database, SOMCHAI, now_ms=NOON)

    assert outbox.claim(database, SOMCHAI, now_ms=NOON + 9_999) is None


def test_claim_takes_over_a_broken_off_attempt_as_unclear(database: Database) -> None:
    put(database)
    outbox.claim(database, SOMCHAI, now_ms=NOON)

    parcel = outbox.claim(database, SOMCHAI, now_ms=NOON + 10_000)

    assert parcel is not None
    assert (parcel.attempts, parcel.is_unclear) == (3, True)
    assert rows(database, "is_unclear") == [(1,)]


def test_claim_leaves_what_is_not_due_or_not_of_this_chat(database: Database) -> None:
    put(database, next_ms=NOON + 1)
    put(database, lane=SOMYING, retry_key="key2")
    put(database, state="sent", retry_key="key3")

    assert outbox.claim(database, SOMCHAI, now_ms=NOON) is None


def test_claim_goes_by_age(database: Database) -> None:
    put(database, retry_key="older", next_ms=NOON)
    put(database, retry_key="newer", next_ms=NOON - 5)

    parcel = outbox.claim(database, SOMCHAI, now_ms=NOON)

    assert parcel is not None
    assert parcel.retry_key == "older"


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"is_unclear": True}, "uncertain"),
        ({"state": "attempting"}, "uncertain"),
        ({"importance": "courtesy"}, "dropped"),
    ],
)
def test_claim_settles_what_is_past_its_deadline_without_sending(
    database: Database, changes: dict[str, Any], state: str
) -> None:
    put(database, **changes)

    assert outbox.claim(database, SOMCHAI, now_ms=NOON + 50_000) is None
    assert rows(database, "state, settled_ms") == [(state, NOON + 50_000)]


def test_claim_pushes_what_must_arrive_and_certainly_did_not(database: Database) -> None:
    put(database)

    parcel = outbox.claim(database, SOMCHAI, now_ms=NOON + 50_000)

    assert parcel is not None
    assert parcel.channel is Channel.PUSH


def test_keep_does_not_touch_what_was_settled_meanwhile(database: Database) -> None:
    put(database)
    parcel = outbox.claim(database, SOMCHAI, now_ms=NOON)
    assert parcel is not None
    is_sent = Change(OutboxState.SENT, Channel.REPLY, False, 0, parcel.deadline_ms)
    outbox.keep(database, [(parcel, is_sent)], now_ms=NOON + 1)

    late = replace(is_sent, state=OutboxState.UNCERTAIN)
    outbox.keep(database, [(parcel, late)], now_ms=NOON + 2)

    assert rows(database, "state, settled_ms, lease_ms") == [("sent", NOON + 1, 0)]


def test_keep_names_the_chats_in_which_more_is_due(database: Database) -> None:
    put(database)
    put(database, lane=SOMYING, retry_key="key2")
    put(database, lane=SOMYING, retry_key="key3", channel="push")
    parcels = [outbox.claim(database, lane, now_ms=NOON) for lane in (SOMCHAI, SOMYING)]
    is_sent = Change(OutboxState.SENT, Channel.REPLY, False, 0, NOON)

    more = outbox.keep(database, [(one, is_sent) for one in parcels if one], now_ms=NOON)

    assert more == (SOMYING,)


def test_lanes_due_finds_what_nobody_was_woken_for(database: Database) -> None:
    put(database)
    put(database, lane=SOMYING, retry_key="key2", next_ms=NOON + 1)
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO inbox (event_id, lane, kind, at_ms, received_ms, raw, state, tries,"
                " next_ms) VALUES ('1', 'old', 'message', 0, :old, '{}', 'waiting', 0, 0),"
                " ('2', 'fresh', 'message', 0, :now, '{}', 'waiting', 0, 0),"
                " ('3', 'later', 'message', 0, :old, '{}', 'waiting', 1, :now + 1),"
                " ('4', 'done', 'message', 0, :old, '{}', 'done', 0, 0)"
            ),
            {"old": NOON - 2_000, "now": NOON},
        )

    lanes = outbox.lanes_due(database, now_ms=NOON, heard_before_ms=NOON - 1_000)

    assert lanes == ("old", SOMCHAI)


def test_release_makes_a_broken_off_attempt_due_at_once(database: Database) -> None:
    put(database)
    outbox.claim(database, SOMCHAI, now_ms=NOON)

    outbox.release(database, now_ms=NOON + 1)

    parcel = outbox.claim(database, SOMCHAI, now_ms=NOON + 1)
    assert parcel is not None
    assert parcel.is_unclear
