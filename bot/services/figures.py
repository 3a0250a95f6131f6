"""
How the bot is doing, in figures that are the same whichever process is asked.

Each is one look at an index that holds only what is open, went wrong or was pushed, so that
a million settled messages cost nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from sqlalchemy import Connection, Executable, text

from bot.line.gateway import Quota
from bot.services import counting
from models.base import Database

LINE_TIME: Final = timezone(timedelta(hours=9))  # LINE: its months begin at midnight, UTC+9
HOUR_SLOTS: Final = 12
QUOTA_USED: Final = "quota.used"
QUOTA_LIMIT: Final = "quota.limit"
NO_LIMIT: Final = -1

# The states are written out, because only then may a partial index answer.
_EVENTS: Final = text("SELECT count(*), min(received_ms) FROM inbox WHERE state = 'waiting'")
_MESSAGES: Final = text(
    "SELECT count(*), min(next_ms) FROM outbox"
    " WHERE state IN ('waiting', 'attempting') AND next_ms <= :now"
)
_BY_STATE: Final = {
    "inbox": text(
        "SELECT state, count(*) FROM inbox WHERE state IN ('failed', 'unreadable') GROUP BY state"
    ),
    "outbox": text(
        "SELECT state, count(*) FROM outbox"
        " WHERE state IN ('failed', 'uncertain', 'dropped') GROUP BY state"
    ),
    "jobs": text(
        "SELECT state, count(*) FROM jobs WHERE state IN ('waiting', 'running') GROUP BY state"
        " UNION ALL SELECT 'failed', count(*) FROM jobs WHERE state = 'failed'"
    ),
    "chunks": text(
        "SELECT state, count(*) FROM broadcast_chunks"
        " WHERE state IN ('waiting', 'attempting') GROUP BY state"
        " UNION ALL SELECT state, count(*) FROM broadcast_chunks"
        " WHERE state IN ('failed', 'uncertain') GROUP BY state"
    ),
    "broadcasts": text(
        "SELECT state, count(*) FROM broadcasts"
        " WHERE state IN ('ready', 'preparing', 'sending', 'paused') GROUP BY state"
    ),
}
_PUSHED: Final = text(
    "SELECT count(*) FROM outbox WHERE channel = 'push' AND state = 'sent' AND settled_ms >= :month"
)
_TOLD: Final = text(
    "SELECT coalesce(sum(size), 0) FROM broadcast_chunks"
    " WHERE state = 'sent' AND settled_ms >= :month"
)


@dataclass(frozen=True, slots=True)
class Queue:
    """How many wait, and how long the oldest has."""

    number: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """
    `by_state` counts rows of each table by state, as far as they are open or went wrong;
    `pushed` and `told` are this month's pushes and people told by notices; `ever` and
    `last_hour` are what is counted rather than kept, and what was last seen.
    """

    events: Queue
    messages: Queue
    by_state: Mapping[str, Mapping[str, int]]
    pushed: int
    told: int
    ever: Mapping[str, int]
    last_hour: Mapping[str, int]

    @property
    def quota(self) -> Quota | None:
        """What LINE told last of this month's messages, if it ever did."""
        used, limit = self.ever.get(QUOTA_USED), self.ever.get(QUOTA_LIMIT)
        if used is None or limit is None:
            return None
        return Quota(None if limit == NO_LIMIT else limit, used)

    @property
    def dead(self) -> int:
        """How much ended so that somebody has to look at it."""
        kinds = {"inbox": ("failed", "unreadable"), "jobs": ("failed",)}
        kinds |= dict.fromkeys(("outbox", "chunks"), ("failed", "uncertain"))
        return sum(
            self.by_state[table].get(state, 0)
            for table, states in kinds.items()
            for state in states
        )

    @property
    def uncertain(self) -> int:
        """How much may or may not have arrived."""
        return sum(self.by_state[table].get("uncertain", 0) for table in ("outbox", "chunks"))


def read(database: Database, *, now_ms: int) -> Figures:
    """All of it, in one transaction."""
    month = {"month": month_begin_ms(now_ms)}
    with database.read() as connection:
        return Figures(
            events=_queue(connection, _EVENTS, {}, now_ms),
            messages=_queue(connection, _MESSAGES, {"now": now_ms}, now_ms),
            by_state={table: _states(connection, asked) for table, asked in _BY_STATE.items()},
            pushed=int(connection.scalar(_PUSHED, month) or 0),
            told=int(connection.scalar(_TOLD, month) or 0),
            ever=counting.ever(connection),
            last_hour=counting.lately(connection, now_ms=now_ms, slots=HOUR_SLOTS),
        )


def month_begin_ms(now_ms: int) -> int:
    """When the month began in which LINE counts what is sent now."""
    now = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(LINE_TIME)
    begun = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return int(begun.timestamp() * 1000)


def _queue(
    connection: Connection, asked: Executable, values: Mapping[str, Any], now_ms: int
) -> Queue:
    number, oldest_ms = connection.execute(asked, values).one()
    waited = 0 if oldest_ms is None else max(0, now_ms - oldest_ms)
    return Queue(int(number), waited / 1000)


def _states(connection: Connection, asked: Executable) -> dict[str, int]:
    return {state: int(number) for state, number in connection.execute(asked)}
