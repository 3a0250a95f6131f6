"""
Long work, as whoever does it sees it.

A job belongs to who holds its lease; who dies loses it, and another begins it anew. So work
keeps what it has done, and how far it is, in one transaction, and goes on from there. A job
whose process died three times is given up.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, delete, or_, select, update

from bot.errors import WorkLost
from bot.services.deciding import Worded
from bot.services.jobs import WHOLE, File, Job, attach, made
from handlers.lexicon import Lexicon
from handlers.turn import Say
from messages_th import Catalogue
from models.base import Database
from models.job import Job as JobRow
from models.job import JobFile
from models.vocabulary import JobState

LEASE_MS: Final = 60_000
TELL_SECONDS: Final = 0.5
MOST_BEGINNINGS: Final = 3
FILES_LIVE: Final = timedelta(days=7)

_job, _file = JobRow.__table__, JobFile.__table__

_IS_FREE: Final = or_(
    _job.c.state == JobState.WAITING,
    and_(_job.c.state == JobState.RUNNING, _job.c.lease_ms < bindparam("now_ms")),
)
_NEXT: Final = select(_job.c.id, _job.c.result).where(_IS_FREE).order_by(_job.c.id).limit(1)
# Where several may write, what another is taking right now is passed over.
_FREE: Final = _NEXT.with_for_update(skip_locked=True)
_TAKE: Final = (
    update(_job)
    .where(_job.c.id == bindparam("job"), _IS_FREE)
    .values(state=JobState.RUNNING, lease_ms=bindparam("until"), result=bindparam("memory"))
)
_MINE: Final = update(_job).where(
    _job.c.id == bindparam("job"),
    _job.c.state == JobState.RUNNING,
    _job.c.lease_ms == bindparam("held"),
)
_RELEASE: Final = update(_job).where(_job.c.state == JobState.RUNNING).values(lease_ms=0)


@dataclass(frozen=True, slots=True)
class Tools:
    """What work is done with; `wake` has the messages to a chat sent."""

    database: Database
    catalogue: Callable[[], Catalogue]
    lexicon: Callable[[], Lexicon]
    render: Callable[[Sequence[Say]], Worded]
    wake: Callable[[str], None]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of work: a result without personal values, and the files it made."""

    result: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[File, ...] = ()


class Hold:
    """
    A job that is ours. `notes` is what work wrote down when it was begun before.

    Work calls `tell` between its steps, and `keep` within each transaction that does one;
    both raise WorkLost when it is not ours any more, or the process is to end.
    """

    def __init__(
        self, job: Job, tools: Tools, lease_ms: int, stopping: threading.Event | None = None
    ) -> None:
        self.job = job
        self.done, self.total = job.done, job.total
        self.lease_ms = lease_ms
        self.notes: Mapping[str, Any] = job.result.get("notes", {})
        self._begun = job.result.get("begun", 1)
        self._tools = tools
        self._stopping = stopping or threading.Event()
        self._told = time.monotonic()

    def tell(self, done: int, total: int) -> None:
        """Show how far the work is; written at most every half second."""
        if self._stopping.is_set():
            raise WorkLost(self.job.id)
        if time.monotonic() - self._told < TELL_SECONDS:
            return
        self._told = time.monotonic()
        self.done, self.total = done, total
        until = _ms(self._tools.now()) + LEASE_MS
        with self._tools.database.write() as connection:
            self._change(connection, done=done, total=total, lease_ms=until)
        self.lease_ms = until

    def keep(
        self,
        connection: Connection,
        *,
        done: int,
        total: int,
        notes: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep how far the work is, in the transaction that does it."""
        values: dict[str, Any] = {"done": done, "total": total}
        self.done, self.total = done, total
        if notes is not None:
            self.notes = notes
            values["result"] = self._memory(self._begun)
        self._change(connection, **values)

    def end(self, finished: Finished) -> None:
        """The work is done: its result and its files, in one transaction."""
        now = self._tools.now()
        with self._tools.database.write() as connection:
            attach(connection, self.job.id, finished.files, now=now)
            self._change(
                connection, state=JobState.DONE, ended_at=now, result=dict(finished.result)
            )

    def fail(self, key: str, values: Mapping[str, Any] = MappingProxyType({})) -> None:
        """The work cannot be done, for the reason that the message `key` gives."""
        ended = {"state": JobState.FAILED, "ended_at": self._tools.now(), "error": key}
        with self._tools.database.write() as connection:
            # What was written down stays, so that an administrator may have it gone on with.
            self._change(connection, **ended, result=self._memory(0) | {"why": dict(values)})

    def let_go(self) -> None:
        """Leave the rest to whoever looks next."""
        with self._tools.database.write() as connection:
            held = {"job": self.job.id, "held": self.lease_ms}
            memory = self._memory(self._begun - 1)
            connection.execute(_MINE.values(lease_ms=0, result=memory), held)

    def _memory(self, begun: int) -> dict[str, Any]:
        return {"begun": begun, "notes": dict(self.notes)}

    def _change(self, connection: Connection, **values: Any) -> None:
        held = {"job": self.job.id, "held": self.lease_ms}
        if connection.execute(_MINE.values(**values), held).rowcount != 1:
            raise WorkLost(self.job.id)


def take(tools: Tools, stopping: threading.Event | None = None) -> Hold | None:
    """The oldest job that nobody holds, now ours; None when there is none."""
    now_ms = _ms(tools.now())
    with tools.database.read() as connection:
        if connection.execute(_NEXT, {"now_ms": now_ms}).one_or_none() is None:
            return None
    with tools.database.write(beside=True) as connection:
        found = connection.execute(_FREE, {"now_ms": now_ms}).one_or_none()
        if found is None:
            return None
        memory = {**(found.result or {})}
        memory["begun"] = memory.get("begun", 0) + 1
        taking = {"job": found.id, "until": now_ms + LEASE_MS, "memory": memory}
        if connection.execute(_TAKE, taking | {"now_ms": now_ms}).rowcount != 1:
            return None
        job = made(connection.execute(WHOLE, {"job": found.id}).one())
    hold = Hold(job, tools, now_ms + LEASE_MS, stopping)
    if memory["begun"] <= MOST_BEGINNINGS:
        return hold
    hold.fail("jobs.failed")
    return None


def release(database: Database) -> None:
    """Take every lease away: for a process that knows that no other is there."""
    with database.write() as connection:
        connection.execute(_RELEASE)


def forget_files(database: Database, *, now: datetime) -> int:
    """Delete the files that have had their time; how many."""
    with database.write() as connection:
        old = _file.c.created_at < now - FILES_LIVE
        return connection.execute(delete(_file).where(old)).rowcount


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
