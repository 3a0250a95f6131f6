"""Who may begin which small form about a request, and what each asks for when complete."""

import pytest

from handlers import amendment
from handlers import form as forms
from handlers.question import Form
from handlers.turn import (
    Amend,
    Answer,
    AppView,
    AskToJoin,
    Choice,
    Draft,
    Effect,
    Press,
    Review,
    Row,
    Withdraw,
    Words,
)
from models.lifecycle import CLOSED, OPEN
from models.vocabulary import AppStatus, Change, ContactRole, MeetingApp
from tests.handlers.deciding import COMPLETE, MORNING, REFERENCE, SOMCHAI, request

CHANGING = (amendment.USERS, amendment.APPS, amendment.PERSON, amendment.WITHDRAW)
ROLES = (None, *ContactRole)


def draft(form: Form, **answers: Answer) -> Draft:
    return Draft(form.name, version=7, answers=answers, subject=REFERENCE)


@pytest.mark.parametrize("form", CHANGING, ids=lambda form: form.name)
def test_open_request_is_changed_by_its_contacts_only(form: Form) -> None:
    allowed = [role for role in ROLES if amendment.may_open(form, request(role=role))]

    assert allowed == [ContactRole.MAIN, ContactRole.DEPUTY]


def test_open_request_is_joined_only_by_somebody_who_is_nothing_to_it() -> None:
    allowed = [role for role in ROLES if amendment.may_open(amendment.JOIN, request(role=role))]

    assert allowed == [None]


@pytest.mark.parametrize("form", amendment.FORMS.values(), ids=lambda form: form.name)
def test_closed_or_missing_request_is_neither_changed_nor_joined(form: Form) -> None:
    role = None if form is amendment.JOIN else ContactRole.MAIN

    assert all(amendment.may_open(form, request(role=role, status=s)) for s in OPEN)
    assert not any(amendment.may_open(form, request(role=role, status=s)) for s in CLOSED)
    assert not amendment.may_open(form, None)


def test_contact_begins_with_what_is_known_of_them() -> None:
    mine = request(role=ContactRole.MAIN)

    assert amendment.known_answers(amendment.PERSON, mine) == {
        "name": SOMCHAI.name,
        "phone": "+66812345678",
        "email": SOMCHAI.email,
    }
    assert amendment.known_answers(amendment.PERSON, request()) == {}
    assert amendment.known_answers(amendment.USERS, mine) == {}


def test_current_values_name_the_apps_that_were_not_dropped() -> None:
    apps = (
        AppView(MeetingApp.TEAMS, AppStatus.DROPPED, MORNING),
        AppView(MeetingApp.WEBEX, AppStatus.WAITING, MORNING),
    )

    assert amendment.current_values(request(apps=apps)) == Words(
        "amend.now",
        {
            "reference": REFERENCE,
            "agency": "กรมอุตุนิยมวิทยา",
            "apps": (Words("label.app.webex"),),
            "users": 450,
        },
    )


@pytest.mark.parametrize(
    ("form", "effect"),
    [
        (amendment.USERS, Amend(REFERENCE, Change.USERS, users=450)),
        (
            amendment.APPS,
            Amend(REFERENCE, Change.APPS, apps=frozenset({MeetingApp.TEAMS, MeetingApp.WEBEX})),
        ),
        (amendment.PERSON, Amend(REFERENCE, Change.CONTACT, person=SOMCHAI)),
        (amendment.JOIN, AskToJoin(REFERENCE, SOMCHAI)),
        (amendment.WITHDRAW, Withdraw(REFERENCE)),
    ],
    ids=lambda value: value.name if isinstance(value, Form) else "",
)
def test_complete_form_asks_for_exactly_its_one_change(form: Form, effect: Effect) -> None:
    answered = {q.name: COMPLETE[q.name] for q in form.questions}

    assert amendment.effect(draft(form, **answered)) == effect


def test_withdrawing_asks_nothing_but_to_be_sure() -> None:
    assert forms.ask(amendment.WITHDRAW, draft(amendment.WITHDRAW)) == Review(
        title=Words("withdraw.review"),
        rows=(Row(Words("row.reference"), REFERENCE),),
        choices=(
            Choice(Words("button.confirm_withdraw"), Press("submit", version=7), primary=True),
            Choice(Words("button.keep_request"), Press("cancel", version=7)),
        ),
        note=Words("withdraw.note"),
    )
