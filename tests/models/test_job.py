"""What the database itself does not let happen to long work."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from models.base import Database
from models.job import Job, JobFile
from models.staff import Staff

MORNING = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
OFFICER = {"login": "malee", "name": "มาลี", "role": "officer", "password_hash": "-"}
WAITING = {"kind": "export", "arguments": {}, "state": "waiting", "created_at": MORNING}


@pytest.fixture
def staffed(database: Database) -> Database:
    times = {"password_at": MORNING, "created_at": MORNING}
    with database.write() as connection:
        connection.execute(insert(Staff.__table__), OFFICER | times)
    return database


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "nap"}, "ck_jobs_kind"),
        ({"state": "asleep"}, "ck_jobs_state"),
        ({"staff_id": 2}, "(?i)FOREIGN KEY"),
    ],
)
def test_work_of_no_known_kind_state_or_officer_is_refused(
    staffed: Database, change: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), staffed.write() as connection:
        connection.execute(insert(Job.__table__), {"staff_id": 1, **WAITING, **change})


def test_a_file_belongs_to_a_job(staffed: Database) -> None:
    file = {"name": "a.xlsx", "media_type": "x", "data": b"a", "created_at": MORNING}
    with staffed.write() as connection:
        connection.execute(insert(Job.__table__), {"staff_id": 1, **WAITING})
        connection.execute(insert(JobFile.__table__), {"job_id": 1, **file})

    with pytest.raises(IntegrityError), staffed.write() as connection:
        connection.execute(insert(JobFile.__table__), {"job_id": 2, **file})
    with staffed.read() as connection:
        assert connection.scalars(select(JobFile.__table__.c.job_id)).all() == [1]
