"""A backup is one moment of a database in use, and is there whole or not at all."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from bot.errors import NotMoved
from bot.services import keeping, restoring
from models.base import Database
from models.contact import Contact
from tests.bot.services.office import MORNING
from tests.databases import fresh_url, opened, url_of

_contact = Contact.__table__


@pytest.mark.both
def test_a_backup_under_load_is_of_one_moment(
    database: Database, kind: str, tmp_path: Path
) -> None:
    enough, written = threading.Event(), []

    def write_on() -> None:
        while not enough.is_set():
            number = len(written)
            with database.write() as connection:
                values = {"line_id": f"U{number}", "created_at": MORNING}
                connection.execute(insert(_contact), values)
                raised = (
                    "INSERT INTO counters (name, value) VALUES ('load', 1) ON CONFLICT (name)"
                    " DO UPDATE SET value = counters.value + 1"
                )
                connection.execute(text(raised))
            written.append(number)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        while len(written) < 20:
            enough.wait(0.01)
        keeping.backup(url_of(database), tmp_path / "backup")
    finally:
        enough.set()
        writer.join()

    place = tmp_path / "place"
    place.mkdir()
    with fresh_url(kind, place, is_migrated=False) as url:
        restoring.restore(url, tmp_path / "backup", is_replacing=False, now=MORNING)
        with opened(url) as there, there.read() as connection:
            people = connection.scalar(text("SELECT count(*) FROM contacts"))
            counted = connection.scalar(text("SELECT value FROM counters WHERE name = 'load'"))
    assert people == counted
    assert 20 <= people <= len(written)


@pytest.mark.only_sqlite
def test_a_backup_holds_nothing_that_was_deleted(database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        values = {"line_id": "U1", "display_name": "very secret name", "created_at": MORNING}
        connection.execute(insert(_contact), values)
    with database.write() as connection:
        connection.execute(text("DELETE FROM contacts"))

    keeping.backup(url_of(database), tmp_path / "backup")

    assert b"very secret name" not in (tmp_path / "backup").read_bytes()
    with sqlite3.connect(tmp_path / "backup") as kept:
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotMoved, match="cannot be written"):
        keeping.backup(f"sqlite:///{tmp_path}/none.db", tmp_path / "no folder" / "backup")
    with pytest.raises(NotMoved, match="there is no"):
        keeping.backup(f"sqlite:///{tmp_path}/none.db", tmp_path / "backup")

    assert [file.name for file in tmp_path.iterdir()] == []


@pytest.mark.only_postgresql
def test_a_server_that_is_away_is_said(database: Database, tmp_path: Path) -> None:
    away = database.engine.url.set(port=1).render_as_string(hide_password=False)

    with pytest.raises(NotMoved, match=r"pg_dump: .*refused"):
        keeping.backup(away, tmp_path / "backup")

    assert list(tmp_path.iterdir()) == []
