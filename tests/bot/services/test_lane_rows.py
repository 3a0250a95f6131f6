from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from bot.services import lane_rows, posting
from models.base import Database
from models.vocabulary import InboxState
from tests.bot.events import NOON, SOMCHAI

NOW = datetime(2020, 3, 17, 5, tzinfo=UTC)


def waiting(database: Database, *at: int, lane: str = SOMCHAI) -> None:
    statement = text(
        "INSERT INTO inbox (event_id, lane, kind, at_ms, received_ms, raw, state, tries, next_ms)"
        " VALUES (:id, :lane, 'message', :at, 0, '{}', 'waiting', 0, 0)"
    )
    with database.write() as connection:
        for one in at:
            connection.execute(statement, {"id": f"{lane}{one}", "lane": lane, "at": one})


def oldest(database: Database) -> Any:
    with database.write() as connection:
        return lane_rows.oldest(connection, SOMCHAI)


def test_oldest_is_by_lines_clock_then_by_arrival(database: Database) -> None:
    waiting(database, NOON + 2, NOON + 1)
    waiting(database, NOON, lane="somebody else")

    assert oldest(database).at_ms == NOON + 1


def test_oldest_of_an_empty_lane_is_nothing(database: Database) -> None:
    assert oldest(database) is None


def test_oldest_comes_with_what_is_remembered_of_the_person(database: Database) -> None:
    with database.write() as connection:
        contact_id = lane_rows.meet(connection, SOMCHAI, now=NOW)
        values = {
            "version": 3,
            "draft": {"form": "registration"},
            "draft_form": "registration",
            "draft_saved_at": NOW,
            "offered": [["yes", "press"]],
            "misses": 1,
            "device": None,
            "lookups": 2,
            "lookups_since_ms": NOON,
        }
        lane_rows.keep(connection, contact_id, values, turns=0)
    waiting(database, NOON)

    row = oldest(database)

    assert (row.contact_id, row.version, row.draft, row.offered, row.misses) == (
        contact_id,
        3,
        {"form": "registration"},
        [["yes", "press"]],
        1,
    )
    assert (row.lookups, row.lookups_since_ms, row.blocked_at, row.turns) == (2, NOON, None, 1)


@pytest.mark.only_sqlite
def test_oldest_is_found_by_the_index_of_what_waits(database: Database) -> None:
    statement = lane_rows.OLDEST.params(lane=SOMCHAI).compile(
        database.engine, compile_kwargs={"literal_binds": True}
    )

    with database.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()

    steps = [row[-1] for row in plan]
    assert "SEARCH inbox USING INDEX ix_inbox_waiting (lane=?)" in steps
    assert [step for step in steps if step.startswith("SCAN")] == []


def test_close_ends_an_event_and_cuts_what_is_told_of_it(database: Database) -> None:
    waiting(database, NOON)
    with database.write() as connection:
        lane_rows.close(connection, 1, state=InboxState.FAILED, now_ms=7, error="x" * 600)

    with database.read() as connection:
        row = connection.execute(text("SELECT state, handled_ms, error FROM inbox")).one()
    assert tuple(row) == ("failed", 7, "x" * 500)
    assert oldest(database) is None


def test_wait_keeps_an_event_for_later(database: Database) -> None:
    waiting(database, NOON)
    with database.write() as connection:
        lane_rows.wait(connection, 1, tries=1, until_ms=99)

    with database.read() as connection:
        assert lane_rows.event(connection, 1).tries == 1
    assert oldest(database).next_ms == 99


def test_oldest_knows_whether_a_decision_waits_to_be_told(database: Database) -> None:
    waiting(database, NOON)
    quiet = oldest(database).has_news
    with database.write() as connection:
        posting.push(connection, SOMCHAI, messages="[]", now_ms=NOON, event_id=7, wait_ms=9)

    assert (quiet, oldest(database).has_news) == (False, True)
