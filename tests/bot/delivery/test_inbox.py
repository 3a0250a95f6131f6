import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.delivery.inbox import remember
from bot.errors import DatabaseUnavailable
from bot.line.inbound import events_in
from models.base import Database, open_database
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from tests.bot.events import NOON, SOMCHAI, SOMYING, event, text_event

NOW = NOON + 5_000


def bring(database: Database, *events: Any, now_ms: int = NOW) -> tuple[str, ...]:
    body = json.dumps({"events": events}).encode()
    return remember(database, events_in(body, now_ms=now_ms), now_ms=now_ms)


def kept(database: Database, *columns: str) -> list[tuple[Any, ...]]:
    table = InboxEvent.__table__
    with database.read() as connection:
        rows = connection.execute(select(*[table.c[name] for name in columns]).order_by(table.c.id))
        return [tuple(row) for row in rows]


def test_remember_keeps_every_event_and_names_the_chats_with_something_waiting(
    database: Database,
) -> None:
    other = text_event("b", 2, source={"type": "user", "userId": SOMYING})

    lanes = bring(database, text_event("a", 1), other, "odd", text_event("c", 3))

    assert lanes == (SOMCHAI, SOMYING)
    assert kept(database, "lane", "state", "received_ms") == [
        (SOMCHAI, "waiting", NOW),
        (SOMYING, "waiting", NOW),
        ("", "unreadable", NOW),
        (SOMCHAI, "waiting", NOW),
    ]


def test_remember_keeps_an_event_once_however_often_it_comes(database: Database) -> None:
    bring(database, text_event("a"), text_event("a"))
    bring(database, text_event("a"))

    assert kept(database, "id") == [(1,)]


def test_remember_keeps_a_message_once_even_under_a_new_event_id(database: Database) -> None:
    bring(database, text_event("a", webhookEventId="first"))
    bring(database, text_event("a", webhookEventId="second"))

    assert kept(database, "event_id") == [("first",)]


def test_remember_refreshes_the_token_of_a_redelivered_event(database: Database) -> None:
    bring(database, text_event("a", 1), text_event("b", 2))
    again = {"deliveryContext": {"isRedelivery": True}}

    bring(database, text_event("a", 1, **again), text_event("b", 2), now_ms=NOW + 60_000)

    assert kept(database, "received_ms") == [(NOW + 60_000,), (NOW,)]


def test_remember_gives_an_unsettled_reply_more_time_when_its_event_comes_again(
    database: Database,
) -> None:
    bring(database, text_event("a", 1), text_event("b", 2))
    with database.write() as connection:
        connection.execute(
            insert(OutboxMessage.__table__),
            [outbox_row(1, "waiting"), outbox_row(2, "sent")],
        )
    again = {"deliveryContext": {"isRedelivery": True}}

    bring(database, text_event("a", 1, **again), text_event("b", 2, **again), now_ms=NOW + 60_000)

    with database.read() as connection:
        deadlines = connection.scalars(
            select(OutboxMessage.__table__.c.deadline_ms).order_by(OutboxMessage.__table__.c.id)
        ).all()
    assert deadlines == [NOW + 110_000, NOW + 50_000]


def test_remember_writes_nothing_for_a_connection_check(database: Database) -> None:
    assert bring(database) == ()
    assert kept(database, "id") == []


def test_remember_says_so_when_the_database_cannot_be_used(tmp_path: Path) -> None:
    empty = open_database(f"sqlite:///{tmp_path / 'no-tables.db'}")

    with pytest.raises(DatabaseUnavailable):
        bring(empty, event("follow"))

    empty.close()


def outbox_row(inbox_id: int, state: str) -> dict[str, Any]:
    return {
        "inbox_id": inbox_id,
        "lane": SOMCHAI,
        "channel": "reply",
        "importance": "must",
        "retry_key": f"key{inbox_id}",
        "messages": "[]",
        "state": state,
        "created_ms": NOW,
        "deadline_ms": NOW + 50_000,
        "next_ms": NOW,
    }
