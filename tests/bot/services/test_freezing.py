from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from bot.line.gateway import Quota
from bot.services import freezing
from bot.services.freezing import Opened, Step
from models.audience import AudienceMember
from models.base import Database
from models.postgresql import Lock, try_to_hold
from models.vocabulary import BroadcastState
from tests.bot import broadcasts
from tests.bot.broadcasts import chunk_rows, gather, notice, rows
from tests.bot.events import NOON

pytestmark = pytest.mark.both

S = BroadcastState


def people() -> freezing.People:
    member = AudienceMember.__table__
    return select(member.c.contact_id).where(member.c.standing == "reachable")


def freeze(database: Database, row: int, *, window: int = 4, size: int = 3) -> int:
    """All steps; how many."""
    freezing.begin(database, row, now_ms=NOON)
    steps = 1
    while freezing.step(database, row, people(), window=window, size=size) is Step.MORE:
        steps += 1
    return steps


def open_up(database: Database, row: int, quota: Quota | None = None, size: int = 50) -> None:
    freezing.open_up(database, row, quota=quota, size=size, now_ms=NOON)


def test_begin_takes_a_notice_up_once(database: Database) -> None:
    row = notice(database)

    begun = [freezing.begin(database, row, now_ms=NOON + at) for at in (0, 1)]

    assert begun == [True, False]
    assert rows(database, "SELECT state, started_ms FROM broadcasts") == [("preparing", NOON)]


def test_people_are_written_down_in_order_and_cut_into_full_calls(database: Database) -> None:
    gather(database, 10)
    row = notice(database)

    steps = freeze(database, row)

    assert steps == 4
    assert rows(database, "SELECT cursor, recipients FROM broadcasts") == [(10, 10)]
    written = rows(database, "SELECT contact_id FROM broadcast_recipients ORDER BY contact_id")
    assert written == [(number,) for number in range(1, 11)]
    assert chunk_rows(database, "number, first_id, last_id, size, state") == [
        (0, 1, 3, 3, "waiting"),
        (1, 4, 6, 3, "waiting"),
        (2, 7, 9, 3, "waiting"),
        (3, 10, 10, 1, "waiting"),
    ]
    assert len({key for (key,) in chunk_rows(database, "retry_key")}) == 4


def test_those_whom_a_notice_does_not_reach_are_not_in_it(database: Database) -> None:
    gather(database, 9)
    with database.write() as connection:
        out = "UPDATE audience SET standing = 'blocked' WHERE contact_id IN (1, 2, 3, 4, 7)"
        connection.execute(text(out))
    row = notice(database)

    freeze(database, row)

    assert chunk_rows(database, "number, first_id, last_id, size") == [(0, 5, 8, 3), (1, 9, 9, 1)]


def test_groups_count_the_people_of_each_segment_and_reach_adds_them_up(database: Database) -> None:
    gather(database, 4, segments=2)
    row = notice(database)

    freeze(database, row)
    open_up(database, row)

    with database.read() as connection:
        table = broadcasts.BroadcastChunk.__table__
        groups = connection.scalars(table.select().with_only_columns(table.c.groups)).all()
        table = broadcasts.Broadcast.__table__
        reach = connection.scalar(table.select().with_only_columns(table.c.reach))
    assert groups == [{"1": 1, "2": 2}, {"1": 1}]
    assert reach == {"1": 2, "2": 2}


def test_a_stopped_notice_is_written_down_no_further(database: Database) -> None:
    gather(database, 10)
    row = notice(database)
    freezing.begin(database, row, now_ms=NOON)
    freezing.step(database, row, people(), window=4, size=3)
    broadcasts.change(database, row, state="stopped")

    assert freezing.step(database, row, people(), window=4, size=3) is Step.NOT_OURS
    assert freezing.open_up(database, row, quota=None, size=50, now_ms=NOON) is None
    assert rows(database, "SELECT state, cursor, recipients FROM broadcasts") == [("stopped", 4, 4)]


@pytest.mark.only_postgresql  # SQLite has one writer anyway
def test_two_notices_are_not_written_down_at_the_same_moment(kind: str, database: Database) -> None:
    gather(database, 4)
    row = notice(database)
    freezing.begin(database, row, now_ms=NOON)

    with database.engine.begin() as elsewhere:
        assert try_to_hold(elsewhere, Lock.FREEZING)
        assert freezing.step(database, row, people()) is Step.NOT_OURS
    assert freezing.step(database, row, people()) is Step.MORE


def test_of_two_notices_the_later_is_written_down_after_the_earlier(database: Database) -> None:
    gather(database, 4)
    one, other, urgent = notice(database), notice(database), notice(database, is_urgent=True)
    for row in (one, other, urgent):
        freezing.begin(database, row, now_ms=NOON)

    assert freezing.step(database, other, people()) is Step.NOT_OURS
    assert freezing.step(database, urgent, people()) is Step.MORE
    freeze(database, one)
    open_up(database, one)
    assert freezing.step(database, other, people()) is Step.MORE


@pytest.mark.parametrize(
    ("changes", "quota", "expected"),
    [
        ({}, None, Opened(S.SENDING)),
        ({}, Quota(None, 5), Opened(S.SENDING)),
        ({}, Quota(10, 6), Opened(S.SENDING)),
        ({}, Quota(10, 7), Opened(S.PAUSED, "quota")),
        ({"approver_id": None, "expected": 3}, None, Opened(S.PAUSED, "grown")),
        ({"expected": 1}, None, Opened(S.PAUSED, "grown")),
        ({"expected": 2}, None, Opened(S.SENDING)),
    ],
)
def test_once_all_are_written_down_a_notice_goes_or_says_why_not(
    database: Database, changes: dict[str, int], quota: Quota | None, expected: Opened
) -> None:
    gather(database, 4)
    row = notice(database, **changes)
    freeze(database, row)

    opened = freezing.open_up(database, row, quota=quota, size=2, now_ms=NOON)

    assert opened == expected
    again = NOON + freezing.PROBE_MS if expected.why == "quota" else 0
    assert rows(database, "SELECT state, paused_why, next_ms FROM broadcasts") == [
        (expected.state, expected.why, again)
    ]


def test_a_notice_to_nobody_is_done(database: Database) -> None:
    row = notice(database)
    freeze(database, row)

    open_up(database, row)

    assert rows(database, "SELECT state, recipients, ended_ms FROM broadcasts") == [
        ("done", 0, NOON)
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reachable=st.lists(st.booleans(), max_size=40),
    window=st.integers(1, 12),
    size=st.integers(1, 7),
)
def test_everybody_is_in_exactly_one_call(
    database: Database, reachable: list[bool], window: int, size: int
) -> None:
    empty(database)
    gather(database, len(reachable))
    wanted = [number for number, is_in in enumerate(reachable, start=1) if is_in]
    with database.write() as connection:
        for number in set(range(1, len(reachable) + 1)) - set(wanted):
            out = "UPDATE audience SET standing = 'stopped' WHERE contact_id = :number"
            connection.execute(text(out), {"number": number})
    row = notice(database)

    freeze(database, row, window=window, size=size)

    written = rows(database, "SELECT contact_id FROM broadcast_recipients ORDER BY contact_id")
    calls = chunk_rows(database, "number, first_id, last_id, size")
    assert [number for (number,) in written] == wanted
    assert [number for number, *_ in calls] == list(range(len(calls)))
    assert [one[3] for one in calls[:-1]] == [size] * (len(calls) - 1 if calls else 0)
    inside = [[n for n in wanted if first <= n <= last] for _, first, last, _ in calls]
    assert [len(some) for some in inside] == [one[3] for one in calls]
    assert all(one[2] < other[1] for one, other in pairwise(calls))
    assert sum(map(len, inside)) == len(wanted)


def empty(database: Database) -> None:
    tables = ("broadcast_recipients", "broadcast_chunks", "broadcasts", "audience", "segments")
    with database.write() as connection:
        for table in (*tables, "contacts"):
            connection.execute(text(f"DELETE FROM {table}"))
