"""Requests with contacts on LINE, as pages of the console find them."""

from sqlalchemy import insert, select, update

from bot.services import directory
from models.agency import Agency
from models.base import Database
from models.contact import Contact
from models.registration import Registration, RegistrationEvent
from models.vocabulary import Change
from tests.bot.services.office import CHIANG_MAI, MALEE, MORNING, SOMCHAI, WEATHER, Office, submit

NUMBER, OTHER = "WFH-63-00001-E", "WFH-63-00002-G"
CASE = f"/console/cases/{NUMBER}"


def file_two(database: Database) -> None:
    """The weather's request, sent by U1 (somchai), and Chiang Mai's, sent by U2 (malee)."""
    with database.write() as connection:
        for number in (1, 2, 3):
            contact = {"line_id": f"U{number}", "created_at": MORNING}
            connection.execute(insert(Contact.__table__), contact)
        for answer in (WEATHER, CHIANG_MAI):
            body = {
                "code": answer.code,
                "name": answer.name,
                "folded": directory.folded(answer.name),
                "category": answer.category,
                "province": answer.province,
                "created_at": MORNING,
            }
            connection.execute(insert(Agency.__table__), body)
        office = Office(connection)
        office.do(1, submit(WEATHER, person=SOMCHAI))
        office.do(2, submit(CHIANG_MAI, person=MALEE))


def change(database: Database, table: type, **values: object) -> None:
    """Change every row of a table."""
    with database.write() as connection:
        connection.execute(update(table.__table__).values(**values))


def stand(database: Database, reference: str = NUMBER) -> tuple[str, int]:
    """How a request stands: its status and version."""
    table = Registration.__table__
    with database.read() as connection:
        row = connection.execute(select(table).where(table.c.reference == reference)).one()
    return row.status, row.version


def moves(database: Database) -> list[str]:
    """The statuses that history has a step to."""
    table = RegistrationEvent.__table__
    with database.read() as connection:
        return list(
            connection.scalars(
                select(table.c.status).where(table.c.change == Change.STATUS).order_by(table.c.id)
            )
        )
