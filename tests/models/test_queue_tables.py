"""The step that brings Procrastinate's tables: on PostgreSQL all of them, on SQLite none."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.services import migrating
from models.base import Database
from tests import databases

WHOLE = {
    "sqlite": (0, 0, 0),
    "postgresql": (4, 18, 3),
}
BARE = (0, 0, 0)
OURS = (
    "SELECT count(*) FROM pg_proc WHERE proname LIKE 'procrastinate%'",
    "SELECT count(*) FROM pg_type WHERE typname LIKE 'procrastinate%' AND typtype IN ('e', 'c')"
    " AND typname NOT IN (SELECT relname FROM pg_class WHERE relkind = 'r')",
)


def found(database: Database) -> tuple[int, int, int]:
    """How many of its tables, functions and types there are."""
    with database.read() as connection:
        tables = inspect(connection).get_table_names()
        theirs = sum(table.startswith("procrastinate_") for table in tables)
        if connection.dialect.name == "sqlite":
            return (theirs, 0, 0)
        functions, types = (int(connection.scalar(text(ours)) or 0) for ours in OURS)
    return (theirs, functions, types)


@pytest.mark.both
def test_the_queue_comes_and_goes_with_its_step(kind: str, database: Database) -> None:
    seen = [found(database)]

    migrating.downgrade(database, to="0008")
    seen.append(found(database))
    migrating.upgrade(database)
    seen.append(found(database))

    assert seen == [WHOLE[kind], BARE, WHOLE[kind]]


@pytest.mark.both
def test_the_step_as_sql_makes_the_same(kind: str, tmp_path: Path) -> None:
    script = migrating.script(kind)

    assert script.count("CREATE FUNCTION procrastinate_") == WHOLE[kind][1]
    assert "%%" not in script
    with databases.fresh(kind, tmp_path) as database:
        assert migrating.is_current(database)
