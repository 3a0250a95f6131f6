"""The registration's review card, and the request that a complete draft makes."""

from handlers import registration
from handlers.registration import REGISTRATION
from handlers.turn import (
    AgencyAnswer,
    Answer,
    Choice,
    Draft,
    PhoneNumber,
    Press,
    Review,
    Row,
    Submit,
    Words,
)
from models.vocabulary import AgencyCategory, MeetingApp
from tests.handlers.deciding import (
    COMPLETE,
    NOTICE_VERSION,
    SOMCHAI,
    WEATHER,
    WEATHER_NAME,
)


def draft(**answers: Answer) -> Draft:
    return Draft("registration", version=7, answers=COMPLETE | answers)


def row(name: str, value: object) -> Row:
    return Row(Words(f"row.{name}"), value, Press("edit", name, version=7))  # type: ignore[arg-type]


def test_review_shows_every_answer_with_its_way_to_edit() -> None:
    assert registration.review(REGISTRATION, draft(extension="12")) == Review(
        title=Words("registration.review"),
        rows=(
            row("agency", WEATHER_NAME),
            row("category", Words("label.category.government")),
            row("apps", (Words("label.app.teams"), Words("label.app.webex"))),
            row("users", Words("count.users", {"users": 450})),
            row("name", SOMCHAI.name),
            row("phone", PhoneNumber("+66812345678", "12")),
            row("email", SOMCHAI.email),
        ),
        choices=(
            Choice(Words("button.submit"), Press("submit", version=7), primary=True),
            Choice(Words("button.cancel"), Press("cancel", version=7)),
        ),
        note=Words("registration.note"),
        step=5,
        steps=5,
    )


def test_review_shows_the_province_of_a_body_in_the_provinces_only() -> None:
    new: dict[str, Answer] = {"agency": "-", "agency_name": "โรงเรียนบ้านหนองน้ำใส"}
    provincial = draft(**new, category="provincial", province="ขอนแก่น")
    central = draft(**new, category="government", province="ขอนแก่น")

    assert row("province", "ขอนแก่น") in registration.rows(REGISTRATION, provincial)
    assert [each.label.key for each in registration.rows(REGISTRATION, central)][:3] == [
        "row.agency",
        "row.category",
        "row.apps",
    ]


def test_review_of_a_new_agency_shows_its_name() -> None:
    new = draft(agency="-", agency_name="โรงเรียนบ้านหนองน้ำใส")

    assert registration.rows(REGISTRATION, new)[0] == row("agency", "โรงเรียนบ้านหนองน้ำใส")


def test_request_holds_what_was_answered_and_the_notice_that_was_shown() -> None:
    assert registration.submit(draft()) == Submit(
        agency=AgencyAnswer(WEATHER, WEATHER_NAME, AgencyCategory.GOVERNMENT),
        apps=frozenset({MeetingApp.TEAMS, MeetingApp.WEBEX}),
        users=450,
        person=SOMCHAI,
        notice=NOTICE_VERSION,
    )


def test_answers_no_longer_asked_for_stay_out_of_the_request() -> None:
    older = draft(fax="021417011", province="ขอนแก่น")

    assert registration.submit(older) == registration.submit(draft())


def test_apps_are_named_in_the_order_they_are_offered() -> None:
    assert registration.app_words(frozenset(MeetingApp)) == (
        Words("label.app.teams"),
        Words("label.app.webex"),
        Words("label.app.hangouts"),
    )


def test_registration_asks_in_five_steps_with_the_contact_in_one() -> None:
    assert [(question.name, question.step) for question in REGISTRATION.questions] == [
        ("agency", 1),
        ("category", 1),
        ("province", 1),
        ("apps", 2),
        ("users", 3),
        ("name", 4),
        ("phone", 4),
        ("email", 4),
    ]
    assert {q.group for q in REGISTRATION.questions if q.step == 4} == {"contact"}
    assert REGISTRATION.steps == 5
