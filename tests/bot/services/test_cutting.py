from typing import Any

import pytest
from sqlalchemy import insert, select, text

from bot.services import cutting
from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk, BroadcastRecipient
from tests.bot.broadcasts import change, chunk_rows, gather, notice

pytestmark = pytest.mark.both


@pytest.fixture
def row(database: Database) -> int:
    gather(database, 9)
    return notice(database)


def write_down(database: Database, row: int, *people: int) -> None:
    table = BroadcastRecipient.__table__
    with database.write() as connection:
        written = [{"broadcast_id": row, "contact_id": number} for number in people]
        connection.execute(insert(table), written)


def cut(database: Database, row: int, end: int) -> None:
    """In calls of three; the window ends at `end`."""
    table = Broadcast.__table__
    with database.write() as connection:
        its = connection.execute(select(table).where(table.c.id == row)).one()
        cutting.cut(connection, its, end, 3)
    change(database, row, cursor=end)


def calls(database: Database) -> list[tuple[Any, ...]]:
    return chunk_rows(database, "number, first_id, last_id, size")


def groups(database: Database) -> list[dict[str, int]]:
    table = BroadcastChunk.__table__
    with database.read() as connection:
        return list(connection.scalars(select(table.c.groups).order_by(table.c.number)))


def test_people_are_cut_into_full_calls_and_a_rest(database: Database, row: int) -> None:
    write_down(database, row, 2, 3, 5, 8)

    cut(database, row, 9)

    assert calls(database) == [(0, 2, 5, 3), (1, 8, 8, 1)]
    assert groups(database) == [{"1": 1, "2": 2}, {"1": 1}]


def test_a_call_that_is_not_full_is_filled_from_the_next_window(
    database: Database, row: int
) -> None:
    write_down(database, row, 1, 2)
    cut(database, row, 4)
    keys = chunk_rows(database, "retry_key")
    write_down(database, row, 5, 6, 7)

    cut(database, row, 9)

    assert calls(database) == [(0, 1, 5, 3), (1, 6, 7, 2)]
    assert groups(database) == [{"1": 1, "2": 2}, {"1": 1, "2": 1}]
    assert chunk_rows(database, "retry_key")[:1] == keys


def test_a_window_that_fills_its_calls_leaves_no_empty_one(database: Database, row: int) -> None:
    write_down(database, row, 1, 2, 3)
    cut(database, row, 3)
    write_down(database, row, 4, 5, 6)

    cut(database, row, 9)

    assert calls(database) == [(0, 1, 3, 3), (1, 4, 6, 3)]


def test_people_of_other_notices_are_in_no_call_of_this_one(database: Database, row: int) -> None:
    write_down(database, notice(database), 1, 2, 3)
    write_down(database, row, 4)

    cut(database, row, 9)

    assert calls(database) == [(0, 4, 4, 1)]


def test_somebody_erased_a_moment_ago_is_counted_in_no_segment(
    database: Database, row: int
) -> None:
    write_down(database, row, 1, 2)
    with database.write() as connection:
        connection.execute(text("DELETE FROM audience WHERE contact_id = 2"))

    cut(database, row, 9)

    assert groups(database) == [{"0": 1, "2": 1}]
