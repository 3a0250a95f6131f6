"""Rows of the queues and of notices, the least that is valid, written as they are."""

import itertools
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert

from models.base import Base, Database
from models.broadcast import Broadcast, BroadcastChunk
from models.inbox import InboxEvent
from models.job import Job
from models.outbox import OutboxMessage
from models.staff import Staff

NOON = 1_584_421_200_000  # 17 March 2020, 12.00 in Thailand
MOMENT = datetime.fromtimestamp(NOON / 1000, UTC)

_numbers = itertools.count(1)


def write(database: Database, table: type[Base], values: dict[str, Any]) -> int:
    with database.write() as connection:
        key = connection.execute(insert(table.__table__), values).inserted_primary_key
    return int(key[0]) if key else 0


def event(database: Database, **changes: Any) -> int:
    """An event that waits."""
    number = next(_numbers)
    values = {
        "event_id": f"E{number}",
        "lane": "U" + "a" * 32,
        "kind": "message",
        "at_ms": NOON,
        "received_ms": NOON,
        "raw": "{}",
        "state": "waiting",
        "tries": 0,
        "next_ms": 0,
    }
    return write(database, InboxEvent, values | changes)


def parcel(database: Database, **changes: Any) -> int:
    """A push that is due."""
    values = {
        "lane": "U" + "a" * 32,
        "channel": "push",
        "importance": "must",
        "retry_key": f"key-{next(_numbers)}",
        "messages": "[]",
        "state": "waiting",
        "attempts": 0,
        "is_unclear": False,
        "created_ms": NOON,
        "deadline_ms": NOON + 84_600_000,
        "next_ms": NOON,
    }
    return write(database, OutboxMessage, values | changes)


def colleague(database: Database, login: str = "wipha", **changes: Any) -> int:
    values = {
        "login": login,
        "name": "วิภา",
        "role": "admin",
        "password_hash": "-",
        "password_at": MOMENT,
        "created_at": MOMENT,
    }
    return write(database, Staff, values | changes)


def job(database: Database, staff_id: int, **changes: Any) -> int:
    values = {
        "kind": "export",
        "staff_id": staff_id,
        "arguments": {},
        "state": "waiting",
        "created_at": MOMENT,
    }
    return write(database, Job, values | changes)


def broadcast(database: Database, staff_id: int, **changes: Any) -> int:
    values = {
        "state": "sending",
        "origin": "console",
        "title": "t",
        "body": "b",
        "conditions": {},
        "author_id": staff_id,
        "editors": [],
        "created_at": MOMENT,
        "edited_at": MOMENT,
    }
    return write(database, Broadcast, values | changes)


def chunk(database: Database, broadcast_id: int, **changes: Any) -> None:
    number = next(_numbers)
    values = {
        "broadcast_id": broadcast_id,
        "number": number,
        "retry_key": f"key-{number}",
        "first_id": 1,
        "last_id": 500,
        "size": 500,
        "groups": {},
        "state": "waiting",
    }
    write(database, BroadcastChunk, values | changes)
