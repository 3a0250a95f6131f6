"""What each question makes of what its reader understood, and answers read back."""

from dataclasses import replace

import pytest

from handlers import questions as q
from handlers.answers.agency import AgencyMatch
from handlers.answers.count import Count
from handlers.answers.email import Email
from handlers.answers.phone import Phone
from handlers.answers.reading import Unclear
from handlers.lexicon import AgencyEntry, Lexicon
from handlers.question import Answered, Question, Which
from handlers.turn import AgencyAnswer, Answer, Option, Person, PhoneNumber, Words
from models.vocabulary import AgencyCategory, MeetingApp
from tests.handlers.deciding import COMPLETE, SOMCHAI, WEATHER, WEATHER_NAME

METEO = AgencyEntry(WEATHER, WEATHER_NAME, AgencyCategory.GOVERNMENT, None, ())
CHIANG_MAI = AgencyEntry("PROV-421", "จังหวัดเชียงใหม่", AgencyCategory.PROVINCIAL, "เชียงใหม่", ())
UNCLEAR = Unclear("unclear.phone")


def match(*found: AgencyEntry, name: str, exact: bool = False) -> AgencyMatch:
    return AgencyMatch(found, exact, None, None, name)


def take(question: Question, found: object) -> object:
    return question.take(found, {})


def named(question: str) -> Question:
    return next(item for item in q.CONTACT if item.name == question)


def test_agency_that_is_certain_brings_what_the_directory_knows() -> None:
    assert take(q.AGENCY, match(METEO, name=WEATHER_NAME, exact=True)) == Answered(
        {
            "agency": WEATHER,
            "agency_name": WEATHER_NAME,
            "category": "government",
            "province": "-",
        }
    )
    assert take(q.AGENCY, match(CHIANG_MAI, name="เชียงใหม่", exact=True)) == Answered(
        {
            "agency": "PROV-421",
            "agency_name": "จังหวัดเชียงใหม่",
            "category": "provincial",
            "province": "เชียงใหม่",
        }
    )


def test_agency_of_several_meanings_offers_each_and_the_name_as_typed() -> None:
    which = take(q.AGENCY, match(METEO, CHIANG_MAI, name="ศูนย์ทดสอบอากาศ"))

    assert isinstance(which, Which)
    assert which.words == Words("ask.agency_which", {"agency": "ศูนย์ทดสอบอากาศ"})
    assert [option.words for option in which.options] == [
        Words("choice.agency", {"agency": WEATHER_NAME}),
        Words("choice.agency", {"agency": "จังหวัดเชียงใหม่"}),
        Words("choice.agency_new", {"agency": "ศูนย์ทดสอบอากาศ"}),
    ]
    assert [option.answers["agency"] for option in which.options] == [WEATHER, "PROV-421", "-"]


def test_agency_is_never_entered_under_an_abbreviation() -> None:
    which = take(q.AGENCY, match(METEO, CHIANG_MAI, name="กพร"))

    assert isinstance(which, Which)
    assert which.options[-1] == Option(Words("choice.agency_none"), {})


def test_agency_nobody_knows_is_confirmed_before_it_is_taken() -> None:
    new = AgencyMatch((), False, AgencyCategory.PROVINCIAL, "ขอนแก่น", "โรงเรียนบ้านหนองน้ำใส")

    assert take(q.AGENCY, new) == Which(
        Words("ask.agency_new", {"agency": "โรงเรียนบ้านหนองน้ำใส"}),
        (
            Option(
                Words("choice.agency_new", {"agency": "โรงเรียนบ้านหนองน้ำใส"}),
                {
                    "agency": "-",
                    "agency_name": "โรงเรียนบ้านหนองน้ำใส",
                    "category": "provincial",
                    "province": "ขอนแก่น",
                },
            ),
        ),
    )


def test_new_agency_forgets_the_category_and_province_of_the_one_before() -> None:
    which = take(q.AGENCY, match(name="ชมรมรักษ์ป่าต้นน้ำ"))

    assert isinstance(which, Which)
    assert which.options[0].answers == {
        "agency": "-",
        "agency_name": "ชมรมรักษ์ป่าต้นน้ำ",
        "category": None,
        "province": None,
    }


def test_agency_without_a_name_is_unclear() -> None:
    assert take(q.AGENCY, match(name="")) == Unclear("unclear.agency")


def test_category_is_chosen_and_never_read_from_a_text(lexicon: Lexicon) -> None:
    assert q.CATEGORY.take(q.CATEGORY.read("ราชการ", lexicon), {}) == Unclear("unclear.category")
    assert [button.answers for button in q.CATEGORY.buttons] == [
        {"category": str(category)} for category in AgencyCategory
    ]


@pytest.mark.parametrize(
    ("category", "asked"),
    [(str(c), c is AgencyCategory.PROVINCIAL) for c in AgencyCategory] + [("", False)],
)
def test_province_is_asked_only_of_bodies_in_the_provinces(category: str, asked: bool) -> None:
    assert q.PROVINCE.when({"category": category}) is asked


def test_apps_are_kept_in_the_order_they_are_offered() -> None:
    chosen = frozenset({MeetingApp.HANGOUTS, MeetingApp.TEAMS})

    assert take(q.APPS, chosen) == Answered({"apps": "teams+hangouts"})


def test_apps_are_offered_one_by_one_in_pairs_and_all_together() -> None:
    assert [button.code for button in q.APPS.buttons] == [
        "teams",
        "webex",
        "hangouts",
        "teams+webex",
        "teams+hangouts",
        "webex+hangouts",
        "teams+webex+hangouts",
    ]
    assert all(button.answers == {"apps": button.code} for button in q.APPS.buttons)


def test_users_up_to_a_hundred_thousand_are_taken() -> None:
    assert take(q.USERS, Count(100_000)) == Answered({"users": 100_000})


def test_users_above_a_hundred_thousand_are_confirmed() -> None:
    assert take(q.USERS, Count(100_001)) == Which(
        Words("ask.users_sure", {"users": 100_001}),
        (Option(Words("choice.users_sure", {"users": 100_001}), {"users": 100_001}),),
    )


def test_users_given_as_a_range_are_asked_for_one_figure() -> None:
    found = Unclear("unclear.count.range", {"min": 100, "max": 150})

    assert take(q.USERS, found) == Which(
        Words("ask.users_range", {"min": 100, "max": 150}),
        (
            Option(Words("choice.users", {"users": 100}), {"users": 100}),
            Option(Words("choice.users", {"users": 150}), {"users": 150}),
        ),
    )


def test_phone_number_keeps_its_extension_and_forgets_an_older_one() -> None:
    with_extension, without = Phone("+6621417010", "12", ()), Phone("+66812345678", None, ())

    assert take(named("phone"), with_extension) == Answered(
        {"phone": "+6621417010", "extension": "12"}
    )
    assert take(named("phone"), without) == Answered({"phone": "+66812345678", "extension": None})


def test_email_address_is_taken_or_a_likelier_one_asked_about() -> None:
    likely, typed = "somchai@gmail.com", "somchai@gmial.com"

    assert take(named("email"), Email("somchai@tmd.go.th", None)) == Answered(
        {"email": "somchai@tmd.go.th"}
    )
    assert take(named("email"), Email(typed, likely)) == Which(
        Words("ask.email_meant", {"email": likely}),
        tuple(
            Option(Words("choice.email", {"email": address}), {"email": address})
            for address in (likely, typed)
        ),
    )


@pytest.mark.parametrize("question", [q.PROVINCE, q.APPS, q.USERS, *q.CONTACT])
def test_what_is_unclear_to_a_reader_stays_unclear(question: Question) -> None:
    assert take(question, UNCLEAR) == UNCLEAR


# ---- answers, read back ----------------------------------------------------------------


def test_listed_agency_is_read_back_by_its_code() -> None:
    assert q.agency_of(COMPLETE) == AgencyAnswer(
        WEATHER, WEATHER_NAME, AgencyCategory.GOVERNMENT, None
    )


def test_new_agency_is_read_back_by_its_name_and_province() -> None:
    new = COMPLETE | {
        "agency": "-",
        "agency_name": "โรงเรียนบ้านหนองน้ำใส",
        "category": "provincial",
        "province": "ขอนแก่น",
    }

    assert q.agency_of(new) == AgencyAnswer(
        None, "โรงเรียนบ้านหนองน้ำใส", AgencyCategory.PROVINCIAL, "ขอนแก่น"
    )


def test_province_that_is_no_longer_asked_stays_behind() -> None:
    moved = COMPLETE | {"agency": "-", "category": "government", "province": "ขอนแก่น"}

    assert q.agency_of(moved).province is None


def test_apps_are_read_back() -> None:
    assert q.apps_of(COMPLETE) == frozenset({MeetingApp.TEAMS, MeetingApp.WEBEX})


def test_person_goes_into_answers_and_comes_back() -> None:
    with_extension = replace(SOMCHAI, phone=PhoneNumber("+6621417010", "12"))

    assert q.person_of(COMPLETE) == SOMCHAI
    assert q.answers_of(SOMCHAI) == {
        "name": SOMCHAI.name,
        "phone": "+66812345678",
        "email": "somchai@tmd.go.th",
    }
    assert q.person_of(q.answers_of(with_extension)) == with_extension


def test_person_with_an_empty_extension_has_none() -> None:
    assert q.person_of(COMPLETE | {"extension": ""}) == Person(
        SOMCHAI.name, SOMCHAI.phone, SOMCHAI.email
    )


@pytest.mark.parametrize(
    ("older", "left"),
    [
        ({"category": "ministry"}, {}),
        ({"apps": "teams+zoom"}, {}),
        ({"apps": ""}, {}),
        ({"users": "many"}, {}),
        ({"name": 5}, {}),
        ({"agency": WEATHER}, {}),
        ({"agency": WEATHER, "agency_name": WEATHER_NAME}, None),
        ({"fax": "021417011"}, None),
        ({"extension": None}, None),
    ],
)
def test_answers_in_words_of_another_release_are_left_out(
    older: dict[str, Answer], left: dict[str, Answer] | None
) -> None:
    assert q.known(older) == (older if left is None else left)
    assert q.known(COMPLETE) == COMPLETE
