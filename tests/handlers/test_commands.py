"""The words that work anywhere, with a form open and without."""

import pytest

from handlers.commands import COMMANDS
from handlers.lexicon import Lexicon
from models.vocabulary import ContactRole
from tests.handlers.deciding import EXPRESS, REFERENCE, SHELF, WEATHER_NAME, Talk, request

MINE = request(role=ContactRole.MAIN)


def test_every_command_of_the_word_list_is_obeyed_and_no_other(lexicon: Lexicon) -> None:
    assert set(COMMANDS) == set(lexicon.commands.values())


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("เมนู", ["menu.text"]),
        ("ช่วยเหลือ", ["help.text"]),
        ("เจ้าหน้าที่", ["human.text"]),
        ("ขอบคุณค่ะ", ["greeting.thanks"]),
        ("สวัสดีค่ะ", ["greeting.hello", "menu.text"]),
        ("คู่มือ", [SHELF]),
        ("มีปัญหา", ["guide.stuck"]),
        ("สถานะ", ["status.none"]),
        ("แก้ไข", ["amend.none"]),
        ("แก้จำนวน", ["amend.none"]),
        ("ถอนคำขอ", ["amend.none"]),
        ("สรุป", ["form.nothing_open", "menu.text"]),
    ],
)
def test_word_is_answered_without_a_form(word: str, keys: list[str], talk: Talk) -> None:
    assert talk.says(word).keys == keys


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("ช่วยเหลือ", ["help.text", "ask.apps"]),
        ("ขอบคุณค่ะ", ["greeting.thanks", "ask.apps"]),
        ("ทำต่อ", ["form.resumed", "ask.apps"]),
        ("สรุป", ["form.resumed", "ask.apps"]),
        ("ส่งคำขอ", ["form.incomplete", "ask.apps"]),
        ("ข้าม", ["form.needed", "ask.apps"]),
        ("ย้อนกลับ", ["ask.agency"]),
        ("แก้ไข", ["form.which_edit"]),
        ("แก้ไขจำนวน", ["ask.users"]),
        ("เริ่มใหม่", ["form.restarted", "ask.agency"]),
        ("ยกเลิก", ["form.cancelled", "menu.text"]),
    ],
)
def test_word_is_answered_in_a_form(word: str, keys: list[str], talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)

    assert talk.says(word).keys == keys


@pytest.mark.parametrize("word", ["เมนู", "เจ้าหน้าที่", "คู่มือ", "สถานะ", "สวัสดี"])
def test_word_answered_by_a_card_leads_back_to_the_form_by_a_button(word: str, talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)
    before = talk.draft

    talk.says(word)

    assert "resume" in talk.buttons
    assert talk.draft == before


def test_word_forgives_earlier_misses(talk: Talk) -> None:
    talk.says("ฟหกด่าสว")
    assert talk.misses == 1

    talk.says("ช่วยเหลือ")
    assert talk.misses == 0


def test_edit_in_a_form_offers_the_answers_given_so_far(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME).taps("apps:teams")

    assert talk.says("แก้ไข").buttons == ["edit:agency", "edit:category", "edit:apps", "resume"]


def test_edit_before_anything_is_answered_asks_the_question_again(talk: Talk) -> None:
    assert talk.says("ลงทะเบียน").says("แก้ไข").keys == ["ask.agency"]


def test_edit_without_a_form_offers_what_can_change_about_the_request(talk: Talk) -> None:
    talk.requests.views = [MINE]

    assert talk.says("แก้ไข").keys == ["amend.which"]


def test_edit_with_several_requests_shows_them(talk: Talk) -> None:
    talk.requests.views = [MINE, request("WFH-63-00002-G", role=ContactRole.DEPUTY)]

    assert talk.says("แก้ไข").keys == ["status.title+status.title"]
    assert f"change:{REFERENCE}" in talk.buttons


def test_edit_is_not_offered_to_who_only_asked_to_join(talk: Talk) -> None:
    talk.requests.views = [request(role=ContactRole.ASKING)]

    assert talk.says("แก้ไข").keys == ["amend.none"]


def test_change_of_a_question_in_the_open_form_edits_that_form(talk: Talk) -> None:
    talk.requests.views = [request(role=ContactRole.MAIN, agency=("GOV-164", "กรมการแพทย์"))]
    talk.says(EXPRESS)

    talk.says("เปลี่ยนโปรแกรม")

    assert talk.keys == ["ask.apps"]
    assert talk.draft is not None
    assert (talk.draft.form, talk.draft.editing) == ("registration", "apps")


def test_rude_words_get_a_kind_way_on(talk: Talk, lexicon: Lexicon) -> None:
    word = next(said for said, meaning in lexicon.commands.items() if meaning == "abuse")

    talk.says(word)

    assert talk.keys == ["fallback.kind"]
    assert talk.buttons == ["human", "menu"]
