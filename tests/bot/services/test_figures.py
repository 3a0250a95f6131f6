"""How the bot is doing, and that asking costs nothing whatever has been settled before."""

import re
import time
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.line.gateway import Quota
from bot.services import figures
from bot.services.counting import Counts
from bot.services.figures import Figures, Queue
from models.base import Database
from tests.bot.services.written import NOON, broadcast, chunk, colleague, event, job, parcel

MARCH = 1_582_988_400_000  # 1 March 2020, 0.00 in Tokyo, where LINE counts
NOTHING = Figures(
    events=Queue(0, 0.0),
    messages=Queue(0, 0.0),
    by_state={
        "inbox": {},
        "outbox": {},
        "jobs": {"failed": 0},
        "chunks": {},
        "broadcasts": {},
    },
    pushed=0,
    told=0,
    ever={},
    last_hour={},
)
# SQLite at its slowest here is 40 times faster than this.
FLAT_SECONDS = 0.2


@pytest.mark.both
def test_nothing_is_wrong_in_an_empty_house(database: Database) -> None:
    found = figures.read(database, now_ms=NOON)

    assert (found, found.dead, found.uncertain, found.quota) == (NOTHING, 0, 0, None)


@pytest.mark.both
def test_queues_tell_how_long_the_oldest_waits(database: Database) -> None:
    event(database, received_ms=NOON - 3_000)
    event(database, received_ms=NOON - 7_500)
    event(database, received_ms=NOON - 60_000, state="done")
    parcel(database, next_ms=NOON - 2_000)
    parcel(database, next_ms=NOON - 1_000, state="attempting")  # its lease has ended
    parcel(database, next_ms=NOON + 1)
    parcel(database, next_ms=NOON - 60_000, state="sent", settled_ms=NOON)

    found = figures.read(database, now_ms=NOON)

    assert (found.events, found.messages) == (Queue(2, 7.5), Queue(2, 2.0))


@pytest.mark.both
def test_a_clock_that_went_back_makes_nobody_wait_less_than_nothing(database: Database) -> None:
    event(database, received_ms=NOON + 5_000)

    assert figures.read(database, now_ms=NOON).events == Queue(1, 0.0)


@pytest.mark.both
def test_what_went_wrong_is_counted_by_where_and_how(database: Database) -> None:
    staff = colleague(database)
    for state in ("failed", "failed", "unreadable", "done"):
        event(database, state=state)
    for state in ("failed", "uncertain", "uncertain", "dropped", "sent", "inferred"):
        parcel(database, state=state, settled_ms=NOON)
    for state in ("failed", "waiting", "running", "done"):
        job(database, staff, state=state)
    for state in ("sending", "paused", "done", "draft"):
        notice = broadcast(database, staff, state=state)
    for state in ("failed", "uncertain", "waiting", "attempting", "sent", "stopped"):
        chunk(database, notice, state=state)

    found = figures.read(database, now_ms=NOON)

    assert found.by_state == {
        "inbox": {"failed": 2, "unreadable": 1},
        "outbox": {"failed": 1, "uncertain": 2, "dropped": 1},
        "jobs": {"failed": 1, "waiting": 1, "running": 1},
        "chunks": {"failed": 1, "uncertain": 1, "waiting": 1, "attempting": 1},
        "broadcasts": {"sending": 1, "paused": 1},
    }
    assert (found.dead, found.uncertain) == (3 + 3 + 1 + 2, 3)


@pytest.mark.both
def test_what_is_spent_counts_from_the_month_as_line_has_it(database: Database) -> None:
    notice = broadcast(database, colleague(database))
    for settled_ms in (MARCH - 1, MARCH, NOON):
        parcel(database, state="sent", settled_ms=settled_ms)
        chunk(database, notice, state="sent", settled_ms=settled_ms, size=400)
    parcel(database, state="sent", settled_ms=NOON, channel="reply")
    parcel(database, state="failed", settled_ms=NOON)

    found = figures.read(database, now_ms=NOON)

    assert (found.pushed, found.told) == (2, 800)


@pytest.mark.parametrize(
    ("now_ms", "begun_ms"), [(MARCH, MARCH), (NOON, MARCH), (MARCH - 1, MARCH - 29 * 86_400_000)]
)
def test_months_begin_at_midnight_in_tokyo(now_ms: int, begun_ms: int) -> None:
    assert figures.month_begin_ms(now_ms) == begun_ms


@pytest.mark.both
def test_what_is_counted_is_told_for_the_last_hour_and_for_ever(database: Database) -> None:
    counts = Counts()
    for minutes_ago in (120, 50, 0):
        counts.note("answer.1")
        counts.add_to(database, now_ms=NOON - minutes_ago * 60_000)

    found = figures.read(database, now_ms=NOON)

    assert (found.ever, found.last_hour) == ({"answer.1": 3}, {"answer.1": 2})


@pytest.mark.parametrize(
    ("seen", "quota"),
    [
        ({"quota.used": 7, "quota.limit": 500}, Quota(500, 7)),
        ({"quota.used": 7, "quota.limit": -1}, Quota(None, 7)),
        ({"quota.used": 7}, None),
    ],
)
def test_the_quota_is_what_line_told_last(seen: dict[str, int], quota: Quota | None) -> None:
    assert replace(NOTHING, ever=seen).quota == quota


def test_a_year_of_settled_messages_costs_nothing(database: Database) -> None:
    """Every look goes to an index of what is open, went wrong or was pushed."""
    asked = (figures._EVENTS, figures._MESSAGES, *figures._BY_STATE.values())
    values = {"now": NOON, "month": NOON}
    with database.read() as connection:
        connection.execute(text("SELECT 1"))
        plans = [
            step.detail
            for statement in (*asked, figures._PUSHED, figures._TOLD)
            for step in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"), values)
        ]

    looks = [plan for plan in plans if re.match(r"(SCAN|SEARCH) \w", plan)]
    assert [plan for plan in looks if " INDEX ix_" not in plan] == []
    assert {found for plan in looks for found in re.findall(r"ix_\w+", plan)} == {
        "ix_inbox_waiting",
        "ix_inbox_dead",
        "ix_outbox_due",
        "ix_outbox_dead",
        "ix_outbox_pushed",
        "ix_jobs_open",
        "ix_jobs_failed",
        "ix_broadcast_chunks_due",
        "ix_broadcast_chunks_dead",
        "ix_broadcast_chunks_sent",
        "ix_broadcasts_open",
    }


MANY = 50_000
PEOPLE = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) "
SETTLED = (
    "INSERT INTO inbox (event_id, lane, kind, at_ms, received_ms, raw, state, tries, next_ms) "
    + PEOPLE
    + "SELECT 'F' || i, 'U' || i, 'message', i, i, '{}', 'done', 0, 0 FROM n",
    "INSERT INTO outbox (lane, channel, importance, retry_key, messages, state, attempts,"
    " is_unclear, created_ms, deadline_ms, next_ms, lease_ms, settled_ms) "
    + PEOPLE
    + "SELECT 'U' || i, 'reply', 'must', 'k' || i, '[]', 'sent', 1, false, i, i, i, 0, i FROM n",
)


@pytest.mark.slow
@pytest.mark.both
def test_figures_are_as_quick_with_many_settled_rows(database: Database) -> None:
    with database.write() as connection:
        for statement in SETTLED:
            connection.execute(text(statement))
    if database.engine.dialect.name == "postgresql":
        with database.write() as connection:
            connection.execute(text("ANALYZE"))
    figures.read(database, now_ms=NOON)

    begun = time.perf_counter()
    found = figures.read(database, now_ms=NOON)
    spent = time.perf_counter() - begun

    assert (found, spent < FLAT_SECONDS) == (NOTHING, True)
