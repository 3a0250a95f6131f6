from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from bot.delivery import outbox
from bot.delivery.settling import Change
from models.base import Database
from models.outbox import OutboxMessage
from models.vocabulary import Channel, OutboxState
from tests import databases
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


def test_expire_due_settles_what_is_past_and_leaves_the_rest(database: Database) -> None:
    late = NOON + 60_000
    put(database, importance="courtesy")
    put(database, retry_key="2", is_unclear=True)
    put(database, retry_key="3", deadline_ms=late + 1)
    put(database, retry_key="4", lane=SOMYING)
    put(database, retry_key="5", next_ms=late + 1)

    found = [outbox.expire_due(database, SOMCHAI, now_ms=late) for _ in range(2)]

    assert found == [True, False]
    assert [state for (state,) in rows(database, "state")] == [
        "dropped",
        "uncertain",
        "waiting",
        "waiting",
        "waiting",
    ]


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


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Database]:
    with databases.fresh("sqlite", tmp_path) as opened:
        yield opened


def test_on_sqlite_the_sweep_reads_only_what_is_due(on_sqlite: Database) -> None:
    sent = [
        DUE | {"lane": f"U{number}", "retry_key": f"key{number}", "state": "sent"}
        for number in range(2_000)
    ]
    with on_sqlite.write() as connection:
        connection.execute(insert(OutboxMessage.__table__), sent)
        connection.execute(text("ANALYZE"))
    put(on_sqlite)

    asked = outbox.LANES_TOLD.params(now=NOON)
    question = asked.compile(on_sqlite.engine, compile_kwargs={"literal_binds": True})
    with on_sqlite.read() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}").all()

    assert [step.detail for step in steps] == [
        "SEARCH outbox USING INDEX ix_outbox_due (next_ms<?)"
    ]


def test_release_makes_a_broken_off_attempt_due_at_once(database: Database) -> None:
    put(database)
    outbox.claim(database, SOMCHAI, now_ms=NOON)

    outbox.release(database, now_ms=NOON + 1)

    parcel = outbox.claim(database, SOMCHAI, now_ms=NOON + 1)
    assert parcel is not None
    assert parcel.is_unclear


@pytest.mark.both
def test_claim_gives_nothing_while_another_message_of_the_chat_is_on_its_way(
    database: Database,
) -> None:
    put(database)
    put(database, retry_key="second")
    first = outbox.claim(database, SOMCHAI, now_ms=NOON)
    seen = [outbox.claim(database, SOMCHAI, now_ms=NOON + 1)]
    assert first is not None

    sent = Change(OutboxState.SENT, Channel.REPLY, False, 0, first.deadline_ms)
    free = outbox.keep(database, [(first, sent)], now_ms=NOON + 2)
    second = outbox.claim(database, SOMCHAI, now_ms=NOON + 2)

    assert (seen, free) == ([None], (SOMCHAI,))
    assert second is not None
    assert second.retry_key == "second"


@pytest.mark.both
def test_keep_leaves_what_another_has_begun_since_the_lease_ran_out(database: Database) -> None:
    put(database)
    slept = outbox.claim(database, SOMCHAI, now_ms=NOON)
    taken_over = outbox.claim(database, SOMCHAI, now_ms=NOON + 10_000)
    assert slept is not None
    assert taken_over is not None

    onward = Change(OutboxState.WAITING, Channel.PUSH, False, NOON + 11_000, NOON + 90_000)
    outbox.keep(database, [(slept, onward)], now_ms=NOON + 11_000)
    seen = rows(database, "state, channel, attempts")
    inferred = Change(OutboxState.INFERRED, Channel.REPLY, True, 0, taken_over.deadline_ms)
    outbox.keep(database, [(taken_over, inferred)], now_ms=NOON + 12_000)

    assert seen == [("attempting", "reply", 3)]
    assert rows(database, "state, channel, attempts") == [("inferred", "reply", 3)]
