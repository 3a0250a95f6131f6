"""Remember events once, before anything is done about them."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

from bot import failpoints
from bot.errors import DatabaseUnavailable
from bot.line.inbound import Event
from bot.services import waking
from bot.services.posting import reply_deadline
from models.base import Database
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.vocabulary import Channel, InboxState

_inbox = InboxEvent.__table__
_outbox = OutboxMessage.__table__

# Known events and known messages are left as they are, whoever was first.
REMEMBER: Final[dict[str, Any]] = {
    "sqlite": sqlite.insert(_inbox).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_inbox).on_conflict_do_nothing(),
}

# LINE: a token is good for one more minute from the redelivery.
REFRESH_EVENT: Final = (
    update(_inbox)
    .where(_inbox.c.event_id == bindparam("known"), text("inbox.state = 'waiting'"))
    .values(received_ms=bindparam("again"))
)
REFRESH_REPLY: Final = (
    update(_outbox)
    .where(
        _outbox.c.inbox_id
        == select(_inbox.c.id).where(_inbox.c.event_id == bindparam("known")).scalar_subquery(),
        _outbox.c.channel == Channel.REPLY,
        text("outbox.state IN ('waiting', 'attempting')"),
    )
    .values(deadline_ms=bindparam("until"))
)


def remember(database: Database, events: Sequence[Event], *, now_ms: int) -> tuple[str, ...]:
    """
    Keep events that are not known yet; returns the chats that have something waiting.

    All or none: raises DatabaseUnavailable when they could not be kept.
    """
    if not events:
        return ()
    try:
        with database.write(beside=True) as connection:
            _insert(connection, events, now_ms)
    except (OperationalError, InterfaceError, TimeoutError, OSError) as error:
        raise DatabaseUnavailable from error
    waiting = (event.lane for event in events if event.state is InboxState.WAITING)
    return tuple(dict.fromkeys(waiting))


def _insert(connection: Connection, events: Sequence[Event], now_ms: int) -> None:
    rows = [_row(event, now_ms) for event in events]
    connection.execute(REMEMBER[connection.dialect.name], rows)
    for event in events:
        if event.is_redelivery:
            until = reply_deadline(at_ms=event.at_ms, received_ms=now_ms)
            connection.execute(REFRESH_EVENT, {"known": event.event_id, "again": now_ms})
            connection.execute(REFRESH_REPLY, {"known": event.event_id, "until": until})
    waking.heard(connection, [event.event_id for event in events])
    failpoints.reach("inbox.written")


def _row(event: Event, now_ms: int) -> dict[str, Any]:
    return {
        "event_id": event.event_id,
        "message_id": event.message_id,
        "lane": event.lane,
        "kind": event.kind,
        "at_ms": event.at_ms,
        "received_ms": now_ms,
        "reply_token": event.reply_token,
        "raw": event.raw,
        "state": event.state,
        "tries": 0,
        "next_ms": 0,
        "handled_ms": None if event.state is InboxState.WAITING else now_ms,
    }
