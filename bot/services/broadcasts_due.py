"""Which notices there is something to do for now, and what of each has to be known for it."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, exists, or_, select, text

from bot.services import notice_rules
from bot.services.chunk_rows import OPEN
from models.broadcast import IS_OPEN, Broadcast, BroadcastChunk
from models.vocabulary import BroadcastState, ChunkState

S = BroadcastState

_broadcast, _chunk = Broadcast.__table__, BroadcastChunk.__table__

Remembered = Row[*tuple[Any, ...]]

_ITS_OPEN: Final = exists().where(_chunk.c.broadcast_id == _broadcast.c.id, OPEN)
_COLUMNS: Final = (
    _broadcast.c.id,
    _broadcast.c.state,
    _broadcast.c.is_urgent,
    _broadcast.c.send_ms,
    _broadcast.c.next_ms,
    _broadcast.c.paused_why,
    _broadcast.c.reach.is_not(None).label("is_frozen"),
    # Something to send, or nothing left to send, which is to be noted.
    or_(~_ITS_OPEN, _ITS_OPEN.where(_chunk.c.next_ms <= bindparam("now"))).label("is_due"),
)
_OPEN_ONES: Final = (
    select(*_COLUMNS)
    .where(text(f"broadcasts.{IS_OPEN}"))
    .order_by(_broadcast.c.is_urgent.desc(), _broadcast.c.id)
)
_STOPPED: Final = (
    select(_chunk.c.broadcast_id)
    .join(_broadcast, _broadcast.c.id == _chunk.c.broadcast_id)
    .where(
        OPEN,
        _broadcast.c.state == S.STOPPED,
        or_(_chunk.c.state == ChunkState.WAITING, _chunk.c.lease_ms <= bindparam("now")),
    )
    .distinct()
)
_ONE: Final = select(*_COLUMNS, _broadcast.c.messages).where(
    _broadcast.c.id == bindparam("broadcast")
)


def due(connection: Connection, *, now_ms: int) -> tuple[int, ...]:
    """The notices to look at now, the urgent ones first."""
    now = {"now": now_ms}
    rows = connection.execute(_OPEN_ONES, now).all()
    stopped = connection.scalars(_STOPPED, now).all()
    return (*(row.id for row in rows if is_due(row, now_ms=now_ms)), *stopped)


def find(connection: Connection, broadcast_id: int, *, now_ms: int) -> Remembered | None:
    """A notice with what `is_due` asks for, and what it says."""
    asked = {"broadcast": broadcast_id, "now": now_ms}
    return connection.execute(_ONE, asked).one_or_none()


def is_due(row: Remembered, *, now_ms: int) -> bool:
    """Whether something can be done for it now. Pure."""
    may_send = notice_rules.may_send(
        datetime.fromtimestamp(now_ms / 1000, UTC), is_urgent=row.is_urgent
    )
    match row.state:
        case S.READY:
            return may_send and (row.send_ms or 0) <= now_ms
        case S.PREPARING:
            return bool(row.next_ms <= now_ms)
        case S.SENDING:
            return bool(not row.is_frozen or (may_send and row.is_due))
        case S.PAUSED:
            return bool(row.paused_why == notice_rules.QUOTA and row.next_ms <= now_ms)
    return False
