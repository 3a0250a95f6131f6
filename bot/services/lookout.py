"""What is seen of the bot at a glance, and what its processes leave for each other to see."""

import shutil
from typing import Any, Final

from sqlalchemy import Connection, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.line.gateway import Quota
from bot.services import counting, figures
from bot.services.alarms import Sight
from bot.services.counting import EVER
from bot.services.figures import NO_LIMIT, QUOTA_LIMIT, QUOTA_USED
from models.base import Database
from models.figure import Figure

BEAT: Final = "worker.seen_ms"
QUOTA_ASKED: Final = "quota.asked_ms"
QUOTA_EVERY_MS: Final = 600_000
FIRST_QUOTA_MS: Final = 60_000
LATELY: Final = 2  # slots, of five minutes
REFUSED_LATELY: Final = 3  # a used up quota is tried again every ten minutes only

_figure = Figure.__table__
_INSERTS: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_TURN: Final = (
    update(_figure)
    .where(
        _figure.c.name == QUOTA_ASKED,
        _figure.c.slot == EVER,
        _figure.c.number <= bindparam("before"),
    )
    .values(number=bindparam("now"))
)


def beat(database: Database, *, now_ms: int, is_worker: bool) -> None:
    """A worker is alive; who is none only begins to wait for one."""
    with database.write() as connection:
        if is_worker:
            counting.see(connection, {BEAT: now_ms})
        else:
            _begin(connection, BEAT, now_ms)


def may_ask_quota(database: Database, *, now_ms: int) -> bool:
    """Whether it is time to ask LINE, and this process's turn to."""
    with database.read() as connection:
        asked = counting.ever(connection).get(QUOTA_ASKED)
    if asked is not None and asked > now_ms - QUOTA_EVERY_MS:
        return False
    with database.write() as connection:
        if asked is None:
            _begin(connection, QUOTA_ASKED, now_ms - QUOTA_EVERY_MS + FIRST_QUOTA_MS)
            return False
        turn = {"before": now_ms - QUOTA_EVERY_MS, "now": now_ms}
        return connection.execute(_TURN, turn).rowcount == 1


def see_quota(database: Database, quota: Quota) -> None:
    """Keep what LINE told."""
    limit = NO_LIMIT if quota.limit is None else quota.limit
    with database.write() as connection:
        counting.see(connection, {QUOTA_USED: quota.used, QUOTA_LIMIT: limit})


def look(database: Database, *, now_ms: int, is_line_down: bool) -> Sight:
    """All that alarms are judged by."""
    known = figures.read(database, now_ms=now_ms)
    with database.read() as connection:
        lately = counting.lately(connection, now_ms=now_ms, slots=LATELY)
        refused = counting.lately(connection, now_ms=now_ms, slots=REFUSED_LATELY)
    beaten = known.ever.get(BEAT)
    quota = known.quota
    return Sight(
        waiting_seconds=max(known.events.seconds, known.messages.seconds),
        uncertain=known.uncertain,
        dead=known.dead,
        quota_used=quota.used if quota else None,
        quota_limit=quota.limit if quota else None,
        quota_refusals=refused.get("line.quota", 0),
        access_refusals=lately.get("line.access", 0),
        bad_signatures=lately.get("webhook.signature", 0),
        is_line_down=is_line_down,
        free_bytes=shutil.disk_usage(database.file.parent).free if database.file else None,
        worker_silent_seconds=None if beaten is None else (now_ms - beaten) / 1000,
    )


def _begin(connection: Connection, name: str, number: int) -> None:
    insert = _INSERTS[connection.dialect.name](_figure)
    values = {"name": name, "slot": EVER, "number": number}
    connection.execute(insert.on_conflict_do_nothing(), values)
