"""The register in chunks."""

from sqlalchemy import event

from bot.services import register
from bot.services.register import AppEntry, Entry, Person
from models.base import Database
from models.vocabulary import (
    AgencyCategory,
    AppStatus,
    MeetingApp,
    Origin,
    RegistrationStatus,
)
from tests.bench import many
from tests.bot.services.handed_over import approved
from tests.bot.services.office import MORNING


def test_an_entry_has_everything_that_stands_in_a_sheet(database: Database) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", users=45, province="เชียงใหม่")

    with database.read() as connection:
        (entry,) = register.every(connection)

    waiting = AppEntry(AppStatus.WAITING, MORNING, None, None, None, None, None, None)
    assert entry == Entry(
        id=1,
        reference=entry.reference,
        submitted_at=MORNING,
        agency="กรมหนึ่ง",
        category=AgencyCategory.GOVERNMENT,
        province="เชียงใหม่",
        status=RegistrationStatus.APPROVED,
        since=MORNING,
        reason=None,
        users=45,
        origin=Origin.LINE,
        claimed_by=None,
        people=(Person("สมชาย", "+66812345678", None, "a@example.go.th"),),
        apps={MeetingApp.TEAMS: waiting},
    )


def test_some_come_in_the_order_they_are_asked_for(database: Database) -> None:
    with database.write() as connection:
        approved(connection, "กรมหนึ่ง", "กรมสอง", "กรมสาม")

    with database.read() as connection:
        assert [entry.agency for entry in register.some(connection, [3, 9, 1])] == [
            "กรมสาม",
            "กรมหนึ่ง",
        ]
        assert register.count(connection) == 3


def test_a_chunk_costs_four_statements(database: Database) -> None:
    many.fill(database, 60)
    statements: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(conn, cursor, statement, *_):
        statements.extend([statement] if statement.startswith("SELECT") else [])

    with database.read() as connection:
        assert len(list(register.every(connection))) == 60
    assert len(statements) == 5  # and the look that finds no chunk more
