"""Whatever a person does is taken in one fixed order, and nothing stays without an answer."""

import pytest

from handlers.turn import Attachment, CountLookup, Draft, Received, Submit
from models.reference import Reference
from models.vocabulary import ContactRole
from tests.handlers.deciding import (
    CONTACT,
    EXPRESS,
    NOTICE_VERSION,
    WEATHER,
    WEATHER_NAME,
    Talk,
    request,
)

STORED = str(Reference(63, 1))


@pytest.fixture
def users(talk: Talk) -> Talk:
    """A registration at its question for the number of users."""
    return talk.says("ลงทะเบียน").says(WEATHER_NAME).says("teams")


# ---- typed instead of pressed ----------------------------------------------------------


def test_registration_can_be_typed_from_beginning_to_end(talk: Talk) -> None:
    talk.says("เมนู").says("1").says("กพร").says("2").says("1,3").says("450").says(CONTACT)
    talk.says("ส่งคำขอ")

    assert talk.tapped == 0
    assert len(talk.effects) == 1
    assert isinstance(talk.effects[0], Submit)


@pytest.mark.parametrize("typed", ["Teams และ Webex", "teams และ webex", "4", "๔", "4 ครับ", "1,2"])
def test_label_or_number_typed_is_the_button(typed: str, talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME).says(typed)

    assert talk.answers["apps"] == "teams+webex"


def test_number_answers_the_question_that_reads_numbers(users: Talk) -> None:
    users.says("2")

    assert users.answers["users"] == 2


def test_number_means_the_numbered_card_shown_in_the_middle_of_a_form(users: Talk) -> None:
    users.says("คู่มือ").says("2")

    assert users.keys == ["guide.which_device"]
    assert users.buttons[0] == "guide:teams:install.ios"
    assert "users" not in users.answers


def test_number_on_the_card_of_answers_to_edit_edits(talk: Talk) -> None:
    talk.says(EXPRESS).says("แก้ไข").says("3")

    assert talk.keys == ["ask.apps"]


@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_number_never_sends_nor_cancels_nor_goes_back(number: str, talk: Talk) -> None:
    talk.says(EXPRESS).says(number)
    assert talk.keys == ["unclear.review", "registration.review"]

    talk.says("ยกเลิก").says("ลงทะเบียน").says(WEATHER_NAME).says("teams").says("450").says(number)
    assert talk.keys == ["unclear.name", "ask.contact"]


def test_number_beyond_the_choices_is_no_choice(talk: Talk) -> None:
    assert talk.says("เมนู").says("6").keys == ["fallback.text"]


@pytest.mark.parametrize("yes", ["ใช่", "ใช่ครับ", "ok"])
def test_yes_takes_the_only_meaning_that_was_asked_about(yes: str, users: Talk) -> None:
    users.says("120,000")
    assert users.keys == ["ask.users_sure"]

    assert users.says(yes).answers["users"] == 120_000


def test_yes_takes_the_address_that_was_suggested(users: Talk) -> None:
    users.says("450").says("สมชาย ใจดี 0812345678 somchai@gmial.com").says("ใช่")

    assert users.answers["email"] == "somchai@gmail.com"
    assert users.keys == ["registration.review"]


def test_yes_decides_nothing_between_several_agencies(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says("กพร").says("ใช่")

    assert talk.answers == {"notice": NOTICE_VERSION}
    assert talk.keys == ["unclear.agency", "ask.choose"]


# ---- the review ------------------------------------------------------------------------


@pytest.mark.parametrize("yes", ["ใช่", "ส่งคำขอ", "ถูกต้องครับ", "โอเค", "ไม่มีอะไรแก้แล้ว"])
def test_review_is_sent_by_a_word_of_agreement(yes: str, talk: Talk) -> None:
    talk.says(EXPRESS).says(yes)

    assert [type(effect) for effect in talk.effects] == [Submit]


@pytest.mark.parametrize("no", ["ไม่", "ไม่ถูกต้อง", "ยังไม่ใช่", "แก้ไข"])
def test_review_denied_asks_what_to_edit(no: str, talk: Talk) -> None:
    talk.says(EXPRESS).says(no)

    assert talk.effects == []
    assert talk.keys == ["form.which_edit"]


def test_review_is_not_sent_by_anything_else(talk: Talk) -> None:
    talk.says(EXPRESS).says("แล้วไงต่อ")

    assert talk.effects == []
    assert talk.keys == ["unclear.review", "registration.review"]


def test_withdrawal_denied_is_dropped(talk: Talk) -> None:
    talk.requests.views = [request(role=ContactRole.MAIN)]

    talk.says("ถอนคำขอ").says("ไม่")

    assert (talk.draft, talk.effects) == (None, [])
    assert talk.keys == ["form.unchanged", "menu.text"]


@pytest.mark.parametrize("no", ["ไม่", "ไม่แก้แล้ว", "ไม่เปลี่ยน", "ไม่ถอนแล้ว"])
def test_change_is_never_stored_by_a_no(no: str, talk: Talk) -> None:
    talk.requests.views = [request(role=ContactRole.MAIN)]

    talk.says("แก้ไขจำนวนเป็น 77").says(no)

    assert talk.effects == []


def test_correction_of_a_person_takes_all_that_it_says(talk: Talk) -> None:
    talk.says(EXPRESS).says("เปลี่ยนผู้ประสานงานเป็น วิชัย ใจงาม 0855555555 wichai@mfa.go.th")

    person = {name: talk.answers[name] for name in ("name", "phone", "email")}
    assert person == {
        "name": "วิชัย ใจงาม",
        "phone": "+66855555555",
        "email": "wichai@mfa.go.th",
    }


def test_cancelling_an_edit_keeps_the_form(talk: Talk) -> None:
    talk.says(EXPRESS).says("แก้ไขอีเมล").says("ยกเลิก")

    assert talk.keys == ["registration.review"]
    assert talk.answers["agency"] == WEATHER


def test_agency_whose_name_holds_a_guides_word_is_registered(talk: Talk) -> None:
    talk.says("ลงทะเบียน กรมบัญชีกลาง teams 300 คน สมชาย ใจดี 0812345678 somchai@cgd.go.th")

    assert talk.keys[-1] == "registration.review"
    assert talk.answers["agency_name"] == "กรมบัญชีกลาง"


def test_choice_between_agencies_outlives_another_answer(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says("กพร").says("450 คน")

    assert talk.keys == ["form.noted", "ask.choose"]
    assert talk.says("1").answers["users"] == 450
    assert "agency" in talk.answers


def test_another_amendment_takes_the_place_of_an_open_one(talk: Talk) -> None:
    talk.requests.views = [request(role=ContactRole.MAIN)]

    talk.says("แก้ไขจำนวนเป็น 800").says("เปลี่ยนเบอร์เป็น 0861112222")

    assert talk.keys[-1] == "amend_contact.review"
    assert talk.answers["phone"] == "+66861112222"


def test_asking_to_join_is_never_an_agencys_name(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says("ขอร่วมด้วย")

    assert talk.keys == ["join.how", "ask.agency"]


# ---- corrections and questions in the middle -------------------------------------------


def test_correction_in_the_middle_is_taken_at_once(users: Talk) -> None:
    users.says("450").says("แก้ไขจำนวน 500")

    assert users.keys == ["form.changed", "ask.contact"]
    assert users.answers["users"] == 500


def test_correction_at_the_review_is_taken_at_once(talk: Talk) -> None:
    talk.says(EXPRESS).says("เบอร์ผิด เป็น 0899999999")

    assert talk.keys == ["form.changed", "registration.review"]
    assert talk.answers["phone"] == "+66899999999"


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("0899999999", "phone", "+66899999999"),
        ("email ใหม่ somsri@tmd.go.th", "email", "somsri@tmd.go.th"),
        ("จำนวนไม่ใช่ 450 เป็น 540", "users", 540),
        ("500 คน", "users", 500),
        ("เอา webex ออก", "apps", "teams"),
        ("ไม่เอา teams แล้ว", "apps", "webex"),
        ("เพิ่ม meet ด้วย", "apps", "teams+webex+hangouts"),
        ("ขอเปลี่ยนเป็น webex อย่างเดียว", "apps", "webex"),
        ("กรมการแพทย์", "agency_name", "กรมการแพทย์"),
    ],
)
def test_new_value_at_the_review_takes_the_place_of_the_old(
    text: str, name: str, value: str | int, talk: Talk
) -> None:
    talk.says(EXPRESS).says(text)

    assert talk.keys == ["form.changed", "registration.review"]
    assert talk.answers[name] == value


def test_last_app_is_not_left_out(talk: Talk) -> None:
    talk.says(EXPRESS).says("เอา teams กับ webex ออก")

    assert talk.answers["apps"] == "teams+webex"
    assert talk.keys[-1] == "registration.review"


def test_correction_without_its_value_asks_for_it(talk: Talk) -> None:
    talk.says(EXPRESS).says("อีเมลผิด")

    assert talk.keys == ["ask.email"]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("ใช้ฟรีไหม", "answer.cost"),
        ("คู่มือ teams ไอโฟน", "guide.teams.install.ios"),
        ("สถานะ กรมการแพทย์", "status.no_request"),
        ("WFH-63-00001-A", "status.mistyped"),
    ],
)
def test_question_in_the_middle_is_answered_and_the_form_goes_on(
    question: str, key: str, users: Talk
) -> None:
    before = users.draft

    users.says(question)

    assert users.keys == [key, "ask.users"]
    assert users.draft == before


@pytest.mark.parametrize("yes", ["ยืนยัน", "ยืนยันครับ", "ใช้ได้ค่ะ"])
def test_agreement_is_never_taken_for_a_question(yes: str, talk: Talk) -> None:
    talk.says(EXPRESS).says(yes)

    assert [type(effect) for effect in talk.effects] == [Submit]


@pytest.mark.parametrize("no", ["เปลี่ยนใจ ไม่ถอนแล้ว", "ไม่ครับ ไม่ถอน"])
def test_withdrawal_refused_in_many_words_is_dropped(no: str, talk: Talk) -> None:
    talk.requests.views = [request(role=ContactRole.MAIN)]

    talk.says("ถอนคำขอ").says(no)

    assert (talk.draft, talk.effects) == (None, [])


@pytest.mark.parametrize(
    "text", ["รอแป๊บนะครับ", "ผมเองครับ", "ไม่รู้เหมือนกัน", "ใครควรเป็นผู้ประสานงาน", "เอาเบอร์ไปทำอะไร"]
)
def test_no_talk_becomes_the_contacts_name(text: str, users: Talk) -> None:
    users.says("450").says(text)

    assert "name" not in users.answers


@pytest.mark.parametrize("text", ["เกิน 500 คนได้ไหม", "ถ้ามี 1,000 คนต้องแยกคำขอไหม"])
def test_supposed_number_is_not_stored(text: str, users: Talk) -> None:
    assert "users" not in users.says(text).answers


def test_number_asked_back_is_stored(users: Talk) -> None:
    assert users.says("สัก 300 คนได้ไหม").answers["users"] == 300


def test_second_thoughts_at_a_later_question_are_taken(users: Talk) -> None:
    users.says("450").says("งั้นเอา 520 คนค่ะ")

    assert users.answers["users"] == 520
    assert users.keys == ["form.changed", "ask.contact"]


def test_yes_takes_an_address_suggested_at_another_question(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says("somchai@gmial.com").says("ใช่ค่ะ")

    assert talk.answers["email"] == "somchai@gmail.com"


def test_label_with_a_courtesy_is_the_button(talk: Talk) -> None:
    talk.says("ไม่ได้ยินเสียงคนอื่นเลย").says("ยังไม่หายค่ะ")

    assert talk.keys == ["human.about"]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("change users to 500", "users", 500),
        ("change email to a@tmd.go.th", "email", "a@tmd.go.th"),
    ],
)
def test_correction_in_english_is_taken(text: str, name: str, value: str | int, talk: Talk) -> None:
    assert talk.says(EXPRESS).says(text).answers[name] == value


def test_change_in_free_text_opens_the_amendment_with_its_value(talk: Talk) -> None:
    talk.requests.views = [request(role=ContactRole.MAIN)]

    talk.says("ใส่จำนวนผิดไป ขอเปลี่ยนเป็น 620 คน")

    assert talk.keys[-1] == "amend_users.review"
    assert talk.answers["users"] == 620


# ---- without a form --------------------------------------------------------------------


def test_agency_with_more_begins_a_registration_without_the_word_for_it(talk: Talk) -> None:
    talk.says(f"{WEATHER_NAME} ขอใช้ teams 450 คน")

    assert talk.keys == ["registration.notice", "ask.contact"]


def test_status_of_an_agency_by_its_name(talk: Talk) -> None:
    talk.requests.views = [request()]

    talk.says(f"สถานะ {WEATHER_NAME}")

    assert talk.keys == ["status.title"]
    assert talk.effects == [CountLookup()]


def test_status_of_an_ambiguous_name_asks_which(talk: Talk) -> None:
    talk.says("สถานะ กพร")

    assert talk.keys == ["status.which_agency"]
    assert len(talk.buttons) > 1
    assert all(button.startswith("status_of:") for button in talk.buttons)


def test_status_by_reference_is_limited(talk: Talk) -> None:
    talk.requests.views = [request(STORED)]

    shown = [talk.says(STORED).keys for _ in range(12)]

    assert shown == [["status.title"]] * 10 + [["status.too_many"]] * 2


def test_two_misses_in_a_row_offer_a_person(talk: Talk) -> None:
    assert talk.says("ฟหกด่าสว").keys == ["fallback.text"]
    assert talk.says("บลาบลาบลา").keys == ["fallback.human"]
    assert "human" in talk.buttons


def test_misses_with_an_answer_between_them_offer_no_person(talk: Talk) -> None:
    talk.says("ฟหกด่าสว").says("เมนู").says("บลาบลาบลา")

    assert talk.keys == ["fallback.text"]


def test_two_misses_in_a_form_offer_a_person_on_its_card(users: Talk) -> None:
    assert "human" not in users.says("หลายคน").buttons
    assert "human" in users.says("เยอะมาก").buttons
    assert users.keys == ["unclear.count", "ask.users"]


# ---- not text, late, empty -------------------------------------------------------------


@pytest.mark.parametrize("kind", Attachment)
def test_attachment_is_answered_and_the_form_goes_on(kind: Attachment, users: Talk) -> None:
    before = users.draft

    users.does(Received(kind, 9_000))

    assert users.keys == [f"received.{kind}", "ask.users"]
    assert users.draft == before


def test_following_again_offers_to_carry_on(users: Talk) -> None:
    before = users.draft

    users.follows()

    assert users.keys == ["greeting.welcome", "menu.text"]
    assert "resume" in users.buttons
    assert users.draft == before


def test_answer_older_than_its_question_is_not_taken(users: Talk) -> None:
    before = users.draft
    assert before is not None

    users.says("450", at=before.asked_at - 1)

    assert users.draft == before
    assert users.keys == ["form.late", "ask.users"]


def test_label_older_than_its_card_is_not_taken(users: Talk) -> None:
    before = users.draft
    assert before is not None

    assert users.says("50 คน", at=before.asked_at - 1).draft == before


def test_word_on_a_button_of_a_form_that_was_sent_is_just_a_word(talk: Talk) -> None:
    talk.says(EXPRESS).taps("submit")

    assert talk.says("ยกเลิก").keys == ["form.nothing_open", "menu.text"]
    assert talk.says("เมนู").keys == ["menu.text"]


def test_word_that_always_works_is_obeyed_however_late(users: Talk) -> None:
    assert users.says("ยกเลิก", at=1).keys == ["form.cancelled", "menu.text"]


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "\x00", "\ud800", "😀"])
def test_text_without_a_letter_is_answered(text: str, talk: Talk) -> None:
    assert talk.says(text).keys == ["fallback.empty"]


# ---- left and taken up again -----------------------------------------------------------


def test_form_left_open_is_carried_on_by_its_next_answer(users: Talk) -> None:
    users.now += 30 * 86_400_000

    users.says("450")

    assert users.keys == ["ask.contact"]


def test_form_of_another_release_is_let_go(talk: Talk) -> None:
    talk.draft = Draft("bulk", version=3, answers={"agency": WEATHER})

    assert talk.says("เมนู").turn.draft is None
    assert talk.keys == ["menu.text"]
