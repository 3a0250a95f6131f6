"""
Write down whom a notice goes to, once and for all, before any of it is sent.

People are looked through in the order of their ids, a window of them in each transaction,
which the database does by itself: no id comes through here. `cursor` says how far it is, so
it goes on wherever it was broken off; the key of the recipients sees to it that nobody is in
it twice. SQLite has one writer, so a step takes a small part of the time a webhook may take.
"""

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, literal, select, update

from bot import failpoints
from bot.line.gateway import Quota
from bot.services import addressing, cutting, notice_rules
from bot.services.addressing import People, Remembered
from models.audience import AudienceMember
from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk, BroadcastRecipient
from models.postgresql import Lock, try_to_hold
from models.vocabulary import BroadcastState

S = BroadcastState

WINDOW: Final = 10_000  # people looked at in a step
SIZE: Final = 500  # LINE: ids in one multicast
PROBE_MS: Final = 600_000  # how often a notice that waits for quota asks for it

_broadcast, _chunk = Broadcast.__table__, BroadcastChunk.__table__
_recipient, _audience = BroadcastRecipient.__table__, AudienceMember.__table__

_BEGIN: Final = (
    update(_broadcast)
    .where(_broadcast.c.id == bindparam("broadcast"), _broadcast.c.state == S.READY)
    .values(state=S.PREPARING, started_ms=bindparam("now"))
)
_OPEN: Final = select(_broadcast).where(
    _broadcast.c.id == bindparam("broadcast"),
    # Paused or stopped it is left alone. Who resumes one calls it sending, whatever it lacks.
    _broadcast.c.state.in_((S.PREPARING, S.SENDING)),
    _broadcast.c.reach.is_(None),
)
_EARLIER: Final = select(_broadcast.c.id).where(
    _broadcast.c.state == S.PREPARING,
    _broadcast.c.reach.is_(None),
    _broadcast.c.is_urgent.is_(False),
    _broadcast.c.corrects_id.is_(None),
    _broadcast.c.id < bindparam("broadcast"),
)
_AHEAD: Final = _audience.c.contact_id > bindparam("cursor")
_END: Final = select(
    func.coalesce(
        select(_audience.c.contact_id)
        .where(_AHEAD)
        .order_by(_audience.c.contact_id)
        .limit(1)
        .offset(bindparam("window") - 1)
        .scalar_subquery(),
        select(func.max(_audience.c.contact_id)).where(_AHEAD).scalar_subquery(),
    )
)
_GROUPS: Final = select(_chunk.c.groups).where(_chunk.c.broadcast_id == bindparam("broadcast"))
_KEEP: Final = update(_broadcast).where(_broadcast.c.id == bindparam("broadcast"))


class Step(Enum):
    """What a step has come to."""

    MORE = "more"
    FROZEN = "frozen"  # everybody is written down
    NOT_OURS = "not ours"  # others are at it, or it was stopped


@dataclass(frozen=True, slots=True)
class Opened:
    """How a notice goes on once everybody is written down."""

    state: BroadcastState
    why: str | None = None


def begin(database: Database, broadcast_id: int, *, now_ms: int) -> bool:
    """Take up a notice whose time has come; False when it is not ready any more."""
    with database.write() as connection:
        begun = connection.execute(_BEGIN, {"broadcast": broadcast_id, "now": now_ms})
        return begun.rowcount == 1


def step(
    database: Database,
    broadcast_id: int,
    matching: People,
    *,
    window: int = WINDOW,
    size: int = SIZE,
) -> Step:
    """Write down those of the next window of people whom it is for, in calls of `size`."""
    with database.write(beside=True) as connection:
        row = connection.execute(
            _OPEN.with_for_update(skip_locked=True), {"broadcast": broadcast_id}
        ).one_or_none()
        if row is None or not _is_its_turn(connection, row):
            return Step.NOT_OURS
        asked = {"cursor": row.cursor, "window": window}
        end = connection.scalar(_END, asked)
        if end is None:
            return Step.FROZEN
        people = _write_down(connection, row, matching, end)
        if people:
            cutting.cut(connection, row, end, size)
        values = {"cursor": end, "recipients": row.recipients + people}
        connection.execute(_KEEP.values(values), {"broadcast": broadcast_id})
        failpoints.reach("people.written")
    return Step.MORE


def open_up(
    database: Database, broadcast_id: int, *, quota: Quota | None, size: int, now_ms: int
) -> Opened | None:
    """
    Let a notice go whose people are all written down, or say why not; None when it is not
    so any more. `quota` is what LINE told just now, `size` from how many on two must agree.
    """
    asked = {"broadcast": broadcast_id}
    with database.read() as connection:
        before = connection.execute(_OPEN, asked).one_or_none()
        if before is None:
            return None
        reach = Counter[str]()
        for groups in connection.scalars(_GROUPS, asked):
            reach.update(groups)
        left_out = addressing.left_out(connection, before)
    with database.write(beside=True) as connection:
        row = connection.execute(_OPEN.with_for_update(), asked).one_or_none()
        if row is None or row.cursor != before.cursor:
            return None
        opened = decide(row, quota=quota, size=size)
        values = {
            "state": opened.state,
            "paused_why": opened.why,
            "next_ms": now_ms + PROBE_MS if opened.why == notice_rules.QUOTA else 0,
            "reach": dict(reach),
            "left_out": left_out,
            "ended_ms": now_ms if opened.state is S.DONE else None,
        }
        connection.execute(_KEEP.values(values), asked)
        return opened


def decide(row: Remembered, *, quota: Quota | None, size: int) -> Opened:
    """Whether a notice may be sent to those who are written down. Pure."""
    if not row.recipients:
        return Opened(S.DONE)
    if notice_rules.has_grown(
        row.recipients,
        is_approved=row.approver_id is not None,
        expected=row.expected or 0,
        size=size,
    ):
        return Opened(S.PAUSED, notice_rules.GROWN)
    # When LINE does not tell, it is tried: LINE refuses by itself what is too much.
    if quota and not notice_rules.Sum(quota.limit, quota.used, row.recipients).is_enough:
        return Opened(S.PAUSED, notice_rules.QUOTA)
    return Opened(S.SENDING)


def find(connection: Connection, broadcast_id: int) -> Remembered | None:
    """A notice some of whose people have yet to be written down, None when it is none."""
    return connection.execute(_OPEN, {"broadcast": broadcast_id}).one_or_none()


def _is_its_turn(connection: Connection, row: Remembered) -> bool:
    # Two notices at once must not both find that somebody had none today: one is written down
    # after the other, and only one step is taken at a time. On SQLite there is one writer anyway.
    if connection.dialect.name == "postgresql" and not try_to_hold(connection, Lock.FREEZING):
        return False
    if not notice_rules.one_a_day(
        is_urgent=row.is_urgent, is_correction=row.corrects_id is not None
    ):
        return True
    return connection.execute(_EARLIER, {"broadcast": row.id}).first() is None


def _write_down(connection: Connection, row: Remembered, matching: People, end: int) -> int:
    """How many of the people up to `end` it is for."""
    contact = matching.selected_columns["contact_id"]
    taken = (
        matching.with_only_columns(literal(row.id), contact)
        .where(contact > row.cursor, contact <= end)
        .order_by(None)
    )
    writing = insert(_recipient).from_select(["broadcast_id", "contact_id"], taken)
    return connection.execute(writing.execution_options(preserve_rowcount=True)).rowcount
