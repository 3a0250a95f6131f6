"""The verbs of the screening desk."""

import json
from datetime import datetime

import pytest

from bot.services import screening
from bot.services.screening import Moved, NotPossible, Stale
from handlers.turn import Amend, AskToJoin, DecideJoin, JoinAsked
from models.base import Database
from models.vocabulary import (
    AgencyCategory,
    Change,
    RegistrationStatus,
    Wanted,
)
from tests.bot.services.desk import NOON, NUMBER, Chat, officer, render
from tests.bot.services.office import CHIANG_MAI, MALEE, later, submit
from tests.databases import json_of

S = RegistrationStatus


@pytest.fixture
def chat(peopled: Database) -> Chat:
    known = Chat(peopled)
    known.do(1, submit())
    return known


def by(chat: Chat, name: str = "วิภา", *, seen: int = 1, now: datetime = NOON):
    return {
        "officer": officer(chat.database, name),
        "seen_version": seen,
        "now": now,
        "render": render,
    }


def newest(chat: Chat) -> tuple[object, ...]:
    (row,) = chat.rows(
        "SELECT change, actor, staff_id, from_status, status, reason, details"
        " FROM registration_events ORDER BY id DESC LIMIT 1"
    )
    return (*row[:-1], json_of(row[-1]))


def pushed(chat: Chat) -> list[tuple[str, str, str]]:
    rows = chat.rows("SELECT lane, state, messages FROM outbox ORDER BY id")
    return [
        (lane, state, json.dumps(json.loads(said), ensure_ascii=False))
        for lane, state, said in rows
    ]


def standing(chat: Chat, row: int = 1) -> tuple[object, ...]:
    (found,) = chat.rows(
        "SELECT status, version, reason, wanted FROM registrations WHERE id = :row", row=row
    )
    return found


def test_approve_moves_tells_and_leaves_history(chat: Chat) -> None:
    decision = screening.approve(chat.database, 1, **by(chat))

    assert decision == Moved(NUMBER, S.APPROVED, 2, 2, ("U1",))
    assert standing(chat) == ("approved", 2, None, None)
    assert newest(chat) == ("status", "staff", 1, "submitted", "approved", None, None)
    ((lane, state, said),) = pushed(chat)
    assert (lane, state) == ("U1", "waiting")
    assert "ผ่านการคัดกรองแล้วค่ะ" in said
    assert chat.rows("SELECT action, actor_id FROM audit ORDER BY id DESC LIMIT 1") == [
        ("registration.status", 1)
    ]


def test_ask_names_the_fields_and_reopens_exactly_those(chat: Chat) -> None:
    wanted = frozenset({Wanted.PHONE, Wanted.USERS})

    decision = screening.ask(chat.database, 1, wanted=wanted, note="  โทรไม่ติดค่ะ  ", **by(chat))

    assert decision == Moved(NUMBER, S.NEED_INFO, 2, 2, ("U1",))
    *stands, reopened = standing(chat)
    assert (*stands, json_of(reopened)) == ("need_info", 2, "โทรไม่ติดค่ะ", ["users", "phone"])
    assert newest(chat) == (
        *("status", "staff", 1, "submitted", "need_info", "โทรไม่ติดค่ะ"),
        {"wanted": ["users", "phone"]},
    )
    ((_, _, said),) = pushed(chat)
    assert "โทรไม่ติดค่ะ" in said
    assert f"start|info|{NUMBER}|" in said


def test_reject_says_why_to_the_agency(chat: Chat) -> None:
    decision = screening.reject(chat.database, 1, reason="ไม่ใช่หน่วยงานของรัฐ", **by(chat))

    assert decision == Moved(NUMBER, S.REJECTED, 2, 2, ("U1",))
    assert standing(chat) == ("rejected", 2, "ไม่ใช่หน่วยงานของรัฐ", None)
    ((_, _, said),) = pushed(chat)
    assert "ไม่ใช่หน่วยงานของรัฐ" in said


def test_withdraw_is_for_the_agency(chat: Chat) -> None:
    decision = screening.withdraw(chat.database, 1, reason="แจ้งยกเลิกทางโทรศัพท์", **by(chat))

    assert decision == Moved(NUMBER, S.WITHDRAWN, 2, 2, ("U1",))
    assert newest(chat)[0] == "withdrawn"


def test_reopen_begins_anew_and_keeps_the_remark_from_the_agency(chat: Chat) -> None:
    screening.reject(chat.database, 1, reason="เอกสารไม่ครบ", **by(chat))
    with chat.database.write() as connection:
        connection.exec_driver_sql("UPDATE registration_apps SET status = 'refused'")

    decision = screening.reopen(
        chat.database, 1, reason="ได้เอกสารแล้ว", **by(chat, seen=2, now=later(days=1))
    )

    assert decision == Moved(NUMBER, S.SCREENING, 3, 3, ("U1",))
    assert standing(chat) == ("screening", 3, None, None)
    assert newest(chat)[4:] == ("screening", "ได้เอกสารแล้ว", None)
    assert chat.rows("SELECT status FROM registration_apps") == [("waiting",)]
    assert "ได้เอกสารแล้ว" not in pushed(chat)[-1][2]


def test_reopen_is_refused_while_the_agency_has_another_open_request(chat: Chat) -> None:
    screening.reject(chat.database, 1, reason="ซ้ำ", **by(chat))
    chat.do(1, submit(), now=later(days=1))

    decision = screening.reopen(chat.database, 1, reason="เปิดใหม่", **by(chat, seen=2))

    assert decision == NotPossible("case.refused.other_open")
    assert standing(chat)[:2] == ("rejected", 2)


def test_recategorise_counts_it_elsewhere_and_tells_nobody(chat: Chat) -> None:
    how = by(chat)
    del how["render"]

    decision = screening.recategorise(chat.database, 1, category=AgencyCategory.INDEPENDENT, **how)

    assert decision == Moved(NUMBER, S.SUBMITTED, 2, 2, ())
    assert chat.rows("SELECT category FROM registrations") == [("independent",)]
    assert newest(chat)[-1] == {"from": "government", "to": "independent"}
    assert pushed(chat) == []


def test_whoever_saw_an_older_version_is_told_who_was_quicker(chat: Chat) -> None:
    screening.approve(chat.database, 1, **by(chat, "วิภา"))

    late = screening.reject(chat.database, 1, reason="ช้าไป", **by(chat, "สมศรี"))

    assert late == Stale(NUMBER, S.APPROVED, "วิภา", NOON, Change.STATUS)
    assert standing(chat) == ("approved", 2, None, None)
    assert len(pushed(chat)) == 1


def test_a_contact_who_was_quicker_has_no_name(chat: Chat) -> None:
    chat.do(1, Amend(NUMBER, Change.USERS, users=500), now=later(minutes=5))

    late = screening.approve(chat.database, 1, **by(chat))

    assert late == Stale(NUMBER, S.SUBMITTED, None, later(minutes=5), Change.USERS)


@pytest.mark.parametrize(
    ("reason", "key"),
    [("  \n", "case.refused.reason_missing"), ("ก" * 401, "case.refused.reason_long")],
)
def test_a_reason_is_needed_and_bounded(chat: Chat, reason: str, key: str) -> None:
    assert screening.reject(chat.database, 1, reason=reason, **by(chat)) == NotPossible(key)
    assert standing(chat)[0] == "submitted"


def test_what_cannot_be_done_says_so(chat: Chat) -> None:
    nothing = screening.ask(chat.database, 1, wanted=frozenset(), note="", **by(chat))
    unknown = screening.approve(chat.database, 99, **by(chat))
    again = screening.reopen(chat.database, 1, reason="ยังไม่ปิด", **by(chat))

    assert (nothing, unknown, again) == (
        NotPossible("case.refused.wanted_missing"),
        NotPossible("case.refused.unknown"),
        NotPossible("case.refused.status"),
    )


def test_every_member_is_told_and_nobody_else(chat: Chat) -> None:
    asked = chat.do(2, AskToJoin(NUMBER, MALEE))
    assert isinstance(asked, JoinAsked)
    chat.do(1, DecideJoin(asked.link, is_welcome=True))
    chat.do(3, AskToJoin(NUMBER, MALEE))
    chat.do(3, submit(CHIANG_MAI))

    decision = screening.approve(chat.database, 1, **by(chat))

    assert isinstance(decision, Moved)
    assert decision.lanes == ("U1", "U2")
