"""Notices and the staff who write them, for tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert, text

from bot.services import broadcasting, segments
from bot.services.broadcasting import Done
from bot.services.notice_rules import Sum
from bot.services.notice_steps import Checked, Step, Verb
from bot.services.notices import Content, Notice
from bot.services.officer import Officer
from models.base import Database
from models.broadcast import Broadcast, BroadcastChunk, BroadcastRecipient
from models.staff import Staff
from models.vocabulary import Role
from tests.bot.services.colleagues import hire

# Tuesday 17 March 2563, half past nine in Thailand.
NOW = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
CONTENT = Content("Webex เปิดให้ใช้งานแล้ว", "เริ่มใช้ได้ตั้งแต่ 19 มี.ค. 2563", "ดูคู่มือ", "guide:webex")
ROOM = Sum(300, 0, 84)
MESSAGES = '[{"type":"text","text":"ทดสอบ"}]'

_keys = count(1)


def officer_of(database: Database, name: str, role: Role = Role.ANNOUNCER) -> Officer:
    """A member of staff of this name."""
    values = {
        "login": f"{name}.{role}",
        "name": name,
        "role": role,
        "password_hash": "-",
        "password_at": NOW,
        "must_change": False,
        "created_at": NOW,
    }
    with database.write() as connection:
        key = connection.execute(insert(Staff.__table__), values).inserted_primary_key
    return Officer(key[0], name, role)


def drafted(database: Database, officer: Officer, content: Content = CONTENT) -> Notice:
    """A draft of this officer's."""
    key = f"form-{next(_keys)}"
    outcome = broadcasting.draft(database, content, officer=officer, key=key, now=NOW)
    assert isinstance(outcome, Done)
    return outcome.notice


def checked(notice: Notice, people: int = 84, **more: Any) -> Checked:
    """What a check of the notice finds when all is well."""
    total = replace(ROOM, people=people)
    return Checked(
        **{"version": notice.version, "people": people, "sum": total, **more, "messages": MESSAGES}
    )


def submission(notice: Notice, people: int = 84, size: int = 50, **more: Any) -> Step:
    """Submitting it after such a check."""
    return Step(Verb.SUBMIT, checked=checked(notice, people, **more), size=size)


def submitted(database: Database, officer: Officer, people: int = 84) -> Notice:
    """A notice that waits for approval, or for its time when it is for few."""
    notice = drafted(database, officer)
    return taken(database, notice, submission(notice, people), officer)


def taken(database: Database, notice: Notice, step: Step, officer: Officer) -> Notice:
    """The notice after a step that is possible."""
    outcome = broadcasting.perform(
        database, notice.id, step, officer=officer, seen=notice.version, now=LATER
    )
    assert isinstance(outcome, Done), outcome
    return outcome.notice


def send(
    database: Database,
    number: int,
    *people: int,
    at: datetime = NOW,
    state: str = "sent",
    **columns: Any,
) -> None:
    """A notice that these people were told, one in each call."""
    segments.settle(database)
    author = hire(database, f"officer {number}")
    ms = int(at.timestamp() * 1000)
    row = {"id": number, "state": "done", "origin": "console", "title": "-", "body": "-"}
    row |= {"conditions": {}, "editors": [], "author_id": author, "created_at": at, "edited_at": at}
    row |= {"started_ms": ms, "ended_ms": ms, "recipients": len(people)}
    with database.write() as connection:
        reach = {
            str(segment): 1
            for person in people
            for segment in connection.scalars(
                text("SELECT segment_id FROM audience WHERE contact_id = :p"), {"p": person}
            )
        }
        connection.execute(insert(Broadcast.__table__), row | {"reach": reach} | columns)
        for place, person in enumerate(sorted(people)):
            who = {"broadcast_id": number, "contact_id": person}
            connection.execute(insert(BroadcastRecipient.__table__), who)
            (segment,) = connection.scalars(
                text("SELECT segment_id FROM audience WHERE contact_id = :p"), {"p": person}
            )
            call = {"broadcast_id": number, "number": place, "retry_key": f"{number}-{place}"}
            call |= {"first_id": person, "last_id": person, "size": 1, "state": state}
            call |= {"groups": {str(segment): 1}, "settled_ms": ms}
            connection.execute(insert(BroadcastChunk.__table__), call)
