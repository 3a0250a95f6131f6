"""Requests that providers have to do with: approved, and whose contact writes on LINE."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from models.contact import AgencyContact, Contact
from models.outbox import OutboxMessage
from models.registration import Registration, RegistrationApp, RegistrationEvent
from models.vocabulary import Change, MeetingApp, RegistrationStatus
from tests.bot.services.office import MORNING
from tests.bot.services.requested import request

_r, _app, _event = (
    Registration.__table__,
    RegistrationApp.__table__,
    RegistrationEvent.__table__,
)


def approved(connection: Connection, *agencies: str, **columns: Any) -> list[int]:
    """The rows of approved requests of these agencies; the first one's contact is U1."""
    columns = {"status": RegistrationStatus.APPROVED, "email": "a@example.go.th"} | columns
    rows = [request(connection, agency, **columns) for agency in agencies]
    for number, row in enumerate(rows, start=1):
        person = {"line_id": f"U{number}", "created_at": MORNING}
        (contact,) = connection.execute(insert(Contact), person).inserted_primary_key or (0,)
        of_agency = select(_r.c.agency_id).where(_r.c.id == row).scalar_subquery()
        link = AgencyContact.__table__
        connection.execute(
            update(link).where(link.c.agency_id == of_agency).values(contact_id=contact)
        )
    return rows


def set_app(connection: Connection, row: int, app: MeetingApp, **values: Any) -> None:
    """Put an app of a request where a test wants it."""
    mine = (_app.c.registration_id == row, _app.c.app == app)
    connection.execute(update(_app).where(*mine).values(**values))


def stands(connection: Connection, row: int) -> tuple[str, dict[str, str]]:
    """Where a request stands, and each of its apps."""
    status = connection.scalar(select(_r.c.status).where(_r.c.id == row))
    apps = connection.execute(
        select(_app.c.app, _app.c.status).where(_app.c.registration_id == row)
    )
    return str(status), {one.app: one.status for one in apps}


def app_events(connection: Connection, row: int) -> list[dict[str, Any]]:
    """What the history tells of a request's apps, oldest first."""
    found = connection.scalars(
        select(_event.c.details)
        .where(_event.c.registration_id == row, _event.c.change == Change.APP)
        .order_by(_event.c.id)
    )
    return list(found)


def told(connection: Connection) -> list[str]:
    """The chats that something waits for, one entry a message."""
    table = OutboxMessage.__table__
    waiting = select(table.c.lane).where(table.c.state == "waiting").order_by(table.c.id)
    return list(connection.scalars(waiting))
