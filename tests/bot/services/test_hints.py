"""Hints tell what is otherwise as a rule, and nothing where all is as usual."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.services import cases, hints
from bot.services.caseviews import Body, CaseView, File, Person
from bot.services.hints import Hint
from models.base import Database
from models.vocabulary import (
    AgencyCategory,
    ContactRole,
    FileState,
    Origin,
    RegistrationStatus,
)
from tests.bot.services.requested import request

AT = datetime(2020, 3, 17, 2, 30, tzinfo=UTC)
SOMCHAI = Person(
    link_id=1,
    contact_id=1,
    role=ContactRole.MAIN,
    name="สมชาย ใจดี",
    phone="+6621417010",
    extension=None,
    email="somchai@tmd.go.th",
    since=AT,
    display_name=None,
    is_blocked=False,
    elsewhere=0,
)
LETTER = File(1, "หนังสือ.pdf", "application/pdf", 9, FileState.KEPT, None, AT)
USUAL = CaseView(
    id=1,
    reference="WFH-63-00001-E",
    version=1,
    status=RegistrationStatus.SUBMITTED,
    since=AT,
    reason=None,
    category=AgencyCategory.GOVERNMENT,
    users=450,
    origin=Origin.LINE,
    submitted_at=AT,
    wanted=(),
    claimed_by=None,
    claimed_name=None,
    claimed_at=None,
    lives_on_in=None,
    agency=Body(1, "GOV-091", "กรมอุตุนิยมวิทยา", "กรมอุตุนิยมวิทยา", None, ("อต.", "TMD")),
    apps=(),
    contacts=(SOMCHAI,),
    wishes=(),
    history=(),
    files=(LETTER,),
)
OWN = Hint("case.hint.own_domain", "good", {"domain": "tmd.go.th"})


def with_person(**values: object) -> CaseView:
    return replace(USUAL, contacts=(replace(SOMCHAI, **values),))


def test_of_a_usual_request_only_the_good_is_said() -> None:
    assert hints.of(USUAL, usual=400) == (OWN,)


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("a@ONDE.go.th", Hint("case.hint.official_domain", "good", {"domain": "onde.go.th"})),
        ("a@gmail.com", Hint("case.hint.public_domain", "warn", {"domain": "gmail.com"})),
        ("a@example.co.th", Hint("case.hint.other_domain", "warn", {"domain": "example.co.th"})),
    ],
)
def test_a_domain_tells_whose_address_it_is(address: str, hint: Hint) -> None:
    assert hints.of(with_person(email=address), usual=None) == (hint,)


@pytest.mark.parametrize(
    ("users", "said"),
    [
        (4_500, (Hint("case.hint.many_users", values={"usual": 450}),)),
        (45, (Hint("case.hint.few_users", values={"usual": 450}),)),
        (46, ()),
    ],
)
def test_a_number_of_users_far_from_the_usual_is_said(users: int, said: tuple[Hint, ...]) -> None:
    assert hints.of(replace(USUAL, users=users), usual=450) == (*said, OWN)


def test_who_cannot_be_told_on_line_is_said() -> None:
    blocked = hints.of(with_person(is_blocked=True), usual=None)
    apart = hints.of(with_person(contact_id=None), usual=None)
    nobody = hints.of(replace(USUAL, contacts=()), usual=None)

    assert blocked == (OWN, Hint("case.hint.blocked"))
    assert apart == (OWN, Hint("case.hint.no_line", "plain"))
    assert nobody == (Hint("case.hint.no_contact"),)


def test_a_mobile_number_another_agency_and_a_missing_letter_are_said() -> None:
    view = replace(with_person(phone="+66812345678", elsewhere=2), files=())

    assert hints.of(view, usual=None) == (
        OWN,
        Hint("case.hint.mobile", "plain"),
        Hint("case.hint.elsewhere", values={"count": 2}),
        Hint("case.hint.no_letter", "plain"),
    )


def test_a_body_that_is_not_listed_is_said() -> None:
    view = replace(USUAL, agency=replace(USUAL.agency, code="NEW-00001"))

    assert hints.of(view, usual=None) == (Hint("case.hint.not_listed"), OWN)


def test_the_usual_number_is_that_of_the_others_of_its_kind(database: Database) -> None:
    with database.write() as connection:
        request(connection, "กรมหนึ่ง", users=9_999)
        for number, users in enumerate((100, 200, 300, 400, 5_000)):
            request(connection, f"กรมอื่น {number}", users=users)
        request(connection, "การไฟฟ้า", category=AgencyCategory.STATE_ENTERPRISE, users=1)

    with database.read() as connection:
        view = cases.read(connection, "WFH-63-00001-E")
        assert hints.usual_users(connection, view) == 300
        assert hints.usual_users(connection, replace(view, category="independent")) is None
