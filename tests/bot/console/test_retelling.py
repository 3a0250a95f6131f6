"""History is told in words, whatever kind of act an entry is of."""

from dataclasses import replace
from typing import Any

import pytest

from bot.console import retelling
from bot.console.desk import Desk
from bot.services.histories import Entry
from models.vocabulary import Actor, AgencyCategory, Change, RegistrationStatus
from tests.bot.console.conftest import NOW

S = RegistrationStatus
ENTRY = Entry(
    id=1,
    at=NOW,
    change=Change.NOTE,
    actor=Actor.STAFF,
    by="วิภา",
    before=None,
    status=S.SCREENING,
    users=450,
    category=AgencyCategory.GOVERNMENT,
    reason=None,
    details={},
)


def told(desk: Desk, entry: Entry) -> list[str]:
    words = (retelling.headline(desk, entry), *retelling.particulars(desk, entry))
    return [text.replace("\u00a0", " ") for text in words]


@pytest.mark.parametrize(
    ("change", "details", "words"),
    [
        (Change.NOTE, {}, ["ชี้แจงเพิ่มเติม"]),
        (Change.USERS, {"from": 450, "to": 1500}, ["แก้จำนวนผู้ใช้งาน", "450 → 1,500 ราย"]),
        (Change.APPS, {"added": ["webex"], "dropped": []}, ["แก้แอปที่ขอใช้", "เพิ่ม Cisco Webex"]),
        (
            Change.CATEGORY,
            {"from": "government", "to": "independent"},
            ["เปลี่ยนประเภท", "หน่วยงานภาครัฐ → องค์กรอิสระ"],
        ),
        (
            Change.APP,
            {"app": "teams", "from": "forwarded", "to": "active"},
            [
                "ความคืบหน้าของแอป",
                "Microsoft Teams",
                "ส่งให้ผู้ให้บริการแล้ว → เปิดใช้งานแล้ว",
            ],
        ),
        (
            Change.APP,
            {"app": "teams", "ends": "2020-09-30"},
            ["เตือนว่าสิทธิ์ใกล้สิ้นสุด", "Microsoft Teams", "สิ้นสุด 30 ก.ย. 2563"],
        ),
        (
            Change.NOTE,
            {"given": ["phone", "letter"]},
            ["ส่งข้อมูลเพิ่ม", "ได้แก่ เบอร์โทรศัพท์, หนังสือนำส่ง"],
        ),
        (Change.NOTE, {"refused": "users", "users": 500}, ["ไม่อนุมัติการแก้ไข"]),
        (Change.AGENCY, {"merged": 2}, ["รวมคำขอ"]),
        (Change.NOTE, {"released": 3}, ["คืนเรื่อง"]),
    ],
)
def test_an_entry_says_what_was_done_to_what(
    desk: Desk, change: Change, details: dict[str, Any], words: list[str]
) -> None:
    assert told(desk, replace(ENTRY, change=change, details=details)) == words


def test_a_step_names_both_statuses_and_what_was_asked_for(desk: Desk) -> None:
    asked = replace(
        ENTRY,
        change=Change.STATUS,
        before=S.SUBMITTED,
        status=S.NEED_INFO,
        details={"wanted": ["email"]},
    )

    assert told(desk, asked) == [
        "เปลี่ยนสถานะ",
        "ส่งแล้ว รอตรวจสอบ → ขอข้อมูลเพิ่มเติม",
        "ขอ อีเมล",
    ]


@pytest.mark.parametrize(("holder", "words"), [("วิภา", ["รับเรื่อง"]), ("ธนา", ["มอบหมายให้ ธนา"])])
def test_a_request_is_taken_on_or_given_to_somebody(
    desk: Desk, holder: str, words: list[str]
) -> None:
    assert told(desk, replace(ENTRY, details={"claimed": 1}, holder=holder)) == words
