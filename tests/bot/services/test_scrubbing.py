"""What was deleted is in no file of the database any more."""

import pytest
from sqlalchemy import insert, text, update

from bot.services import scrubbing
from models.base import Database, open_database
from models.contact import Contact
from tests.bot.services.office import MORNING

SECRET = "a name that must not be found"


def files_of(database: Database) -> bytes:
    assert database.file is not None
    found = sorted(database.file.parent.glob(f"{database.file.name}*"))
    return b"".join(file.read_bytes() for file in found)


@pytest.mark.only_sqlite
def test_scrubbing_rewrites_the_file_and_empties_the_log(database: Database) -> None:
    table = Contact.__table__
    with database.write() as connection:
        values = {"line_id": "U1", "display_name": SECRET, "created_at": MORNING}
        connection.execute(insert(table), values)
    with database.write() as connection:
        connection.execute(update(table).values(display_name=None))
    before = files_of(database)

    assert scrubbing.scrub(database)

    assert SECRET.encode() in before
    assert SECRET.encode() not in files_of(database)
    with database.read() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


@pytest.mark.only_sqlite
def test_a_reader_keeps_the_log_from_being_emptied(database: Database) -> None:
    other = open_database(f"sqlite:///{database.file}")
    with other.read() as connection:
        connection.execute(text("SELECT count(*) FROM contacts")).all()
        with database.engine.connect() as writer:
            writer.execute(text("PRAGMA busy_timeout=10"))
        assert scrubbing.scrub(database) is False
    other.close()

    assert scrubbing.scrub(database)


def test_a_database_without_a_file_has_nothing_to_scrub() -> None:
    opened = open_database("sqlite://")

    assert scrubbing.scrub(opened)
    opened.close()
