"""A job is done by one, goes on after a death, and is given up after three."""

import threading
from datetime import timedelta

import pytest

from bot.errors import WorkLost
from bot.services import jobs, leases
from bot.services.jobs import File
from bot.services.leases import Finished, Hold
from bot.services.officer import Officer
from models.base import Database
from models.vocabulary import JobKind, JobState
from tests.bot.services.office import MORNING
from tests.bot.services.requested import colleague
from tests.bot.services.workroom import Workroom

A_MINUTE_AND_MORE = timedelta(seconds=61)


@pytest.fixture
def officer(database: Database) -> Officer:
    with database.write() as connection:
        return colleague(connection, "มาลี")


@pytest.fixture
def room(database: Database, officer: Officer) -> Workroom:
    """With a job waiting in it, the first."""
    jobs.ask(database, JobKind.EXPORT, officer=officer, arguments={}, now=MORNING)
    return Workroom(database)


def taken(room: Workroom, stopping: threading.Event | None = None) -> Hold:
    hold = leases.take(room.tools, stopping)
    assert hold is not None
    return hold


def test_a_job_belongs_to_one(room: Workroom) -> None:
    hold = taken(room)

    assert (hold.job.id, hold.job.state) == (1, JobState.RUNNING)
    assert leases.take(room.tools) is None


def test_who_dies_loses_it_and_another_goes_on(room: Workroom) -> None:
    dead = taken(room)
    with room.database.write() as connection:
        dead.keep(connection, done=3, total=9, notes={"chosen": [1, 2]})
    room.now += A_MINUTE_AND_MORE

    hold = taken(room)

    assert (hold.done, hold.total, hold.notes) == (3, 9, {"chosen": [1, 2]})
    with pytest.raises(WorkLost), room.database.write() as connection:
        dead.keep(connection, done=4, total=9)
    with pytest.raises(WorkLost):
        dead.end(Finished())


def test_telling_keeps_it(room: Workroom) -> None:
    hold = taken(room)
    hold._told -= leases.TELL_SECONDS
    room.now += timedelta(seconds=50)
    hold.tell(5, 10)
    room.now += timedelta(seconds=50)

    assert leases.take(room.tools) is None
    found = jobs.find(room.database, 1)
    assert found is not None
    assert (found.done, found.total) == (5, 10)


def test_it_is_told_at_most_every_half_second(room: Workroom) -> None:
    hold = taken(room)

    hold.tell(5, 10)

    found = jobs.find(room.database, 1)
    assert found is not None
    assert found.done == 0


def test_the_end_keeps_result_and_files(room: Workroom) -> None:
    taken(room).end(Finished({"rows": 2}, (File("a.xlsx", "b", b"c"),)))

    found = jobs.find(room.database, 1)
    assert found is not None
    assert (found.state, found.result, found.ended_at) == (JobState.DONE, {"rows": 2}, MORNING)
    assert [file.name for file in found.files] == ["a.xlsx"]


def test_failing_says_why(room: Workroom) -> None:
    taken(room).fail("jobs.file.rows", {"most": 20_000})

    found = jobs.find(room.database, 1)
    assert found is not None
    assert (found.state, found.error) == (JobState.FAILED, "jobs.file.rows")
    assert found.result == {"begun": 0, "notes": {}, "why": {"most": 20_000}}


def test_when_the_process_is_to_end_the_rest_is_left_to_the_next(room: Workroom) -> None:
    stopping = threading.Event()
    for _ in range(leases.MOST_BEGINNINGS + 1):  # an orderly end is no death
        hold = taken(room, stopping)
        stopping.set()
        with pytest.raises(WorkLost):
            hold.tell(1, 2)
        hold.let_go()
        stopping.clear()
        room.now += timedelta(seconds=1)

    assert taken(room).job.id == 1


def test_what_was_begun_by_a_process_that_is_gone_is_free_at_once(room: Workroom) -> None:
    taken(room)

    leases.release(room.database)

    assert taken(room).job.id == 1


def test_a_job_that_three_processes_died_of_is_given_up(room: Workroom) -> None:
    for _ in range(3):
        taken(room)
        room.now += A_MINUTE_AND_MORE

    assert leases.take(room.tools) is None
    found = jobs.find(room.database, 1)
    assert found is not None
    assert (found.state, found.error) == (JobState.FAILED, "jobs.failed")
