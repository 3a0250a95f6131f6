"""What staff typed, read as the dialogue reads it."""

import pytest
from werkzeug.datastructures import MultiDict

from bot.console import reading
from bot.console.reading import Fault
from bot.services.naming import Particulars
from handlers.effects import AgencyAnswer, Submit
from handlers.facts import Person
from handlers.saying import PhoneNumber
from models.vocabulary import AgencyCategory, MeetingApp, Origin

SOMCHAI = Person("สมชาย ใจดี", PhoneNumber("+6621417010", "12"), "somchai@example.go.th")
CONTACT = {
    "name": "สมชาย ใจดี",
    "phone": "๐ ๒๑๔๑ ๗๐๑๐ ต่อ ๑๒",
    "email": "somchai@example.go.th",
}
WEATHER = AgencyAnswer("GOV-091", "กรมอุตุนิยมวิทยา", AgencyCategory.GOVERNMENT)
ENTRY = CONTACT | {"users": "ประมาณ 1,200 คน", "apps": "teams", "origin": "phone"}
BODY = {"body": "อบต.บ้านใหม่", "category": "provincial", "province": "ตาก"}


def form(*given: dict[str, str], **more: str) -> MultiDict[str, str]:
    fields: MultiDict[str, str] = MultiDict()
    for values in (*given, more):
        fields.update(values)
    return fields


def changed(given: dict[str, str], **more: str) -> MultiDict[str, str]:
    return MultiDict(given | more)


def test_contact_reads_a_person() -> None:
    assert reading.contact(form(CONTACT)) == SOMCHAI


def test_contact_names_each_field_that_is_unclear() -> None:
    assert reading.contact(form()) == {
        "name": Fault("bodies.unclear.name"),
        "phone": Fault("bodies.unclear.phone"),
        "email": Fault("bodies.unclear.email"),
    }


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\u202e\u200b", "ก" * 5000, "สมชาย", "0812345678"]
)
def test_contact_refuses_what_is_no_name(name: str) -> None:
    assert reading.contact(changed(CONTACT, name=name)) == {"name": Fault("bodies.unclear.name")}


def test_contact_cleans_what_nobody_can_see() -> None:
    hidden = changed(CONTACT, name="สม\u200bชาย \u202eใจดี\u2066")

    assert reading.contact(hidden) == SOMCHAI


def test_an_address_that_looks_misspelt_is_asked_about_and_may_stay() -> None:
    odd = changed(CONTACT, email="somchai@gmial.com")
    meant = Fault("bodies.unclear.email_meant", {"email": "somchai@gmail.com"}, "somchai@gmial.com")

    first = reading.contact(odd)
    odd.add("sure", "somchai@gmial.com")
    second = reading.contact(odd)

    assert first == {"email": meant}
    assert isinstance(second, Person)
    assert second.email == "somchai@gmial.com"


def test_particulars_reads_a_body() -> None:
    given = changed(BODY, keys="บ้านใหม่\n\n  TAO  \n...\nบ้านใหม่\nอบต.บ้านใหม่")

    assert reading.particulars(given) == Particulars(
        "อบต.บ้านใหม่", AgencyCategory.PROVINCIAL, "ตาก", ("บ้านใหม่", "TAO")
    )


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"body": "<>"}, {"body": Fault("bodies.unclear.body")}),
        ({"body": "ก" * 201}, {"body": Fault("bodies.unclear.body")}),
        ({"category": "other"}, {"category": Fault("bodies.unclear.category")}),
        ({"province": "ดาวอังคาร"}, {"province": Fault("bodies.unclear.province")}),
        (
            {"keys": "\n".join(f"ชื่อที่ {n}" for n in range(41))},
            {"keys": Fault("bodies.unclear.keys")},
        ),
        (
            {"keys": "\n".join(f"{n}" * 290 for n in range(8))},
            {"keys": Fault("bodies.unclear.keys")},
        ),
    ],
)
def test_particulars_names_what_is_unclear(wrong: dict[str, str], faults: dict[str, Fault]) -> None:
    assert reading.particulars(changed(BODY, **wrong)) == faults


def test_particulars_takes_markup_out_of_a_name() -> None:
    read = reading.particulars(changed(BODY, body="<b>อบต.บ้านใหม่</b>\u202e"))

    assert isinstance(read, Particulars)
    assert not set(read.name) & set("<>\u202e")


def test_entry_reads_a_request_of_a_listed_agency() -> None:
    given = form(ENTRY)
    given.add("apps", "webex")
    given.add("apps", "line")

    assert reading.entry(given, WEATHER) == Submit(
        WEATHER,
        frozenset({MeetingApp.TEAMS, MeetingApp.WEBEX}),
        1200,
        SOMCHAI,
        origin=Origin.PHONE,
    )


def test_entry_reads_a_request_of_a_new_agency() -> None:
    read = reading.entry(changed(ENTRY | BODY, origin="walk_in"), None)

    assert isinstance(read, Submit)
    assert read.agency == AgencyAnswer(None, "อบต.บ้านใหม่", AgencyCategory.PROVINCIAL, "ตาก")
    assert read.origin is Origin.WALK_IN


def test_entry_names_every_field_that_is_unclear() -> None:
    assert set(reading.entry(form(), None)) == {
        *("body", "category", "apps", "origin", "users"),
        *("name", "phone", "email"),
    }
    assert reading.entry(changed(ENTRY, origin="line", users="100-200"), WEATHER) == {
        "origin": Fault("bodies.unclear.origin"),
        "users": Fault("bodies.unclear.users"),
    }


def test_a_very_large_agency_is_asked_about_and_may_stay() -> None:
    large = changed(ENTRY, users="250,000")

    first = reading.entry(large, WEATHER)
    large.add("sure", "250000")
    second = reading.entry(large, WEATHER)

    assert first == {"users": Fault("bodies.unclear.many", {"users": 250_000}, "250000")}
    assert isinstance(second, Submit)
    assert second.users == 250_000
