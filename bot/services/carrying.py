"""
Notices that ride in an answer.

A reply is free and a push is counted: what has not left yet when the person writes is said
before the answer to what they wrote, and needs no push any more.
"""

from typing import Final

import orjson
from sqlalchemy import Connection, bindparam, select, update

from bot.line.limits import MESSAGES
from models.outbox import OutboxMessage
from models.vocabulary import OutboxState

CARRIED: Final = "carried"

_outbox = OutboxMessage.__table__
_unsent = (
    _outbox.c.lane == bindparam("lane"),
    _outbox.c.state == OutboxState.WAITING,
    _outbox.c.attempts == 0,
    _outbox.c.event_id.is_not(None),
)
WAITS: Final = select(_outbox.c.id).where(*_unsent).exists()
# Locked where several may write, and passed over where a sender is at it already.
_WAITING: Final = (
    select(_outbox.c.id, _outbox.c.messages)
    .where(*_unsent)
    .order_by(_outbox.c.id)
    .with_for_update(skip_locked=True)
)
_CARRY: Final = (
    update(_outbox)
    .where(_outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=OutboxState.DROPPED,
        error=CARRIED,
        carried_by=bindparam("reply"),
        settled_ms=bindparam("at_ms"),
    )
)


def together(connection: Connection, lane: str, messages: str) -> tuple[str, tuple[int, ...]]:
    """What waits for a chat and the answer to it, and which notices fitted in with it."""
    said = orjson.loads(messages)
    ahead: list[object] = []
    carried = []
    for notice in connection.execute(_WAITING, {"lane": lane}):
        told = orjson.loads(notice.messages)
        if len(ahead) + len(told) + len(said) <= MESSAGES:
            # Shortcuts count only under the last message, and that is the answer's.
            ahead += [{k: v for k, v in one.items() if k != "quickReply"} for one in told]
            carried.append(notice.id)
    return orjson.dumps([*ahead, *said]).decode(), tuple(carried)


def carry(connection: Connection, notices: tuple[int, ...], *, reply: int, now_ms: int) -> None:
    """These notices are said in the answer `reply`, and share its fate."""
    connection.execute(_CARRY, {"ids": list(notices), "reply": reply, "at_ms": now_ms})
