"""Within a kind any of them, between the kinds all of them, and all for the same body."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.conditions import BodyFacts, Conditions, Scope, fit_body, fit_person
from models.vocabulary import AgencyCategory, AppStatus, MeetingApp, RegistrationStatus

TAK: BodyFacts = {
    "category": "provincial",
    "province": "ตาก",
    "status": "active",
    "apps": [["teams", "active"], ["webex", "waiting"]],
    "tags": ["นำร่อง"],
}
MINT: BodyFacts = {
    "category": "state_enterprise",
    "province": None,
    "status": None,
    "apps": [],
    "tags": [],
}


def asking(**kinds: list[str]) -> Conditions:
    return Conditions.from_json(kinds)


@pytest.mark.parametrize(
    ("kinds", "fits"),
    [
        ({}, True),
        ({"categories": ["provincial", "government"]}, True),
        ({"categories": ["government"]}, False),
        ({"provinces": ["ตาก"]}, True),
        ({"provinces": ["น่าน"]}, False),
        ({"statuses": ["active", "expired"]}, True),
        ({"statuses": ["expired"]}, False),
        ({"apps": ["webex"]}, True),
        ({"apps": ["hangouts"]}, False),
        ({"app_statuses": ["waiting"]}, True),
        ({"app_statuses": ["refused"]}, False),
        ({"apps": ["teams"], "app_statuses": ["active"]}, True),
        ({"apps": ["teams"], "app_statuses": ["waiting"]}, False),  # that is the other app's
        ({"tags": ["อื่น", "นำร่อง"]}, True),
        ({"tags": ["อื่น"]}, False),
        ({"categories": ["provincial"], "provinces": ["ตาก"], "tags": ["นำร่อง"]}, True),
        ({"categories": ["provincial"], "provinces": ["ตาก"], "tags": ["อื่น"]}, False),
    ],
)
def test_a_body_fits_when_every_kind_does(kinds: dict[str, list[str]], fits: bool) -> None:
    assert fit_body(TAK, asking(**kinds)) is fits


def test_one_body_must_fit_whole() -> None:
    by_half = asking(categories=["state_enterprise"], provinces=["ตาก"])

    assert not fit_person([TAK, MINT], by_half)
    assert fit_person([TAK, MINT], asking(categories=["state_enterprise"]))
    assert fit_person([TAK, MINT], asking(provinces=["ตาก"]))


def test_who_speaks_for_nobody_is_meant_only_with_everyone() -> None:
    everyone = Conditions(scope=Scope.EVERYONE)
    about_bodies = Conditions(scope=Scope.EVERYONE, provinces=frozenset({"ตาก"}))

    assert not fit_person([], Conditions())
    assert fit_person([], everyone)
    assert not fit_person([], about_bodies)
    assert fit_person([TAK], about_bodies)


WHOLE = st.builds(
    Conditions,
    scope=st.sampled_from(Scope),
    categories=st.frozensets(st.sampled_from(AgencyCategory)),
    apps=st.frozensets(st.sampled_from(MeetingApp)),
    statuses=st.frozensets(st.sampled_from(RegistrationStatus)),
    app_statuses=st.frozensets(st.sampled_from(AppStatus)),
    provinces=st.frozensets(st.sampled_from(("ตาก", "น่าน"))),
    agencies=st.frozensets(st.integers(1, 9)),
    tags=st.frozensets(st.text(max_size=3)),
)


@given(WHOLE)
def test_plain_data_says_the_same(conditions: Conditions) -> None:
    assert Conditions.from_json(conditions.to_json()) == conditions


def test_plain_data_is_short_and_in_order() -> None:
    conditions = Conditions(
        categories=frozenset({AgencyCategory.PROVINCIAL, AgencyCategory.GOVERNMENT}),
        agencies=frozenset({7, 3}),
    )

    assert conditions.to_json() == {
        "scope": "registered",
        "categories": ["government", "provincial"],
        "agencies": [3, 7],
    }
    assert Conditions().to_json() == {"scope": "registered"}


@pytest.mark.parametrize(
    "data",
    [
        {"scope": "nobody"},
        {"categories": ["ministry"]},
        {"colours": ["red"]},
        {"tags": "red"},
        {"tags": [1]},
        {"agencies": ["x"]},
    ],
)
def test_what_nobody_knows_is_refused_rather_than_passed_over(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"condition|is not a valid|invalid literal"):
        Conditions.from_json(data)
