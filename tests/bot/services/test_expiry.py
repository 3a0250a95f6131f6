"""The end of an app is reminded of once before it, and told once when it is there."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.services import expiry
from models.audit import AuditEntry
from models.base import Database
from models.outbox import OutboxMessage
from models.vocabulary import AppStatus, MeetingApp, RegistrationStatus
from tests.bot.services.handed_over import app_events, approved, set_app, stands, told
from tests.bot.services.workroom import Workroom

TEAMS = MeetingApp.TEAMS


@pytest.fixture
def room(database: Database) -> Workroom:
    """On 17 March: over yesterday, today, in 14 days, in 15; and one that has no end."""
    ends = (date(2020, 3, 16), date(2020, 3, 17), date(2020, 3, 31), date(2020, 4, 1), None)
    with database.write() as connection:
        names = [f"กรม {number}" for number in range(1, 6)]
        for row, day in zip(
            approved(connection, *names, status=RegistrationStatus.ACTIVE), ends, strict=True
        ):
            set_app(connection, row, TEAMS, status=AppStatus.ACTIVE, valid_to=day)
    return Workroom(database)


def test_what_is_over_ends_and_what_soon_will_be_is_reminded_of(room: Workroom) -> None:
    list(expiry.sweep(room.tools))

    with room.database.read() as connection:
        assert [stands(connection, row) for row in (1, 2, 3, 4, 5)] == [
            ("expired", {"teams": "expired"}),
            *[("active", {"teams": "active"})] * 4,
        ]
        assert [app_events(connection, row) for row in (1, 2, 3, 4, 5)] == [
            [{"app": "teams", "from": "active", "to": "expired"}],
            [{"app": "teams", "ends": "2020-03-17"}],
            [{"app": "teams", "ends": "2020-03-31"}],
            [],
            [],
        ]
        assert told(connection) == ["U1", "U2", "U3"]
        actors = set(connection.scalars(select(AuditEntry.actor)))
    assert room.woken == ["U1", "U2", "U3"]
    assert actors == {"system"}


def test_however_often_it_sweeps_nobody_is_told_twice(room: Workroom) -> None:
    for days in (0, 0, 1, 1):
        room.now += timedelta(days=days)
        list(expiry.sweep(room.tools))

    table = OutboxMessage.__table__
    with room.database.read() as connection:
        lanes = connection.scalars(select(table.c.lane).order_by(table.c.id)).all()
    # The second one's reminder of the 17th has not left when its end is told on the 18th.
    assert lanes == ["U1", "U2", "U3", "U2", "U4"]


def test_a_reminder_names_app_agency_and_day(room: Workroom) -> None:
    list(expiry.sweep(room.tools))

    table = OutboxMessage.__table__
    with room.database.read() as connection:
        said = connection.scalar(select(table.c.messages).where(table.c.lane == "U3"))
    assert said is not None
    assert all(word in said for word in ("Microsoft Teams", "กรม 3", "31\u00a0มี.ค.\u00a02563"))


def test_a_request_that_was_withdrawn_is_left_alone(database: Database) -> None:
    with database.write() as connection:
        (row,) = approved(connection, "กรมหนึ่ง", status=RegistrationStatus.WITHDRAWN)
        set_app(connection, row, TEAMS, status=AppStatus.ACTIVE, valid_to=date(2020, 3, 1))

    list(expiry.sweep(Workroom(database).tools))

    with database.read() as connection:
        assert (stands(connection, row)[1], told(connection)) == ({"teams": "active"}, [])
