"""What buttons do, and that neither an old nor a forged one does anything."""

import pytest

from handlers.press import encode
from handlers.turn import CountLookup, DecideJoin, Press
from models.vocabulary import ContactRole
from tests.handlers.deciding import (
    COMPLETE,
    EXPRESS,
    REFERENCE,
    SHELF,
    WEATHER,
    WEATHER_NAME,
    Talk,
    request,
)

FORGED = [
    "",
    "x",
    "||||",
    "\x00|\ud800||",
    "drop|everything||",
    "answer|apps|teams|",
    "answer|apps|zoom|2",
    "answer|users|999999999|2",
    "option|agency|7|2",
    "option|apps|๑|2",
    "edit|fax||2",
    "edit|notice||2",
    "submit|||999999999",
    "start|bulk||",
    "start|withdraw|WFH-63-99999-A|",
    "start|registration|GOV-000|",
    "change||WFH-63-00001-E|",
    "decide|accept|abc|",
    "status_of||GOV-000|",
    "guide|zoom|fly.moon|",
]


def test_button_of_an_older_card_changes_nothing_and_shows_the_newest(talk: Talk) -> None:
    teams = talk.says("ลงทะเบียน").says(WEATHER_NAME).button("apps:teams")
    talk.taps("apps:webex").says("200")
    before = talk.draft

    talk.presses(teams)

    assert talk.draft == before
    assert talk.keys == ["form.stale", "ask.contact"]


def test_button_pressed_twice_counts_once(talk: Talk) -> None:
    webex = talk.says("ลงทะเบียน").says(WEATHER_NAME).button("apps:webex")

    talk.presses(webex).presses(webex)

    assert talk.keys == ["form.stale", "ask.users"]
    assert talk.answers["apps"] == "webex"


def test_button_of_a_form_that_was_cancelled_and_begun_again_is_old(talk: Talk) -> None:
    teams = talk.says("ลงทะเบียน").says(WEATHER_NAME).button("apps:teams")
    talk.says("ยกเลิก").says("ลงทะเบียน").says(WEATHER_NAME)

    talk.presses(teams)

    assert talk.keys == ["form.stale", "ask.apps"]


def test_button_of_a_form_that_was_sent_shows_the_requests_there_are(talk: Talk) -> None:
    submit = talk.says(EXPRESS).button("submit")
    talk.presses(submit)
    talk.requests.views = [request(role=ContactRole.MAIN)]

    talk.presses(submit)

    assert talk.keys == ["form.gone", "status.title"]
    assert len(talk.effects) == 1


@pytest.mark.parametrize("data", FORGED)
def test_forged_button_changes_no_answer_and_is_answered(data: str, talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)
    before = talk.draft

    talk.presses(data)

    assert talk.draft == before
    assert talk.keys
    assert all(isinstance(effect, CountLookup) for effect in talk.effects)


@pytest.mark.parametrize("data", FORGED)
def test_forged_button_does_no_harm_without_a_form(data: str, talk: Talk) -> None:
    talk.requests.views = [request()]

    talk.presses(data)

    assert talk.keys
    assert all(isinstance(effect, CountLookup) for effect in talk.effects)


def test_answer_of_another_question_with_the_right_version_changes_nothing(talk: Talk) -> None:
    talk.says(EXPRESS).taps("edit:users")
    before = talk.draft
    assert before is not None

    talk.presses(encode(Press("answer", "apps", "hangouts", before.version)))

    assert talk.draft == before
    assert talk.keys == ["form.stale", "ask.users"]


def test_submit_forged_for_an_incomplete_form_sends_nothing(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)
    assert talk.draft is not None

    talk.presses(encode(Press("submit", version=talk.draft.version)))

    assert talk.effects == []
    assert talk.keys == ["form.incomplete", "ask.apps"]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("status", ["status.none"]),
        ("guide", [SHELF]),
        ("human", ["human.text"]),
        ("help", ["help.text"]),
        ("start:registration", ["registration.notice", "ask.agency"]),
    ],
)
def test_menu_leads_everywhere(name: str, keys: list[str], talk: Talk) -> None:
    assert talk.says("เมนู").taps(name).keys == keys


def test_question_in_the_middle_is_answered_and_leads_back(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME).says("เมนู").taps("guide")

    assert talk.keys == [SHELF]
    assert talk.taps("resume").keys == ["form.resumed", "ask.apps"]


def test_edit_and_back_buttons_walk_the_form(talk: Talk) -> None:
    talk.says(EXPRESS)

    assert talk.taps("edit:apps").keys == ["ask.apps"]
    assert talk.taps("back").keys == ["registration.review"]
    assert talk.taps("cancel").keys == ["form.cancelled", "menu.text"]


@pytest.mark.parametrize(
    ("role", "keys"),
    [
        (ContactRole.MAIN, ["amend.which"]),
        (ContactRole.DEPUTY, ["amend.which"]),
        (ContactRole.ASKING, ["outcome.not_yours"]),
        (None, ["outcome.not_yours"]),
    ],
)
def test_change_is_offered_to_contacts_only(
    role: ContactRole | None, keys: list[str], talk: Talk
) -> None:
    talk.requests.views = [request(role=role)]

    assert talk.presses(encode(Press("change", value=REFERENCE))).keys == keys


@pytest.mark.parametrize(("what", "is_welcome"), [("accept", True), ("decline", False)])
def test_decision_about_who_asks_to_join_is_carried_out(
    what: str, is_welcome: bool, talk: Talk
) -> None:
    talk.presses(encode(Press("decide", what, "5")))

    assert talk.effects == [DecideJoin(5, is_welcome)]


def test_decision_in_the_middle_of_a_form_asks_its_question_again(talk: Talk) -> None:
    talk.says("ลงทะเบียน").presses(encode(Press("decide", "accept", "5")))

    assert talk.keys == ["ask.agency"]


def test_agency_named_alone_can_be_registered_or_asked_about(talk: Talk) -> None:
    talk.says(WEATHER_NAME)

    assert talk.keys == ["agency.about"]
    assert talk.buttons == [f"start:registration:{WEATHER}", f"status_of:{WEATHER}"]

    talk.taps(f"start:registration:{WEATHER}")

    assert talk.keys == ["registration.notice", "ask.apps"]
    assert talk.answers["agency"] == COMPLETE["agency"]


def test_status_of_an_agency_is_counted_as_a_look(talk: Talk) -> None:
    talk.requests.views = [request()]

    talk.says(WEATHER_NAME).taps(f"status_of:{WEATHER}")

    assert talk.keys == ["status.title"]
    assert talk.lookups_left == 9
