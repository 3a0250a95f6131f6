"""
How a decision reaches the contacts of an agency, and what became of that.

One push for each decision and person, tied to the entry of the history that it tells of.
A newer notice of the same request takes the place of one that has not left yet; whoever
writes before theirs has left reads it in the answer instead (see `carrying`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.services import carrying, deciding, lane_rows, posting, recording
from bot.services.deciding import Worded
from bot.services.recording import Act, Case
from handlers.turn import RequestView, Say
from models.contact import AgencyContact, Contact
from models.outbox import OutboxMessage
from models.registration import RegistrationEvent
from models.vocabulary import ContactRole, FateState, OutboxState

Render = Callable[[Sequence[Say]], Worded]

NOBODY: Final = "nobody"
OVERTAKEN: Final = "overtaken"
UNDONE: Final = "undone"

FATES: Final[Mapping[OutboxState, FateState]] = {
    OutboxState.WAITING: FateState.WAITING,
    OutboxState.ATTEMPTING: FateState.WAITING,
    OutboxState.SENT: FateState.TOLD,
    OutboxState.INFERRED: FateState.TOLD,
    OutboxState.DROPPED: FateState.DROPPED,
    OutboxState.UNCERTAIN: FateState.FAILED,
    OutboxState.FAILED: FateState.FAILED,
}
# Why a message was dropped, where that says more.
WHY: Final = {posting.BLOCKED: FateState.BLOCKED, NOBODY: FateState.NOBODY}

_link, _person = AgencyContact.__table__, Contact.__table__
_outbox, _event = OutboxMessage.__table__, RegistrationEvent.__table__
_reply = _outbox.alias("reply")

_LANES: Final = (
    select(_person.c.line_id)
    .join_from(_link, _person, _person.c.id == _link.c.contact_id)
    .where(
        _link.c.agency_id == bindparam("agency_id"),
        _link.c.role.in_(sorted(recording.MEMBERS)),
    )
    .order_by(_link.c.id)
)
_DROP: Final = update(_outbox).where(
    _outbox.c.state == OutboxState.WAITING, _outbox.c.attempts == 0
)
_OVERTAKE: Final = _DROP.where(
    _outbox.c.lane == bindparam("to_lane"),
    _outbox.c.event_id.in_(
        select(_event.c.id).where(_event.c.registration_id == bindparam("about"))
    ),
).values(state=OutboxState.DROPPED, error=OVERTAKEN, settled_ms=bindparam("at_ms"))
_TAKE_BACK: Final = _DROP.where(_outbox.c.event_id == bindparam("of_event")).values(
    state=OutboxState.DROPPED, error=UNDONE, settled_ms=bindparam("at_ms")
)
_OF_EVENTS: Final = (
    select(
        _outbox.c.event_id,
        _outbox.c.state,
        _outbox.c.error,
        _outbox.c.created_ms,
        _outbox.c.settled_ms,
        _reply.c.state.label("reply_state"),
        _reply.c.settled_ms.label("reply_settled_ms"),
    )
    .outerjoin_from(_outbox, _reply, _reply.c.id == _outbox.c.carried_by)
    .where(_outbox.c.event_id.in_(bindparam("ids", expanding=True)))
    .order_by(_outbox.c.id)
)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of telling one contact, and since when."""

    state: FateState
    at: datetime


def tell(
    act: Act,
    case: Case,
    event_id: int,
    says: Sequence[Say],
    *,
    render: Render,
    wait_ms: int = 0,
) -> tuple[str, ...]:
    """
    Tell every contact of the request's agency what the entry `event_id` is about.

    The chats that something waits for; with `wait_ms` it waits so long at least.
    """
    worded = render(says)
    lanes = act.connection.scalars(_LANES, {"agency_id": case.agency_id}).all()
    if not lanes:
        # Kept all the same, so that the decision shows that nobody knows of it.
        posting.drop(act.connection, "", event_id=event_id, why=NOBODY, now_ms=_now_ms(act))
    return tuple(
        lane
        for lane in lanes
        if tell_one(act, lane, worded, about=case.id, event_id=event_id, wait_ms=wait_ms)
    )


def tell_one(
    act: Act, lane: str, worded: Worded, *, about: int, event_id: int, wait_ms: int = 0
) -> bool:
    """Tell one person; False when they blocked the account."""
    now_ms = _now_ms(act)
    overtaken = {"to_lane": lane, "about": about, "at_ms": now_ms}
    act.connection.execute(_OVERTAKE, overtaken)
    if worded.offered and not wait_ms:  # what nobody can see yet must not be typed by number
        lane_rows.offer(act.connection, lane, deciding.remembered_offers(worded.offered))
    return posting.push(
        act.connection,
        lane,
        messages=worded.messages,
        now_ms=now_ms,
        event_id=event_id,
        wait_ms=wait_ms,
    )


def view(act: Act, case: Case) -> RequestView:
    """The request as its contacts see it, after the act."""
    return replace(recording.view(act, case), role=ContactRole.MAIN)


def take_back(act: Act, event_id: int) -> bool:
    """Drop what nobody has been told of an entry yet; False when somebody has been."""
    act.connection.execute(_TAKE_BACK, {"of_event": event_id, "at_ms": _now_ms(act)})
    told = fates(act.connection, (event_id,)).get(event_id, ())
    return all(fate.state in UNKNOWING for fate in told)


def fates(connection: Connection, event_ids: Iterable[int]) -> Mapping[int, tuple[Fate, ...]]:
    """What became of each notice, by the entry of the history that it tells of."""
    found: dict[int, tuple[Fate, ...]] = {}
    for row in connection.execute(_OF_EVENTS, {"ids": list(event_ids)}):
        found[row.event_id] = (*found.get(row.event_id, ()), _fate(row))
    return found


# Those who have not heard of a decision.
UNKNOWING: Final = frozenset({FateState.BLOCKED, FateState.DROPPED, FateState.NOBODY})


def _fate(row: Row[*tuple[Any, ...]]) -> Fate:
    if row.error != carrying.CARRIED:
        state = WHY.get(row.error, FATES[OutboxState(row.state)])
        return Fate(state, _moment(row.settled_ms or row.created_ms))
    state = FATES[OutboxState(row.reply_state)]
    state = FateState.CARRIED if state is FateState.TOLD else state
    return Fate(state, _moment(row.reply_settled_ms or row.settled_ms))


def _now_ms(act: Act) -> int:
    return int(act.now.timestamp() * 1000)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
