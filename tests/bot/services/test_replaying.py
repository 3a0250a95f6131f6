"""What ended badly is done once more, once, and only when it may be."""

import threading
from typing import Any

import pytest
from sqlalchemy import text

from bot.services import conversing, replaying
from bot.services.conversing import Taken
from bot.services.deadletters import Kind
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.posting import PUSH_LIFE_MS
from bot.services.replaying import ALREADY, BLOCKED, EMPTIED, TWICE, Again
from models.base import Database
from models.contact import Contact
from models.vocabulary import Channel, Importance, Role
from tests.bot.events import SOMCHAI, text_event
from tests.bot.services.written import MOMENT, NOON, colleague, job, parcel, write
from tests.bot.small_dialogue import small_dialogue
from tests.bot.turns import NOW, NOW_MS, bring, rows, turn

SAID = '[{"type":"text","text":"สวัสดีค่ะ"}]'
pytestmark = pytest.mark.both


@pytest.fixture
def officer(database: Database) -> Officer:
    return Officer(colleague(database), "วิภา", Role.ADMIN)


def again(
    database: Database, officer: Officer, kind: Kind, row: int, *, seen: int = NOON, sure=False
) -> Again | NotPossible:
    return replaying.repeat(
        database, kind, row, seen=seen, may_arrive_twice=sure, officer=officer, now=NOW
    )


def record(database: Database) -> list[tuple[Any, ...]]:
    return rows(database, "SELECT action, subject FROM audit ORDER BY id")


def test_a_message_that_line_refused_is_pushed_with_a_new_key(
    database: Database, officer: Officer
) -> None:
    row = parcel(
        database,
        state="failed",
        settled_ms=NOON,
        messages=SAID,
        channel="reply",
        reply_token="token1",
        retry_key="old",
        attempts=3,
        error="400",
    )

    done = [again(database, officer, Kind.MESSAGE, row) for _ in range(2)]

    assert done == [Again(SOMCHAI), ALREADY]
    ((key, *changed),) = rows(
        database,
        "SELECT retry_key, state, channel, reply_token, attempts, next_ms, deadline_ms, messages,"
        " error, settled_ms FROM outbox",
    )
    assert changed == [
        *("waiting", "push", None, 0, NOW_MS, NOW_MS + PUSH_LIFE_MS),
        *(SAID, None, None),
    ]
    assert (len(key), key != "old") == (36, True)
    assert record(database) == [("letter.sent_again", f"message {row}")]


@pytest.mark.parametrize(("state", "is_unclear"), [("uncertain", True), ("failed", True)])
def test_what_may_have_arrived_is_sent_again_only_by_who_accepts_that_it_comes_twice(
    database: Database, officer: Officer, state: str, is_unclear: bool
) -> None:
    row = parcel(database, state=state, settled_ms=NOON, messages=SAID, is_unclear=is_unclear)

    unsure = again(database, officer, Kind.MESSAGE, row)
    before = record(database)
    sure = again(database, officer, Kind.MESSAGE, row, sure=True)

    assert (unsure, before, sure) == (TWICE, [], Again(SOMCHAI))
    assert record(database) == [("letter.sent_twice", f"message {row}")]


def test_a_later_ending_is_not_repeated_by_an_older_page(
    database: Database, officer: Officer
) -> None:
    row = parcel(database, state="failed", settled_ms=NOON + 5_000, messages=SAID)

    assert again(database, officer, Kind.MESSAGE, row, seen=NOON) == ALREADY
    assert rows(database, "SELECT state FROM outbox") == [("failed",)]


@pytest.mark.parametrize("state", ["sent", "waiting", "attempting", "dropped", "inferred"])
def test_only_what_ended_badly_is_repeated(
    database: Database, officer: Officer, state: str
) -> None:
    row = parcel(database, state=state, settled_ms=NOON, messages=SAID)

    refused = [again(database, officer, kind, row, sure=True) for kind in Kind]

    assert refused == [ALREADY] * 3
    assert rows(database, "SELECT state FROM outbox") == [(state,)]


def test_what_was_emptied_or_would_reach_somebody_who_blocked_us_is_left(
    database: Database, officer: Officer
) -> None:
    emptied = parcel(database, state="failed", settled_ms=NOON)
    told = parcel(database, state="failed", settled_ms=NOON, messages=SAID)
    write(database, Contact, {"line_id": SOMCHAI, "created_at": MOMENT, "blocked_at": MOMENT})

    done = [again(database, officer, Kind.MESSAGE, row) for row in (emptied, told)]

    assert (done, record(database)) == ([EMPTIED, BLOCKED], [])


def fail(database: Database) -> int:
    """An event whose turn failed three times, and was apologised for."""
    bring(database, text_event("hello"))
    for _ in range(conversing.TRIES):
        conversing.postpone(database, 1, dialogue=small_dialogue(), now=NOW, error="KeyError")
    with database.write() as connection:
        connection.execute(text("UPDATE outbox SET state = 'sent', settled_ms = 1"))
    return 1


def test_an_event_is_handled_once_more_and_what_must_be_said_is_pushed(
    database: Database, officer: Officer
) -> None:
    row = fail(database)
    apologised = rows(database, "SELECT inbox_id, state FROM outbox")

    done = [again(database, officer, Kind.EVENT, row, seen=NOW_MS) for _ in range(2)]
    taken = turn(database)

    assert (apologised, done) == ([(1, "sent")], [Again(SOMCHAI), ALREADY])
    assert isinstance(taken, Taken)
    assert rows(database, "SELECT state, error FROM inbox") == [("done", None)]
    # A courtesy comes too late and is kept as that; the apology has made room.
    assert rows(database, "SELECT inbox_id, state FROM outbox ORDER BY id") == [
        (None, "sent"),
        (1, "dropped"),
    ]
    assert record(database) == [("letter.handled_again", "event 1")]


def test_an_event_that_fails_again_is_apologised_for_again(
    database: Database, officer: Officer
) -> None:
    row = fail(database)
    again(database, officer, Kind.EVENT, row, seen=NOW_MS)

    taken = conversing.postpone(database, 1, dialogue=small_dialogue(), now=NOW, error="KeyError")

    assert taken.parcel is not None
    assert (taken.parcel.channel, taken.parcel.importance) == (Channel.PUSH, Importance.MUST)
    assert rows(database, "SELECT state FROM inbox") == [("failed",)]


def test_an_event_that_was_taken_back_is_left(database: Database, officer: Officer) -> None:
    row = fail(database)
    with database.write() as connection:
        connection.execute(text("UPDATE inbox SET raw = '{}'"))

    assert again(database, officer, Kind.EVENT, row, seen=NOW_MS) == EMPTIED


def test_work_goes_on_from_where_it_was(database: Database, officer: Officer) -> None:
    result = {"begun": 0, "notes": {"moved": 3}, "why": {}}
    row = job(
        database,
        officer.id,
        state="failed",
        ended_at=MOMENT,
        error="jobs.failed",
        done=20,
        total=50,
        result=result,
    )

    done = [again(database, officer, Kind.JOB, row) for _ in range(2)]

    assert done == [Again(None), ALREADY]
    assert rows(database, "SELECT state, done, total, lease_ms, error, ended_at FROM jobs") == [
        ("waiting", 20, 50, 0, None, None)
    ]
    assert record(database) == [("letter.done_again", f"job {row}")]


def test_many_presses_at_once_repeat_it_once(database: Database, officer: Officer) -> None:
    row = parcel(database, state="failed", settled_ms=NOON, messages=SAID)
    together = threading.Barrier(6)
    done: list[Again | NotPossible] = []

    def press() -> None:
        together.wait()
        done.append(again(database, officer, Kind.MESSAGE, row))

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, done)) == sorted(map(str, [Again(SOMCHAI)] + [ALREADY] * 5))
    assert len(record(database)) == 1
