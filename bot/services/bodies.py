"""
The bodies of the state, as staff look them up: a page of the directory, and one body whole.

A page is found by where it begins, never by counting rows before it, and costs the same number
of statements whether it has one row or fifty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, func, select
from sqlalchemy.sql import ColumnElement

from bot.services import contacts, directory, searching, tags
from bot.services.contacts import ContactView
from models.agency import Agency
from models.audit import AuditEntry
from models.base import Database
from models.contact import AgencyContact
from models.lifecycle import OPEN
from models.registration import Registration
from models.staff import Staff
from models.vocabulary import Actor, AgencyCategory, ContactRole, Origin, RegistrationStatus

ROWS: Final = 50
REQUESTS: Final = 50  # of one body
ACTS: Final = 30
# What the audit tells of a body and its contacts that is worth reading there.
TOLD: Final = (
    *("agency.edited", "agency.absorbed", "agency.merged", "agency.tagged", "agency.untagged"),
    *("contact.added", "contact.edited", "contact.main", "contact.deputy", "contact.former"),
    *("contact.asking", "contact.code", "contact.linked"),
)

_a, _r, _link = Agency.__table__, Registration.__table__, AgencyContact.__table__
_audit, _staff = AuditEntry.__table__, Staff.__table__
_target = _a.alias("target")

_OPEN: Final = and_(_r.c.agency_id == _a.c.id, _r.c.status.in_(sorted(OPEN)))
_MEMBERS: Final = (
    select(func.count())
    .where(
        _link.c.agency_id == _a.c.id,
        _link.c.role.in_([ContactRole.MAIN, ContactRole.DEPUTY]),
    )
    .scalar_subquery()
)
_ROWS: Final = (
    select(
        _a.c.id,
        _a.c.code,
        _a.c.name,
        _a.c.folded,
        _a.c.category,
        _a.c.province,
        _MEMBERS.label("members"),
        _r.c.reference,
        _r.c.status,
    )
    .outerjoin_from(_a, _r, _OPEN)
    .where(_a.c.merged_into.is_(None))
)
_other = _a.alias("other")
PLACE: Final = func.coalesce(_a.c.sorted_as, _a.c.folded)
PLACE_OF_OTHER: Final = func.coalesce(_other.c.sorted_as, _other.c.folded)
_BODY: Final = (
    select(
        _a,
        _target.c.code.label("target_code"),
        _target.c.name.label("target_name"),
    )
    .outerjoin_from(_a, _target, _target.c.id == _a.c.merged_into)
    .where(_a.c.code == bindparam("code"))
)
_REQUESTS: Final = (
    select(_r.c.reference, _r.c.status, _r.c.status_at, _r.c.submitted_at, _r.c.users, _r.c.origin)
    .where(_r.c.agency_id == bindparam("agency_id"))
    .order_by(_r.c.submitted_at.desc(), _r.c.id.desc())
    .limit(REQUESTS)
)
_ACTS: Final = (
    select(_audit.c.at, _audit.c.action, _staff.c.name)
    .outerjoin_from(
        _audit, _staff, and_(_staff.c.id == _audit.c.actor_id, _audit.c.actor == Actor.STAFF)
    )
    .where(_audit.c.subject.in_(bindparam("subjects", expanding=True)), _audit.c.action.in_(TOLD))
    .order_by(_audit.c.id.desc())
    .limit(ACTS)
)


class Standing(StrEnum):
    """Whether a body has a request that is open."""

    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which bodies a page is to show, and behind which folded name it begins."""

    text: str = ""
    category: AgencyCategory | None = None
    province: str | None = None
    standing: Standing | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A line of the directory; `reference` and `status` are of its open request."""

    code: str
    name: str
    category: AgencyCategory
    province: str | None
    members: int
    reference: str | None
    status: RegistrationStatus | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of bodies; `onward` is where the next begins. `is_cut` when more were found."""

    rows: tuple[BodyRow, ...]
    onward: str | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request of a body."""

    reference: str
    status: RegistrationStatus
    since: datetime
    submitted_at: datetime
    users: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a body or its contacts; `by` is a colleague, None for a contact."""

    action: str
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body whole. `seen` changes with every edit; `merged_into` is code and name of another."""

    id: int
    code: str
    name: str
    category: AgencyCategory
    province: str | None
    keys: tuple[str, ...]
    seen: str
    merged_into: tuple[str, str] | None
    contacts: tuple[ContactView, ...]
    requests: tuple[RequestRow, ...]
    history: tuple[Done, ...]
    tags: tuple[str, ...] = ()

    @property
    def open_request(self) -> RequestRow | None:
        return next((request for request in self.requests if request.status in OPEN), None)


def shelf(database: Database, sought: Sought, *, with_persons: bool = True) -> Shelf:
    """
    A page of the directory: in the order of their names, or the likeliest first when searched.

    `with_persons` is False for those who may not see contacts.
    """
    with database.read() as connection:
        if sought.text.strip():
            return _searched(connection, sought, with_persons=with_persons)
        statement = _ROWS.where(*_conditions(sought), _place_of(sought.after) < PLACE)
        rows = connection.execute(statement.order_by(PLACE).limit(ROWS + 1)).all()
    onward = rows[ROWS - 1].folded if len(rows) > ROWS else None
    return Shelf(tuple(map(_row, rows[:ROWS])), onward)


def _place_of(folded: str) -> ColumnElement[str]:
    """Where the body stands that is called so; the beginning when there is none."""
    its = select(PLACE_OF_OTHER).where(_other.c.folded == folded).scalar_subquery()
    return func.coalesce(its, "")


def find(database: Database, code: str) -> Body | None:
    """The body with this code, a merged one included."""
    with database.read() as connection:
        row = connection.execute(_BODY, {"code": code}).one_or_none()
        return _body(connection, row) if row else None


def _searched(connection: Connection, sought: Sought, *, with_persons: bool) -> Shelf:
    found = searching.agencies(connection, sought.text, limit=ROWS + 1, with_persons=with_persons)
    statement = _ROWS.where(_a.c.id.in_(found[:ROWS]), *_conditions(sought))
    rows = {row.id: row for row in connection.execute(statement)}
    likeliest = tuple(_row(rows[row_id]) for row_id in found if row_id in rows)
    return Shelf(likeliest, is_cut=len(found) > ROWS)


def _conditions(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.category:
        yield _a.c.category == sought.category
    if sought.province:
        yield _a.c.province == sought.province
    match sought.standing:
        case Standing.OPEN:
            yield _r.c.id.is_not(None)
        case Standing.NONE:
            yield _r.c.id.is_(None)


def _row(row: Row[*tuple[Any, ...]]) -> BodyRow:
    return BodyRow(
        code=row.code,
        name=row.name,
        category=AgencyCategory(row.category),
        province=row.province,
        members=row.members,
        reference=row.reference,
        status=RegistrationStatus(row.status) if row.status else None,
    )


def _body(connection: Connection, row: Row[*tuple[Any, ...]]) -> Body:
    speaking = contacts.of_agency(connection, row.id)
    requests = connection.execute(_REQUESTS, {"agency_id": row.id})
    subjects = [f"agency {row.id}", *(f"agency contact {contact.id}" for contact in speaking)]
    acts = connection.execute(_ACTS, {"subjects": subjects})
    return Body(
        id=row.id,
        code=row.code,
        name=row.name,
        category=AgencyCategory(row.category),
        province=row.province,
        keys=directory.keys_of(row.keys),
        seen=row.edited_at.isoformat() if row.edited_at else "",
        merged_into=(row.target_code, row.target_name) if row.target_code else None,
        contacts=speaking,
        requests=tuple(_request(request) for request in requests),
        history=tuple(Done(act.action, act.at, act.name) for act in acts),
        tags=tags.of_body(connection, row.id),
    )


def _request(row: Row[*tuple[Any, ...]]) -> RequestRow:
    return RequestRow(
        reference=row.reference,
        status=RegistrationStatus(row.status),
        since=row.status_at,
        submitted_at=row.submitted_at,
        users=row.users,
        origin=Origin(row.origin),
    )
