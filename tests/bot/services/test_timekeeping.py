"""A watch that is set by PostgreSQL, and shows the machine's time where nobody sets it."""

import time

import pytest
from sqlalchemy import text

from bot.services.timekeeping import Watch
from models.base import Database, open_database

NEARLY_MS = 20_000


def test_a_watch_that_was_not_set_shows_the_time_of_the_machine() -> None:
    before = time.time_ns() // 1_000_000

    watch = Watch()

    assert before <= watch.now_ms() <= int(watch.now().timestamp() * 1000) + NEARLY_MS


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_watch_is_set_by_the_clock_of_the_database(database: Database) -> None:
    _put_ahead(database, seconds=3_600)
    watch, told = Watch(), time.time_ns() // 1_000_000 + 3_600_000

    assert watch.set_by(database)

    assert abs(watch.now_ms() - told) < NEARLY_MS
    assert abs(watch.now().timestamp() * 1000 - told) < NEARLY_MS


def test_a_watch_goes_on_when_the_database_cannot_be_asked() -> None:
    nowhere = open_database("postgresql+psycopg://postgres@127.0.0.1:1/nowhere")
    watch = Watch()

    assert not watch.set_by(nowhere)

    assert abs(watch.now_ms() - time.time_ns() // 1_000_000) < NEARLY_MS
    nowhere.close()


def _put_ahead(database: Database, *, seconds: int) -> None:
    """As a server whose clock is wrong would tell it, for all who come after."""
    with database.write() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
                f" $$ SELECT pg_catalog.clock_timestamp() + interval '{seconds} seconds' $$"
            )
        )
        name = connection.scalar(text("SELECT current_database()"))
        path = "public, pg_catalog"
        connection.execute(text(f"ALTER DATABASE {name} SET search_path = {path}"))
    database.close()
