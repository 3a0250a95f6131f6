"""
One act on many requests, and the way back from it.

Each request is decided by itself: what somebody else was quicker with is left alone and
told. The pushes of an act wait for `UNDO_SECONDS`, and until then it can be undone as if
nothing had been said; afterwards only what nobody has been told of yet.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, bindparam, func, select, update

from bot.services import claiming, recording, screening, telling
from bot.services.claiming import Claim, Claimed, TakenBy
from bot.services.decisions import UNKNOWN, Decision, Moved, NotPossible, Stale
from bot.services.officer import Officer
from bot.services.recording import Act, Case
from bot.services.telling import Render
from models.base import Database
from models.registration import Registration, RegistrationEvent
from models.vocabulary import Change, RegistrationStatus

UNDO_SECONDS: Final = 15
MOST: Final = 100  # requests in one transaction

Chosen = Sequence[tuple[int, int]]

_r, _event = Registration.__table__, RegistrationEvent.__table__
_OF_BATCH: Final = (
    select(_event)
    .where(
        _event.c.id >= bindparam("first"),
        _event.c.staff_id == bindparam("staff"),
        _event.c.at > bindparam("since", type_=_event.c.at.type),
    )
    .order_by(_event.c.id)
)
_NEWEST: Final = select(func.max(_event.c.id)).where(
    _event.c.registration_id == bindparam("request")
)
_REACHED: Final = (
    select(_event.c.at)
    .where(
        _event.c.registration_id == bindparam("request"),
        _event.c.id < bindparam("before"),
        _event.c.status == bindparam("status"),
        _event.c.from_status.is_distinct_from(_event.c.status),
    )
    .order_by(_event.c.id.desc())
    .limit(1)
)
_SINCE: Final = update(_r).where(_r.c.id == bindparam("row")).values(status_at=bindparam("reached"))
_FREE: Final = (
    update(_r)
    .where(_r.c.id == bindparam("row"), _r.c.claimed_by == bindparam("holder"))
    .values(claimed_by=bindparam("earlier"), claimed_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Bulk:
    """What came of an act on many; `batch` is what `undo` takes."""

    moved: tuple[Moved | Claimed, ...]
    stale: tuple[Stale | TakenBy, ...]
    refused: tuple[NotPossible, ...]
    batch: str


@dataclass(frozen=True, slots=True)
class Undone:
    """How many requests are as before, and for how many it was too late."""

    back: int
    late: int


def approve_many(
    database: Database,
    chosen: Chosen,
    *,
    officer: Officer,
    now: datetime,
    render: Render,
    batch: str = "",
) -> Bulk:
    """Approve requests, each at the version it was seen at; `batch` goes on with an earlier act."""

    def decide(act: Act, case: Case, seen: int, mark: str) -> Decision:
        return screening.settle(
            act,
            case,
            screening.APPROVED,
            seen_version=seen,
            render=render,
            wait_ms=UNDO_SECONDS * 1000,
            details={"batch": mark},
        )

    return _each(database, chosen, decide, officer=officer, now=now, batch=batch)


def claim_many(
    database: Database, chosen: Chosen, *, officer: Officer, now: datetime, batch: str = ""
) -> Bulk:
    """Take requests on that nobody else has; the versions do not matter here."""

    def decide(act: Act, case: Case, _: int, mark: str) -> Claim:
        return claiming.take(act, case, staff_id=officer.id, batch=mark)

    return _each(database, chosen, decide, officer=officer, now=now, batch=batch)


def assign_many(
    database: Database,
    chosen: Chosen,
    *,
    to: int,
    officer: Officer,
    now: datetime,
    batch: str = "",
) -> Bulk:
    """Give requests to a colleague, whoever has them now."""

    def decide(act: Act, case: Case, _: int, mark: str) -> Claim:
        return claiming.give(act, case, staff_id=to, batch=mark)

    return _each(database, chosen, decide, officer=officer, now=now, batch=batch)


def undo(database: Database, batch: str, *, officer: Officer, now: datetime) -> Undone:
    """Put back what the officer's own act did, where nothing has happened since."""
    first, _, mark = batch.partition(".")
    if not (first.isascii() and first.isdecimal() and len(first) <= 18 and mark):
        return Undone(0, 0)
    since = now - timedelta(seconds=UNDO_SECONDS)
    values = {"first": int(first), "staff": officer.id, "since": since}
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        rows = connection.execute(_OF_BATCH, values).all()
        done = [_put_back(act, row) for row in rows if (row.details or {}).get("batch") == mark]
    return Undone(done.count(True), done.count(False))


def _each(
    database: Database,
    chosen: Chosen,
    decide: Callable[[Act, Case, int, str], Decision | Claim],
    *,
    officer: Officer,
    now: datetime,
    batch: str,
) -> Bulk:
    first, _, mark = batch.partition(".")
    mark = mark or secrets.token_hex(8)
    came: list[Decision | Claim] = []
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        # In one order for everybody, so that two acts never wait for one another.
        for row, seen in sorted(dict(chosen[:MOST]).items()):
            case = recording.find_row(act, row)
            came.append(decide(act, case, seen, mark) if case else UNKNOWN)
    moved = tuple(one for one in came if isinstance(one, Moved | Claimed))
    events = [one.event_id for one in moved if one.event_id]
    first = first or str(min(events, default=0))
    return Bulk(
        moved=moved,
        stale=tuple(one for one in came if isinstance(one, Stale | TakenBy)),
        refused=tuple(one for one in came if isinstance(one, NotPossible)),
        batch=f"{first}.{mark}",
    )


def _put_back(act: Act, event: Row[*tuple[Any, ...]]) -> bool:
    case = recording.find_row(act, event.registration_id)
    newest = act.connection.scalar(_NEWEST, {"request": event.registration_id})
    if case is None or newest != event.id or not telling.take_back(act, event.id):
        return False
    before = replace(case, status=RegistrationStatus(event.from_status))
    if before != case:
        recording.keep(act, case, before)
        of_status = {"request": case.id, "before": event.id, "status": before.status}
        reached = act.connection.scalar(_REACHED, of_status)
        act.connection.execute(_SINCE, {"row": case.id, "reached": reached})
    if "claimed" in event.details:
        holders = {"holder": event.details["claimed"], "earlier": event.details.get("from")}
        act.connection.execute(_FREE, {"row": case.id, "at": act.now, **holders})
    change, undone = Change(event.change), {"undone": event.id}
    recording.enter(act, before, change, before=case.status, details=undone)
    return True
