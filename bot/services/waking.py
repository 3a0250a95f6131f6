"""
Have a chat looked at by a worker, from the transaction that gives reason to.

On PostgreSQL a wake-up is a job of the queue that is committed together with what it is about,
so none can be lost between the two. On SQLite nothing is written: there whoever commits wakes
the threads of its own process. Truth never depends on a wake-up: a sweep finds what has none.

A job names its chat by the number of a row, for a chat's own name is a person's id at LINE.
Written by hand, in one statement at the end of the transaction: the library's own way costs a
statement and a savepoint for each chat, and keeps others waiting for as long as we take.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, TextClause, bindparam, event, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import BigInteger, String

from bot import failpoints
from models.base import Database

LANES: Final = "lanes"  # the queue of chats
WORK: Final = "work"  # the queue of all else
INBOX: Final = "inbox"
OUTBOX: Final = "outbox"
MANY: Final = 500  # chats woken by one sweep
SILENT_SECONDS: Final = 20  # a worker that gave no sign of life for so long is dead

# At most one job waits for a chat now, and one for later. A job that waits already is locked
# until we have committed, for a worker that took it sooner would not see what we write; and
# because it may have been passed over meanwhile, workers are called again.
_WAKE: Final = """
WITH due AS ({due}), put AS (
    INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args, scheduled_at)
    SELECT 'lanes', 'drain', {whose} || hashtextextended(lane, 0),
           jsonb_build_object('{table}', row_id), {at}
    FROM due ORDER BY lane
    ON CONFLICT (queueing_lock) WHERE status = 'todo'
    DO UPDATE SET scheduled_at = least(procrastinate_jobs.scheduled_at, excluded.scheduled_at)
    RETURNING xmax <> 0 AS was_waiting
)
SELECT pg_notify('procrastinate_queue_v1#lanes', '{{"type": "job_inserted", "job_id": 0}}')
FROM put WHERE was_waiting LIMIT 1
"""
_NOW: Final = {"whose": "'lane '", "at": "NULL::timestamptz"}
# A little after its time, because our clocks follow the database's only nearly.
_LATER: Final = {"whose": "'later '", "at": "to_timestamp((at_ms + 20) / 1000.0)"}


def _wake(due: str, table: str, when: dict[str, str]) -> TextClause:
    return text(_WAKE.format(due=due, table=table, **when).replace("::", r"\:\:"))


_ROWS: Final = bindparam("rows", type_=ARRAY(BigInteger))
_HEARD: Final = _wake(
    "SELECT lane, max(id) AS row_id FROM inbox"
    " WHERE event_id = ANY(:events) AND state = 'waiting' GROUP BY lane",
    INBOX,
    _NOW,
).bindparams(bindparam("events", type_=ARRAY(String)))
_HEARD_LATER: Final = _wake(
    "SELECT lane, id AS row_id, next_ms AS at_ms FROM inbox WHERE id = ANY(:rows)", INBOX, _LATER
).bindparams(_ROWS)
_TOLD: Final = _wake(
    "SELECT lane, max(id) AS row_id FROM outbox"
    " WHERE id = ANY(:rows) AND state = 'waiting' AND next_ms <= :now GROUP BY lane",
    OUTBOX,
    _NOW,
).bindparams(_ROWS)
_TOLD_LATER: Final = _wake(
    "SELECT lane, max(id) AS row_id, min(next_ms) AS at_ms FROM outbox"
    " WHERE id = ANY(:rows) AND state = 'waiting' AND next_ms > :now GROUP BY lane",
    OUTBOX,
    _LATER,
).bindparams(_ROWS)
_SWEEP_HEARD: Final = _wake(
    "SELECT lane, max(id) AS row_id FROM inbox"
    " WHERE state = 'waiting' AND next_ms <= :now AND received_ms <= :old"
    f" GROUP BY lane LIMIT {MANY}",
    INBOX,
    _NOW,
)
_SWEEP_TOLD: Final = _wake(
    "SELECT lane, max(id) AS row_id FROM outbox"
    " WHERE state IN ('waiting', 'attempting') AND next_ms <= :now"
    f" GROUP BY lane LIMIT {MANY}",
    OUTBOX,
    _NOW,
)

_JOB: Final = text(
    "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
    " VALUES ('work', 'work', 'work') ON CONFLICT DO NOTHING"
)
# Two jobs for the same chat may not wait: what has one waiting already needs no second.
_TAKE_OVER: Final = text(
    f"""
WITH gone AS (
    DELETE FROM procrastinate_jobs WHERE status = 'doing' AND (
        worker_id IS NULL OR worker_id IN (
            SELECT id FROM procrastinate_workers
            WHERE last_heartbeat < now() - interval '{SILENT_SECONDS} seconds'
        )
    )
    RETURNING queue_name, task_name, priority, queueing_lock, args
)
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args)
SELECT * FROM gone ON CONFLICT DO NOTHING
"""
)
_HAS_WORKERS: Final = text(
    "SELECT EXISTS (SELECT 1 FROM procrastinate_workers"
    f" WHERE last_heartbeat > now() - interval '{SILENT_SECONDS} seconds')"
)


def heard(connection: Connection, event_ids: Iterable[str]) -> None:
    """These events were remembered; chats whose events were known and handled stay asleep."""
    if is_queued(connection):
        connection.execute(_HEARD, {"events": list(event_ids)})


def heard_later(connection: Connection, inbox_id: int) -> None:
    """This event is to be handled when its `next_ms` has come."""
    if is_queued(connection):
        connection.execute(_HEARD_LATER, {"rows": [inbox_id]})


def told(connection: Connection, row_id: int, *, now_ms: int) -> None:
    """This message waits to be sent, now or later: its chat is woken when the commit comes."""
    if not is_queued(connection):
        return
    rows, of = connection.info.get(OUTBOX, ([], None))
    if of is not connection:
        rows = []
        connection.info[OUTBOX] = (rows, connection)
        event.listen(connection, "commit", lambda it: wake_told(it, rows, now_ms=now_ms))
    rows.append(row_id)


def wake_told(connection: Connection, rows: Iterable[int], *, now_ms: int) -> None:
    """Wake the chats of these messages, now or when their time has come."""
    if is_queued(connection):
        known = {"rows": sorted(rows), "now": now_ms}
        connection.execute(_TOLD, known)
        connection.execute(_TOLD_LATER, known)


def sweep(connection: Connection, *, now_ms: int, heard_before_ms: int) -> None:
    """Wake every chat for which something is due; a few hundred at a time."""
    connection.execute(_SWEEP_HEARD, {"now": now_ms, "old": heard_before_ms})
    connection.execute(_SWEEP_TOLD, {"now": now_ms})
    failpoints.reach("chats.woken")


def has_queue(database: Database) -> bool:
    """Whether this database has a queue, so that workers are processes of their own."""
    return database.engine.dialect.name == "postgresql"


def is_queued(connection: Connection) -> bool:
    """Whether workers are woken by a queue, rather than by whoever commits."""
    return connection.dialect.name == "postgresql"


def job(connection: Connection) -> None:
    """There is long work to do."""
    if is_queued(connection):
        connection.execute(_JOB)


def take_over(connection: Connection) -> None:
    """Have done again what workers were at that have given no sign of life for a while."""
    connection.execute(_TAKE_OVER)


def has_workers(connection: Connection) -> bool:
    """Whether some worker has given a sign of life lately."""
    return bool(connection.scalar(_HAS_WORKERS))
