"""
Who takes a request on, and who only looks at it.

A claim is taken by one statement that finds the request unclaimed, so that of two officers
exactly one has it. A submitted request that is claimed is in screening from then on.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select, text, update

from bot.services import recording
from bot.services.decisions import CLOSED as NOT_OPEN
from bot.services.decisions import UNKNOWN, NotPossible
from bot.services.officer import Officer
from bot.services.recording import Act, Case
from models.base import Database, UtcDateTime
from models.lifecycle import CLOSED
from models.registration import Registration
from models.sorting import thai_key
from models.staff import Staff, Watcher
from models.vocabulary import Change, RegistrationStatus, Role

LOOKING: Final = timedelta(seconds=60)  # how long a look counts as one
SCREENERS: Final = frozenset({Role.OFFICER, Role.SCREENER, Role.ADMIN})

_r, _staff, _watcher = Registration.__table__, Staff.__table__, Watcher.__table__

TAKE: Final = (
    update(_r)
    .where(_r.c.id == bindparam("row"), _r.c.claimed_by.is_(None))
    .values(claimed_by=bindparam("staff"), claimed_at=bindparam("at"))
)
_GIVE: Final = (
    update(_r)
    .where(_r.c.id == bindparam("row"))
    .values(claimed_by=bindparam("staff"), claimed_at=bindparam("at"))
)
_HOLDER: Final = (
    select(_r.c.claimed_by, _r.c.claimed_at, _staff.c.name)
    .join_from(_r, _staff, _staff.c.id == _r.c.claimed_by)
    .where(_r.c.id == bindparam("row"))
)
_MEMBER: Final = select(_staff.c.id).where(
    _staff.c.id == bindparam("staff"),
    _staff.c.left_at.is_(None),
    _staff.c.role.in_(sorted(SCREENERS)),
)
_LOOK: Final = text(
    "INSERT INTO watchers (registration_id, staff_id, seen_at) VALUES (:request, :staff, :at)"
    " ON CONFLICT (registration_id, staff_id) DO UPDATE SET seen_at = excluded.seen_at"
).bindparams(bindparam("at", type_=UtcDateTime()))
_OTHERS: Final = (
    select(_staff.c.name)
    .join_from(_watcher, _staff, _staff.c.id == _watcher.c.staff_id)
    .where(
        _watcher.c.registration_id == bindparam("request"),
        _watcher.c.staff_id != bindparam("staff"),
        _watcher.c.seen_at > bindparam("since"),
    )
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The request is theirs; `event_id` is the entry of the history, 0 when it was before."""

    reference: str
    version: int
    event_id: int = 0


@dataclass(frozen=True, slots=True)
class TakenBy:
    """Somebody else has it."""

    name: str
    at: datetime


Claim = Claimed | TakenBy | NotPossible


def claim(database: Database, registration_id: int, *, officer: Officer, now: datetime) -> Claim:
    """Take a request on; of two who do so at once, one has it and the other is told who."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        case = recording.find_row(act, registration_id)
        return take(act, case, staff_id=officer.id) if case else UNKNOWN


def assign(
    database: Database, registration_id: int, *, to: int, officer: Officer, now: datetime
) -> Claim:
    """Give a request to a colleague, whoever has it now."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        case = recording.find_row(act, registration_id)
        return give(act, case, staff_id=to) if case else UNKNOWN


def release(database: Database, registration_id: int, *, officer: Officer, now: datetime) -> bool:
    """Let go of a request; False when it was not the officer's own. Admins free any."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        case = recording.find_row(act, registration_id)
        holder = connection.execute(_HOLDER, {"row": registration_id}).one_or_none()
        if case is None or holder is None:
            return False
        if holder.claimed_by != officer.id and officer.role is not Role.ADMIN:
            return False
        connection.execute(_GIVE, {"row": case.id, "staff": None, "at": None})
        details = {"released": holder.claimed_by}
        recording.enter(act, case, Change.NOTE, before=case.status, details=details)
        return True


def watch(
    database: Database, registration_id: int, *, officer: Officer, now: datetime
) -> tuple[str, ...]:
    """Note that the officer looks at a request; the names of others who do."""
    values = {"request": registration_id, "staff": officer.id}
    with database.write(beside=True) as connection:
        connection.execute(_LOOK, values | {"at": now})
        others = connection.scalars(_OTHERS, values | {"since": now - LOOKING})
        return tuple(sorted(others, key=thai_key))


def take(act: Act, case: Case, *, staff_id: int, batch: str = "") -> Claim:
    """Claim within an act."""
    if case.status in CLOSED:
        return NOT_OPEN
    values = {"row": case.id, "staff": staff_id, "at": act.now}
    if act.connection.execute(TAKE, values).rowcount != 1:
        holder = act.connection.execute(_HOLDER, {"row": case.id}).one()
        if holder.claimed_by == staff_id:
            return Claimed(case.reference, case.version)
        return TakenBy(holder.name, holder.claimed_at)
    return _begun(act, case, staff_id, batch)


def give(act: Act, case: Case, *, staff_id: int, batch: str = "") -> Claim:
    """Assign within an act."""
    if case.status in CLOSED:
        return NOT_OPEN
    if act.connection.scalar(_MEMBER, {"staff": staff_id}) is None:
        return NotPossible("case.refused.colleague")
    holder = act.connection.execute(_HOLDER, {"row": case.id}).one_or_none()
    act.connection.execute(_GIVE, {"row": case.id, "staff": staff_id, "at": act.now})
    return _begun(act, case, staff_id, batch, earlier=holder.claimed_by if holder else None)


def _begun(
    act: Act, case: Case, staff_id: int, batch: str, *, earlier: int | None = None
) -> Claimed:
    """Somebody is at it now."""
    is_new = case.status is RegistrationStatus.SUBMITTED
    after = replace(case, status=RegistrationStatus.SCREENING) if is_new else case
    if is_new:
        recording.keep(act, case, after)
    given = {"claimed": staff_id, "from": earlier, "batch": batch}
    details = {name: value for name, value in given.items() if value}
    change = Change.STATUS if is_new else Change.NOTE
    event_id = recording.enter(act, after, change, before=case.status, details=details)
    return Claimed(case.reference, case.version + is_new, event_id)
