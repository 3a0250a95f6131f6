"""Notices that ride in an answer instead of being pushed."""

import json

import pytest
from sqlalchemy import text

from bot.delivery import outbox
from bot.services import carrying, posting
from bot.services.conversing import Taken
from models.base import Database
from models.vocabulary import Channel, Importance
from tests.bot.events import SOMCHAI, text_event
from tests.bot.turns import NOW_MS, bring, hear, rows, turn


def notice(database: Database, event_id: int | None, *said: str, wait_ms: int = 15_000) -> None:
    messages = [{"type": "text", "text": one, "quickReply": {"items": []}} for one in said]
    with database.write() as connection:
        posting.push(
            connection,
            SOMCHAI,
            messages=json.dumps(messages),
            now_ms=NOW_MS - 1_000,
            event_id=event_id,
            wait_ms=wait_ms,
        )


def answered(database: Database, said: str = "hello") -> Taken:
    bring(database, text_event(said, 9))
    taken = turn(database)
    assert isinstance(taken, Taken)
    return taken


def texts(taken: Taken) -> list[tuple[str, bool]]:
    assert taken.parcel is not None
    return [(one["text"], "quickReply" in one) for one in json.loads(taken.parcel.messages)]


def test_what_waits_is_said_before_the_answer_and_needs_no_push(database: Database) -> None:
    hear(database, "first")
    notice(database, 7, "approved", "its card")

    taken = answered(database)

    assert texts(taken) == [("approved", False), ("its card", False), ("hello", False)]
    assert taken.parcel is not None
    assert (taken.parcel.channel, taken.parcel.importance) == (Channel.REPLY, Importance.MUST)
    assert rows(
        database, "SELECT state, error, carried_by, settled_ms FROM outbox WHERE id = 2"
    ) == [("dropped", "carried", taken.parcel.id, NOW_MS)]
    assert outbox.claim(database, SOMCHAI, now_ms=NOW_MS + 20_000) is not None  # the answer
    assert outbox.claim(database, SOMCHAI, now_ms=NOW_MS + 20_000) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE outbox SET attempts = 1 WHERE id = 2",
        "UPDATE outbox SET state = 'attempting', attempts = 1 WHERE id = 2",
        "UPDATE outbox SET event_id = NULL WHERE id = 2",
        "UPDATE outbox SET lane = 'somebody else' WHERE id = 2",
    ],
    ids=["tried", "on its way", "no decision", "of another chat"],
)
def test_only_what_has_not_left_and_tells_of_a_decision_is_carried(
    database: Database, change: str
) -> None:
    hear(database, "first")
    notice(database, 7, "approved")
    with database.write() as connection:
        connection.execute(text(change))

    taken = answered(database)

    assert texts(taken) == [("hello", False)]
    assert taken.parcel is not None
    assert taken.parcel.importance is Importance.COURTESY


def test_what_does_not_fit_is_pushed_as_ever(database: Database) -> None:
    hear(database, "first")
    notice(database, 7, "one", "two", "three")
    notice(database, 8, "four", "five")
    notice(database, 9, "six")

    taken = answered(database)

    assert [said for said, _ in texts(taken)] == ["one", "two", "three", "six", "hello"]
    assert rows(database, "SELECT event_id, state FROM outbox WHERE event_id > 0 ORDER BY id") == [
        (7, "dropped"),
        (8, "waiting"),
        (9, "dropped"),
    ]


def test_a_turn_that_says_nothing_carries_nothing(database: Database) -> None:
    hear(database, "first")
    notice(database, 7, "approved")

    assert answered(database, "quiet").parcel is None
    assert rows(database, "SELECT state FROM outbox WHERE event_id = 7") == [("waiting",)]


def test_a_dead_token_makes_one_push_of_both(database: Database) -> None:
    hear(database, "first")
    notice(database, 7, "approved")
    bring(database, text_event("hello", 9))

    taken = turn(database, later=60_000)

    assert isinstance(taken, Taken)
    assert taken.parcel is not None
    assert taken.parcel.channel is Channel.PUSH
    assert [said for said, _ in texts(taken)] == ["approved", "hello"]


def test_together_leaves_the_shortcuts_to_the_answer(database: Database) -> None:
    notice(database, 7, "approved")
    answer = json.dumps([{"type": "text", "text": "hello", "quickReply": {"items": []}}])

    with database.write() as connection:
        messages, notices = carrying.together(connection, SOMCHAI, answer)

    assert json.loads(messages) == [
        {"type": "text", "text": "approved"},
        {"type": "text", "text": "hello", "quickReply": {"items": []}},
    ]
    assert notices == (1,)
