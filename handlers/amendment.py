"""
The small forms about a request that exists already: change it, join it, take it back.

Each is a form like any other, about `draft.subject`, the request's reference.
"""

from collections.abc import Mapping
from typing import Final

from handlers import questions as q
from handlers.form import way
from handlers.question import Form
from handlers.registration import review
from handlers.turn import (
    Amend,
    Answer,
    AskToJoin,
    Draft,
    Effect,
    RequestView,
    Review,
    Row,
    Withdraw,
    Words,
)
from models.lifecycle import OPEN
from models.vocabulary import AppStatus, Change, ContactRole

MINE: Final = frozenset({ContactRole.MAIN, ContactRole.DEPUTY})


def _confirm_withdrawal(form: Form, draft: Draft) -> Review:
    subject = Row(Words("row.reference"), draft.subject or "")
    return Review(
        title=Words("withdraw.review"),
        rows=(subject,),
        choices=(
            way("submit", draft, label="confirm_withdraw", primary=True),
            way("cancel", draft, label="keep_request"),
        ),
        note=Words("withdraw.note"),
    )


USERS: Final = Form("amend_users", 0, (q.USERS,), review)
APPS: Final = Form("amend_apps", 0, (q.APPS,), review)
PERSON: Final = Form("amend_contact", 0, q.CONTACT, review)
JOIN: Final = Form("join", 0, q.CONTACT, review)
WITHDRAW: Final = Form("withdraw", 0, (), _confirm_withdrawal)

FORMS: Final[Mapping[str, Form]] = {
    form.name: form for form in (USERS, APPS, PERSON, JOIN, WITHDRAW)
}


def may_open(form: Form, view: RequestView | None) -> bool:
    """Whether this person may begin `form` about this request."""
    if view is None or view.status not in OPEN:
        return False
    return view.role is None if form is JOIN else view.role in MINE


def known_answers(form: Form, view: RequestView) -> dict[str, Answer]:
    """What a form begins with: a contact changes single rows, the rest is asked anew."""
    return q.answers_of(view.person) if form is PERSON and view.person else {}


def current_values(view: RequestView) -> Words:
    """How the request stands, said before it is changed."""
    apps = tuple(
        Words(f"label.app.{item.app}") for item in view.apps if item.status != AppStatus.DROPPED
    )
    return Words(
        "amend.now",
        {"reference": view.reference, "agency": view.agency, "apps": apps, "users": view.users},
    )


def effect(draft: Draft) -> Effect:
    """What a complete draft of one of these forms asks for."""
    reference, answers = draft.subject or "", draft.answers
    match draft.form:
        case USERS.name:
            return Amend(reference, Change.USERS, users=int(answers["users"]))
        case APPS.name:
            return Amend(reference, Change.APPS, apps=q.apps_of(answers))
        case PERSON.name:
            return Amend(reference, Change.CONTACT, person=q.person_of(answers))
        case JOIN.name:
            return AskToJoin(reference, q.person_of(answers))
    return Withdraw(reference)
