"""The chores of the hour."""

from datetime import timedelta

from bot.delivery import working
from bot.delivery.works import CHORES
from bot.services import jobs
from bot.services.jobs import File
from models.base import Database
from models.vocabulary import JobKind
from tests.bot.services.office import MORNING
from tests.bot.services.requested import colleague
from tests.bot.services.workroom import Workroom


def test_old_files_are_forgotten(database: Database) -> None:
    with database.write() as connection:
        officer = colleague(connection, "มาลี")
    file = File("a.xlsx", "b", b"c")
    job = jobs.ask(database, JobKind.IMPORT, officer=officer, arguments={}, now=MORNING, file=file)
    room = Workroom(database, MORNING + timedelta(days=8))

    list(working.do_chores(CHORES, room.tools))

    assert jobs.first_file(database, job) is None
