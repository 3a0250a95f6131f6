"""The figures of the desk are those of the rows."""

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.services import tallies
from bot.services.reporting import Line
from bot.services.selection import Group
from bot.services.tallies import Tally
from models.base import Database
from models.vocabulary import AgencyCategory, RegistrationStatus
from tests.bot.services.requested import MORNING, colleague, request

C, S = AgencyCategory, RegistrationStatus
TUESDAY = date(2020, 3, 17)
THAI = timezone(timedelta(hours=7))


def test_requests_are_counted_by_where_they_stand_and_who_has_them(database: Database) -> None:
    long_ago = MORNING - timedelta(days=30)
    with database.write() as connection:
        me, other = colleague(connection, "ฉัน"), colleague(connection, "เพื่อน")
        request(connection, "หนึ่ง", at=long_ago, claimed_by=me.id, users=10)
        request(connection, "สอง", status=S.SCREENING, claimed_by=other.id, users=20)
        request(connection, "สาม", category=C.PROVINCIAL, users=5)
        request(connection, "สี่", status=S.ACTIVE, at=long_ago, claimed_by=me.id, users=40)
        request(connection, "ห้า", status=S.REJECTED, users=1_000)

        found = tallies.tally(connection, officer_id=me.id, today=TUESDAY)

    assert found == Tally(
        groups={
            Group.WAITING: 3,
            Group.ASKED: 0,
            Group.PASSED: 0,
            Group.ACTIVE: 1,
            Group.CLOSED: 1,
            Group.ALL: 5,
        },
        late=1,
        mine=1,
        free=1,
        lines=(
            Line(C.GOVERNMENT, 3, 70),
            Line(C.STATE_ENTERPRISE, 0, 0),
            Line(C.PUBLIC_ORGANISATION, 0, 0),
            Line(C.INDEPENDENT, 0, 0),
            Line(C.PROVINCIAL, 1, 5),
        ),
    )
    assert (found.agencies, found.users) == (4, 75)


@pytest.mark.parametrize("today", [date(2020, 3, day) for day in range(1, 32)])
def test_late_is_what_was_due_before_today(today: date) -> None:
    before = tallies.late_before(today)

    assert tallies.due(before - timedelta(seconds=1)) < today <= tallies.due(before)


def test_three_working_days_are_promised() -> None:
    # Friday 13 March; Monday to Wednesday follow.
    assert tallies.due(datetime(2020, 3, 13, 9, tzinfo=THAI)) == date(2020, 3, 18)
