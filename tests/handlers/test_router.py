"""Whatever a person does is taken in one fixed order, and nothing stays without an answer."""

import pytest

from handlers.turn import Attachment, CountLookup, Draft, Received, Submit
from models.reference import Reference
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
