"""A database is brought to this release once, however many processes start at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.services import migrating
from models.base import Database, open_database

UPGRADE = """
import sys
from bot.services import migrating
from models.base import open_database

migrating.upgrade(open_database(sys.argv[1]))
"""


def test_head_is_the_newest_step() -> None:
    assert migrating.head() == "0012"


def test_is_current_says_whether_every_step_was_taken(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/new.db")
    said = [migrating.is_current(database)]

    migrating.upgrade(database)
    said.append(migrating.is_current(database))
    migrating.downgrade(database, to="0002")
    said.append(migrating.is_current(database))

    assert said == [False, True, False]
    database.close()


def test_upgrade_keeps_what_is_there(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("INSERT INTO counters (name, value) VALUES ('agency', 7)"))

    migrating.upgrade(database)

    with database.read() as connection:
        assert connection.execute(text("SELECT * FROM counters")).all() == [("agency", 7)]


def test_upgrade_by_many_processes_at_once_is_done_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/many.db"

    starting = [
        subprocess.Popen([sys.executable, "-c", UPGRADE, url], stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in starting]

    assert ended == [(b"", 0)] * 4
    database = open_database(url)
    assert migrating.is_current(database)
    database.close()


def test_a_failed_upgrade_leaves_nothing_behind(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/failing.db")
    with database.write() as connection:
        connection.execute(text("CREATE TABLE inbox (id INTEGER)"))

    with pytest.raises(OperationalError, match="already exists"):
        migrating.upgrade(database)

    with database.read() as connection:
        left = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
    assert left == ["inbox"]
    database.close()
