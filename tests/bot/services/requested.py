"""Requests put straight into the tables, for tests of pages: request(connection, "กรมหนึ่ง")."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from bot.services import directory
from bot.services.officer import Officer
from models.agency import Agency
from models.contact import AgencyContact
from models.reference import Reference
from models.registration import Registration, RegistrationApp, RegistrationEvent
from models.staff import Staff
from models.vocabulary import (
    Actor,
    AgencyCategory,
    AppStatus,
    Change,
    ContactRole,
    MeetingApp,
    RegistrationStatus,
    Role,
)

# Tuesday 17 March 2563, half past nine in Thailand.
MORNING = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)


def request(
    connection: Connection,
    agency: str,
    *,
    status: RegistrationStatus = RegistrationStatus.SUBMITTED,
    category: AgencyCategory = AgencyCategory.GOVERNMENT,
    at: datetime = MORNING,
    users: int = 100,
    apps: tuple[MeetingApp, ...] = (MeetingApp.TEAMS,),
    province: str | None = None,
    email: str = "",
    **columns: Any,
) -> int:
    """The row of a request of an agency of its own, with an event that tells of it."""
    number = (connection.scalar(select(func.count()).select_from(Registration.__table__)) or 0) + 1
    folded = directory.folded(agency)
    body = {"code": f"GOV-{number:03d}", "name": agency, "folded": folded, "searched": folded}
    body |= {"category": category, "province": province, "created_at": at}
    agency_id = _add(connection, Agency, body)
    if email:
        person = {"name": "สมชาย", "phone": "+66812345678", "email": email, "since": at}
        _add(
            connection,
            AgencyContact,
            {"agency_id": agency_id, "role": ContactRole.MAIN, **person},
        )
    values = {"reference": str(Reference(63, number)), "year": 63, "number": number}
    values |= {"agency_id": agency_id, "category": category, "status": status, "status_at": at}
    values |= {"users": users, "submitted_at": at}
    registration_id = _add(connection, Registration, values | columns)
    for app in apps:
        state = {"app": app, "status": AppStatus.WAITING, "status_at": at}
        _add(connection, RegistrationApp, {"registration_id": registration_id, **state})
    told = {"registration_id": registration_id, "at": at, "change": Change.SUBMITTED}
    told |= {"actor": Actor.CONTACT, "status": status, "users": users, "category": category}
    _add(connection, RegistrationEvent, told)
    return registration_id


def colleague(connection: Connection, name: str, role: Role = Role.SCREENER) -> Officer:
    """A member of staff."""
    values = {"login": name, "name": name, "role": role, "password_hash": "-"}
    row = _add(connection, Staff, values | {"password_at": MORNING, "created_at": MORNING})
    return Officer(row, name, role)


def _add(connection: Connection, table: Any, values: dict[str, Any]) -> int:
    (row,) = connection.execute(insert(table.__table__), values).inserted_primary_key or (0,)
    return int(row)
