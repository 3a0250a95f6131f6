"""Who is told of a decision, and what became of it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.services import recording, screening, telling
from bot.services.telling import Fate
from models.base import Database
from models.vocabulary import FateState, Wanted
from tests.bot.services.desk import NOON, NUMBER, Chat, officer, render
from tests.bot.services.office import later, submit
from tests.databases import json_of

AT = int(NOON.timestamp() * 1000)


@pytest.fixture
def chat(peopled: Database) -> Chat:
    known = Chat(peopled)
    known.do(1, submit())
    return known


def asked(chat: Chat, *wanted: Wanted, seen: int = 1) -> int:
    decision = screening.ask(
        chat.database,
        1,
        wanted=frozenset(wanted or {Wanted.PHONE}),
        note="",
        officer=officer(chat.database, "วิภา"),
        seen_version=seen,
        now=NOON,
        render=render,
    )
    assert isinstance(decision, screening.Moved)
    return decision.event_id


def change(chat: Chat, statement: str) -> None:
    with chat.database.write() as connection:
        connection.execute(text(statement))


def fates(chat: Chat, event_id: int) -> tuple[Fate, ...]:
    with chat.database.read() as connection:
        return telling.fates(connection, [event_id]).get(event_id, ())


@pytest.mark.parametrize(
    ("state", "error", "fate"),
    [
        ("waiting", None, FateState.WAITING),
        ("attempting", None, FateState.WAITING),
        ("sent", None, FateState.TOLD),
        ("inferred", None, FateState.TOLD),
        ("failed", "400", FateState.FAILED),
        ("uncertain", "the deadline passed", FateState.FAILED),
        ("dropped", "blocked", FateState.BLOCKED),
        ("dropped", "overtaken", FateState.DROPPED),
        ("dropped", "undone", FateState.DROPPED),
    ],
)
def test_a_fate_follows_the_message(
    chat: Chat, state: str, error: str | None, fate: FateState
) -> None:
    event_id = asked(chat)
    with chat.database.write() as connection:
        values = {"state": state, "error": error}
        connection.execute(text("UPDATE outbox SET state = :state, error = :error"), values)

    assert fates(chat, event_id) == (Fate(fate, NOON),)


@pytest.mark.parametrize(
    ("state", "fate"),
    [
        ("sent", FateState.CARRIED),
        ("attempting", FateState.WAITING),
        ("failed", FateState.FAILED),
    ],
)
def test_what_an_answer_carries_shares_its_fate(chat: Chat, state: str, fate: FateState) -> None:
    event_id = asked(chat)
    change(
        chat,
        "INSERT INTO outbox (id, lane, channel, importance, retry_key, messages, state, attempts,"
        " is_unclear, created_ms, deadline_ms, next_ms, lease_ms, settled_ms) VALUES"
        f" (9, 'U1', 'reply', 'must', 'k', '[]', '{state}', 1, false, 1, 1, 1, 1, {AT + 5000})",
    )
    change(
        chat,
        "UPDATE outbox SET state = 'dropped', error = 'carried', carried_by = 9,"
        f" settled_ms = {AT} WHERE id = 1",
    )

    assert fates(chat, event_id) == (Fate(fate, datetime.fromtimestamp(AT / 1000 + 5, UTC)),)


def test_who_blocked_the_account_is_seen_and_not_written_to(chat: Chat) -> None:
    change(chat, "UPDATE contacts SET blocked_at = created_at")

    event_id = asked(chat)

    assert fates(chat, event_id) == (Fate(FateState.BLOCKED, NOON),)
    assert chat.rows("SELECT state, messages FROM outbox") == [("dropped", "[]")]


def test_a_decision_that_nobody_on_line_hears_of_says_so(chat: Chat) -> None:
    change(chat, "UPDATE agency_contacts SET contact_id = NULL")

    event_id = asked(chat)

    assert fates(chat, event_id) == (Fate(FateState.NOBODY, NOON),)


def test_a_newer_notice_takes_the_place_of_one_that_has_not_left(chat: Chat) -> None:
    first = asked(chat)
    by = {"officer": officer(chat.database, "วิภา"), "now": NOON, "render": render}
    screening.reopen(chat.database, 1, reason="ได้แล้ว", seen_version=2, **by)
    second = asked(chat, Wanted.EMAIL, seen=3)

    assert [fates(chat, first)[0].state, fates(chat, second)[0].state] == [
        FateState.DROPPED,
        FateState.WAITING,
    ]
    assert chat.rows("SELECT count(*) FROM outbox WHERE state = 'waiting'") == [(1,)]


def test_what_is_on_its_way_is_not_overtaken(chat: Chat) -> None:
    asked(chat)
    change(chat, "UPDATE outbox SET attempts = 1")
    by = {"officer": officer(chat.database, "วิภา"), "now": NOON, "render": render}

    screening.reopen(chat.database, 1, reason="ได้แล้ว", seen_version=2, **by)

    assert chat.rows("SELECT state FROM outbox") == [("waiting",), ("waiting",)]


def test_what_a_notice_offers_can_be_typed(chat: Chat) -> None:
    change(
        chat,
        "INSERT INTO conversations (contact_id, turns, version, misses, lookups)"
        " VALUES (1, 0, 0, 0, 0)",
    )

    asked(chat)

    with chat.database.read() as connection:
        offered = connection.execute(
            text("SELECT offered FROM conversations WHERE contact_id = 1")
        ).scalar_one()
    assert ["สงขอมูลเพิม", f"start|info|{NUMBER}|"] in json_of(offered)


def test_take_back_reaches_only_what_nobody_has_read(chat: Chat) -> None:
    event_id, wipha = asked(chat), officer(chat.database, "วิภา")
    with chat.database.write() as connection:
        act = recording.by_officer(connection, wipha, later())
        fresh = telling.take_back(act, event_id)
        connection.execute(text("UPDATE outbox SET state = 'sent'"))
        read = telling.take_back(act, event_id)

    assert (fresh, read) == (True, False)
