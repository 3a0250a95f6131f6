"""How requests stood on a day is told by their history, not by how they stand today."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import select, update

from bot.services import recording
from bot.services.recording import Act
from bot.services.standing import IS_COUNTED, STOOD, end_of
from models.base import Database
from models.registration import Registration
from models.vocabulary import Actor, AgencyCategory, Change, RegistrationStatus
from tests.bot.services.office import WEATHER, Office, later, submit

TUESDAY, WEDNESDAY = date(2020, 3, 17), date(2020, 3, 18)
FIRST = "WFH-63-00001-E"
_r = Registration.__table__


def stood(database: Database, day: date) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(select(STOOD), {"end": end_of(day)})]


def change(database: Database, change: Change, details: dict[str, object], **after: object) -> None:
    """Something is changed on Wednesday."""
    with database.write() as connection:
        act = Act(connection, None, None, later(days=1), Actor.STAFF)
        case = recording.find(act, FIRST)
        assert case is not None
        changed = replace(case, **after)
        recording.enter(act, changed, change, before=case.status, details=details)
        connection.execute(
            update(_r).values(
                agency_id=changed.agency_id,
                category=changed.category,
                status=changed.status,
                users=changed.users,
            )
        )


def test_a_thai_day_ends_at_five_in_the_afternoon_of_utc() -> None:
    assert end_of(TUESDAY) == datetime(2020, 3, 17, 17, tzinfo=UTC)


def test_later_changes_leave_a_day_as_it_was(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(WEATHER, users=450))
    change(peopled, Change.CATEGORY, {}, category=AgencyCategory.INDEPENDENT)
    change(peopled, Change.USERS, {}, users=7)
    change(peopled, Change.STATUS, {}, status=RegistrationStatus.APPROVED)

    assert stood(peopled, date(2020, 3, 16)) == []
    assert stood(peopled, TUESDAY) == [(1, 1, "government", "submitted", 450)]
    assert stood(peopled, WEDNESDAY) == [(1, 1, "independent", "approved", 7)]


def test_a_request_that_was_moved_belonged_to_its_former_agency(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(WEATHER))
    change(peopled, Change.AGENCY, {"fields": ["name"]})
    change(peopled, Change.AGENCY, {"from": 1, "to": 2}, agency_id=2)

    assert [row[1] for row in stood(peopled, TUESDAY)] == [1]
    assert [row[1] for row in stood(peopled, WEDNESDAY)] == [2]


def test_what_came_to_nothing_stood_but_is_not_counted(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(WEATHER))
    change(peopled, Change.STATUS, {}, status=RegistrationStatus.REJECTED)

    with peopled.read() as connection:
        counted = select(STOOD.c.id).where(IS_COUNTED)
        assert connection.scalars(counted, {"end": end_of(TUESDAY)}).all() == [1]
        assert connection.scalars(counted, {"end": end_of(WEDNESDAY)}).all() == []
