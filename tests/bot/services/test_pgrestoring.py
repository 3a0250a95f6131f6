"""An archive is poured in by one transaction, over whatever stood there."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import NotMoved
from bot.services import keeping, pgrestoring
from bot.services.unsettling import STATEMENTS
from models.base import Database
from tests.bot.turns import rows
from tests.databases import url_of

pytestmark = pytest.mark.only_postgresql


def test_what_stood_there_is_gone(database: Database, tmp_path: Path) -> None:
    keeping.backup(url_of(database), tmp_path / "backup")
    with database.write() as connection:
        connection.execute(text("CREATE TABLE left_over (id integer)"))
        connection.execute(text("CREATE TYPE mood AS ENUM ('well')"))
    database.close()

    counts = pgrestoring.pour(url_of(database), tmp_path / "backup")

    assert counts == {one.what: 0 for one in STATEMENTS}
    assert rows(database, "SELECT to_regclass('left_over'), to_regtype('mood')") == [(None, None)]


def test_what_belongs_to_an_extension_stays(database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        connection.execute(text("CREATE EXTENSION pg_stat_statements"))
    keeping.backup(url_of(database), tmp_path / "backup")
    database.close()

    pgrestoring.pour(url_of(database), tmp_path / "backup")

    left = "SELECT to_regclass('pg_stat_statements') IS NOT NULL"
    assert rows(database, left) == [(True,)]


def test_an_archive_of_another_program_is_refused(database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    keeping.backup(url_of(database), tmp_path / "backup")

    with pytest.raises(NotMoved, match="no backup of the bot"):
        pgrestoring.pour(url_of(database), tmp_path / "backup")
