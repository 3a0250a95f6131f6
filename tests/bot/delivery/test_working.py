"""The thread that does long work."""

import threading
import time
from collections.abc import Iterator

import pytest

from bot.delivery import working
from bot.delivery.working import Workman
from bot.delivery.works import WORKS
from bot.errors import WorkFailed
from bot.services import jobs
from bot.services.leases import Finished, Hold, Tools
from models.base import Database
from models.vocabulary import JobKind, JobState
from tests.bot.services.office import MORNING
from tests.bot.services.requested import colleague
from tests.bot.services.workroom import Workroom

PATIENCE = 10.0


@pytest.fixture
def room(database: Database) -> Workroom:
    """With one job waiting in it."""
    with database.write() as connection:
        officer = colleague(connection, "มาลี")
    jobs.ask(database, JobKind.EXPORT, officer=officer, arguments={}, now=MORNING)
    return Workroom(database)


def state(room: Workroom) -> tuple[JobState, str | None]:
    found = jobs.find(room.database, 1)
    assert found is not None
    return found.state, found.error


def test_every_kind_of_job_has_its_work() -> None:
    assert set(WORKS) == set(JobKind)


def test_a_job_is_done_by_the_work_of_its_kind(room: Workroom) -> None:
    works = {JobKind.EXPORT: lambda hold, tools: Finished({"rows": 3})}

    assert working.do_next(works, room.tools) is True
    assert working.do_next(works, room.tools) is False
    assert state(room) == (JobState.DONE, None)


def test_what_cannot_be_done_says_why(room: Workroom) -> None:
    def refuse(hold: Hold, tools: Tools) -> Finished:
        raise WorkFailed("jobs.file.empty")

    working.do_next({JobKind.EXPORT: refuse}, room.tools)

    assert state(room) == (JobState.FAILED, "jobs.file.empty")


def test_a_fault_of_ours_fails_the_job_and_nothing_else(room: Workroom) -> None:
    working.do_next({JobKind.EXPORT: lambda hold, tools: 1 / 0}, room.tools)

    assert state(room) == (JobState.FAILED, "jobs.failed")


def test_the_workman_works_when_woken_and_leaves_when_told(room: Workroom) -> None:
    begun = threading.Event()

    def endless(hold: Hold, tools: Tools) -> Finished:
        begun.set()
        while True:
            hold.tell(1, 2)
            time.sleep(0.01)

    workman = Workman(room.tools, {JobKind.EXPORT: endless})
    before = workman.is_alive()
    workman.start()
    workman.wake()
    assert begun.wait(PATIENCE)
    during = workman.is_alive()
    workman.stop()

    assert (before, during, workman.is_alive()) == (False, True, False)
    assert state(room) == (JobState.RUNNING, None)
    assert working.do_next({JobKind.EXPORT: lambda hold, tools: Finished()}, room.tools)


def test_errands_are_run_whether_or_not_there_is_a_job(room: Workroom) -> None:
    run = threading.Event()
    workman = Workman(room.tools, {}, errands=[lambda: run.set() or 0])

    workman.start()
    has_run = run.wait(10)
    workman.stop()

    assert has_run


def test_chores_are_done_and_one_that_fails_keeps_none_from_being_done(room: Workroom) -> None:
    done: list[str] = []

    chores = [lambda tools: [1 / 0], lambda tools: map(done.append, ("second", "third"))]

    assert list(working.do_chores(chores, room.tools)) == [1, 1, 1, 1]
    assert Workman(room.tools, {}, chores).sweep() == 1
    assert done == ["second", "third"] * 2


def test_a_job_waits_for_one_step_of_a_chore_at_most(room: Workroom) -> None:
    done: list[str] = []
    ended = threading.Event()

    def chore(tools: Tools) -> Iterator[None]:
        for number in range(3):
            done.append(f"step {number}")
            yield
        ended.set()

    def work(hold: Hold, tools: Tools) -> Finished:
        done.append("job")
        return Finished()

    workman = Workman(room.tools, {JobKind.EXPORT: work}, [chore])
    with room.database.write() as connection:
        officer = colleague(connection, "สมชาย")
    jobs.ask(room.database, JobKind.EXPORT, officer=officer, arguments={}, now=MORNING)
    workman.start()
    has_ended = ended.wait(PATIENCE)
    workman.stop()

    assert (has_ended, done) == (True, ["job", "step 0", "job", "step 1", "step 2"])
