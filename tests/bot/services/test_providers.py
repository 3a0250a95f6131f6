"""How many requests are where with each app, and which."""

from datetime import date

from sqlalchemy import event

from bot.services import providers
from bot.services.providers import Line, Page, Standing
from models.base import Database
from models.reference import Reference
from models.vocabulary import AppStatus, MeetingApp, RegistrationStatus
from tests.bench import many
from tests.bot.services.handed_over import approved, set_app
from tests.bot.services.office import MORNING
from tests.bot.services.requested import request

TEAMS, WEBEX = MeetingApp.TEAMS, MeetingApp.WEBEX


def test_counts_tell_every_app_and_status(database: Database) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง", "กรมสาม", users=45, apps=(TEAMS, WEBEX))
        near, far = date(2020, 3, 31), date(2020, 4, 1)
        active = AppStatus.ACTIVE
        set_app(connection, 1, TEAMS, status=active, granted=40, valid_to=near)
        set_app(connection, 2, TEAMS, status=active, granted=30, valid_to=far)
        request(connection, "กรมสี่")

    counts = providers.counts(database, now=MORNING)

    empty = dict.fromkeys(providers.LISTED, Standing())
    assert counts[TEAMS] == empty | {
        AppStatus.WAITING: Standing(1, 45),
        AppStatus.ACTIVE: Standing(2, 70, ending=1),
    }
    assert counts[WEBEX] == empty | {AppStatus.WAITING: Standing(3, 135)}
    assert counts[MeetingApp.HANGOUTS] == empty


def test_a_list_shows_the_requests_of_a_status(database: Database) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง", users=45)
        given = {"licence": "MS-1", "granted": 40, "valid_to": date(2020, 3, 31)}
        set_app(connection, 1, TEAMS, status=AppStatus.ACTIVE, **given)
        request(connection, "กรมสาม", status=RegistrationStatus.SCREENING)
    one, two = str(Reference(63, 1)), str(Reference(63, 2))
    opened = Line(one, "กรมหนึ่ง", 40, MORNING, "MS-1", None, date(2020, 3, 31), None)
    waiting = Line(two, "กรมสอง", 45, MORNING, None, None, None, None)

    assert providers.page(database, TEAMS, AppStatus.ACTIVE) == Page((opened,), None)
    assert providers.page(database, TEAMS, AppStatus.WAITING) == Page((waiting,), None)
    assert providers.ending(database, TEAMS, now=MORNING) == Page((opened,), None)
    assert providers.ending(database, WEBEX, now=MORNING) == Page((), None)


def test_pages_follow_each_other_without_gap_or_double(database: Database) -> None:
    with database.write() as connection:
        approved(connection, *(f"กรม {number}" for number in range(120)))

    pages = [providers.page(database, TEAMS, AppStatus.WAITING)]
    while pages[-1].after:
        pages.append(providers.page(database, TEAMS, AppStatus.WAITING, after=pages[-1].after))

    assert [len(page.lines) for page in pages] == [50, 50, 20]
    assert len({line.reference for page in pages for line in page.lines}) == 120


def test_a_page_costs_the_same_however_many_there_are(database: Database) -> None:
    statements: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(conn, cursor, statement, *_):
        statements.extend([statement] if statement.startswith("SELECT") else [])

    for rows in (0, 60):
        if rows:
            many.fill(database, rows)
        statements.clear()
        providers.counts(database, now=MORNING)
        providers.page(database, TEAMS, AppStatus.ACTIVE)
        assert len(statements) == 2
