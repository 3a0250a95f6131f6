"""The demo's first week: lawful, dated in office hours, sent to nobody, stored once."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.services import directory, seeding
from bot.services.working_days import THAI_TIME, is_working
from models.base import Database
from models.contact import AgencyContact, Contact
from models.lifecycle import may_move
from models.registration import Registration, RegistrationApp, RegistrationEvent
from models.vocabulary import Actor, AppStatus, RegistrationStatus
from tests import databases
from tests.bot.services.office import MORNING, Office, submit

_r, _event = Registration.__table__, RegistrationEvent.__table__


@pytest.fixture(scope="module")
def seeded(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with databases.fresh(kind, tmp_path_factory.mktemp("seeded")) as opened:
        directory.sync(opened, now=MORNING)
        seeding.seed_demo(opened)
        yield opened


@pytest.fixture
def connection(seeded: Database) -> Iterator[Connection]:
    with seeded.read() as opened:
        yield opened


def test_seed_demo_stores_84_requests_numbered_in_order(connection: Connection) -> None:
    query = select(_r.c.reference).order_by(_r.c.submitted_at)
    references = connection.scalars(query).all()

    assert (len(references), references[0], references[-1]) == (
        84,
        "WFH-63-00001-E",
        "WFH-63-00084-K",
    )
    assert references == sorted(references)


def test_seed_demo_a_second_time_changes_nothing(seeded: Database) -> None:
    before = dump(seeded)

    assert seeding.seed_demo(seeded) == 0
    assert dump(seeded) == before


def test_seed_demo_never_mixes_with_real_requests(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit())
    before = dump(peopled)

    assert seeding.seed_demo(peopled) == 0
    assert dump(peopled) == before


def test_every_history_is_lawful(connection: Connection) -> None:
    rows = connection.execute(select(_event).order_by(_event.c.registration_id, _event.c.at)).all()

    unlawful = [
        row
        for row in rows
        if row.from_status is not None
        and not may_move(
            RegistrationStatus(row.from_status),
            to=RegistrationStatus(row.status),
            by=Actor(row.actor),
        )
    ]
    assert (len(rows) > 84, unlawful) == (True, [])


def test_every_request_stands_where_its_history_ends(connection: Connection) -> None:
    ends = {
        row.registration_id: (row.status, row.at)
        for row in connection.execute(select(_event).order_by(_event.c.at, _event.c.id))
    }
    stands = {row.id: (row.status, row.status_at) for row in connection.execute(select(_r))}
    assert stands == ends


def test_apps_stand_where_their_request_does(connection: Connection) -> None:
    app = RegistrationApp.__table__
    query = select(_r.c.status, app.c.status).join_from(_r, app).distinct()

    assert set(map(tuple, connection.execute(query))) == {
        (RegistrationStatus.SUBMITTED, AppStatus.WAITING),
        (RegistrationStatus.SCREENING, AppStatus.WAITING),
        (RegistrationStatus.NEED_INFO, AppStatus.WAITING),
        (RegistrationStatus.APPROVED, AppStatus.WAITING),
        (RegistrationStatus.FORWARDED, AppStatus.FORWARDED),
        (RegistrationStatus.ACTIVE, AppStatus.ACTIVE),
    }


def test_everything_happened_in_office_hours_of_that_week(connection: Connection) -> None:
    moments = [at.astimezone(THAI_TIME) for at in connection.scalars(select(_event.c.at))]

    outside = [
        at
        for at in moments
        if not is_working(at.date()) or not time(8, 30) <= at.time() <= time(16, 30)
    ]
    assert outside == []
    assert (min(moments).date(), max(moments).date()) == (date(2020, 3, 11), date(2020, 3, 17))


def test_its_people_cannot_be_written_or_called(connection: Connection) -> None:
    people = connection.execute(select(Contact.__table__)).all()
    links = connection.execute(select(AgencyContact.__table__)).all()

    assert [person for person in people if person.blocked_at is None] == []
    assert [link for link in links if not link.email.endswith("@example.go.th")] == []
    assert [link for link in links if not link.phone.startswith("+662000")] == []
    assert len({link.name for link in links}) == 84


def dump(database: Database) -> list[object]:
    with database.read() as connection:
        tables = (_r, _event, Contact.__table__, AgencyContact.__table__)
        return [connection.execute(select(table)).all() for table in tables]


def test_a_simulated_line_may_come_to_know_its_people(kind: str, tmp_path: Path) -> None:
    with databases.fresh(kind, tmp_path) as opened:
        directory.sync(opened, now=MORNING)
        seeding.seed_demo(opened)
        known = [f"U{number:032x}" for number in range(seeding.PEOPLE)]

        counts = [seeding.introduce(opened, known), seeding.introduce(opened, known)]

        with opened.read() as connection:
            people = connection.execute(select(Contact.__table__)).all()
    assert counts == [84, 0]
    assert {person.line_id for person in people} == set(known)
    assert [person for person in people if person.blocked_at is not None] == []
