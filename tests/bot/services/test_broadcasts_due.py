from typing import Any

import pytest

from bot.services import broadcasts_due
from models.base import Database
from tests.bot.broadcasts import change, change_chunk, notice, sending
from tests.bot.events import NOON

pytestmark = pytest.mark.both

EVENING = NOON + 9 * 3_600_000  # 21.00 in Thailand
QUOTA = {"state": "paused", "paused_why": "quota", "next_ms": NOON}


def due(database: Database, at: int = NOON) -> tuple[int, ...]:
    with database.read() as connection:
        return broadcasts_due.due(connection, now_ms=at)


@pytest.mark.parametrize(
    ("changes", "at", "is_due"),
    [
        ({}, NOON, True),
        ({}, EVENING, False),
        ({"is_urgent": True}, EVENING, True),
        ({"send_ms": NOON}, NOON, True),
        ({"send_ms": NOON + 1}, NOON, False),
        ({"state": "preparing"}, EVENING, True),
        (QUOTA, NOON, True),
        (QUOTA, NOON - 1, False),
        (QUOTA | {"paused_why": "officer"}, NOON, False),
        (QUOTA | {"paused_why": "grown"}, NOON, False),
        ({"state": "draft"}, NOON, False),
        ({"state": "pending"}, NOON, False),
        ({"state": "done"}, NOON, False),
        ({"state": "stopped"}, NOON, False),
        ({"state": "cancelled"}, NOON, False),
    ],
)
def test_a_notice_is_due_when_something_can_be_done_for_it(
    database: Database, changes: dict[str, Any], at: int, is_due: bool
) -> None:
    row = notice(database, **changes)

    assert due(database, at) == ((row,) if is_due else ())


@pytest.mark.parametrize(
    ("first", "is_due"),
    [
        ({"state": "waiting"}, True),
        ({"state": "waiting", "next_ms": NOON + 1}, False),
        ({"state": "attempting", "next_ms": NOON + 1}, False),
        ({"state": "attempting", "next_ms": NOON}, True),
        ({"state": "sent"}, True),  # it is done, which is to be noted
    ],
)
def test_a_notice_that_is_sent_is_due_with_its_next_call(
    database: Database, first: dict[str, Any], is_due: bool
) -> None:
    row = sending(database, chunks=1)
    change_chunk(database, row, 0, **first)

    assert due(database) == ((row,) if is_due else ())


def test_a_stopped_notice_is_due_when_something_is_left_over(database: Database) -> None:
    row = sending(database, chunks=2)
    with_lease = {"state": "attempting", "lease_ms": NOON, "next_ms": NOON}
    change_chunk(database, row, 0, state="sent")
    change_chunk(database, row, 1, **with_lease)
    change(database, row, state="stopped")

    assert (due(database, NOON - 1), due(database)) == ((), (row,))


def test_urgent_notices_come_first(database: Database) -> None:
    rows = [notice(database), notice(database, is_urgent=True), notice(database)]

    assert due(database) == (rows[1], rows[0], rows[2])
