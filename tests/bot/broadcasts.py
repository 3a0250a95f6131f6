"""Notices as they stand in the database, and the people they go to; the least that is valid."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select, text, update

from models.audience import AudienceMember, Segment, StaleMember
from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk, BroadcastRecipient
from models.contact import Contact
from models.staff import Staff
from models.vocabulary import Role
from simulator import crowd
from tests.bot.events import NOON
from tests.databases import count_on

HELLO = '[{"type":"text","text":"สวัสดีค่ะ"}]'
MANY = 5_000
MORNING = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)

_member = AudienceMember.__table__

CHUNK = {
    "broadcast_id": 1,
    "number": 0,
    "first_id": 1,
    "last_id": 2,
    "size": 2,
    "groups": {"1": 2},
    "state": "waiting",
}


def gather(
    database: Database, people: int, *, segments: int = 2, since: datetime = MORNING
) -> None:
    """People 1 to `people`, whom the simulator's crowd of that size knows, in turn by segment."""
    with database.write() as connection:
        for segment in range(1, segments + 1):
            values = {"id": segment, "key": f"k{segment}", "facts": []}
            connection.execute(insert(Segment.__table__), values)
        for start in range(1, people + 1, MANY):
            numbers = range(start, min(start + MANY, people + 1))
            connection.execute(
                insert(Contact.__table__), [_contact(number, since) for number in numbers]
            )
            members = [_member_of(number, segments) for number in numbers]
            connection.execute(insert(_member), members)
        connection.execute(delete(StaleMember.__table__))
        count_on(connection, "contacts", people)
        count_on(connection, "segments", segments)


def notice(database: Database, **changes: Any) -> int:
    """A notice that may be sent at once, by an officer who may do so."""
    values: dict[str, Any] = {
        "state": "ready",
        "origin": "walk_in",
        "title": "แจ้งเพื่อทราบ",
        "body": "สวัสดีค่ะ",
        "conditions": {"scope": "everyone"},
        "messages": HELLO,
        "expected": 1_000_000,
        "author_id": 1,
        "editors": [1],
        "approver_id": 1,
        "created_at": MORNING,
        "edited_at": MORNING,
    }
    with database.write() as connection:
        if connection.scalar(select(Staff.id)) is None:
            connection.execute(insert(Staff.__table__), _officer())
        added = connection.execute(insert(Broadcast.__table__), values | changes)
        (row,) = added.inserted_primary_key or (0,)
        return int(row)


def sending(database: Database, *, chunks: int, size: int = 2, **changes: Any) -> int:
    """A notice that is being sent, to people 1, 2, …, in calls that all wait."""
    row = notice(database, state="sending", started_ms=NOON, reach={"1": chunks * size}, **changes)
    with database.write() as connection:
        people = [
            {"broadcast_id": row, "contact_id": number} for number in range(1, chunks * size + 1)
        ]
        connection.execute(insert(BroadcastRecipient.__table__), people)
        rows = [chunk(row, number, size) for number in range(chunks)]
        connection.execute(insert(BroadcastChunk.__table__), rows)
    return row


def chunk(broadcast_id: int, number: int, size: int) -> dict[str, Any]:
    return CHUNK | {
        "broadcast_id": broadcast_id,
        "number": number,
        "retry_key": f"{broadcast_id:08x}-0000-0000-0000-{number:012x}",
        "first_id": number * size + 1,
        "last_id": (number + 1) * size,
        "size": size,
        "groups": {"1": size},
    }


def change(database: Database, row: int, **values: Any) -> None:
    table = Broadcast.__table__
    with database.write() as connection:
        connection.execute(update(table).where(table.c.id == row).values(**values))


def change_chunk(database: Database, row: int, number: int, **values: Any) -> None:
    table = BroadcastChunk.__table__
    its = (table.c.broadcast_id == row, table.c.number == number)
    with database.write() as connection:
        connection.execute(update(table).where(*its).values(**values))


def rows(database: Database, question: str) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def chunk_rows(database: Database, columns: str) -> list[tuple[Any, ...]]:
    return rows(database, f"SELECT {columns} FROM broadcast_chunks ORDER BY broadcast_id, number")


def _contact(number: int, since: datetime) -> dict[str, Any]:
    return {"id": number, "line_id": crowd.user_id(number - 1), "created_at": since}


def _member_of(number: int, segments: int) -> dict[str, Any]:
    segment = 1 + number % segments
    return {"contact_id": number, "segment_id": segment, "standing": "reachable"}


def _officer() -> dict[str, Any]:
    return {
        "id": 1,
        "login": "announcer",
        "name": "เจ้าหน้าที่ประกาศ",
        "role": Role.ADMIN,
        "password_hash": "-",
        "password_at": MORNING,
        "must_change": False,
        "totp_secret": "JBSWY3DPEHPK3PXP",
        "created_at": MORNING,
    }
