"""Work on everything that a selection held: settled when asked for, begun anew without harm."""

from sqlalchemy import select, update

from bot.line import outbound
from bot.services import deciding, jobs, leases, wholesale, wording
from bot.services.deciding import Worded
from bot.services.leases import Finished, Tools
from bot.services.officer import Officer
from bot.services.selection import Selection
from bot.services.wholesale import Verb
from models.base import Database
from models.job import Job
from models.registration import Registration
from models.vocabulary import JobState, RegistrationStatus
from tests.bot.services.requested import MORNING, colleague, request

S = RegistrationStatus
_r, _job = Registration.__table__, Job.__table__
CATALOGUE = wording.shipped()


def tools(database: Database) -> Tools:
    return Tools(
        database=database,
        catalogue=lambda: CATALOGUE,
        lexicon=lambda: None,
        render=lambda says: Worded(deciding.written(outbound.render(says, CATALOGUE))),
        wake=lambda _: None,
        now=lambda: MORNING,
    )


def asked(database: Database, verb: Verb, *, requests: int) -> Officer:
    """An officer who asked for it when there were so many requests."""
    with database.write() as connection:
        me = colleague(connection, "ฉัน")
        for number in range(requests):
            request(connection, f"กรมที่ {number}")
    wholesale.ask(database, verb, Selection(), officer=me, now=MORNING)
    return me


def done(database: Database) -> Finished:
    hold = leases.take(tools(database))
    assert hold is not None
    finished = wholesale.work(hold, tools(database))
    hold.end(finished)
    return finished


def test_all_that_waited_are_approved(database: Database) -> None:
    me = asked(database, Verb.APPROVE, requests=wholesale.STEP + 1)
    with database.write() as connection:
        late = request(connection, "มาทีหลัง")
        connection.execute(update(_r).where(_r.c.id == 1).values(version=2))

    finished = done(database)

    assert finished == Finished({"verb": "approve", "moved": 50, "stale": 1, "refused": 0})
    with database.read() as connection:
        open_ones = connection.scalars(select(_r.c.id).where(_r.c.status == S.SUBMITTED)).all()
    assert open_ones == [1, late]
    job = jobs.find(database, 1)
    assert job is not None
    assert (job.state, job.done, job.total, job.officer.id) == (JobState.DONE, 51, 51, me.id)


def test_all_are_taken_on(database: Database) -> None:
    me = asked(database, Verb.CLAIM, requests=2)

    finished = done(database)

    assert finished == Finished({"verb": "claim", "moved": 2, "stale": 0, "refused": 0})
    with database.read() as connection:
        assert connection.scalars(select(_r.c.claimed_by)).all() == [me.id, me.id]


def test_begun_anew_it_does_nothing_twice(database: Database) -> None:
    asked(database, Verb.APPROVE, requests=3)
    first = leases.take(tools(database))
    assert first is not None
    wholesale.work(first, tools(database))
    with database.write() as connection:  # as if its process had died before it was kept
        connection.execute(update(_job).values(done=0, result=None, lease_ms=0))

    finished = done(database)

    assert finished == Finished({"verb": "approve", "moved": 0, "stale": 3, "refused": 0})


def test_nothing_that_fits_is_no_work(database: Database) -> None:
    with database.write() as connection:
        me = colleague(connection, "ฉัน")

    assert wholesale.ask(database, Verb.CLAIM, Selection(), officer=me, now=MORNING) is None
