"""PostgreSQL is connected to with limits, and its errors tell no values."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, make_url, select, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from models import postgresql
from models.base import Database, open_database
from models.contact import Contact
from tests.bot.services.office import MORNING

pytestmark = pytest.mark.only_postgresql

_contact = Contact.__table__
SECRET = "U" + "5ec4e7" * 5


def ids(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(_contact.c.line_id).order_by(_contact.c.id)))


def meet(database: Database, line_id: str = SECRET) -> None:
    with database.write() as connection:
        connection.execute(insert(_contact), {"line_id": line_id, "created_at": MORNING})


def end_others(database: Database) -> None:
    """What a failover does to every connection that stands."""
    with database.engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_a_connection_has_a_name_and_limits_and_speaks_utc(database: Database) -> None:
    with database.read() as connection:
        told = {
            name: connection.scalar(text(f"SHOW {name}"))
            for name in (*postgresql.SETTINGS, "application_name", "transaction_read_only")
        }

    assert told == {
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
        "timezone": "UTC",
        "jit": "off",
        "application_name": "wfh-line-bot",
        "transaction_read_only": "on",
    }


def test_what_the_address_says_goes_first() -> None:
    said = "postgresql+psycopg://h/d?application_name=mine&options=-csearch_path%3Dbot"

    connecting = postgresql.engine_options(said)["connect_args"]

    assert {"application_name", "options"} & connecting.keys() == set()
    assert connecting["connect_timeout"] == 3


def test_limits_can_be_lifted_for_one_transaction(database: Database) -> None:
    with database.write() as connection:
        postgresql.lift_limits(connection)
        assert connection.scalar(text("SHOW statement_timeout")) == "0"
    with database.write() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "30s"


def test_an_error_names_the_rule_and_not_the_person(database: Database) -> None:
    meet(database)

    with pytest.raises(IntegrityError, match=r"23505 .*uq_contacts_line_id") as caught:
        meet(database)

    assert SECRET not in f"{caught.value!r} {caught.value} {caught.value.orig}"


def test_an_error_about_a_value_does_not_repeat_it(database: Database) -> None:
    with pytest.raises(DataError, match="22P02") as caught, database.read() as connection:
        connection.execute(text("SELECT CAST(:said AS INTEGER)"), {"said": SECRET})

    assert SECRET not in f"{caught.value!r} {caught.value} {caught.value.orig}"


def test_a_missing_table_is_no_fault_of_the_question(database: Database) -> None:
    with pytest.raises(OperationalError, match="42P01"), database.read() as connection:
        connection.execute(text("SELECT * FROM nowhere"))


def test_a_lost_connection_is_replaced_before_it_is_used(database: Database) -> None:
    other = open_database(database.engine.url.render_as_string(hide_password=False))
    meet(database)

    end_others(other)
    meet(database, "U2")

    assert ids(database) == [SECRET, "U2"]
    other.close()


def test_work_whose_connection_is_lost_is_done_again_whole(database: Database) -> None:
    other = open_database(database.engine.url.render_as_string(hide_password=False))
    tries: list[int] = []

    def work() -> None:
        with database.write() as connection:
            connection.execute(insert(_contact), {"line_id": SECRET, "created_at": MORNING})
            tries.append(len(tries))
            if len(tries) < 3:
                end_others(other)
            connection.execute(insert(_contact), {"line_id": "U2", "created_at": MORNING})

    database.whole(work)

    assert (tries, ids(database)) == ([0, 1, 2], [SECRET, "U2"])
    other.close()


def test_what_was_committed_is_not_done_again(database: Database) -> None:
    other = open_database(database.engine.url.render_as_string(hide_password=False))
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        meet(database, f"U{len(tries)}")
        with database.write() as connection:
            connection.execute(select(_contact))
            end_others(other)
            connection.execute(select(_contact))

    with pytest.raises(DBAPIError):
        database.whole(work)

    assert (tries, ids(database)) == ([1], ["U1"])
    other.close()


def test_who_stands_in_each_others_way_is_done_one_after_the_other(database: Database) -> None:
    meet(database, "U1")
    meet(database, "U2")
    both_hold_one = threading.Barrier(2, timeout=10)

    def rename(first: str, second: str) -> None:
        held = iter((both_hold_one.wait, lambda: None, lambda: None))

        def work() -> None:
            with database.write(beside=True) as connection:
                for line_id in (first, second):
                    mine = _contact.c.line_id == line_id
                    connection.execute(_contact.update().where(mine).values(display_name=first))
                    if line_id == first:
                        next(held)()

        database.whole(work)

    threads = [threading.Thread(target=rename, args=pair) for pair in (("U1", "U2"), ("U2", "U1"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    with database.read() as connection:
        names = set(connection.scalars(select(_contact.c.display_name)))
    assert len(names) == 1


def test_writers_beside_do_not_wait_for_who_writes_alone(database: Database) -> None:
    with database.write() as alone, database.write(beside=True) as beside:
        alone.execute(insert(_contact), {"line_id": "U1", "created_at": MORNING})
        beside.execute(insert(_contact), {"line_id": "U2", "created_at": MORNING})

    assert sorted(ids(database)) == ["U1", "U2"]


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as connection:
        before = list(connection.scalars(select(_contact.c.line_id)))
        meet(database)
        after = list(connection.scalars(select(_contact.c.line_id)))

    assert (before, after, ids(database)) == ([], [], [SECRET])


def test_a_server_that_is_not_there_is_said_soon(tmp_path: Path) -> None:
    nowhere = make_url("postgresql+psycopg://nobody@127.0.0.1:1/none")
    opened = open_database(nowhere.render_as_string())

    with pytest.raises(OperationalError), opened.read() as connection:
        connection.execute(text("SELECT 1"))
    opened.close()
