"""
Who was told what: by a notice that is to be corrected, or by any of today's.

A recipient's call is the first whose last recipient does not come before them. Whoever is in a
call that failed or was stopped was told nothing, and may be told another thing today.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    ScalarSelect,
    and_,
    bindparam,
    exists,
    false,
    func,
    not_,
    or_,
    select,
)

from bot.services import notice_rules
from models.audience import AudienceMember
from models.broadcast import Broadcast, BroadcastChunk, BroadcastRecipient
from models.vocabulary import BroadcastState, ChunkState, Standing

# What a call was in whose people were told, or may have been; and one that told nobody.
TOLD: Final = (ChunkState.SENT, ChunkState.UNCERTAIN)
UNTOLD: Final = (ChunkState.STOPPED, ChunkState.FAILED)

_member, _broadcast = AudienceMember.__table__, Broadcast.__table__
_recipient, _chunk = BroadcastRecipient.__table__, BroadcastChunk.__table__

_SINCE: Final[BindParameter[Any]] = bindparam("since_ms")
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
# Begun today; or before, and still going on or ended today. One that rests since before today
# is not waited for.
_TODAYS: Final = (
    select(_broadcast.c.id)
    .where(
        or_(_broadcast.c.ended_ms.is_(None), _broadcast.c.ended_ms >= _SINCE),
        or_(
            _broadcast.c.started_ms >= _SINCE,
            and_(
                _broadcast.c.started_ms.is_not(None),
                _broadcast.c.state != BroadcastState.PAUSED,
            ),
        ),
    )
    .order_by(_broadcast.c.id)
)
_REACH: Final = select(_broadcast.c.reach).where(
    _broadcast.c.id.in_(_IDS), _broadcast.c.reach.is_not(None)
)
_IS_NOT_TODAYS: Final = or_(_chunk.c.state.in_(UNTOLD), _chunk.c.settled_ms < _SINCE)
_NOT_TODAYS: Final = select(_chunk.c.groups).where(_chunk.c.broadcast_id.in_(_IDS), _IS_NOT_TODAYS)
_TOLD: Final = select(func.coalesce(func.sum(_chunk.c.size), 0)).where(
    _chunk.c.broadcast_id == bindparam("broadcast"), _chunk.c.state.in_(TOLD)
)


def since_ms(now: datetime) -> int:
    """When today began."""
    return int(notice_rules.day_began(now).timestamp() * 1000)


def todays(connection: Connection, now: datetime, *, but: int | None = None) -> Sequence[int]:
    """The notices that somebody may have had today, or is about to have."""
    ids = connection.scalars(_TODAYS, {"since_ms": since_ms(now)})
    return [broadcast_id for broadcast_id in ids if broadcast_id != but]


def had_one(ids: Sequence[int], now: datetime) -> ColumnElement[bool]:
    """Whether a row of the audience is of somebody who had one of these notices today."""
    if not ids:
        return false()
    is_not_todays = or_(_chunk.c.state.in_(UNTOLD), _chunk.c.settled_ms < since_ms(now))
    return exists().where(
        _recipient.c.broadcast_id.in_(ids),
        _recipient.c.contact_id == _member.c.contact_id,
        not_(func.coalesce(_of_call(is_not_todays), false())),
    )


def by_segment(connection: Connection, now: datetime) -> Counter[int]:
    """How many had one today, by the segments they were in then; whoever had two counts twice."""
    ids = {"ids": todays(connection, now)}
    had = Counter[str]()
    for reach in connection.scalars(_REACH, ids):
        had.update(reach)
    for groups in connection.scalars(_NOT_TODAYS, ids | {"since_ms": since_ms(now)}):
        had.subtract(groups)
    return Counter({int(segment): people for segment, people in had.items() if people > 0})


def was_told(broadcast_id: int) -> ColumnElement[bool]:
    """Whether a row of the audience is of somebody who got this notice, or may have got it."""
    return exists().where(
        _recipient.c.broadcast_id == broadcast_id,
        _recipient.c.contact_id == _member.c.contact_id,
        _of_call(_chunk.c.state.in_(TOLD)),
    )


def told(connection: Connection, broadcast_id: int) -> dict[str, int]:
    """
    How many got a notice, or may have, by what their standing is now.

    Looks only at those who are not reachable any more; nearly right, for people are erased.
    """
    gone = (
        select(_member.c.standing, func.count().label("people"))
        .where(_member.c.standing != Standing.REACHABLE, was_told(broadcast_id))
        .group_by(_member.c.standing)
    )
    standings = {row.standing: row.people for row in connection.execute(gone)}
    everybody = connection.scalar(_TOLD, {"broadcast": broadcast_id}) or 0
    return {**standings, Standing.REACHABLE: max(0, everybody - sum(standings.values()))}


def _of_call(asked: ColumnElement[bool]) -> ScalarSelect[Any]:
    """What is asked about the call that a recipient is in."""
    return (
        select(asked)
        .where(
            _chunk.c.broadcast_id == _recipient.c.broadcast_id,
            _chunk.c.last_id >= _recipient.c.contact_id,
        )
        .order_by(_chunk.c.last_id)
        .limit(1)
        .correlate(_recipient)
        .scalar_subquery()
    )
