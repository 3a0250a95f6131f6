"""
Two processes at one chat, a thousand times: each event is one turn, each message leaves once.

Without what makes a chat a lane the same races are lost: that is shown of a bot without it.
"""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, text, update

from bot.delivery import outbox
from bot.delivery.inbox import remember
from bot.errors import TurnFailed
from bot.line.inbound import events_in
from bot.services import conversing, lane_rows
from bot.services.conversing import Taken
from models.base import Database, open_database
from models.contact import Contact
from models.conversation import Conversation
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from tests import databases
from tests.bot.events import NOON, text_event
from tests.bot.small_dialogue import small_dialogue

PAIRS = 1_000
FEW = 200
NOW = datetime.fromtimestamp((NOON + 1_000) / 1000, UTC)

_inbox, _outbox = InboxEvent.__table__, OutboxMessage.__table__
_contacts, _conversations = Contact.__table__, Conversation.__table__
_ANY_STATE = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("inbox_id"))
    .values(state=bindparam("to"), handled_ms=bindparam("handled"), error=bindparam("trouble"))
)
_ANY_TURN = (
    update(_conversations)
    .where(_conversations.c.contact_id == bindparam("contact"))
    .values(
        {name: bindparam(name) for name in lane_rows.KEPT} | {"turns": _conversations.c.turns + 1}
    )
)
_LEASED_TOO = (
    select(_outbox).where(_outbox.c.lane == bindparam("lane")).order_by(_outbox.c.id).limit(1)
)

Two = tuple[Database, Database]
Pair = tuple[Any, Any]


@pytest.fixture
def two(kind: str, tmp_path: Path) -> Iterator[Two]:
    """The same database as two processes open it."""
    with databases.fresh_url(kind, tmp_path) as url:
        opened = open_database(url), open_database(url)
        yield opened
        for database in opened:
            database.close()


def lane(number: int) -> str:
    return f"U{number:032x}"


def raced(pairs: int, acts: Sequence[Callable[[str], Any]]) -> list[Pair]:
    """What both came to in each chat, begun at the same moment."""
    start = threading.Barrier(len(acts))
    came: list[list[Any]] = [[] for _ in acts]

    def run(place: int) -> None:
        for number in range(pairs):
            start.wait(60)
            came[place].append(acts[place](lane(number)))

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(zip(*came, strict=True))


def messages(two: Two, pairs: int) -> list[Pair]:
    """Both want to send to a chat that two messages wait for; which of them each got."""
    rows = [
        {
            "lane": lane(number),
            "channel": "push",
            "importance": "must",
            "retry_key": f"{number}-{at}",
            "messages": "[]",
            "state": "waiting",
            "created_ms": NOON,
            "deadline_ms": NOON + 60_000,
            "next_ms": NOON,
        }
        for number in range(pairs)
        for at in ("first", "second")
    ]
    with two[0].write() as connection:
        connection.execute(insert(_outbox), rows)

    def claim(database: Database) -> Callable[[str], str | None]:
        def one(name: str) -> str | None:
            parcel = outbox.claim(database, name, now_ms=NOON + 1)
            return parcel and parcel.retry_key.partition("-")[2]

        return one

    return raced(pairs, [claim(database) for database in two])


def turns(two: Two, pairs: int) -> list[Pair]:
    """Both take the turn of a chat's one event; whether each had something to say."""
    for first in range(0, pairs, 500):
        numbers = range(first, min(first + 500, pairs))
        events = [
            text_event("hello", at, source={"type": "user", "userId": lane(at)}) for at in numbers
        ]
        body = json.dumps({"events": events}).encode()
        remember(two[0], events_in(body, now_ms=NOON), now_ms=NOON)

    def take(database: Database) -> Callable[[str], Any]:
        dialogue = small_dialogue()

        def one(name: str) -> bool | str:
            try:
                taken = conversing.take_turn(database, name, dialogue=dialogue, now=NOW)
            except TurnFailed as failure:
                return type(failure.__cause__).__name__
            return isinstance(taken, Taken) and taken.parcel is not None

        return one

    return raced(pairs, [take(database) for database in two])


def know(database: Database, pairs: int) -> None:
    """These people have been here before."""
    with database.write() as connection:
        people = [{"line_id": lane(at), "created_at": NOW} for at in range(pairs)]
        connection.execute(insert(_contacts), people)
        ids = connection.scalars(select(_contacts.c.id)).all()
        connection.execute(insert(_conversations), [{"contact_id": one} for one in ids])


def wrong(came: Sequence[Pair], right: set[Any]) -> list[Pair]:
    return [pair for pair in came if set(pair) != right]


@pytest.mark.both
@pytest.mark.slow
def test_of_two_senders_one_gets_the_first_message_and_nobody_the_second(two: Two) -> None:
    came = messages(two, PAIRS)

    assert (len(came), wrong(came, {"first", None})) == (PAIRS, [])


@pytest.mark.both
@pytest.mark.slow
def test_of_two_turns_of_an_event_one_is_taken(two: Two) -> None:
    came = turns(two, PAIRS)

    with two[0].read() as connection:
        kept = connection.execute(
            text(
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'done'),"
                " (SELECT count(*) FROM outbox), (SELECT sum(turns) FROM conversations)"
            )
        ).one()
    assert (len(came), wrong(came, {True, False})) == (PAIRS, [])
    assert tuple(kept) == (PAIRS, PAIRS, PAIRS)


@pytest.mark.both
@pytest.mark.slow
def test_without_a_lane_messages_would_leave_twice(
    kind: str, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "postgresql":
        monkeypatch.setattr(lane_rows, "hold", lambda connection, lane: None)
    else:  # its one writer is the lane, so here the lease is what is taken away
        monkeypatch.setattr(outbox, "DUE", _LEASED_TOO)
        monkeypatch.setattr(outbox, "UNDERWAY", outbox.UNDERWAY.where(text("1 = 0")))

    assert wrong(messages(two, FEW), {"first", None}) != []


@pytest.mark.both
@pytest.mark.slow
def test_without_a_lane_a_turn_would_be_taken_twice(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    know(two[0], FEW)
    monkeypatch.setattr(lane_rows, "CLOSE", _ANY_STATE)
    monkeypatch.setattr(lane_rows, "KEEP", _ANY_TURN)
    monkeypatch.setattr(lane_rows, "hold", lambda connection, lane: None)

    assert wrong(turns(two, FEW), {True, False}) != []
