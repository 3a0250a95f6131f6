"""A timeline for the contacts of a request, and only public facts for anybody else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers import status
from handlers.turn import (
    AppView,
    Ask,
    Choice,
    CountLookup,
    Press,
    Row,
    Stage,
    Tell,
    Timeline,
    Timelines,
    Words,
)
from models.reference import Mistyped, Reference
from models.vocabulary import AppStatus, ContactRole, MeetingApp, RegistrationStatus
from tests.handlers.deciding import (
    MORNING,
    REFERENCE,
    SOMCHAI,
    WEATHER,
    WEATHER_NAME,
    choices,
    facts,
    keys,
    name_of,
    request,
)

LATER = MORNING + timedelta(days=1)
MINE = request(role=ContactRole.MAIN)


def label(status_name: str) -> Words:
    return Words(f"label.status.{status_name}")


def test_card_of_a_contact_tells_everything() -> None:
    view = replace(
        MINE,
        status=RegistrationStatus.SCREENING,
        since=LATER,
        history=((RegistrationStatus.SUBMITTED, MORNING), (RegistrationStatus.SCREENING, LATER)),
        apps=(AppView(MeetingApp.TEAMS, AppStatus.WAITING, MORNING),),
    )

    assert status.card(view) == Timeline(
        title=Words("status.title", {"reference": REFERENCE}),
        subject=Words("status.agency_users", {"agency": WEATHER_NAME, "users": 450}),
        stages=(
            Stage(label("submitted"), MORNING),
            Stage(label("screening"), LATER, is_current=True),
            Stage(label("approved"), None),
            Stage(label("forwarded"), None),
            Stage(label("active"), None),
        ),
        apps=(
            Row(
                Words("label.app.teams"),
                Words(
                    "status.app", {"status": Words("label.app_status.waiting"), "since": MORNING}
                ),
            ),
        ),
        notes=(
            Words("status.next.screening"),
            Words("status.expected", {"day": date(2020, 3, 20)}),
        ),
        choices=(
            Choice(Words("button.guides"), Press("guide"), primary=True),
            Choice(Words("button.change"), Press("change", value=REFERENCE)),
        ),
    )


def test_card_of_a_closed_request_ends_with_why_and_offers_a_new_one() -> None:
    closed = replace(
        MINE,
        status=RegistrationStatus.REJECTED,
        reason="ไม่ใช่หน่วยงานของรัฐ",
        next_day=None,
        history=((RegistrationStatus.SUBMITTED, MORNING), (RegistrationStatus.REJECTED, LATER)),
    )

    card = status.card(closed)

    assert [stage.words for stage in card.stages] == [label("submitted"), label("rejected")]
    assert card.notes == (
        Words("status.reason", {"reason": "ไม่ใช่หน่วยงานของรัฐ"}),
        Words("status.next.rejected"),
    )
    assert [name_of(c.press) for c in card.choices if c.press] == ["guide", "start:registration"]


def test_card_shows_no_app_that_was_dropped() -> None:
    apps = (
        AppView(MeetingApp.TEAMS, AppStatus.DROPPED, LATER),
        AppView(MeetingApp.WEBEX, AppStatus.WAITING, MORNING),
    )

    card = status.card(replace(MINE, apps=apps))

    assert [row.label for row in card.apps] == [Words("label.app.webex")]


@pytest.mark.parametrize("role", [None, ContactRole.ASKING, ContactRole.FORMER])
def test_public_card_leaks_nothing_of_what_there_is_to_leak(role: ContactRole | None) -> None:
    secret = request(
        role=role,
        users=98_765,
        reason="เหตุผลภายใน",
        person=replace(SOMCHAI, name="ผู้ลับสุด"),
        apps=(AppView(MeetingApp.HANGOUTS, AppStatus.REFUSED, LATER),),
    )
    secrets = ("98765", "เหตุผลภายใน", "ผู้ลับสุด", "hangouts", "refused", "somchai", "812345678")
    told = repr(secret)
    assert all(word in told for word in secrets)

    card = repr(status.card(secret))

    assert [word for word in secrets if word in card] == []
    assert WEATHER_NAME in card


def test_public_card_tells_agency_stage_and_date_and_how_to_join() -> None:
    assert status.card(request()) == Timeline(
        title=Words("status.title", {"reference": REFERENCE}),
        subject=Words("status.agency", {"agency": WEATHER_NAME}),
        stages=(Stage(label("submitted"), MORNING, is_current=True),),
        notes=(Words("status.public"),),
        choices=(Choice(Words("button.start.join"), Press("start", "join", REFERENCE)),),
    )


def test_public_card_of_a_closed_request_cannot_be_joined() -> None:
    assert status.card(request(status=RegistrationStatus.WITHDRAWN)).choices == ()


def test_public_card_tells_who_asked_already_that_an_answer_is_awaited() -> None:
    card = status.card(request(role=ContactRole.ASKING))

    assert card.notes == (Words("status.asking"),)
    assert card.choices == ()


def test_own_requests_are_one_card_or_cards_side_by_side() -> None:
    other = request("WFH-63-00002-G", role=ContactRole.DEPUTY)

    assert status.mine(facts(MINE)) == (status.card(MINE),)
    assert status.mine(facts(MINE, other)) == (Timelines((status.card(MINE), status.card(other))),)


def test_own_requests_show_at_most_ten_cards() -> None:
    many = [replace(MINE, reference=f"WFH-63-{number:05d}-A") for number in range(12)]

    shown = status.mine(facts(*many))[0]

    assert isinstance(shown, Timelines)
    assert shown.cards == tuple(status.card(view) for view in many[:10])


def test_own_requests_leave_out_those_of_others() -> None:
    others = request("WFH-63-00002-G", agency=("GOV-164", "กรมการแพทย์"))

    assert status.mine(facts(others, MINE)) == (status.card(MINE),)


def test_without_a_request_it_says_how_to_ask_about_another() -> None:
    says = status.mine(facts(request()))

    assert keys(says) == ["status.none"]
    assert [name_of(c.press) for c in choices(says) if c.press] == ["start:registration"]


def test_reference_shows_the_request_and_counts_the_look() -> None:
    stored = request(str(Reference(63, 1)))

    assert status.of_reference(Reference(63, 1), facts(stored)) == (
        (status.public_card(stored),),
        (CountLookup(),),
    )


def test_reference_of_the_own_request_is_never_counted() -> None:
    mine = request(str(Reference(63, 1)), role=ContactRole.DEPUTY)

    assert status.of_reference(Reference(63, 1), facts(mine, lookups_left=0)) == (
        (status.card(mine),),
        (),
    )


def test_reference_that_does_not_exist_counts_as_a_try() -> None:
    assert status.of_reference(Reference(63, 2), facts(request())) == (
        (Tell(Words("status.unknown")),),
        (CountLookup(),),
    )


def test_reference_that_is_mistyped_is_no_try() -> None:
    assert status.of_reference(Mistyped("WFH-63-00001-A"), facts(request())) == (
        (Tell(Words("status.mistyped")),),
        (),
    )


def test_looks_at_other_requests_are_limited_whether_or_not_there_is_one() -> None:
    known = facts(request(), lookups_left=0)
    too_many = ((Tell(Words("status.too_many")),), ())

    assert status.of_agency(WEATHER, known) == too_many
    assert status.of_agency("GOV-164", known) == too_many
    assert status.of_reference(Reference(63, 2), known) == too_many


def test_agency_without_a_request_says_so() -> None:
    assert status.of_agency("GOV-164", facts(request())) == (
        (Tell(Words("status.no_request")),),
        (CountLookup(),),
    )


def test_changes_offer_every_small_form_about_the_request() -> None:
    says = status.changes(MINE)

    assert isinstance(says, Ask)
    assert says.words == Words("amend.which", {"reference": REFERENCE})
    assert [name_of(c.press) for c in says.choices if c.press] == [
        f"start:amend_users:{REFERENCE}",
        f"start:amend_apps:{REFERENCE}",
        f"start:amend_contact:{REFERENCE}",
        f"start:withdraw:{REFERENCE}",
    ]


def test_what_the_office_went_back_on_is_ahead_again() -> None:
    statuses = (
        RegistrationStatus.SUBMITTED,
        RegistrationStatus.APPROVED,
        RegistrationStatus.REJECTED,
        RegistrationStatus.SCREENING,
    )
    view = replace(
        MINE,
        status=RegistrationStatus.SCREENING,
        since=LATER,
        history=tuple((state, MORNING) for state in statuses),
    )

    shown = status.card(view).stages

    assert shown[:2] == (
        Stage(label("submitted"), MORNING),
        Stage(label("screening"), LATER, is_current=True),
    )
    assert [stage.at for stage in shown[2:]] == [None, None, None]
