"""
Long work, as pages see it: asked for, looked at while it goes on, its files fetched.

`bot.delivery.working` does it; what doing it may rely on stands in `leases`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from bot.services import auditing, waking
from bot.services.officer import Officer
from models.base import Database
from models.job import Job as JobRow
from models.job import JobFile
from models.staff import Staff
from models.vocabulary import Actor, JobKind, JobState, Role

OPEN: Final = (JobState.WAITING, JobState.RUNNING)
MOST_LISTED: Final = 50

_job, _file, _staff = JobRow.__table__, JobFile.__table__, Staff.__table__

_LISTED: Final = select(
    *(_job.c[name] for name in ("id", "kind", "arguments", "state", "done", "total", "error")),
    *(_job.c[name] for name in ("created_at", "ended_at")),
    _staff.c.id.label("staff_id"),
    _staff.c.name,
    _staff.c.role,
).join_from(_job, _staff, _staff.c.id == _job.c.staff_id)
WHOLE: Final = _LISTED.add_columns(_job.c.result).where(_job.c.id == bindparam("job"))
_RECENT: Final = (
    _LISTED.where(_job.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(_job.c.id.desc())
    .limit(MOST_LISTED)
)
_FILES: Final = (
    select(_file.c.id, _file.c.job_id, _file.c.name, func.length(_file.c.data).label("size"))
    .where(_file.c.job_id.in_(bindparam("jobs", expanding=True)))
    .order_by(_file.c.id)
)
_CONTENT: Final = select(_file.c.name, _file.c.media_type, _file.c.data).where(
    _file.c.id == bindparam("file"), _file.c.job_id == bindparam("job")
)
_FIRST: Final = (
    select(_file.c.data).where(_file.c.job_id == bindparam("job")).order_by(_file.c.id).limit(1)
)
_SAME: Final = select(_job.c.id, _job.c.arguments).where(
    _job.c.kind == bindparam("kind"),
    _job.c.staff_id == bindparam("staff"),
    _job.c.state.in_(OPEN),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep with a job, or one fetched from it."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a job, without its content; `size` in bytes."""

    id: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Job:
    """
    A piece of work as it stands. `officer` is who asked for it and in whose name it is done,
    `result` what came of it, `error` the key of why nothing did.
    """

    id: int
    kind: JobKind
    officer: Officer
    arguments: Mapping[str, Any]
    state: JobState
    done: int
    total: int
    error: str | None
    created_at: datetime
    ended_at: datetime | None
    result: Mapping[str, Any]
    files: tuple[Kept, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def ask(
    database: Database,
    kind: JobKind,
    *,
    officer: Officer,
    arguments: Mapping[str, Any],
    now: datetime,
    file: File | None = None,
) -> int:
    """
    Have work done soon; its number. The same asked for again before it is done is one job.

    `arguments` hold no personal values.
    """
    with database.write() as connection:
        if file is None and (known := _same(connection, kind, officer, arguments)):
            return known
        values = {
            "kind": kind,
            "staff_id": officer.id,
            "arguments": dict(arguments),
            "state": JobState.WAITING,
            "created_at": now,
        }
        (job_id,) = connection.execute(insert(_job), values).inserted_primary_key or (0,)
        if file:
            attach(connection, job_id, (file,), now=now)
        _record(connection, f"job.{kind}", job_id, officer, now)
        waking.job(connection)
        return int(job_id)


def find(database: Database, job_id: int) -> Job | None:
    """A job with the names of its files."""
    with database.read() as connection:
        row = connection.execute(WHOLE, {"job": job_id}).one_or_none()
        files = connection.execute(_FILES, {"jobs": [job_id]}).all()
    return made(row, files) if row else None


def recent(database: Database, kinds: Iterable[JobKind]) -> tuple[Job, ...]:
    """The newest jobs of these kinds with their files, newest first, without their results."""
    with database.read() as connection:
        rows = connection.execute(_RECENT, {"kinds": list(kinds)}).all()
        files = connection.execute(_FILES, {"jobs": [row.id for row in rows]}).all()
    return tuple(made(row, [file for file in files if file.job_id == row.id]) for row in rows)


def content(
    database: Database, job_id: int, file_id: int, *, officer: Officer, now: datetime
) -> File | None:
    """A file of this job. That it was fetched stands in the record: it may name people."""
    with database.write() as connection:
        row = connection.execute(_CONTENT, {"job": job_id, "file": file_id}).one_or_none()
        if row:
            _record(connection, "job.fetched", job_id, officer, now)
    return File(row.name, row.media_type, row.data) if row else None


def first_file(database: Database, job_id: int) -> bytes | None:
    """What came with a job, None when it has had its time."""
    with database.read() as connection:
        return connection.scalar(_FIRST, {"job": job_id})


def attach(connection: Connection, job_id: int, files: Iterable[File], *, now: datetime) -> None:
    """Keep files with a job."""
    for file in files:
        values = {"job_id": job_id, "name": file.name, "created_at": now}
        values |= {"media_type": file.media_type, "data": file.data}
        connection.execute(insert(_file), values)


def made(row: Row[*tuple[Any, ...]], files: Sequence[Row[*tuple[Any, ...]]] = ()) -> Job:
    """A job from its row."""
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        officer=Officer(row.staff_id, row.name, Role(row.role)),
        arguments=row.arguments,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        error=row.error,
        created_at=row.created_at,
        ended_at=row.ended_at,
        result=row._mapping.get("result") or {},
        files=tuple(Kept(file.id, file.name, file.size) for file in files),
    )


def _same(
    connection: Connection, kind: JobKind, officer: Officer, arguments: Mapping[str, Any]
) -> int | None:
    rows = connection.execute(_SAME, {"kind": kind, "staff": officer.id}).all()
    return next((row.id for row in rows if row.arguments == dict(arguments)), None)


def _record(
    connection: Connection, action: str, job_id: int, officer: Officer, now: datetime
) -> None:
    subject = f"job {job_id}"
    auditing.note(connection, action, subject, actor=Actor.STAFF, actor_id=officer.id, now=now)
