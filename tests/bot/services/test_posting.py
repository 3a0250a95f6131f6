from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from bot.services import posting
from bot.services.posting import Occasion, reply_deadline
from models.base import Database
from models.vocabulary import Channel, Importance
from tests.bot.events import NOON, SOMCHAI, SOMYING

SECOND = 1_000
MINUTE = 60 * SECOND
JUST_NOW = Occasion(
    inbox_id=1, lane=SOMCHAI, reply_token="token", at_ms=NOON, received_ms=NOON, now_ms=NOON
)


@pytest.fixture(autouse=True)
def asked(database: Database) -> None:
    """The event that everything here is about."""
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO inbox (event_id, lane, kind, at_ms, received_ms, raw, state, tries,"
                " next_ms) VALUES ('E1', :lane, 'message', 0, 0, '{}', 'done', 0, 0)"
            ),
            {"lane": SOMCHAI},
        )


def answer(database: Database, occasion: Occasion, importance: Importance) -> Any:
    with database.write() as connection:
        return posting.answer(connection, occasion, messages="[1]", importance=importance)


def rows(database: Database, columns: str) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM outbox ORDER BY id"))
        return [tuple(row) for row in found]


@pytest.mark.parametrize(
    ("at_ms", "received_ms", "deadline_ms"),
    [
        (0, 0, 50 * SECOND),
        (0, 5 * MINUTE, 5 * MINUTE + 50 * SECOND),
        (0, 19 * MINUTE, 19 * MINUTE),
    ],
)
def test_reply_deadline_is_short_of_what_line_allows(
    at_ms: int, received_ms: int, deadline_ms: int
) -> None:
    assert reply_deadline(at_ms=at_ms, received_ms=received_ms) == deadline_ms


def test_answer_is_born_in_its_first_attempt(database: Database) -> None:
    parcel = answer(database, JUST_NOW, Importance.COURTESY)

    assert (parcel.channel, parcel.deadline_ms) == (Channel.REPLY, NOON + 50 * SECOND)
    assert rows(database, "state, attempts, retry_key, lease_ms") == [
        ("attempting", 1, parcel.retry_key, NOON + 10 * SECOND)
    ]


@pytest.mark.parametrize("change", [{"now_ms": NOON + 50 * SECOND}, {"reply_token": None}])
def test_answer_without_a_living_token_goes_as_a_push_if_it_must(
    database: Database, change: dict[str, Any]
) -> None:
    parcel = answer(database, replace(JUST_NOW, **change), Importance.MUST)

    assert parcel.channel is Channel.PUSH
    assert rows(database, "channel, state") == [("push", "attempting")]


def test_answer_without_a_living_token_is_dropped_if_it_is_a_courtesy(database: Database) -> None:
    late = replace(JUST_NOW, now_ms=NOON + 50 * SECOND)

    assert answer(database, late, Importance.COURTESY) is None
    assert rows(database, "state, settled_ms") == [("dropped", late.now_ms)]


def test_push_waits_with_its_key_and_has_most_of_a_day(database: Database) -> None:
    with database.write() as connection:
        is_kept = posting.push(connection, SOMYING, messages="[1]", now_ms=NOON, inbox_id=1)

    ((state, key, deadline),) = rows(database, "state, retry_key, deadline_ms")
    assert (is_kept, state, len(key), deadline - NOON) == (True, "waiting", 36, 84_600_000)


def test_push_to_somebody_who_blocked_the_account_is_not_kept(database: Database) -> None:
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO contacts (line_id, created_at, blocked_at) VALUES"
                " (:gone, '2020-03-17', '2020-03-17'), (:here, '2020-03-17', NULL)"
            ),
            {"gone": SOMYING, "here": SOMCHAI},
        )
        kept = [
            posting.push(connection, lane, messages="[1]", now_ms=NOON)
            for lane in (SOMYING, SOMCHAI)
        ]

    assert kept == [False, True]
    assert rows(database, "lane") == [(SOMCHAI,)]


def test_push_of_a_decision_names_its_entry_and_may_wait(database: Database) -> None:
    with database.write() as connection:
        posting.push(
            connection, SOMYING, messages="[1]", now_ms=NOON, event_id=7, wait_ms=15 * SECOND
        )

    assert rows(database, "event_id, next_ms, deadline_ms") == [
        (7, NOON + 15 * SECOND, NOON + 15 * SECOND + 84_600_000)
    ]


def test_a_decision_that_cannot_be_told_is_kept_with_its_reason(database: Database) -> None:
    with database.write() as connection:
        gone = "INSERT INTO contacts (line_id, created_at, blocked_at) VALUES (:gone, '2020-03-17',"
        connection.execute(text(f"{gone} '2020-03-17')"), {"gone": SOMYING})
        posting.push(connection, SOMYING, messages="[1]", now_ms=NOON, event_id=7)
        posting.drop(connection, "", event_id=8, why="nobody", now_ms=NOON)

    assert rows(database, "event_id, state, error, messages, settled_ms") == [
        (7, "dropped", "blocked", "[]", NOON),
        (8, "dropped", "nobody", "[]", NOON),
    ]
