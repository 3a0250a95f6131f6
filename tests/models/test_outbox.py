"""What the database itself does not let happen to messages."""

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from models.base import Database
from models.inbox import InboxEvent
from models.outbox import OutboxMessage

HEARD = {"event_id": "E1", "lane": "U1", "kind": "message", "at_ms": 1, "received_ms": 2}
ANSWER = {
    "inbox_id": 1,
    "lane": "U1",
    "channel": "reply",
    "importance": "must",
    "retry_key": "key",
    "messages": "[]",
    "state": "waiting",
    "created_ms": 2,
    "deadline_ms": 3,
    "next_ms": 2,
}


def store(database: Database, *messages: dict[str, Any]) -> None:
    with database.write() as connection:
        connection.execute(insert(InboxEvent.__table__), {**HEARD, "raw": "{}", "state": "done"})
        for message in messages:
            connection.execute(insert(OutboxMessage.__table__), message)


def test_one_event_says_one_thing_to_each_chat(database: Database) -> None:
    store(database, ANSWER, {**ANSWER, "lane": "U2", "retry_key": "other"})


@pytest.mark.parametrize(
    ("second", "constraint"),
    [
        ({**ANSWER, "retry_key": "other"}, r"inbox_id.*lane"),
        ({**ANSWER, "lane": "U2"}, "retry_key"),
        ({**ANSWER, "lane": "U2", "retry_key": "other", "state": "lost"}, "ck_outbox_state"),
        ({**ANSWER, "lane": "U2", "retry_key": "other", "channel": "fax"}, "ck_outbox_channel"),
    ],
)
def test_a_message_that_cannot_be_is_refused(
    database: Database, second: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        store(database, ANSWER, second)
