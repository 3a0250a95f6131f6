"""Inside a form: what is an answer, a correction, a decision, or a question of its own."""

import pytest

from handlers.turn import Submit
from models.vocabulary import ContactRole
from tests.handlers.deciding import EXPRESS, WEATHER, WEATHER_NAME, Talk, request


@pytest.fixture
def users(talk: Talk) -> Talk:
    """A registration at its question for the number of users."""
    return talk.says("ลงทะเบียน").says(WEATHER_NAME).says("teams")


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
        ("เอา meet แทน webex", "apps", "teams+hangouts"),
        ("เปลี่ยน webex เป็น meet", "apps", "teams+hangouts"),
        ("เบอร์ 0899998888", "phone", "+66899998888"),
        ("คนประสานงานคือ นางสาวมาลี มีทรัพย์", "name", "นางสาวมาลี มีทรัพย์"),
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


def test_surname_is_no_app(talk: Talk) -> None:
    talk.says(EXPRESS).says("เปลี่ยนชื่อคนติดต่อเป็นมาลี มีทรัพย์")

    assert (talk.answers["name"], talk.answers["apps"]) == ("มาลี มีทรัพย์", "teams+webex")


def test_correction_takes_every_value_it_holds(talk: Talk) -> None:
    talk.says(EXPRESS).says("แก้จำนวน 500 และเบอร์ 0811112222")

    assert (talk.answers["users"], talk.answers["phone"]) == (500, "+66811112222")


def test_address_in_doubt_at_the_review_is_asked_about(talk: Talk) -> None:
    talk.says(EXPRESS).says("อีเมล foo@gmial.com").says("ใช่")

    assert talk.answers["email"] == "foo@gmail.com"


def test_button_of_an_answer_in_the_middle_can_be_typed(users: Talk) -> None:
    users.says("ไม่ได้ยินเสียงคนอื่นเลย").says("ยังไม่หาย")

    assert users.keys[0] == "human.about"


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
    assert talk.keys == ["ask.agency"]


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
