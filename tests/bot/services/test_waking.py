"""What workers are woken by: jobs of the queue, committed with what they are about."""

import json
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import text

from bot.delivery.inbox import remember
from bot.line.inbound import events_in
from bot.services import posting, waking
from models.base import Database
from tests.bot.events import NOON, SOMCHAI, SOMYING, text_event

on_postgresql = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)


def hear(database: Database, *events: Any) -> None:
    body = json.dumps({"events": events}).encode()
    remember(database, events_in(body, now_ms=NOON), now_ms=NOON)


def jobs(database: Database) -> list[tuple[Any, ...]]:
    """What waits for workers, whom it concerns, and in how many seconds from noon it is due."""
    with database.read() as connection:
        found = connection.execute(
            text(
                "SELECT queue_name, task_name, split_part(queueing_lock, ' ', 1), args,"
                " (extract(epoch FROM scheduled_at) * 1000)::bigint"
                " FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
            )
        )
        return [
            (queue, task, kind, args, at and (at - NOON) // 1000)
            for queue, task, kind, args, at in found
        ]


def take(database: Database) -> None:
    """As a worker does that takes all there is and looks at it."""
    with database.write() as connection:
        connection.execute(text("DELETE FROM procrastinate_jobs"))


@on_postgresql
def test_events_wake_each_chat_once_and_name_nobody(database: Database) -> None:
    from_somying = {"source": {"type": "user", "userId": SOMYING}}

    hear(database, text_event("a", 1), text_event("b", 2), text_event("c", 3, **from_somying))
    hear(database, text_event("d", 4))

    assert jobs(database) == [
        ("lanes", "drain", "lane", {"inbox": 2}, None),
        ("lanes", "drain", "lane", {"inbox": 3}, None),
    ]
    with database.read() as connection:
        whole = str(connection.execute(text("SELECT * FROM procrastinate_jobs")).all())
    assert (SOMCHAI in whole, SOMYING in whole) == (False, False)


@on_postgresql
def test_an_event_that_was_handled_before_wakes_nobody(database: Database) -> None:
    hear(database, text_event("a", 1))
    take(database)
    with database.write() as connection:
        connection.execute(text("UPDATE inbox SET state = 'done'"))

    hear(database, text_event("a", 1, deliveryContext={"isRedelivery": True}))

    assert jobs(database) == []


@on_postgresql
def test_a_chat_that_is_being_looked_at_is_looked_at_again(database: Database) -> None:
    hear(database, text_event("a", 1))
    with database.write() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))

    hear(database, text_event("b", 2))

    assert jobs(database) == [("lanes", "drain", "lane", {"inbox": 2}, None)]


@on_postgresql
def test_messages_wake_with_the_commit_now_and_later(database: Database) -> None:
    with database.write() as connection:
        posting.push(connection, SOMCHAI, messages="[]", now_ms=NOON)
        posting.push(connection, SOMYING, messages="[]", now_ms=NOON, wait_ms=15_000)
        within = connection.scalar(text("SELECT count(*) FROM procrastinate_jobs"))

    assert within == 0
    assert jobs(database) == [
        ("lanes", "drain", "lane", {"outbox": 1}, None),
        ("lanes", "drain", "later", {"outbox": 2}, 15),
    ]


@on_postgresql
def test_what_is_rolled_back_wakes_nobody_then_or_later(database: Database) -> None:
    with suppress(KeyError), database.write() as connection:
        posting.push(connection, SOMCHAI, messages="[]", now_ms=NOON)
        raise KeyError
    with database.write() as connection:
        connection.execute(text("SELECT 1"))

    assert jobs(database) == []


@on_postgresql
def test_of_two_later_wake_ups_the_sooner_stands(database: Database) -> None:
    for wait_ms in (20_000, 10_000, 30_000):
        with database.write() as connection:
            posting.push(connection, SOMCHAI, messages="[]", now_ms=NOON, wait_ms=wait_ms)

    assert jobs(database) == [("lanes", "drain", "later", {"outbox": 1}, 10)]


@on_postgresql
def test_a_sweep_wakes_what_has_nobody_to_wake_it(database: Database) -> None:
    hear(database, text_event("a", 1))
    with database.write() as connection:
        posting.push(connection, SOMYING, messages="[]", now_ms=NOON)
    take(database)

    with database.write() as connection:
        waking.sweep(connection, now_ms=NOON, heard_before_ms=NOON - 1)
        only_told = len(jobs_within(connection))
        waking.sweep(connection, now_ms=NOON, heard_before_ms=NOON)

    assert (only_told, len(jobs(database))) == (1, 2)


def jobs_within(connection: Any) -> list[Any]:
    return list(connection.execute(text("SELECT id FROM procrastinate_jobs")))


@on_postgresql
def test_what_a_dead_worker_was_at_is_done_again(database: Database) -> None:
    hear(database, text_event("a", 1))
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1h')"
            )
        )
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 1"))
    seen = [jobs(database)]

    with database.write() as connection:
        waking.take_over(connection)
    seen.append(jobs(database))

    assert seen == [[], [("lanes", "drain", "lane", {"inbox": 1}, None)]]


@on_postgresql
def test_what_a_living_worker_is_at_stays_with_it(database: Database) -> None:
    hear(database, text_event("a", 1))
    with database.write() as connection:
        connection.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 1"))
        waking.take_over(connection)
        alive = waking.has_workers(connection)

    assert (alive, jobs(database)) == (True, [])


@on_postgresql
def test_long_work_waits_once(database: Database) -> None:
    with database.write() as connection:
        waking.job(connection)
        waking.job(connection)
        alive = waking.has_workers(connection)

    assert (alive, jobs(database)) == (False, [("work", "work", "work", {}, None)])


@pytest.mark.both
def test_sqlite_has_no_queue_and_needs_none(kind: str, database: Database) -> None:
    hear(database, text_event("a", 1))
    with database.write() as connection:
        waking.job(connection)
        waking.wake_told(connection, [1], now_ms=NOON)
        is_queued = waking.is_queued(connection)

    has_queue = kind == "postgresql"
    assert (is_queued, waking.has_queue(database)) == (has_queue, has_queue)
