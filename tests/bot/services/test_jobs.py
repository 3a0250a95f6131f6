"""Long work as pages see it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.services import jobs, leases
from bot.services.jobs import File, Job, Kept
from bot.services.leases import Finished
from bot.services.officer import Officer
from models.audit import AuditEntry
from models.base import Database
from models.vocabulary import JobKind, JobState
from tests.bot.services.office import MORNING
from tests.bot.services.requested import colleague
from tests.bot.services.workroom import Workroom


@pytest.fixture
def officer(database: Database) -> Officer:
    with database.write() as connection:
        return colleague(connection, "มาลี")


def asked(database: Database, officer: Officer, kind: JobKind = JobKind.EXPORT, **arguments) -> int:
    return jobs.ask(database, kind, officer=officer, arguments=arguments, now=MORNING)


def test_a_job_waits_until_it_is_begun(database: Database, officer: Officer) -> None:
    job = asked(database, officer, JobKind.PACK, app="teams")

    assert jobs.find(database, job) == Job(
        id=job,
        kind=JobKind.PACK,
        officer=officer,
        arguments={"app": "teams"},
        state=JobState.WAITING,
        done=0,
        total=0,
        error=None,
        created_at=MORNING,
        ended_at=None,
        result={},
    )
    assert jobs.find(database, job + 1) is None


def test_the_same_asked_for_again_is_one_job_until_it_is_done(
    database: Database, officer: Officer
) -> None:
    first = asked(database, officer, app="teams")

    assert asked(database, officer, app="teams") == first
    assert asked(database, officer, app="webex") == first + 1

    hold = leases.take(Workroom(database).tools)
    assert hold is not None
    hold.end(Finished())

    assert asked(database, officer, app="teams") == first + 2


def test_files_come_with_a_job_and_fetching_them_is_recorded(
    database: Database, officer: Officer
) -> None:
    file = File("answers.xlsx", "application/test", b"four")
    job = jobs.ask(database, JobKind.IMPORT, officer=officer, arguments={}, now=MORNING, file=file)
    other = asked(database, officer)
    found = jobs.find(database, job)
    assert found is not None
    (kept,) = found.files

    assert kept == Kept(kept.id, "answers.xlsx", 4)
    assert jobs.first_file(database, job) == b"four"
    assert jobs.content(database, job, kept.id, officer=officer, now=MORNING) == file
    assert jobs.content(database, other, kept.id, officer=officer, now=MORNING) is None
    with database.read() as connection:
        acts = connection.execute(select(AuditEntry.action, AuditEntry.subject)).all()
    assert [tuple(act) for act in acts] == [
        ("job.import", f"job {job}"),
        ("job.export", f"job {other}"),
        ("job.fetched", f"job {job}"),
    ]


def test_the_newest_jobs_of_some_kinds_are_listed(database: Database, officer: Officer) -> None:
    pack, export = asked(database, officer, JobKind.PACK), asked(database, officer)
    newer = asked(database, officer, JobKind.IMPORT, app="webex")

    kinds = (JobKind.PACK, JobKind.IMPORT)
    assert [job.id for job in jobs.recent(database, kinds)] == [newer, pack]
    assert [job.id for job in jobs.recent(database, (JobKind.EXPORT,))] == [export]


def test_files_are_deleted_after_a_week(database: Database, officer: Officer) -> None:
    for days in (0, 2):
        at, file = MORNING + timedelta(days=days), File("a", "b", b"c")
        jobs.ask(database, JobKind.IMPORT, officer=officer, arguments={}, now=at, file=file)

    assert leases.forget_files(database, now=MORNING + timedelta(days=8)) == 1
    assert [len(job.files) for job in jobs.recent(database, (JobKind.IMPORT,))] == [1, 0]
