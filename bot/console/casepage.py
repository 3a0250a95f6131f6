"""
The page of a request, and what is kept of a form that could not be carried out.

Whoever may only look sees contacts masked and neither conversation nor files.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from flask import Response, abort, request

from bot.console import drawing, masking, retelling
from bot.console.desk import Desk, officer, page
from bot.services import cases, casework, reasons
from bot.services.caseviews import Person
from bot.services.decisions import LONGEST, Stale
from messages_th import forms
from models.lifecycle import REOPENED, may_move
from models.vocabulary import Actor, AgencyCategory, RegistrationStatus, Wanted

LARGEST_ROW: Final = 2**31 - 1  # the highest number that a database gives a row

# Each verb, and the status it leads to; what else may be done is worked out in `verbs`.
LEADS_TO: Final = {
    "approve": RegistrationStatus.APPROVED,
    "ask": RegistrationStatus.NEED_INFO,
    "reject": RegistrationStatus.REJECTED,
    "withdraw": RegistrationStatus.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """
    A form that was sent and came to nothing: which, what stood in it, and why. `subject` is
    the row it was about, where a page has several such forms.
    """

    verb: str = ""
    subject: int = 0
    text: str = ""
    wanted: frozenset[str] = frozenset()
    category: str = ""
    fault: str = ""


def show(
    desk: Desk,
    reference: str,
    *,
    typed: Typed | None = None,
    stale: Stale | None = None,
    status: int = 200,
) -> Response:
    """The page of a request; 404 when there is none."""
    before = _number("before")
    work = casework.open_case(
        desk.database,
        reference.upper(),
        officer=officer(),
        speaker=_number("chat"),
        before=before,
    )
    if work is None:
        abort(404)
    view = work.view
    title = desk.text("case.title", reference=view.reference, agency=view.agency.name)
    return page(
        desk,
        "case.html",
        title=title,
        status=status,
        section="queue",
        typed=typed or Typed(),
        stale=stale,
        work=work,
        view=view,
        draw=drawing.draw,
        is_older=before is not None,
        **_offered(desk, view.status),
        **shown(desk),
    )


def shown(desk: Desk) -> dict[str, Any]:
    """How templates write contacts, acts and several words at once."""
    is_masked = masking.is_masked(officer().role)
    return {
        "headline": partial(retelling.headline, desk),
        "particulars": partial(retelling.particulars, desk),
        "named": partial(retelling.named, desk),
        "is_masked": is_masked,
        "phone_of": _masked_phone if is_masked else _phone,
        "email_of": _masked_email if is_masked else _email,
    }


def verbs(status: RegistrationStatus) -> frozenset[str]:
    """What staff may do with a request in this status."""
    ways = {verb for verb, to in LEADS_TO.items() if may_move(status, to=to, by=Actor.STAFF)}
    if status in REOPENED:
        ways.add("reopen")
    if may_move(status, to=RegistrationStatus.MERGED, by=Actor.STAFF):
        ways.add("merge")
    return frozenset(ways)


def row_of(desk: Desk, reference: str) -> int:
    """The row of a request; 404 when there is none."""
    row = cases.id_of(desk.database, reference)
    if row is None:
        abort(404)
    return row


def _offered(desk: Desk, status: RegistrationStatus) -> dict[str, Any]:
    """What the forms of the page offer to choose from."""
    return {
        "verbs": verbs(status),
        "canned": reasons.of(desk.database),
        "longest": LONGEST,
        "wantable": tuple(Wanted),
        "categories": tuple(AgencyCategory),
    }


def _number(name: str) -> int | None:
    """A row's number from the address; anything else is nobody's."""
    typed = request.args.get(name, "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
    return number if number is not None and number <= LARGEST_ROW else None


def _phone(person: Person) -> str:
    return forms.phone(person.phone, person.extension)


def _masked_phone(person: Person) -> str:
    return masking.phone(person.phone)


def _email(person: Person) -> str:
    return person.email


def _masked_email(person: Person) -> str:
    return masking.email(person.email)
