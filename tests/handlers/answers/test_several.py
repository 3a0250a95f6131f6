"""What one message in any order certainly contains."""

from typing import Any

import pytest

from handlers.answers.agency import AgencyMatch
from handlers.answers.count import Count
from handlers.answers.email import Email
from handlers.answers.phone import Phone
from handlers.answers.several import gather
from handlers.lexicon import Lexicon
from models.vocabulary import AgencyCategory, MeetingApp

EVERYTHING = frozenset({"agency", "apps", "users", "name", "phone", "email"})
TEAMS, WEBEX, HANGOUTS = MeetingApp.TEAMS, MeetingApp.WEBEX, MeetingApp.HANGOUTS
PHONE = Phone("+66812345678", None, ())
WHOLE = {
    "agency": "กรมอุตุนิยมวิทยา",
    "apps": {TEAMS, WEBEX},
    "users": Count(450),
    "name": "สมชาย ใจดี",
    "phone": PHONE,
    "email": Email("somchai@tmd.go.th", None),
}


def found(text: str, lexicon: Lexicon) -> dict[str, Any]:
    values = dict(gather(text, lexicon, EVERYTHING))
    body = values.get("agency")
    if isinstance(body, AgencyMatch):
        values["agency"] = body.candidates[0].name if body.exact else f"? {body.name}"
    return values


@pytest.mark.parametrize(
    "text",
    [
        "ลงทะเบียน กรมอุตุนิยมวิทยา 450 คน teams webex สมชาย ใจดี 0812345678 somchai@tmd.go.th",
        "somchai@tmd.go.th 0812345678 สมชาย ใจดี teams webex 450 คน กรมอุตุนิยมวิทยา",
        "กรมอุตุนิยมวิทยา,450 คน,teams,webex,สมชาย ใจดี,0812345678,somchai@tmd.go.th",
        "กรมอุตุนิยมวิทยา\nจำนวน 450\nTeams และ Webex\nชื่อ: สมชาย ใจดี\nโทร: 0812345678\n"
        "อีเมล: somchai@tmd.go.th",
        "ขอใช้ทีมส์ กับ เว็บเอ็กซ์ 450 ราย สังกัด กรมอุตุ ติดต่อ สมชาย ใจดี มือถือ 0812345678 "
        "อีเมล somchai@tmd.go.th ค่ะ",
        "หน่วยงาน: กรมอุตุนิยมวิทยา\nจำนวน: 450\nโปรแกรม: Teams, ซิสโก้\nชื่อ: สมชาย ใจดี\n"
        "โทร: 0812345678\nอีเมล: somchai@tmd.go.th",
        "TMD ๔๕๐ users Teams,Webex ผมชื่อสมชาย ใจดี เบอร์ 0812345678 เมล somchai@tmd.go.th",
    ],
)
def test_gather_finds_every_answer_in_any_order(text: str, lexicon: Lexicon) -> None:
    assert found(text, lexicon) == WHOLE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("ลงทะเบียน", {}),
        ("450 คน", {"users": Count(450)}),
        ("จำนวน: 1,200", {"users": Count(1200)}),
        ("450 เบอร์ 0812345678", {"users": Count(450), "phone": PHONE}),
        ("เพิ่มอีก 50 คน", {}),
        ("กรมที่ดิน เพิ่มอีก 50 คน", {"agency": "กรมที่ดิน"}),
        ("tmd 450 คน teams", {"agency": WHOLE["agency"], "users": Count(450), "apps": {TEAMS}}),
        ("ขอใช้ teams เลย 450 คน", {"users": Count(450), "apps": {TEAMS}}),
        ("กพร 100 คน", {"agency": "? กพร", "users": Count(100)}),
        ("กรมที่ดิน 100-150 คน", {"agency": "กรมที่ดิน"}),
        ("สมชาย ใจดี", {}),
        ("คุณสมชาย 0812345678", {"phone": PHONE}),
        ("ชื่อ: น้องไหม โทร 0812345678", {"phone": PHONE}),
        ("ติดต่อ สมชาย (เอ) 0812345678", {"phone": PHONE}),
        ("นายสมชาย ใจดี 0812345678", {"name": "นายสมชาย ใจดี", "phone": PHONE}),
        ("จำนวน 450 โปรแกรม Meet", {"users": Count(450), "apps": {HANGOUTS}}),
        ("ใช้ 2 โปรแกรม Teams กับ Meet", {"apps": {TEAMS, HANGOUTS}}),
        ("ธ.ก.ส. 300 คน", {"agency": "ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร", "users": Count(300)}),
        (
            "ชื่อ สมชาย ใจดี 0812345678 20 คน 0898765432",
            {
                "name": "สมชาย ใจดี",
                "phone": Phone("+66812345678", None, ("+66898765432",)),
                "users": Count(20),
            },
        ),
        ("เบอร์ผิด เป็น 0812345678", {"phone": PHONE}),
        ("ต้องการใช้งานโปรแกรม 0812345678", {"phone": PHONE}),
        ("อบต. บางพลี 30 คน", {"agency": "? อบต. บางพลี", "users": Count(30)}),
        ("เน็ตช้ามาก ทำยังไงดีคะ", {}),
        ("สอบ ก.พ. เปิดรับเมื่อไหร่", {}),
        ("เบอร์โทร สดช.", {}),
        ("teams คืออะไร", {}),
        ("ข้าราชการ 200 คน ลูกจ้าง 150 คน", {}),
    ],
)
def test_gather_takes_only_what_is_certain(
    text: str, values: dict[str, Any], lexicon: Lexicon
) -> None:
    assert found(text, lexicon) == values


@pytest.mark.parametrize(
    ("text", "body", "name"),
    [
        ("อบต.บางพลี สมชาย ใจดี 0812345678", "? อบต.บางพลี", "สมชาย ใจดี"),
        ("เทศบาลเมืองน่าน จันทร์ฉาย แก้วดี 0812345678", "? เทศบาลเมืองน่าน", "จันทร์ฉาย แก้วดี"),
        ("สนง.จังหวัดน่าน ใช้ webex 0812345678", "? สนง.จังหวัดน่าน", None),
        ("รพ.น่าน 20 คน นพ.สมชาย ใจดี 0812345678", "? รพ.น่าน", "นพ.สมชาย ใจดี"),
        ("สำนักงานเกษตร จังหวัดเลย สมชาย ใจดี 0812345678", "? สำนักงานเกษตร จังหวัดเลย", "สมชาย ใจดี"),
        ("สมชาย ใจดี กรมที่ดิน 0812345678", "กรมที่ดิน", "สมชาย ใจดี"),
        ("หน่วยงาน: โรงเรียนสุขใจ ชื่อ: วิภา มีสุข 0812345678", "? โรงเรียนสุขใจ", "วิภา มีสุข"),
        ("ม.เชียงใหม่ ติดต่อ ดร.สมชาย ใจดี นักวิจัย 0812345678", "มหาวิทยาลัยเชียงใหม่", "ดร.สมชาย ใจดี"),
    ],
)
def test_gather_tells_the_agency_from_the_person(
    text: str, body: str, name: str | None, lexicon: Lexicon
) -> None:
    values = found(text, lexicon)

    assert (values.get("agency"), values.get("name")) == (body, name)


def test_gather_finds_every_answer_beside_any_agency(lexicon: Lexicon) -> None:
    names = [entry.name for entry in lexicon.agencies.entries]
    rest = "450 คน teams webex สมชาย ใจดี 0812345678 somchai@tmd.go.th"

    missed = {
        name: values
        for name in names
        if (values := found(f"{name} {rest}", lexicon)) != WHOLE | {"agency": name}
    }

    assert len(names) > 500
    assert missed == {}


def test_gather_gives_what_is_wanted_and_no_more(lexicon: Lexicon) -> None:
    text = "กรมที่ดิน 450 คน teams สมชาย ใจดี 0812345678"

    values = gather(text, lexicon, frozenset({"users", "phone"}))

    assert values == {"users": Count(450), "phone": PHONE}


def test_gather_keeps_the_category_of_a_new_agency(lexicon: Lexicon) -> None:
    values = gather("เทศบาลเมืองลำพูน จ.ลำพูน 30 คน", lexicon, frozenset({"agency"}))

    assert values == {
        "agency": AgencyMatch((), False, AgencyCategory.PROVINCIAL, "ลำพูน", "เทศบาลเมืองลำพูน จ.ลำพูน")
    }
