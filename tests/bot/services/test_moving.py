"""Everything moves from SQLite to PostgreSQL, or nothing does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text

from bot.errors import NotMoved
from bot.services import auditing, directory, moving, reasons, seeding
from models.attachment import Attachment, AttachmentContent
from models.base import Database
from models.contact import Contact
from tests import databases
from tests.bot.services.office import MORNING

pytestmark = pytest.mark.only_postgresql

_contact = Contact.__table__
_attachment, _content = Attachment.__table__, AttachmentContent.__table__


@pytest.fixture(scope="module")
def seeded(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """SQLite with the demo's 84 requests, and one of each kind of value that is hard to move."""
    with databases.fresh("sqlite", tmp_path_factory.mktemp("seeded")) as opened:
        directory.sync(opened, now=MORNING)
        seeding.seed_demo(opened)
        with opened.write() as connection:
            connection.execute(text("INSERT INTO counters (name, value) VALUES ('\\t\\\\N', 7)"))
            connection.execute(
                text(
                    "UPDATE agencies SET merged_into = (SELECT max(id) FROM agencies)"
                    " WHERE id = (SELECT min(id) FROM agencies)"
                )
            )
            data = bytes(range(256)) * 40
            values = {
                "id": 1,
                "registration_id": 1,
                "message_id": "m",
                "name": "x",
                "state": "kept",
            }
            connection.execute(insert(_attachment), values | {"sent_at": MORNING})
            connection.execute(insert(_content), {"attachment_id": 1, "data": data})
        yield opened


def everything(database: Database) -> dict[str, list[Any]]:
    with database.read() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in moving.tables()
        }


def test_everything_arrives_as_it_was(seeded: Database, database: Database) -> None:
    told: list[tuple[str, int]] = []

    moved = moving.move(seeded, database, tell=lambda name, rows: told.append((name, rows)))

    assert everything(database) == everything(seeded)
    assert (dict(told), moved.rows["registrations"]) == (moved.rows, 84)
    assert auditing.verify(database) == auditing.verify(seeded)
    assert moved.digest == auditing.verify(database).digest


def test_what_migrate_wrote_gives_way(seeded: Database, database: Database) -> None:
    directory.sync(database, now=MORNING + timedelta(days=9))
    reasons.seed(database, lambda key, **_: key, now=MORNING)

    moving.move(seeded, database, tell=lambda *_: None)

    assert everything(database) == everything(seeded)


def test_new_rows_come_after_those_that_were_moved(seeded: Database, database: Database) -> None:
    moving.move(seeded, database, tell=lambda *_: None)

    with database.write() as connection:
        highest = connection.scalar(select(func.max(_contact.c.id)))
        values = {"line_id": "Unew", "created_at": MORNING}
        (number,) = connection.execute(insert(_contact), values).inserted_primary_key
        stale = connection.execute(text("SELECT contact_id FROM audience_stale ORDER BY id DESC"))
        assert (number, stale.first()) == (highest + 1, (number,))


def test_a_target_with_people_in_it_is_left_alone(seeded: Database, database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(_contact), {"line_id": "U1", "created_at": MORNING})

    with pytest.raises(NotMoved, match="data in the target"):
        moving.move(seeded, database, tell=lambda *_: None)

    assert len(everything(database)["contacts"]) == 1


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE contacts SET display_name = printf('%.*c', 9000, 'x')",
            "contacts.display_name: 1",
        ),
        ("UPDATE contacts SET display_name = 'a' || char(0)", "contacts.display_name: 1"),
        ("UPDATE contacts SET id = 3000000000", "contacts.id: 1"),
    ],
)
def test_what_cannot_be_held_is_named_beforehand(
    database: Database, tmp_path: Path, statement: str, said: str
) -> None:
    with databases.fresh("sqlite", tmp_path) as source:
        with source.write() as connection:
            connection.execute(insert(_contact), {"line_id": "U1", "created_at": MORNING})
            connection.execute(text(statement))

        with pytest.raises(NotMoved, match=said):
            moving.move(source, database, tell=lambda *_: None)

    assert everything(database)["contacts"] == []


def test_what_goes_wrong_at_the_end_leaves_nothing(seeded: Database, database: Database) -> None:
    def fail(name: str, rows: int) -> None:
        if name == moving.tables()[-1].name:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        moving.move(seeded, database, tell=fail)

    assert not any(everything(database).values())


def test_what_arrives_otherwise_is_not_moved(seeded: Database, database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("ALTER TABLE counters ALTER COLUMN name TYPE char(80)"))

    with pytest.raises(NotMoved, match="counters did not arrive"):
        moving.move(seeded, database, tell=lambda *_: None)

    assert not any(everything(database).values())
