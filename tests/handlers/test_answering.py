"""Each intent gets its answer, nothing is changed by a guess, and what was meant is learned."""

import pytest

from handlers import answering
from handlers.answering import REPLIES
from handlers.intent import Intent
from handlers.turn import Chosen, Shown
from models.vocabulary import ContactRole, Device
from tests.handlers.deciding import EXPRESS, WEATHER_NAME, Talk, request


def test_every_intent_has_a_reply() -> None:
    assert set(REPLIES) == set(Intent)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("อยากได้โปรแกรมประชุมให้หน่วยงานต้องทำไง", ["registration.notice", "ask.agency"]),
        ("ที่ส่งไปเมื่อวานถึงไหนแล้วคะ", ["status.none"]),
        ("กรอกค้างไว้เมื่อวาน ขอทำต่อ", ["form.nothing_open", "menu.text"]),
        ("มีโปรแกรมอะไรให้เลือกบ้าง", ["answer.app_choose"]),
        ("เน็ตฟรีค่ายไหนบ้าง", ["answer.zero_rating.which"]),
        ("ใช้ฟรีไหม", ["answer.cost"]),
        ("แชร์จอ teams ในแมคยังไง", ["guide.teams.share.mac"]),
        ("ไม่ได้ยินเสียงคนอื่นเลย", ["remedy.sound.silent.None"]),
        ("อยากคุยกับคนจริงๆ", ["human.text"]),
        ("ขอบคุณมากเลยนะคะที่ช่วย", ["greeting.thanks"]),
    ],
)
def test_free_text_is_answered_by_its_meaning(text: str, keys: list[str], talk: Talk) -> None:
    assert talk.says(text).keys == keys


def test_registration_begins_with_the_apps_that_were_named(talk: Talk) -> None:
    talk.says("อยากลงทะเบียนใช้ Microsoft Teams ให้หน่วยงาน")

    assert talk.answers["apps"] == "teams"
    assert talk.keys == ["registration.notice", "form.noted", "ask.agency"]


def test_wish_to_cancel_is_asked_again_before_anything_is_dropped(talk: Talk) -> None:
    talk.says(EXPRESS)
    before = talk.draft

    talk.says("ที่กรอกมาทั้งหมดไม่ต้องการสมัครแล้วค่ะ")

    assert talk.keys == ["form.cancel_sure"]
    assert talk.draft == before
    assert talk.taps("cancel").keys == ["form.cancelled", "menu.text"]


def test_wish_to_withdraw_a_request_asks_first(talk: Talk) -> None:
    talk.requests.views = [request(role=ContactRole.MAIN)]

    talk.says("หน่วยงานเราขอถอนเรื่องที่ยื่นไว้ออกค่ะ")

    assert talk.keys[-1] == "withdraw.review"
    assert talk.effects == []


def test_half_understood_text_offers_three_and_a_person(talk: Talk) -> None:
    talk.says("เปิดไม่ได้ค่ะ")

    assert talk.keys == ["fallback.which"]
    assert len(talk.buttons) == 4
    assert talk.buttons[-1] == "human"
    assert talk.misses == 0


def test_choice_is_answered_with_what_the_text_had_named(talk: Talk) -> None:
    data = "topic|guide.share|webex.ios|"

    talk.presses(data)

    assert talk.keys == ["guide.webex.share.ios"]
    assert talk.device is Device.IOS


@pytest.mark.parametrize("data", ["topic|oos||", "topic|nothing||", "topic|||"])
def test_unknown_choice_shows_the_menu(data: str, talk: Talk) -> None:
    assert talk.presses(data).keys == ["menu.text"]


def test_what_was_shown_and_chosen_teaches_the_examples(talk: Talk) -> None:
    talk.says("เปิดไม่ได้ค่ะ 0812345678")
    shown = talk.lessons[0]
    assert isinstance(shown, Shown)
    first = talk.buttons[0].split(":")[1]

    talk.presses(f"topic|{first}|.|")

    assert "0812345678" not in shown.text
    assert len(shown.intents) == 3
    assert talk.lessons[1:] == [Chosen(Intent(first))]


def test_answer_that_is_sure_teaches_nothing(talk: Talk) -> None:
    talk.says("ใช้ฟรีไหม").says(EXPRESS).says("ส่งคำขอ")

    assert talk.lessons == []


def test_two_questions_get_both_answers_and_the_form_goes_on(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)

    talk.says("ใช้ฟรีไหม? ใช้เวลาอนุมัติกี่วัน?")

    assert talk.keys == ["answer.cost", "answer.duration.when", "ask.apps"]


def test_third_question_is_offered(talk: Talk) -> None:
    talk.says("ใช้ฟรีไหม? ใช้เวลาอนุมัติกี่วัน? ลืมรหัสผ่านทำยังไง?")

    assert talk.keys[: answering.MOST_ANSWERS] == ["answer.cost", "answer.duration.when"]
    assert talk.keys[-1] == "fallback.which"
    assert talk.buttons[-2] == "topic:ts.password:."


def test_guide_for_administrators_is_reached_by_words(talk: Talk) -> None:
    assert talk.says("คู่มือ webex สำหรับผู้ดูแลระบบ").keys == ["guide.webex.admin.None"]


def test_trouble_with_sharing_is_helped_by_its_symptom(talk: Talk) -> None:
    assert talk.says("แชร์จอ teams แล้วคนอื่นเห็นเป็นจอดำ").keys == ["remedy.share.black.teams"]


def test_part_named_after_its_card_is_told(talk: Talk) -> None:
    talk.says("ใช้ฟรีไหม").says("ถึงเมื่อไหร่")

    assert talk.keys == ["answer.cost.ends"]


def test_choices_are_never_courtesies(talk: Talk) -> None:
    for text in ("เปิดไม่ได้ค่ะ", "แงะๆ", "มีปัญหาค่ะ", "ทำไมไม่ขึ้น"):
        talk.says(text)
        offered = [button for button in talk.buttons if button.startswith("topic:")]
        assert not {"topic:greet:.", "topic:thanks:.", "topic:abuse:.", "topic:human:."} & {
            *offered
        }


def test_device_that_was_named_is_remembered(talk: Talk) -> None:
    talk.says("ติดตั้ง teams ในไอโฟน").says("แชร์จอใน webex ทำยังไง")

    assert talk.keys == ["guide.webex.share.ios"]
