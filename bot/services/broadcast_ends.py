"""
When the sending of a notice is over: nothing of it is open, or it was stopped.

Every function works within the caller's transaction.
"""

from typing import Final

from sqlalchemy import Connection, and_, bindparam, case, exists, or_, update

from bot.services.chunk_rows import OPEN
from models.broadcast import Broadcast, BroadcastChunk
from models.vocabulary import BroadcastState, ChunkState

_broadcast, _chunk = Broadcast.__table__, BroadcastChunk.__table__

_ITS: Final = _chunk.c.broadcast_id == bindparam("broadcast")

_WAITS: Final = _chunk.c.state == ChunkState.WAITING
_WAS_BROKEN_OFF: Final = and_(
    _chunk.c.state == ChunkState.ATTEMPTING, _chunk.c.lease_ms <= bindparam("now")
)
END_STOPPED: Final = (
    update(_chunk)
    .where(_ITS, or_(_WAITS, _WAS_BROKEN_OFF))
    .values(
        state=case(
            (and_(_WAITS, _chunk.c.is_unclear.is_(False)), ChunkState.STOPPED),
            else_=ChunkState.UNCERTAIN,
        ),
        lease_ms=0,
        settled_ms=bindparam("now"),
    )
)
FINISH: Final = (
    update(_broadcast)
    .where(
        _broadcast.c.id == bindparam("broadcast"),
        _broadcast.c.state == BroadcastState.SENDING,
        _broadcast.c.reach.is_not(None),  # until then not everybody is written down
        ~exists().where(_chunk.c.broadcast_id == bindparam("broadcast"), OPEN),
    )
    .values(state=BroadcastState.DONE, ended_ms=bindparam("now"))
)


def finish(connection: Connection, broadcast_id: int, *, now_ms: int) -> bool:
    """Call a notice done if nothing of it is open; whether it is done now."""
    done = connection.execute(FINISH, {"broadcast": broadcast_id, "now": now_ms})
    return done.rowcount == 1


def end_stopped(connection: Connection, broadcast_id: int, *, now_ms: int) -> None:
    """
    Settle what a stopped notice has left over: it is not sent any more.

    What may have gone through, or was broken off by a crash, is uncertain. What is being
    attempted is left to whoever attempts it.
    """
    connection.execute(END_STOPPED, {"broadcast": broadcast_id, "now": now_ms})
