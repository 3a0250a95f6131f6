"""The office's answer to changes that were asked for after approval."""

import pytest

from bot.services import granting, screening
from bot.services.decisions import Decision, Moved, NotPossible, Stale
from handlers.turn import Amend
from models.base import Database
from models.vocabulary import Change, MeetingApp, RegistrationStatus
from tests.bot.services.desk import NOON, NUMBER, Chat, officer, render
from tests.bot.services.office import later, submit
from tests.databases import json_of

S = RegistrationStatus


@pytest.fixture
def chat(peopled: Database) -> Chat:
    known = Chat(peopled)
    known.do(1, submit())
    by = {"officer": officer(peopled, "วิภา"), "now": later(minutes=5), "render": render}
    screening.approve(peopled, 1, seen_version=1, **by)
    return known


def answered(chat: Chat, row: int = 1, *, is_granted: bool, note: str = "", name: str = "วิภา"):
    by = {"officer": officer(chat.database, name), "now": NOON, "render": render}
    decision: Decision = granting.decide_amendment(
        chat.database, row, is_granted=is_granted, note=note, **by
    )
    return decision


def newest(chat: Chat) -> tuple[object, ...]:
    (row,) = chat.rows(
        "SELECT change, users, reason, details FROM registration_events ORDER BY id DESC LIMIT 1"
    )
    return (*row[:-1], json_of(row[-1]))


def test_a_granted_number_is_in_force_and_told(chat: Chat) -> None:
    chat.do(1, Amend(NUMBER, Change.USERS, users=900))

    decision = answered(chat, is_granted=True)

    assert decision == Moved(NUMBER, S.APPROVED, 3, 3, ("U1",))
    assert chat.rows("SELECT users, version FROM registrations") == [(900, 3)]
    assert newest(chat) == ("users", 900, None, {"from": 450, "to": 900})
    assert chat.rows("SELECT is_granted, decided_by FROM amendments") == [(1, 1)]
    assert "ตามที่กรมอุตุนิยมวิทยาขอแล้วค่ะ" in chat.rows("SELECT messages FROM outbox")[-1][0]


def test_granted_apps_are_asked_for_and_the_status_follows(chat: Chat) -> None:
    with chat.database.write() as connection:
        connection.exec_driver_sql("UPDATE registrations SET status = 'forwarded'")
        connection.exec_driver_sql("UPDATE registration_apps SET status = 'forwarded'")
    chat.do(1, Amend(NUMBER, Change.APPS, apps=frozenset({MeetingApp.WEBEX})))

    decision = answered(chat, is_granted=True)

    assert decision == Moved(NUMBER, S.APPROVED, 3, 3, ("U1",))
    assert chat.rows("SELECT app, status FROM registration_apps ORDER BY id") == [
        ("teams", "dropped"),
        ("webex", "waiting"),
    ]


def test_a_refused_change_changes_nothing_and_says_why(chat: Chat) -> None:
    chat.do(1, Amend(NUMBER, Change.USERS, users=900))

    silent = answered(chat, is_granted=False)
    decision = answered(chat, is_granted=False, note="เกินจำนวนบุคลากร")

    assert silent == NotPossible("case.refused.reason_missing")
    assert decision == Moved(NUMBER, S.APPROVED, 2, 3, ("U1",))
    assert newest(chat) == (
        *("note", 450, "เกินจำนวนบุคลากร"),
        {"refused": "users", "users": 900},
    )
    assert "เกินจำนวนบุคลากร" in chat.rows("SELECT messages FROM outbox")[-1][0]


def test_a_change_is_answered_once(chat: Chat) -> None:
    chat.do(1, Amend(NUMBER, Change.USERS, users=900))
    answered(chat, is_granted=True)

    late = answered(chat, is_granted=False, note="ไม่ได้", name="สมศรี")

    assert late == Stale(NUMBER, S.APPROVED, "วิภา", NOON, Change.USERS)
    assert answered(chat, 99, is_granted=True) == NotPossible("case.refused.unknown")


def test_nothing_is_granted_to_a_closed_request(chat: Chat) -> None:
    chat.do(1, Amend(NUMBER, Change.USERS, users=900))
    by = {"officer": officer(chat.database, "วิภา"), "now": NOON, "render": render}
    screening.withdraw(chat.database, 1, reason="แจ้งยกเลิก", seen_version=2, **by)

    assert answered(chat, is_granted=True) == NotPossible("case.refused.status")
