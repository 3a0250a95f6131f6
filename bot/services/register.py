"""
The register: every request with its agency, its people and its apps, as sheets need it.

Read in chunks, so that twenty thousand requests never stand in memory at once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, bindparam, case, func, select

from models.agency import Agency
from models.contact import AgencyContact
from models.registration import Registration, RegistrationApp
from models.staff import Staff
from models.vocabulary import (
    AgencyCategory,
    AppStatus,
    ContactRole,
    MeetingApp,
    Origin,
    RegistrationStatus,
)

CHUNK: Final = 1_000

_r, _a, _staff = Registration.__table__, Agency.__table__, Staff.__table__
_app, _link = RegistrationApp.__table__, AgencyContact.__table__

_COUNT: Final = select(func.count()).select_from(_r)
_IDS: Final = select(_r.c.id).where(_r.c.id > bindparam("after")).order_by(_r.c.id).limit(CHUNK)
_OF: Final[BindParameter[int]] = bindparam("ids", expanding=True)
_REQUESTS: Final = (
    select(
        *(_r.c[name] for name in ("id", "reference", "submitted_at", "category", "status")),
        *(_r.c[name] for name in ("status_at", "reason", "users", "origin", "agency_id")),
        _a.c.name.label("agency"),
        _a.c.province,
        _staff.c.name.label("claimed_by"),
    )
    .join_from(_r, _a, _a.c.id == _r.c.agency_id)
    .outerjoin(_staff, _staff.c.id == _r.c.claimed_by)
    .where(_r.c.id.in_(_OF))
)
_APPS: Final = select(_app).where(_app.c.registration_id.in_(_OF))
_ROLES: Final = (ContactRole.MAIN, ContactRole.DEPUTY)
_PEOPLE: Final = (
    select(_link)
    .where(_link.c.agency_id.in_(_OF), _link.c.role.in_(_ROLES))
    .order_by(case({role: at for at, role in enumerate(_ROLES)}, value=_link.c.role), _link.c.id)
)

Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of the agency; the main one comes first."""

    name: str
    phone: str
    extension: str | None
    email: str


@dataclass(frozen=True, slots=True)
class AppEntry:
    """An app of a request, and what the provider gave."""

    status: AppStatus
    since: datetime
    users: int | None
    licence: str | None
    granted: int | None
    valid_from: date | None
    valid_to: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A request with everything that stands in a sheet."""

    id: int
    reference: str
    submitted_at: datetime
    agency: str
    category: AgencyCategory
    province: str | None
    status: RegistrationStatus
    since: datetime
    reason: str | None
    users: int
    origin: Origin
    claimed_by: str | None
    people: tuple[Person, ...]
    apps: Mapping[MeetingApp, AppEntry]


def count(connection: Connection) -> int:
    """How many requests there are."""
    return connection.scalar(_COUNT) or 0


def every(connection: Connection) -> Iterator[Entry]:
    """Every request, oldest first."""
    after = 0
    while ids := list(connection.scalars(_IDS, {"after": after})):
        yield from _entries(connection, ids)
        after = ids[-1]


def some(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """These requests, in this order."""
    for start in range(0, len(ids), CHUNK):
        yield from _entries(connection, ids[start : start + CHUNK])


def _entries(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    rows = {row.id: row for row in connection.execute(_REQUESTS, {"ids": ids})}
    apps = _grouped(connection.execute(_APPS, {"ids": ids}).all(), "registration_id")
    agencies = list({row.agency_id for row in rows.values()})
    people = _grouped(connection.execute(_PEOPLE, {"ids": agencies}).all(), "agency_id")
    for row in (rows[row_id] for row_id in ids if row_id in rows):
        yield _entry(row, people[row.agency_id], apps[row.id])


def _grouped(rows: Rows, column: str) -> Mapping[int, Rows]:
    groups: defaultdict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        groups[row._mapping[column]].append(row)
    return groups


def _entry(row: Row[*tuple[Any, ...]], people: Rows, apps: Rows) -> Entry:
    return Entry(
        id=row.id,
        reference=row.reference,
        submitted_at=row.submitted_at,
        agency=row.agency,
        category=AgencyCategory(row.category),
        province=row.province,
        status=RegistrationStatus(row.status),
        since=row.status_at,
        reason=row.reason,
        users=row.users,
        origin=Origin(row.origin),
        claimed_by=row.claimed_by,
        people=tuple(Person(p.name, p.phone, p.phone_extension, p.email) for p in people),
        apps={MeetingApp(app.app): _app_entry(app) for app in apps},
    )


def _app_entry(row: Row[*tuple[Any, ...]]) -> AppEntry:
    return AppEntry(
        status=AppStatus(row.status),
        since=row.status_at,
        users=row.users,
        licence=row.licence,
        granted=row.granted,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        note=row.note,
    )
