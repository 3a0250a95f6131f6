"""
The outbox: take a message to send, keep what became of it.

    waiting ──claim──▶ attempting ──▶ sent       LINE took it
       ▲                   │      ──▶ inferred   the token was used up by an unclear attempt
       │                   │      ──▶ dropped    a courtesy whose token died
       └───────────────────┘      ──▶ uncertain  it may have arrived; nobody can know
        later, or on as a push    ──▶ failed     LINE refuses it
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, bindparam, select, text, union, update

from bot.delivery.settling import Change, expire
from bot.services import lane_rows, waking
from bot.services.posting import LEASE_MS, Parcel
from models.base import Database
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.vocabulary import Channel, Importance, OutboxState

MANY: Final = 500  # chats looked up at once

_inbox = InboxEvent.__table__
_outbox = OutboxMessage.__table__

_unsettled = text("outbox.state IN ('waiting', 'attempting')")
_waits = text("inbox.state = 'waiting'")

NOW: Final[BindParameter[int]] = bindparam("now")

DUE: Final = (
    select(_outbox)
    .where(_outbox.c.lane == bindparam("lane"), _outbox.c.next_ms <= NOW, _unsettled)
    .order_by(_outbox.c.id)
    .limit(1)
)
PAST: Final = (
    select(_outbox)
    .where(
        _outbox.c.lane == bindparam("lane"),
        _outbox.c.next_ms <= NOW,
        _outbox.c.deadline_ms <= NOW,
        _unsettled,
    )
    .order_by(_outbox.c.id)
)
# Somebody is sending to the chat right now; they go on with what comes next in it.
UNDERWAY: Final = (
    select(_outbox.c.id)
    .where(
        _outbox.c.lane == bindparam("lane"),
        text("outbox.state = 'attempting'"),
        _outbox.c.lease_ms > NOW,
    )
    .limit(1)
)
CLAIM: Final = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("row"), _outbox.c.settled_ms.is_(None))
    .values(
        state=OutboxState.ATTEMPTING,
        attempts=_outbox.c.attempts + 1,
        is_unclear=bindparam("unclear"),
        next_ms=bindparam("lease"),
        lease_ms=bindparam("lease"),
    )
)
KEEP: Final = (
    update(_outbox)
    .where(
        _outbox.c.id == bindparam("row"),
        _outbox.c.settled_ms.is_(None),
        _outbox.c.attempts == bindparam("attempt"),
    )
    .values(
        state=bindparam("to"),
        channel=bindparam("via"),
        is_unclear=bindparam("unclear"),
        next_ms=bindparam("again"),
        deadline_ms=bindparam("until"),
        lease_ms=0,
        settled_ms=bindparam("settled"),
        error=bindparam("trouble"),
    )
)
MORE: Final = union(
    select(_inbox.c.lane).where(
        _waits, _inbox.c.lane.in_(bindparam("lanes", expanding=True)), _inbox.c.next_ms <= NOW
    ),
    select(_outbox.c.lane).where(
        _unsettled, _outbox.c.lane.in_(bindparam("lanes", expanding=True)), _outbox.c.next_ms <= NOW
    ),
)
LANES_HEARD: Final = (
    select(_inbox.c.lane)
    .where(_waits, _inbox.c.next_ms <= NOW, _inbox.c.received_ms <= bindparam("old"))
    .distinct()
    .limit(MANY)
)
# By time, not by distinct chats: for these SQLite would read the whole outbox in their order.
LANES_TOLD: Final = (
    select(_outbox.c.lane)
    .where(_unsettled, _outbox.c.next_ms <= NOW)
    .order_by(_outbox.c.next_ms)
    .limit(MANY)
)


def claim(database: Database, lane: str, *, now_ms: int) -> Parcel | None:
    """
    Take the chat's oldest message that is due; it is ours until the lease ends.

    None also while somebody is sending to this chat: one message after the other. An attempt
    whose lease ran out was broken off by a crash: nobody knows how far it got. What is past its
    deadline is settled here and not sent.
    """
    known = {"lane": lane, "now": now_ms}
    with database.read() as connection:
        if connection.execute(DUE, known).first() is None:
            return None  # mostly so, and then nobody has to wait for us
    with database.write(beside=True) as connection:
        lane_rows.hold(connection, lane)
        if connection.execute(UNDERWAY, known).first() is not None:
            return None
        while (row := connection.execute(DUE, known).first()) is not None:
            if now_ms >= row.deadline_ms:
                _expire(connection, row, now_ms)
            elif _begin(connection, parcel := _parcel(row), now_ms):
                return parcel
    return None


def expire_due(database: Database, lane: str, *, now_ms: int) -> bool:
    """
    Settle what is past its deadline and send nothing, so that the chat's turns go on.

    Whether there was anything to settle.
    """
    with database.read() as connection:
        if connection.execute(PAST, {"lane": lane, "now": now_ms}).first() is None:
            return False
    with database.write(beside=True) as connection:
        lane_rows.hold(connection, lane)
        past = connection.execute(PAST, {"lane": lane, "now": now_ms}).all()
        for row in past:
            _expire(connection, row, now_ms)
    return bool(past)


def _expire(connection: Connection, row: Row[*tuple[Any, ...]], now_ms: int) -> None:
    parcel = _parcel(row)
    change = expire(parcel, now_ms=now_ms)
    connection.execute(KEEP, _kept(parcel, change, now_ms) | {"attempt": row.attempts})


def _begin(connection: Connection, parcel: Parcel, now_ms: int) -> bool:
    """Lease it; False when an answer has taken it along since it was looked at."""
    lease = {"row": parcel.id, "unclear": parcel.is_unclear, "lease": now_ms + LEASE_MS}
    return connection.execute(CLAIM, lease).rowcount == 1


def keep(
    database: Database, settled: Sequence[tuple[Parcel, Change]], *, now_ms: int
) -> tuple[str, ...]:
    """
    Keep what became of attempts. What was settled meanwhile stays as it is, and so does what
    somebody else has begun to try since, because our lease had run out: theirs counts.

    Returns those of their chats in which something else is due.
    """
    lanes = [parcel.lane for parcel, _ in settled]
    with database.write(beside=True) as connection:
        connection.execute(KEEP, [_kept(parcel, change, now_ms) for parcel, change in settled])
        if again := [parcel.id for parcel, change in settled if not change.is_settled]:
            waking.wake_told(connection, again, now_ms=now_ms)
        return tuple(connection.scalars(MORE, {"lanes": lanes, "now": now_ms}))


def release(database: Database, *, now_ms: int) -> None:
    """Make every attempt due that somebody began. Only for when nobody can be at it any more."""
    with database.write() as connection:
        connection.execute(
            update(_outbox)
            .where(_outbox.c.state == OutboxState.ATTEMPTING)
            .values(next_ms=now_ms, lease_ms=now_ms)
        )


def lanes_due(database: Database, *, now_ms: int, heard_before_ms: int) -> tuple[str, ...]:
    """Chats for which something is due that nobody was woken for."""
    with database.read() as connection:
        heard = connection.scalars(LANES_HEARD, {"now": now_ms, "old": heard_before_ms}).all()
        told = connection.scalars(LANES_TOLD, {"now": now_ms}).all()
    return tuple(dict.fromkeys([*heard, *told]))


def _kept(parcel: Parcel, change: Change, now_ms: int) -> dict[str, Any]:
    return {
        "row": parcel.id,
        "attempt": parcel.attempts,
        "to": change.state,
        "via": change.channel,
        "unclear": change.is_unclear,
        "again": change.next_ms,
        "until": change.deadline_ms,
        "settled": now_ms if change.is_settled else None,
        "trouble": change.error,
    }


def _parcel(row: Row[*tuple[Any, ...]]) -> Parcel:
    was_broken_off = row.state == OutboxState.ATTEMPTING
    return Parcel(
        id=row.id,
        lane=row.lane,
        channel=Channel(row.channel),
        importance=Importance(row.importance),
        reply_token=row.reply_token,
        retry_key=row.retry_key,
        messages=row.messages,
        attempts=row.attempts + 1,
        is_unclear=row.is_unclear or was_broken_off,
        deadline_ms=row.deadline_ms,
    )
