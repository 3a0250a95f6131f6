"""Who speaks for a body, or once did. Whoever presents it masks it for those who may not see."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select

from handlers.facts import Person
from handlers.saying import PhoneNumber
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact, Contact
from models.staff import OneTimeCode
from models.vocabulary import CodePurpose, ContactRole

MOST: Final = 50  # contacts of one body

_link, _a = AgencyContact.__table__, Agency.__table__
_person, _code = Contact.__table__, OneTimeCode.__table__

_WAITING_CODE: Final = (
    select(func.max(_code.c.ends_at))
    .where(
        _code.c.purpose == CodePurpose.AGENCY,
        _code.c.subject_id == _link.c.id,
        _code.c.used_at.is_(None),
    )
    .scalar_subquery()
)
_CONTACTS: Final = select(
    _link.c.id,
    _link.c.agency_id,
    _link.c.contact_id,
    _link.c.role,
    _link.c.name,
    _link.c.phone,
    _link.c.phone_extension,
    _link.c.email,
    _link.c.since,
    _a.c.code,
    _a.c.name.label("agency"),
    _person.c.display_name,
    _person.c.blocked_at,
    _WAITING_CODE.label("code_until"),
).select_from(
    _link.join(_a, _a.c.id == _link.c.agency_id).outerjoin(
        _person, _person.c.id == _link.c.contact_id
    )
)
_OF_AGENCY: Final = (
    _CONTACTS.where(_link.c.agency_id == bindparam("agency_id")).order_by(_link.c.id).limit(MOST)
)
_ONE: Final = _CONTACTS.where(_link.c.id == bindparam("link_id"))

# Main contacts first, those who left last.
_PRECEDENCE: Final = {role: place for place, role in enumerate(ContactRole)}


@dataclass(frozen=True, slots=True)
class ContactView:
    """
    A contact as staff see it. `mark` changes with every detail; `code_until` is until when a
    one-time code is waiting to be typed.
    """

    id: int
    agency_id: int
    code: str
    agency: str
    role: ContactRole
    person: Person
    since: datetime
    mark: str
    is_on_line: bool
    is_blocked: bool
    display_name: str | None
    code_until: datetime | None


def of_agency(connection: Connection, agency_id: int) -> tuple[ContactView, ...]:
    """Everybody who speaks or spoke for a body, the main contact first."""
    rows = connection.execute(_OF_AGENCY, {"agency_id": agency_id}).all()
    return tuple(sorted(map(_view, rows), key=lambda view: _PRECEDENCE[view.role]))


def find(database: Database, link_id: int) -> ContactView | None:
    """One contact."""
    with database.read() as connection:
        return read(connection, link_id)


def read(connection: Connection, link_id: int) -> ContactView | None:
    """One contact, within a transaction."""
    row = connection.execute(_ONE, {"link_id": link_id}).one_or_none()
    return _view(row) if row else None


def _view(row: Row[*tuple[Any, ...]]) -> ContactView:
    details = (row.role, row.name, row.phone, row.phone_extension, row.email, row.contact_id)
    return ContactView(
        id=row.id,
        agency_id=row.agency_id,
        code=row.code,
        agency=row.agency,
        role=ContactRole(row.role),
        person=Person(row.name, PhoneNumber(row.phone, row.phone_extension), row.email),
        since=row.since,
        mark=hashlib.sha256(repr(details).encode()).hexdigest()[:16],
        is_on_line=row.contact_id is not None,
        is_blocked=row.blocked_at is not None,
        display_name=row.display_name,
        code_until=row.code_until,
    )
