"""The database itself refuses what no notice can be."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk, BroadcastRecipient
from models.vocabulary import BroadcastState, ChunkState
from tests.bot.services.noticing import NOW, drafted, officer_of

pytestmark = pytest.mark.both


def add(database: Database, table: type, **values: object) -> None:
    with database.write() as connection:
        connection.execute(insert(table.__table__), values)


def notice(author: int, state: str) -> dict[str, object]:
    return {
        "state": state,
        "origin": "console",
        "title": "หัวเรื่อง",
        "body": "เนื้อความ",
        "conditions": {},
        "author_id": author,
        "editors": [author],
        "created_at": NOW,
        "edited_at": NOW,
    }


def call(number: int, place: int, state: str, key: str) -> dict[str, object]:
    size = {"first_id": 1, "last_id": 2, "size": 2, "groups": {}}
    return {"broadcast_id": number, "number": place, "retry_key": key, "state": state, **size}


def test_a_notice_and_its_calls_take_every_state_there_is_and_no_other(database: Database) -> None:
    author = officer_of(database, "สมศรี")
    number = drafted(database, author).id
    for state in BroadcastState:
        add(database, Broadcast, **notice(author.id, state))
    for place, state in enumerate(ChunkState):
        add(database, BroadcastChunk, **call(number, place, state, f"key-{place}"))

    with pytest.raises(IntegrityError):
        add(database, Broadcast, **notice(author.id, "burnt"))
    with pytest.raises(IntegrityError):
        add(database, BroadcastChunk, **call(number, 99, "burnt", "key-99"))


def test_nobody_is_in_a_notice_twice_and_no_key_serves_two_calls(database: Database) -> None:
    number = drafted(database, officer_of(database, "สมศรี")).id
    add(database, BroadcastRecipient, broadcast_id=number, contact_id=1)
    add(database, BroadcastChunk, **call(number, 0, ChunkState.WAITING, "key"))

    with pytest.raises(IntegrityError):
        add(database, BroadcastRecipient, broadcast_id=number, contact_id=1)
    with pytest.raises(IntegrityError):
        add(database, BroadcastChunk, **call(number, 1, ChunkState.WAITING, "key"))
