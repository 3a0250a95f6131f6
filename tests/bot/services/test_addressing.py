import pytest
from sqlalchemy import select, text

from bot.services import addressing
from models.base import Database
from models.broadcast import Broadcast
from tests.bot.broadcasts import gather, notice, sending
from tests.bot.events import NOON

pytestmark = pytest.mark.both

_broadcast = Broadcast.__table__


def asked(database: Database, row: int) -> tuple[list[int], dict[str, int]]:
    """Who gets a notice, and how many do not."""
    with database.read() as connection:
        its = connection.execute(select(_broadcast).where(_broadcast.c.id == row)).one()
        people = connection.execute(addressing.matching(connection, its)).all()
        return [one.contact_id for one in people], addressing.left_out(connection, its)


def test_a_notice_is_for_those_whom_it_reaches(database: Database) -> None:
    gather(database, 4)
    with database.write() as connection:
        out = "UPDATE audience SET standing = 'stopped' WHERE contact_id = 2"
        connection.execute(text(out))
    row = notice(database, state="preparing", started_ms=NOON)

    people, left_out = asked(database, row)

    assert people == [1, 3, 4]
    assert set(left_out) <= {"blocked", "stopped", "had_one_today", "nobody_on_line"}


def test_who_had_another_notice_that_day_is_left_out_unless_it_is_urgent(
    database: Database,
) -> None:
    gather(database, 4)
    sending(database, chunks=1)
    calm = notice(database, state="preparing", started_ms=NOON + 1)
    urgent = notice(database, state="preparing", started_ms=NOON + 1, is_urgent=True)

    assert asked(database, calm)[0] == [3, 4]
    assert asked(database, urgent)[0] == [1, 2, 3, 4]


def test_settle_looks_at_those_who_changed(database: Database) -> None:
    gather(database, 3)
    with database.write() as connection:
        connection.execute(text("UPDATE contacts SET blocked_at = created_at WHERE id = 2"))

    assert addressing.settle(database)

    row = notice(database, state="preparing", started_ms=NOON)
    assert asked(database, row)[0] == [1, 3]
