"""Members of staff for tests: a row each, with a password that is quick to look at."""

from datetime import UTC, datetime
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import insert, select

from models.audit import AuditEntry
from models.base import Database
from models.staff import Staff
from models.vocabulary import Role

MORNING = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
PASSWORD = "ข้าวเหนียวมะม่วงสุก"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def hire(
    database: Database, login: str = "somchai", *, role: Role = Role.VIEWER, **more: Any
) -> int:
    """The row of a new member of staff."""
    values = {
        "login": login,
        "name": f"{login} ใจดี",
        "role": role,
        "password_hash": QUICK,
        "password_at": MORNING,
        "must_change": False,
        "created_at": MORNING,
    }
    with database.write() as connection:
        return connection.execute(insert(Staff.__table__), values | more).inserted_primary_key[0]


def row_of(database: Database, staff_id: int) -> Any:
    with database.read() as connection:
        return connection.execute(
            select(Staff.__table__).where(Staff.__table__.c.id == staff_id)
        ).one()


def audited(database: Database) -> list[tuple[str, str, int | None]]:
    """What the audit tells, oldest first: act, subject, who."""
    table = AuditEntry.__table__
    query = select(table.c.action, table.c.subject, table.c.actor_id).order_by(table.c.id)
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(query)]
