"""Opening, answering and sending forms, turn by turn."""

from dataclasses import replace

import pytest

from handlers import filing
from handlers.press import encode
from handlers.turn import (
    AgencyAnswer,
    Amend,
    AskToJoin,
    Draft,
    Option,
    Press,
    Submit,
    Tell,
    Withdraw,
    Words,
)
from models.vocabulary import AgencyCategory, Change, ContactRole, MeetingApp, RegistrationStatus
from tests.handlers.deciding import (
    COMPLETE,
    CONTACT,
    EXPRESS,
    NOTICE,
    NOTICE_VERSION,
    REFERENCE,
    SOMCHAI,
    WEATHER,
    WEATHER_NAME,
    Talk,
    request,
)

MINE = request(role=ContactRole.MAIN)
TEAMS_WEBEX = frozenset({MeetingApp.TEAMS, MeetingApp.WEBEX})


def filled(**more: object) -> Draft:
    return replace(Draft("registration", version=7, answers=COMPLETE), **more)  # type: ignore[arg-type]


def test_registration_begins_with_the_notice_and_the_first_question(talk: Talk) -> None:
    talk.says("ลงทะเบียน")

    assert talk.turn.says[0] == Tell(Words("registration.notice", {"uri": NOTICE}))
    assert talk.keys == ["registration.notice", "ask.agency"]
    assert talk.answers == {"notice": NOTICE_VERSION}


def test_registration_of_a_listed_agency_takes_five_taps_and_three_typed_messages(
    talk: Talk,
) -> None:
    talk.follows()
    talk.taps("start:registration")
    talk.says(WEATHER_NAME)
    talk.taps("apps:teams+webex")
    talk.says("450")
    talk.says(CONTACT)
    talk.taps("submit")

    assert len(talk.effects) == 1
    assert isinstance(talk.effects[0], Submit)
    assert talk.effects[0].users == 450
    assert talk.tapped <= 5
    assert talk.typed <= 3


def test_one_message_with_everything_goes_straight_to_the_review(talk: Talk) -> None:
    talk.says(EXPRESS)

    assert talk.keys == ["registration.notice", "registration.review"]
    assert talk.answers == COMPLETE


def test_one_message_with_almost_everything_is_asked_only_for_the_rest(talk: Talk) -> None:
    talk.says(f"ลงทะเบียน {WEATHER_NAME} 450 คน {CONTACT}")

    assert talk.keys == ["registration.notice", "ask.apps"]

    talk.taps("apps:teams+webex")

    assert talk.keys == ["registration.review"]
    assert talk.answers == COMPLETE


def test_new_body_in_the_provinces_is_asked_for_category_and_province(talk: Talk) -> None:
    asked = [
        talk.says("ลงทะเบียน").keys[-1],
        talk.says("ชมรมรักษ์ป่าต้นน้ำแม่สา").keys[-1],
        talk.taps("agency:0").keys[-1],
        talk.taps("category:provincial").keys[-1],
        talk.says("เชียงใหม่").keys[-1],
    ]

    assert asked == ["ask.agency", "ask.agency_new", "ask.category", "ask.province", "ask.apps"]
    assert talk.answers == {
        "notice": NOTICE_VERSION,
        "agency": "-",
        "agency_name": "ชมรมรักษ์ป่าต้นน้ำแม่สา",
        "category": "provincial",
        "province": "เชียงใหม่",
    }


def test_complete_registration_is_sent_and_leaves_no_form_open(talk: Talk) -> None:
    talk.says(EXPRESS).taps("submit")

    assert talk.effects == [
        Submit(
            agency=AgencyAnswer(WEATHER, WEATHER_NAME, AgencyCategory.GOVERNMENT),
            apps=TEAMS_WEBEX,
            users=450,
            person=SOMCHAI,
            notice=NOTICE_VERSION,
        )
    ]
    assert talk.draft is None


def test_sending_twice_sends_once(talk: Talk) -> None:
    submit = talk.says(EXPRESS).button("submit")

    talk.presses(submit).presses(submit)

    assert len(talk.effects) == 1
    assert talk.keys == ["form.gone", "menu.text"]


def test_sending_an_incomplete_form_asks_what_it_lacks(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME).says("ส่งคำขอ")

    assert talk.effects == []
    assert talk.keys == ["form.incomplete", "ask.apps"]


def test_editing_from_the_review_changes_one_answer_only(talk: Talk) -> None:
    talk.says(EXPRESS).taps("edit:users").says("500")

    assert talk.keys == ["registration.review"]
    assert talk.answers == COMPLETE | {"users": 500}


def test_changing_the_category_to_provincial_asks_for_the_province(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says("ชมรมรักษ์ป่าต้นน้ำแม่สา").taps("agency:0")
    talk.taps("category:government").taps("apps:teams").says("50").says(CONTACT)
    talk.taps("edit:category").taps("category:provincial")

    assert talk.keys == ["ask.province"]
    assert talk.says("ลำพูน").keys == ["registration.review"]


def test_editing_to_a_new_agency_forgets_what_was_known_of_the_old_one(talk: Talk) -> None:
    talk.says(EXPRESS.replace(WEATHER_NAME, "จังหวัดเชียงใหม่"))
    assert talk.answers["province"] == "เชียงใหม่"

    talk.taps("edit:agency").says("ชมรมรักษ์ป่าต้นน้ำแม่สา").taps("agency:0")

    assert talk.keys == ["ask.category"]
    assert {"category", "province"} & set(talk.answers) == set()


def test_registering_again_carries_the_open_form_on(talk: Talk) -> None:
    talk.says("ลงทะเบียน").says(WEATHER_NAME)

    talk.says("ลงทะเบียน")

    assert talk.keys == ["form.resumed", "ask.apps"]
    assert talk.answers["agency"] == WEATHER


def test_cancelling_drops_the_form_and_shows_the_menu(talk: Talk) -> None:
    talk.says(EXPRESS).says("ยกเลิก")

    assert talk.draft is None
    assert talk.effects == []
    assert talk.keys == ["form.cancelled", "menu.text"]


def test_cancelling_a_change_says_that_the_request_stays(talk: Talk) -> None:
    talk.requests.views = [MINE]

    talk.says("ถอนคำขอ").taps("cancel")

    assert talk.draft is None
    assert talk.effects == []
    assert talk.keys == ["form.unchanged", "menu.text"]


def test_restart_begins_the_same_form_anew_with_no_button_of_the_old_one(talk: Talk) -> None:
    submit = talk.says(EXPRESS).button("submit")

    talk.says("เริ่มใหม่")

    assert talk.keys == ["form.restarted", "ask.agency"]
    assert talk.answers == {"notice": NOTICE_VERSION}
    assert talk.presses(submit).keys == ["form.stale", "ask.agency"]


def test_restart_of_a_change_stays_about_its_request(talk: Talk) -> None:
    talk.requests.views = [MINE]

    talk.says("แก้จำนวน").says("500").says("เริ่มใหม่")

    assert talk.keys == ["form.restarted", "ask.users"]
    assert talk.draft is not None
    assert (talk.draft.form, talk.draft.subject) == ("amend_users", REFERENCE)


def test_restart_without_a_form_begins_a_registration(talk: Talk) -> None:
    assert talk.says("เริ่มใหม่").keys == ["registration.notice", "ask.agency"]


@pytest.mark.parametrize("word", ["ย้อนกลับ", "ข้าม", "ยกเลิก", "ส่งคำขอ", "ทำต่อ"])
def test_words_of_a_form_without_one_lead_to_the_menu(word: str, talk: Talk) -> None:
    assert talk.says(word).keys == ["form.nothing_open", "menu.text"]


# ---- an agency that has a request ------------------------------------------------------


def test_agency_with_an_open_request_is_told_at_once(talk: Talk) -> None:
    talk.requests.views = [request()]

    talk.says("ลงทะเบียน").says(f"{WEATHER_NAME} 450 คน")

    assert talk.keys == ["outcome.already_open", "status.title"]
    assert talk.answers == {"notice": NOTICE_VERSION, "users": 450}
    assert talk.effects == []


def test_agency_of_ones_own_request_is_shown_in_full(talk: Talk) -> None:
    talk.requests.views = [MINE]

    talk.says(EXPRESS)

    assert talk.keys == ["registration.notice", "outcome.already_yours", "status.title"]
    assert f"change:{REFERENCE}" in talk.buttons


def test_after_an_agency_with_a_request_another_may_be_named(talk: Talk) -> None:
    talk.requests.views = [request()]

    talk.says(EXPRESS).says("กรมการแพทย์")

    assert talk.keys == ["registration.review"]
    assert talk.answers["agency_name"] == "กรมการแพทย์"


def test_agency_whose_request_is_closed_registers_anew(talk: Talk) -> None:
    talk.requests.views = [request(status=RegistrationStatus.WITHDRAWN)]

    assert talk.says(EXPRESS).keys == ["registration.notice", "registration.review"]


def test_editing_to_an_agency_with_a_request_is_told_at_once(talk: Talk) -> None:
    talk.requests.views = [request()]
    talk.says(EXPRESS.replace(WEATHER_NAME, "กรมการแพทย์"))

    talk.taps("edit:agency").says(WEATHER_NAME)

    assert talk.keys == ["outcome.already_open", "status.title"]
    assert "agency" not in talk.answers


def test_joining_asks_for_the_contact_and_then_the_main_contact(talk: Talk) -> None:
    talk.requests.views = [request()]

    talk.says("ลงทะเบียน").says(WEATHER_NAME).taps(f"start:join:{REFERENCE}")
    assert talk.keys == ["ask.contact"]

    talk.says(CONTACT).taps("submit")
    assert talk.effects == [AskToJoin(REFERENCE, SOMCHAI)]


def test_joining_does_not_ask_again_who_one_is(talk: Talk) -> None:
    talk.requests.views = [request()]

    talk.says(EXPRESS).taps(f"start:join:{REFERENCE}")

    assert talk.keys == ["join.review"]


# ---- changing a request ----------------------------------------------------------------


def test_change_of_users_is_one_message_and_one_tap(talk: Talk) -> None:
    talk.requests.views = [MINE]

    talk.says("แก้ไขจำนวน 500")
    assert talk.keys == ["amend.now", "amend_users.review"]

    talk.taps("submit")
    assert talk.effects == [Amend(REFERENCE, Change.USERS, users=500)]


def test_change_without_its_value_asks_for_it(talk: Talk) -> None:
    talk.requests.views = [MINE]

    talk.says("แก้โปรแกรม").taps("apps:hangouts").taps("submit")

    assert talk.effects == [Amend(REFERENCE, Change.APPS, apps=frozenset({MeetingApp.HANGOUTS}))]


def test_change_of_the_contact_keeps_what_is_not_changed(talk: Talk) -> None:
    talk.requests.views = [MINE]

    talk.says("แก้ไขผู้ประสานงาน").taps("edit:email").says("new@tmd.go.th").taps("submit")

    assert talk.effects == [
        Amend(REFERENCE, Change.CONTACT, person=replace(SOMCHAI, email="new@tmd.go.th"))
    ]


def test_change_with_several_requests_asks_which(talk: Talk) -> None:
    other = request("WFH-63-00002-G", role=ContactRole.DEPUTY, agency=("GOV-164", "กรมการแพทย์"))
    talk.requests.views = [MINE, other]

    talk.says("แก้จำนวน")
    assert talk.keys == ["amend.which_request"]

    talk.taps("start:amend_users:WFH-63-00002-G").says("600").taps("submit")
    assert talk.effects == [Amend("WFH-63-00002-G", Change.USERS, users=600)]


def test_withdrawing_asks_to_be_sure_first(talk: Talk) -> None:
    talk.requests.views = [MINE]

    talk.says("ถอนคำขอ")
    assert talk.keys == ["amend.now", "withdraw.review"]
    assert talk.effects == []

    talk.taps("submit")
    assert talk.effects == [Withdraw(REFERENCE)]


@pytest.mark.parametrize("form", ["amend_users", "amend_apps", "amend_contact", "withdraw"])
@pytest.mark.parametrize("role", [None, ContactRole.ASKING])
def test_request_of_others_is_changed_by_no_button(
    form: str, role: ContactRole | None, talk: Talk
) -> None:
    talk.requests.views = [request(role=role)]

    talk.presses(encode(Press("start", form, REFERENCE)))

    assert (talk.keys, talk.draft) == (["outcome.not_yours"], None)


def test_closed_request_is_changed_by_no_button(talk: Talk) -> None:
    talk.requests.views = [replace(MINE, status=RegistrationStatus.WITHDRAWN)]

    talk.presses(encode(Press("start", "withdraw", REFERENCE)))

    assert (talk.keys, talk.draft) == (["outcome.closed"], None)


def test_change_is_not_begun_over_a_registration_under_way(talk: Talk) -> None:
    talk.requests.views = [MINE]
    talk.says(EXPRESS.replace(WEATHER_NAME, "กรมการแพทย์"))

    talk.says("ถอนคำขอ")

    assert talk.keys == ["form.other_open", "registration.review"]
    assert talk.answers["agency_name"] == "กรมการแพทย์"


def test_button_for_a_form_of_another_release_is_gone(talk: Talk) -> None:
    talk.presses(encode(Press("start", "bulk")))

    assert (talk.keys, talk.draft) == (["form.gone"], None)


# ---- drafts of another release ---------------------------------------------------------


def test_draft_of_a_form_that_is_gone_is_forgotten() -> None:
    assert filing.opened(Draft("bulk", version=7)) is None
    assert filing.opened(None) is None


def test_draft_keeps_what_this_release_can_still_read() -> None:
    older = filled(answers=COMPLETE | {"apps": "teams+zoom", "fax": "021417011"})

    filed = filing.opened(older)

    assert filed is not None
    without = {name: value for name, value in COMPLETE.items() if name != "apps"}
    assert filed.draft == filled(answers=without | {"fax": "021417011"})


def test_draft_offers_all_its_options_or_none_so_that_buttons_keep_their_meaning() -> None:
    known, unknown = Option(Words("a"), {"apps": "webex"}), Option(Words("b"), {"apps": "zoom"})

    both, one = (filing.opened(filled(options=o)) for o in ((unknown, known), (known,)))

    assert both is not None
    assert one is not None
    assert (both.draft.options, one.draft.options) == ((), (known,))
