"""
A request as an act finds it, and what every act leaves behind: history and audit.

The audit names who, what and when, never a name, a number or an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, exists, insert, or_, select

from bot.services import auditing, working_days
from bot.services.requests import StoredRequests
from handlers.turn import RequestView
from models.contact import AgencyContact
from models.registration import Amendment, Registration, RegistrationEvent
from models.vocabulary import Actor, AgencyCategory, Change, ContactRole, RegistrationStatus

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
    .where(_r.c.reference == bindparam("reference"))
    .with_for_update(of=_r)
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

    @property
    def is_mine(self) -> bool:
        return self.role in MEMBERS


def find(act: Act, reference: str) -> Case | None:
    """The request with this reference, kept from others until the transaction ends."""
    values = {"contact_id": act.contact_id, "reference": reference}
    row = act.connection.execute(_CASE, values).one_or_none()
    if row is None:
        return None
    return Case(
        id=row.id,
        reference=row.reference,
        agency_id=row.agency_id,
        category=AgencyCategory(row.category),
        status=RegistrationStatus(row.status),
        users=row.users,
        link_id=row.link_id,
        role=ContactRole(row.role) if row.role else None,
    )


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
    audit(act, f"registration.{change}", f"registration {after.id}", details)
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
