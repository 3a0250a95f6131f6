"""Acts on accounts stand in the audit by row, whoever did them."""

from sqlalchemy import select

from bot.services import auditing, staff_record
from models.audit import AuditEntry
from models.base import Database
from models.vocabulary import Actor
from tests.bot.services.colleagues import MORNING


def test_a_colleague_acts_as_staff_and_the_command_line_as_the_system(database: Database) -> None:
    table = AuditEntry.__table__
    with database.write() as connection:
        staff_record.note(connection, "staff.closed", 3, by=1, now=MORNING)
        staff_record.note(
            connection, "staff.added", 4, by=None, now=MORNING, details={"role": "viewer"}
        )
        columns = (table.c.action, table.c.subject, table.c.actor, table.c.actor_id)
        rows = connection.execute(select(*columns, table.c.details).order_by(table.c.id)).all()

    assert rows == [
        ("staff.closed", "staff 3", Actor.STAFF, 1, None),
        ("staff.added", "staff 4", Actor.SYSTEM, None, {"role": "viewer"}),
    ]
    with database.read() as connection:
        assert auditing.newest(connection) == 2
