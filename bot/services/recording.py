"""
A request as an act finds it, and what every act leaves behind: history and audit.

The audit names who, what and when, never a name, a number or an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, exists, insert, or_, select, update

from bot.services import auditing, working_days
from bot.services.officer import Officer
from bot.services.requests import StoredRequests
from handlers.turn import RequestView
from models.contact import AgencyContact
from models.registration import Amendment, Registration, RegistrationEvent
from models.vocabulary import (
    Actor,
    AgencyCategory,
    Change,
    ContactRole,
    RegistrationStatus,
    Wanted,
)

MEMBERS: Final = frozenset({ContactRole.MAIN, ContactRole.DEPUTY})

_r, _link = Registration.__table__, AgencyContact.__table__
_event, _amendment = RegistrationEvent.__table__, Amendment.__table__

# Locked, so that two contacts of one agency change it one after the other; SQLite has
# one writer at a time and needs no word for it.
_CASE: Final = (
    select(
        _r.c.id,
        _r.c.reference,
        _r.c.agency_id,
        _r.c.category,
        _r.c.status,
        _r.c.users,
        _r.c.version,
        _r.c.wanted,
        _link.c.id.label("link_id"),
        _link.c.role,
    )
    .outerjoin_from(
        _r,
        _link,
        and_(
            _link.c.agency_id == _r.c.agency_id,
            _link.c.contact_id == bindparam("contact_id"),
        ),
    )
    .with_for_update(of=_r)
)
_BY_REFERENCE: Final = _CASE.where(_r.c.reference == bindparam("reference"))
_BY_ID: Final = _CASE.where(_r.c.id == bindparam("registration_id"))
# Whoever saw the request at another version writes nothing.
KEEP: Final = (
    update(_r)
    .where(_r.c.id == bindparam("row"), _r.c.version == bindparam("seen"))
    .values(
        {name: bindparam(name) for name in ("category", "status", "users", "wanted")}
        | {"version": _r.c.version + 1}
    )
)
_MOVE: Final = (
    update(_r)
    .where(_r.c.id == bindparam("row"))
    .values(status_at=bindparam("at"), reason=bindparam("why"))
)
_DONE: Final = select(
    or_(
        exists().where(_event.c.inbox_id == bindparam("inbox_id")),
        exists().where(_amendment.c.inbox_id == bindparam("inbox_id")),
    )
)
_ENTER: Final = insert(_event)


@dataclass(frozen=True, slots=True)
class Act:
    """
    Who does something in which transaction, when, and which LINE event made them.

    `staff_id` is the acting member of staff, whose acts have no contact and no LINE event.
    """

    connection: Connection
    contact_id: int | None
    inbox_id: int | None
    now: datetime
    actor: Actor = Actor.CONTACT
    staff_id: int | None = None

    @property
    def actor_id(self) -> int | None:
        """The row of who acts."""
        return self.staff_id if self.actor is Actor.STAFF else self.contact_id


def by_officer(connection: Connection, officer: Officer, now: datetime) -> Act:
    """An act of a member of staff."""
    return Act(connection, None, None, now, Actor.STAFF, officer.id)


@dataclass(frozen=True, slots=True)
class Case:
    """A request before an act. `role` is the acting person's at its agency, if any."""

    id: int
    reference: str
    agency_id: int
    category: AgencyCategory
    status: RegistrationStatus
    users: int
    link_id: int | None = None
    role: ContactRole | None = None
    version: int = 1
    wanted: frozenset[Wanted] = frozenset()

    @property
    def is_mine(self) -> bool:
        return self.role in MEMBERS


def find(act: Act, reference: str) -> Case | None:
    """The request with this reference, kept from others until the transaction ends."""
    values = {"contact_id": act.contact_id, "reference": reference}
    row = act.connection.execute(_BY_REFERENCE, values).one_or_none()
    return _case(row) if row else None


def find_row(act: Act, registration_id: int) -> Case | None:
    """As `find`, by the number of its row."""
    values = {"contact_id": act.contact_id, "registration_id": registration_id}
    row = act.connection.execute(_BY_ID, values).one_or_none()
    return _case(row) if row else None


def keep(act: Act, before: Case, after: Case, *, reason: str | None = None) -> bool:
    """
    Write how a request stands now, one version on; False when it is not at the version of
    `before` any more, and then nothing is written.

    `reason` is why the status was reached, in words that the agency reads.
    """
    values = {
        "row": after.id,
        "seen": before.version,
        "category": after.category,
        "status": after.status,
        "users": after.users,
        "wanted": [word for word in Wanted if word in after.wanted] or None,
    }
    if act.connection.execute(KEEP, values).rowcount != 1:
        return False
    if after.status is not before.status:
        act.connection.execute(_MOVE, {"row": after.id, "at": act.now, "why": reason})
    return True


def answered(case: Case, given: frozenset[Wanted]) -> Case:
    """A request once the last of what the office had asked for is given is before it again."""
    wanted = case.wanted - given
    is_answer = case.status is RegistrationStatus.NEED_INFO and not wanted
    status = RegistrationStatus.SCREENING if is_answer else case.status
    return replace(case, status=status, wanted=wanted)


def enter(
    act: Act,
    after: Case,
    change: Change,
    *,
    before: RegistrationStatus | None,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
) -> int:
    """
    Add to a request's history and to the audit: `after` is how it stands now.

    `details` go into both and so hold no personal values; `told` only into the history.
    Returns the row of the entry.
    """
    values = {
        "registration_id": after.id,
        "at": act.now,
        "change": change,
        "actor": act.actor,
        "contact_id": act.contact_id,
        "inbox_id": act.inbox_id,
        "staff_id": act.staff_id,
        "from_status": before,
        "status": after.status,
        "users": after.users,
        "category": after.category,
        "reason": reason,
        "details": {**(details or {}), **(told or {})} or None,
    }
    (event_id,) = act.connection.execute(_ENTER, values).inserted_primary_key or (0,)
    is_moved = before is not None and before is not after.status
    moved = {"status": after.status} if is_moved else {}
    audit(act, f"registration.{change}", f"registration {after.id}", {**(details or {}), **moved})
    return int(event_id)


def audit(act: Act, action: str, subject: str, details: Mapping[str, Any] | None = None) -> None:
    """Say in the audit that it was done. `details` hold no personal values."""
    auditing.note(
        act.connection,
        action,
        subject,
        actor=act.actor,
        actor_id=act.actor_id,
        now=act.now,
        details=details,
    )


def was_carried_out(act: Act) -> bool:
    """Whether the LINE event behind this act has had its effect already."""
    if act.inbox_id is None:
        return False
    return bool(act.connection.scalar(_DONE, {"inbox_id": act.inbox_id}))


def requests(act: Act) -> StoredRequests:
    """The stored requests as the acting person sees them, after the act."""
    return StoredRequests(act.connection, act.contact_id or 0, working_days.thai_day(act.now))


def view(act: Act, case: Case) -> RequestView:
    """The request as the acting person sees it, after the act."""
    found = requests(act).by_reference(case.reference)
    assert found is not None, "a request that was just changed is gone"
    return found


def _case(row: Row[*tuple[Any, ...]]) -> Case:
    return Case(
        id=row.id,
        reference=row.reference,
        agency_id=row.agency_id,
        category=AgencyCategory(row.category),
        status=RegistrationStatus(row.status),
        users=row.users,
        link_id=row.link_id,
        role=ContactRole(row.role) if row.role else None,
        version=row.version,
        wanted=frozenset(map(Wanted, row.wanted or ())),
    )
