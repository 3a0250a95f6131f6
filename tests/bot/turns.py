"""Bring events into a database and take turns, at a fixed time, one after the other."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text, update

from bot.delivery.inbox import remember
from bot.line.inbound import events_in
from bot.services.conversing import Taken, Waiting, take_turn
from models.base import Database
from models.outbox import OutboxMessage
from tests.bot.events import NOON, SOMCHAI, text_event
from tests.bot.small_dialogue import Memory, small_dialogue

NOW_MS = NOON + 1_000
NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)


def bring(database: Database, *events: Any, now_ms: int = NOW_MS) -> None:
    body = json.dumps({"events": events}).encode()
    remember(database, events_in(body, now_ms=now_ms), now_ms=now_ms)


def turn(
    database: Database, lane: str = SOMCHAI, *, memory: Memory | None = None, later: int = 0
) -> Taken | Waiting | None:
    now = NOW + timedelta(milliseconds=later)
    return take_turn(database, lane, dialogue=small_dialogue(memory), now=now)


def sent(database: Database) -> None:
    """As if every parcel had been delivered."""
    with database.write() as connection:
        connection.execute(
            update(OutboxMessage.__table__)
            .where(OutboxMessage.__table__.c.state == "attempting")
            .values(state="sent", settled_ms=NOW_MS)
        )


def rows(database: Database, question: str) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def hear(database: Database, *texts: str) -> Memory:
    """Texts one after the other, each answered."""
    memory = Memory()
    for number, said in enumerate(texts, start=1):
        bring(database, text_event(said, number))
        turn(database, memory=memory)
        sent(database)
    return memory
