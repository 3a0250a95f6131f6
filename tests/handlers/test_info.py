"""Giving what the office asked for: exactly the named questions, by button or by typing."""

from datetime import date

import pytest

from handlers import info
from handlers.turn import (
    AnswerInfo,
    Attachment,
    Draft,
    PhoneNumber,
    Received,
    RequestView,
    Timeline,
)
from models.vocabulary import ContactRole, MeetingApp, RegistrationStatus, Wanted
from tests.handlers.deciding import REFERENCE, Requests, Talk, choices, name_of, request

START = f"start:info:{REFERENCE}"


def asking(*wanted: Wanted, reason: str | None = None) -> RequestView:
    return request(
        status=RegistrationStatus.NEED_INFO,
        role=ContactRole.MAIN,
        wanted=wanted,
        reason=reason,
        next_day=date(2020, 3, 20),
    )


@pytest.fixture
def contact(talk: Talk) -> Talk:
    return talk


def ask(talk: Talk, *wanted: Wanted, reason: str | None = None) -> Talk:
    talk.requests = Requests([asking(*wanted, reason=reason)])
    return talk.says("สถานะ")


def test_the_status_card_leads_to_the_form(talk: Talk) -> None:
    ask(talk, Wanted.USERS, Wanted.PHONE)

    (card,) = talk.turn.says
    assert isinstance(card, Timeline)
    assert [note.key for note in card.notes] == [
        "status.wanted",
        "status.next.need_info",
        "status.expected",
    ]
    (first, _) = card.choices
    assert first.press is not None
    assert (name_of(first.press), first.primary) == (START, True)


def test_exactly_what_was_named_is_asked(talk: Talk) -> None:
    ask(talk, Wanted.USERS, Wanted.PHONE, reason="โทรไม่ติดค่ะ")

    talk.taps(START)
    asked = [talk.keys]
    for said in ("300", "0899999999"):
        talk.says(said)
        asked.append(talk.keys)
    talk.says("ยืนยัน")

    assert asked == [["info.asked", "ask.users"], ["ask.phone"], ["info.review"]]
    assert talk.effects == [AnswerInfo(REFERENCE, users=300, phone=PhoneNumber("+66899999999"))]
    assert talk.draft is None


def test_all_may_come_in_one_message(talk: Talk) -> None:
    ask(talk, Wanted.USERS, Wanted.APPS, Wanted.PHONE).taps(START)

    talk.says("300 คน webex 0899999999")

    assert talk.keys == ["info.review"]
    talk.taps("submit")
    assert talk.effects == [
        AnswerInfo(
            REFERENCE,
            users=300,
            apps=frozenset({MeetingApp.WEBEX}),
            phone=PhoneNumber("+66899999999"),
        )
    ]


def test_name_telephone_and_mail_are_asked_together_only_when_all_are_wanted(talk: Talk) -> None:
    ask(talk, Wanted.NAME, Wanted.PHONE, Wanted.EMAIL).taps(START)
    together = talk.keys
    talk.says("ยกเลิก")
    ask(talk, Wanted.NAME, Wanted.EMAIL).taps(START)

    assert (together, talk.keys) == (["ask.contact"], ["ask.name"])


def test_it_can_be_begun_and_done_by_typing_alone(talk: Talk) -> None:
    talk.requests = Requests([asking(Wanted.EMAIL)])

    talk.says("ส่งข้อมูลเพิ่มเติม").says("somchai@tmd.go.th").says("ยืนยัน")

    assert talk.effects == [AnswerInfo(REFERENCE, email="somchai@tmd.go.th")]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [(Wanted.PHONE, "0899999999"), (Wanted.USERS, "300 คน"), (Wanted.EMAIL, "a.b@tmd.go.th")],
)
def test_a_plain_answer_needs_no_button_before_it(talk: Talk, wanted: Wanted, said: str) -> None:
    talk.requests = Requests([asking(wanted)])

    talk.says(said)

    assert talk.keys == ["info.review"]


def test_a_letter_is_a_picture_or_comes_later(talk: Talk) -> None:
    ask(talk, Wanted.LETTER).taps(START)
    talk.says("แนบไปแล้ว")
    unread = talk.keys
    talk.does(Received(Attachment.IMAGE, talk.now + 5, "4711"))

    assert (unread, talk.keys) == (["unclear.letter", "ask.letter"], ["info.review"])
    assert talk.taps("submit").effects == [AnswerInfo(REFERENCE, letter="4711")]


@pytest.mark.parametrize("said", ["ส่งทีหลัง", "ข้าม", "1"])
def test_a_letter_may_be_left_for_later(said: str, talk: Talk) -> None:
    ask(talk, Wanted.LETTER, Wanted.NOTE).taps(START)

    talk.says(said).says("หนังสือรอลงนาม ส่งให้วันศุกร์ค่ะ").says("ยืนยัน")

    assert talk.effects == [AnswerInfo(REFERENCE, note="หนังสือรอลงนาม ส่งให้วันศุกร์ค่ะ")]


@pytest.mark.parametrize(
    "said",
    [
        "จำนวนที่แจ้งรวมลูกจ้าง 500 คน",
        "เบอร์ผิด เป็น 0812345678 ของฝ่ายไอที",
        "กรมเจ้าท่ามีสองสำนัก",
        "teams webex",
        "ก" * 450,
    ],
    ids=["figure", "correction", "agency", "apps", "long"],
)
def test_a_note_takes_whatever_is_written(said: str, talk: Talk) -> None:
    ask(talk, Wanted.NOTE).taps(START)

    talk.says(said)

    assert talk.keys == ["info.review"]
    assert talk.answers["note"] == said


def test_a_note_is_bounded(talk: Talk) -> None:
    ask(talk, Wanted.NOTE).taps(START)

    assert talk.says("ก" * 501).keys == ["unclear.note_long", "ask.note"]


def test_commands_work_in_the_middle_of_a_note(talk: Talk) -> None:
    ask(talk, Wanted.NOTE).taps(START)

    assert talk.says("สถานะ").keys == ["status.title", "ask.note"]
    assert talk.says("ยกเลิก").keys == ["form.unchanged", "menu.text"]


def test_a_form_under_way_is_not_lost_by_its_own_button(talk: Talk) -> None:
    ask(talk, Wanted.USERS, Wanted.PHONE).taps(START).says("300")
    talk.presses(f"start|info|{REFERENCE}|")

    assert (talk.keys, talk.answers["users"]) == (["ask.phone"], 300)

    talk.requests = Requests([asking(Wanted.PHONE, Wanted.EMAIL)])
    talk.presses(f"start|info|{REFERENCE}|")

    assert talk.keys == ["ask.phone"]
    assert talk.answers["wanted"] == "phone+email"


def test_another_change_waits_for_the_form(talk: Talk) -> None:
    ask(talk, Wanted.PHONE).taps(START)

    talk.presses(f"start|amend_users|{REFERENCE}|")

    assert talk.keys == ["form.other_open", "ask.phone"]


def test_nothing_is_asked_once_nothing_is_wanted(talk: Talk) -> None:
    talk.requests = Requests([request(role=ContactRole.MAIN)])

    typed = talk.says("ส่งข้อมูลเพิ่มเติม").keys
    pressed = talk.presses(f"start|info|{REFERENCE}|").keys

    assert (typed, pressed) == (["outcome.info_done"], ["outcome.info_done"])


def test_strangers_are_asked_nothing(talk: Talk) -> None:
    talk.requests = Requests([request(status=RegistrationStatus.NEED_INFO)])

    assert talk.presses(f"start|info|{REFERENCE}|").keys == ["outcome.not_yours"]


def test_back_goes_to_the_question_before(talk: Talk) -> None:
    ask(talk, Wanted.USERS, Wanted.APPS, Wanted.NOTE).taps(START).says("300").says("teams")

    assert talk.says("ย้อนกลับ").keys == ["ask.apps"]
    assert talk.says("ย้อนกลับ").keys == ["ask.users"]


def test_a_form_without_its_questions_has_none() -> None:
    assert info.form_of({}).questions == ()
    assert info.form_of({"wanted": "shoes+users"}).questions[0].name == "users"


def test_effect_gives_only_what_is_wanted() -> None:
    draft = Draft("info", 1, {"wanted": "users", "users": 3, "phone": "+66"}, REFERENCE)

    assert info.effect(draft) == AnswerInfo(REFERENCE, users=3)


def test_is_free_and_is_letter_look_at_the_question_to_answer() -> None:
    draft = Draft("info", 1, {"wanted": "letter+note"}, REFERENCE)
    later = Draft("info", 1, {"wanted": "letter+note", "letter": "later"}, REFERENCE)

    assert [info.is_letter(one) for one in (draft, later, None)] == [True, False, False]
    assert [info.is_free(one) for one in (draft, later, None)] == [False, True, False]
    assert choices(info.opening(asking(Wanted.NOTE))) == []
