"""Times are aware, transactions are whole, and writers wait for one another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from models.base import Database, Gate, open_database
from models.contact import Contact
from models.registration import Counter

_contact, _counter = Contact.__table__, Counter.__table__
NOON = datetime(2020, 3, 17, 5, 0, tzinfo=UTC)


def counters(database: Database) -> list[tuple[str, int]]:
    with database.read() as connection:
        return [(row.name, row.value) for row in connection.execute(select(_counter))]


def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    in_thailand = NOON.astimezone(timezone(timedelta(hours=7)))
    with database.write() as connection:
        connection.execute(insert(_contact), {"line_id": "U1", "created_at": in_thailand})

    with database.read() as connection:
        row = connection.execute(select(_contact)).one()

    assert (row.created_at, row.created_at.tzinfo, row.blocked_at) == (NOON, UTC, None)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = {"line_id": "U1", "created_at": NOON.replace(tzinfo=None)}
    with pytest.raises(StatementError, match="naive datetime"), database.write() as connection:
        connection.execute(insert(_contact), naive)


def test_a_write_that_fails_leaves_nothing_behind(database: Database) -> None:
    once = {"name": "agency", "value": 1}
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(_counter), [once, once])

    assert counters(database) == []


def test_writers_that_read_first_wait_for_one_another(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(_counter), {"name": "agency", "value": 0})

    def count_up(_: int) -> None:
        other = open_database(database.engine.url.render_as_string(hide_password=False))
        with other.write() as connection:
            value = connection.scalar(select(_counter.c.value))
            changed = text("UPDATE counters SET value = :value")
            connection.execute(changed, {"value": (value or 0) + 1})
        other.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count_up, range(20)))

    assert counters(database) == [("agency", 20)]


def test_foreign_keys_are_kept(database: Database) -> None:
    orphan = text(
        "INSERT INTO amendments (registration_id, change, wanted, asked_by, asked_at)"
        " VALUES (7, 'users', '{}', 7, '2020-03-17')"
    )
    with pytest.raises(IntegrityError, match=r"(?i)FOREIGN KEY"), database.write() as connection:
        connection.execute(orphan)


def test_open_database_makes_the_folder_of_its_file(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/var/deep/wfh.db")
    with opened.write() as connection:
        connection.execute(text("CREATE TABLE one (id INTEGER)"))
    opened.close()

    assert (tmp_path / "var" / "deep" / "wfh.db").exists()


def test_gate_lets_one_process_through_at_a_time(tmp_path: Path) -> None:
    ours, theirs = Gate(tmp_path / "a.db"), Gate(tmp_path / "a.db")
    passed = []

    def pass_through() -> None:
        with theirs:
            passed.append("theirs")

    with ThreadPoolExecutor(1) as other:
        with ours:
            waiting = other.submit(pass_through)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.05)
            passed.append("ours")
        waiting.result(timeout=5)

    assert passed == ["ours", "theirs"]
    ours.close()
    theirs.close()


def write_and_fail(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(_counter), {"name": "a", "value": 1})
        raise RuntimeError


def test_a_database_goes_on_after_errors_and_after_a_close(database: Database) -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError):
            write_and_fail(database)
    database.close()
    with database.write() as connection:
        connection.execute(insert(_counter), {"name": "a", "value": 3})

    assert counters(database) == [("a", 3)]
