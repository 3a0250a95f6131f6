"""The history of a request: who did what when, and what became of telling the contacts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, select

from bot.services import telling
from bot.services.telling import Fate
from models.base import Database
from models.registration import RegistrationEvent
from models.staff import Staff
from models.vocabulary import Actor, AgencyCategory, Change, RegistrationStatus

MOST: Final = 200  # entries that a page shows

_event, _staff = RegistrationEvent.__table__, Staff.__table__

_ENTRIES: Final = (
    select(_event, _staff.c.name.label("staff_name"))
    .outerjoin_from(_event, _staff, _staff.c.id == _event.c.staff_id)
    .where(_event.c.registration_id == bindparam("id"))
)
_NAMES: Final = select(_staff.c.id, _staff.c.name).where(
    _staff.c.id.in_(bindparam("ids", expanding=True))
)
_HISTORY: Final = _ENTRIES.order_by(_event.c.at.desc(), _event.c.id.desc()).limit(MOST)
_ONE: Final = _ENTRIES.where(_event.c.id == bindparam("event_id"))


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One act. `by` is who did it, None for the office itself; `before` the status it came from,
    where it moved; `holder` the colleague that the request was given to or taken from; `fates`
    what became of each message that told of it.
    """

    id: int
    at: datetime
    change: Change
    actor: Actor
    by: str | None
    before: RegistrationStatus | None
    status: RegistrationStatus
    users: int
    category: AgencyCategory
    reason: str | None
    details: Mapping[str, Any]
    holder: str | None = None
    fates: tuple[Fate, ...] = ()


def read(
    connection: Connection, registration_id: int, names: Mapping[int, str]
) -> tuple[Entry, ...]:
    """The newest entries first; `names` are the contacts by their rows."""
    rows = connection.execute(_HISTORY, {"id": registration_id}).mappings().all()
    fates = telling.fates(connection, [row["id"] for row in rows])
    held = {holder for row in rows if (holder := _holder(row))}
    staff = connection.execute(_NAMES, {"ids": sorted(held)})
    holders = {row.id: row.name for row in staff}
    return tuple(
        _entry(row, names, fates.get(row["id"], ()), holders.get(_holder(row))) for row in rows
    )


def one(database: Database, registration_id: int, event_id: int) -> Entry | None:
    """One entry of a request's history, as when its page looks what became of a message."""
    with database.read() as connection:
        values = {"id": registration_id, "event_id": event_id}
        row = connection.execute(_ONE, values).mappings().one_or_none()
        if row is None:
            return None
        return _entry(row, {}, telling.fates(connection, [event_id]).get(event_id, ()))


def _holder(row: RowMapping) -> int:
    """Who took the request on or let it go by this entry; 0 for nobody."""
    details = row["details"] or {}
    return int(details.get("claimed") or details.get("released") or 0)


def _entry(
    row: RowMapping,
    names: Mapping[int, str],
    fates: tuple[Fate, ...],
    holder: str | None = None,
) -> Entry:
    status = RegistrationStatus(row["status"])
    before = RegistrationStatus(row["from_status"]) if row["from_status"] else None
    return Entry(
        id=row["id"],
        at=row["at"],
        change=Change(row["change"]),
        actor=Actor(row["actor"]),
        by=row["staff_name"] or names.get(row["contact_id"] or 0),
        before=None if before is status else before,
        status=status,
        users=row["users"],
        category=AgencyCategory(row["category"]),
        reason=row["reason"],
        details=row["details"] or {},
        holder=holder,
        fates=fates,
    )
