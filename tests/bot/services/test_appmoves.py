"""An app moves on, its request follows, and the contacts are told once."""

from datetime import date

from sqlalchemy import select

from bot.services import appmoves, recording
from bot.services.appmoves import Move, Moved
from bot.services.officer import Officer
from bot.services.recording import Act
from models.base import Database
from models.registration import Registration, RegistrationApp, RegistrationEvent
from models.vocabulary import Actor, AppStatus, Change, MeetingApp, RegistrationStatus, Role
from tests.bot.services.handed_over import app_events, approved, set_app, stands, told
from tests.bot.services.office import MORNING
from tests.bot.services.workroom import Workroom

MALEE = Officer(1, "มาลี", Role.OFFICER)
TEAMS, WEBEX = MeetingApp.TEAMS, MeetingApp.WEBEX
GRANTED = Move(
    AppStatus.ACTIVE,
    licence="MS-1",
    granted=90,
    valid_from=date(2020, 4, 1),
    valid_to=date(2020, 6, 30),
)


def moved(database: Database, row: int, step: Move, **options) -> Moved | None:
    with database.write() as connection:
        act = recording.by_officer(connection, MALEE, MORNING)
        render = Workroom(database).tools.render
        return appmoves.move(act, row, TEAMS, step, render=render, **options)


def test_the_request_follows_its_apps(database: Database) -> None:
    with database.write() as connection:
        (row,) = approved(connection, "กรมหนึ่ง", apps=(TEAMS, WEBEX))

    result = moved(database, row, Move(AppStatus.FORWARDED))

    with database.read() as connection:
        assert result == Moved(("U1",))
        assert stands(connection, row) == (
            "forwarded",
            {"teams": "forwarded", "webex": "waiting"},
        )
        assert app_events(connection, row) == [
            {"app": "teams", "from": "waiting", "to": "forwarded"}
        ]
        assert told(connection) == ["U1"]


def test_one_entry_tells_of_the_app_and_of_the_request(database: Database) -> None:
    with database.write() as connection:
        (row,) = approved(connection, "กรมหนึ่ง")

    moved(database, row, GRANTED)

    table = RegistrationEvent.__table__
    with database.read() as connection:
        entry = connection.execute(select(table).order_by(table.c.id.desc()).limit(1)).one()
    assert (entry.change, entry.from_status, entry.status) == (Change.APP, "approved", "active")
    assert entry.details == {
        "app": "teams",
        "from": "waiting",
        "to": "active",
        "licence": "MS-1",
        "granted": "90",
        "valid_from": "2020-04-01",
        "valid_to": "2020-06-30",
    }


def test_a_refusal_closes_the_request_with_its_reason(database: Database) -> None:
    with database.write() as connection:
        (row,) = approved(connection, "กรมหนึ่ง")

    moved(database, row, Move(AppStatus.REFUSED, note="โดเมนซ้ำ"))

    with database.read() as connection:
        request = connection.execute(select(Registration.__table__)).one()
    assert (request.status, request.reason) == (RegistrationStatus.REJECTED, "โดเมนซ้ำ")


def test_it_moves_nothing_that_may_not_move(database: Database) -> None:
    with database.write() as connection:
        early, open_one = approved(connection, "กรมหนึ่ง", "กรมสอง")
        connection.execute(
            Registration.__table__.update()
            .where(Registration.__table__.c.id == early)
            .values(status=RegistrationStatus.SCREENING)
        )
        set_app(connection, open_one, TEAMS, status=AppStatus.ACTIVE)
    backwards = Move(AppStatus.FORWARDED)

    assert moved(database, early, backwards) is None
    assert moved(database, open_one, backwards) is None
    assert moved(database, open_one, Move(AppStatus.ACTIVE)) is None
    assert moved(database, open_one, GRANTED, seen=AppStatus.FORWARDED) is None
    assert moved(database, 99, backwards) is None
    with database.read() as connection:
        assert told(connection) == []


def test_what_was_given_may_be_corrected_and_is_reminded_of_anew(database: Database) -> None:
    with database.write() as connection:
        (row,) = approved(connection, "กรมหนึ่ง")
        values = {"status": AppStatus.ACTIVE, "granted": 10, "reminded_at": MORNING}
        set_app(connection, row, TEAMS, valid_to=date(2020, 3, 20), **values)

    first, second = moved(database, row, GRANTED), moved(database, row, GRANTED)

    with database.read() as connection:
        app = connection.execute(select(RegistrationApp.__table__)).one()
    assert (first, second) == (Moved(("U1",)), None)
    assert (app.granted, app.valid_to, app.reminded_at) == (90, date(2020, 6, 30), None)


def test_contacts_do_not_move_apps_on(database: Database) -> None:
    with database.write() as connection:
        (row,) = approved(connection, "กรมหนึ่ง")
        act = Act(connection, 1, None, MORNING, Actor.CONTACT)
        render = Workroom(database).tools.render

        assert appmoves.move(act, row, TEAMS, Move(AppStatus.FORWARDED), render=render) is None
