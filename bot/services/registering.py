"""
Carry out what a dialogue decided about requests, in the transaction of its turn.

The caller commits. What cannot be done any more comes back as `Impossible`; nobody is
shown an error because somebody else was quicker.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.services import (
    amending,
    attachments,
    directory,
    informing,
    joining,
    linking,
    recording,
    working_days,
)
from bot.services.recording import Act, Case
from handlers.turn import (
    AgencyAnswer,
    AlreadyOpen,
    Amend,
    AnswerInfo,
    AskToJoin,
    DecideJoin,
    Effect,
    Impossible,
    KeepFile,
    Link,
    Outcome,
    Person,
    Submit,
    Submitted,
    Withdraw,
)
from models.agency import Agency
from models.contact import AgencyContact
from models.lifecycle import OPEN
from models.reference import Reference
from models.registration import Registration, RegistrationApp
from models.vocabulary import (
    AgencyCategory,
    AppStatus,
    Change,
    ContactRole,
    RegistrationStatus,
)

BUDDHIST_ERA: Final = 543  # years ahead of the common era

_a, _r, _link = Agency.__table__, Registration.__table__, AgencyContact.__table__
_living = _a.alias("living")

# A body that was merged since it was named is the one it lives on in.
_AGENCY: Final = select(_living.c.id, _living.c.category).join_from(
    _a, _living, _living.c.id == func.coalesce(_a.c.merged_into, _a.c.id)
)
_BY_CODE: Final = _AGENCY.where(_a.c.code == bindparam("code"))
_BY_NAME: Final = _AGENCY.where(_a.c.folded == bindparam("folded"))
_ADD_AGENCY: Final = insert(_a).returning(_a.c.id, _a.c.category)
_OPEN_REQUEST: Final = select(_r.c.reference).where(
    _r.c.agency_id == bindparam("agency_id"), _r.c.status.in_(sorted(OPEN))
)
_NEXT: Final = text(
    "INSERT INTO counters (name, value) VALUES (:name, 1)"
    " ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value"
)
_ADD_REQUEST: Final = insert(_r).returning(_r.c.id)
_ADD_APPS: Final = insert(RegistrationApp.__table__)
_LINKS: Final = select(
    _link.c.id, _link.c.contact_id, _link.c.role, _link.c.phone, _link.c.email
).where(_link.c.agency_id == bindparam("agency_id"))
_DISMISS: Final = (
    update(_link)
    .where(
        _link.c.agency_id == bindparam("of_agency"),
        _link.c.contact_id.is_distinct_from(bindparam("not_contact")),
    )
    .values(role=ContactRole.FORMER)
)


def carry_out(
    connection: Connection,
    effect: Effect,
    *,
    contact_id: int,
    inbox_id: int | None,
    now: datetime,
) -> Outcome | None:
    """
    Do it, and say what it came to; None when this event had its effect before.

    One event has at most one effect on requests: its inbox id is unique in their history.
    """
    act = Act(connection, contact_id, inbox_id, now)
    try:
        with connection.begin_nested():
            return _do(act, effect)
    except IntegrityError:
        # Somebody else wrote first, between our look and our writing. Look once more.
        if recording.was_carried_out(act):
            return None
    with connection.begin_nested():
        return _do(act, effect)


def _do(act: Act, effect: Effect) -> Outcome | None:
    match effect:
        case Submit():
            return submit(act, effect)
        case Amend():
            return amending.amend(act, effect)
        case AnswerInfo():
            return informing.take(act, effect)
        case Withdraw(reference):
            return amending.withdraw(act, reference)
        case AskToJoin(reference, person):
            return joining.ask(act, reference, person)
        case KeepFile():
            return attachments.keep(act, effect)
        case DecideJoin(link, is_welcome):
            return joining.decide(act, link, is_welcome=is_welcome)
        case Link(code):
            return linking.use(act, code)
    return None


def submit(act: Act, effect: Submit) -> Outcome:
    """Store a request, unless its agency has an open one."""
    agency = _agency(act, effect.agency)
    if agency is None:
        return Impossible("outcome.gone")
    already = act.connection.scalar(_OPEN_REQUEST, {"agency_id": agency.id})
    if already is not None:
        found = recording.requests(act).by_reference(already)
        return AlreadyOpen(found) if found else Impossible("outcome.gone")
    case = _store(act, effect, agency)
    _make_member(act, agency.id, effect.person)
    recording.enter(act, case, Change.SUBMITTED, before=None)
    return Submitted(recording.view(act, case))


def next_number(connection: Connection, name: str) -> int:
    """The next of the running numbers called `name`, beginning with 1."""
    return int(connection.scalar(_NEXT, {"name": name}) or 0)


def _agency(act: Act, answer: AgencyAnswer) -> Row[*tuple[Any, ...]] | None:
    if answer.code is not None:
        return act.connection.execute(_BY_CODE, {"code": answer.code}).one_or_none()
    name = directory.folded(answer.name)
    known = act.connection.execute(_BY_NAME, {"folded": name}).one_or_none()
    return known or _add_agency(act, answer, name)


def _add_agency(act: Act, answer: AgencyAnswer, folded: str) -> Row[*tuple[Any, ...]]:
    values = {
        "code": f"NEW-{next_number(act.connection, 'agency'):05d}",
        "name": answer.name,
        "folded": folded,
        "searched": folded,
        "category": answer.category,
        "province": answer.province,
        "created_at": act.now,
    }
    return act.connection.execute(_ADD_AGENCY, values).one()


def _store(act: Act, effect: Submit, agency: Row[*tuple[Any, ...]]) -> Case:
    year = (working_days.thai_day(act.now).year + BUDDHIST_ERA) % 100
    reference = Reference(year, next_number(act.connection, f"reference {year}"))
    status = RegistrationStatus.SUBMITTED
    values = {
        "reference": str(reference),
        "year": reference.year,
        "number": reference.number,
        "agency_id": agency.id,
        "category": agency.category,
        "status": status,
        "status_at": act.now,
        "users": effect.users,
        "submitted_at": act.now,
        "submitted_by": act.contact_id,
        "notice_version": effect.notice or None,
        "origin": effect.origin,
    }
    registration_id = act.connection.execute(_ADD_REQUEST, values).scalar_one()
    act.connection.execute(_ADD_APPS, _apps(registration_id, effect, act.now))
    category = AgencyCategory(agency.category)
    return Case(registration_id, str(reference), agency.id, category, status, effect.users)


def _apps(registration_id: int, effect: Submit, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "registration_id": registration_id,
            "app": app,
            "status": AppStatus.WAITING,
            "status_at": now,
        }
        for app in sorted(effect.apps)
    ]


def _make_member(act: Act, agency_id: int, person: Person) -> None:
    """
    Let the submitting person speak for the agency.

    Its main or deputy contact keeps that part. An outsider, who can only come where no
    request is open, becomes the main contact alone: those of earlier requests may ask to
    join, since nobody knows whether they are still there, or ever rightly were. Whom staff
    enter displaces nobody.
    """
    links = act.connection.execute(_LINKS, {"agency_id": agency_id}).all()
    if act.contact_id is None:
        _enter_member(act, agency_id, person, links)
        return
    own = next((link for link in links if link.contact_id == act.contact_id), None)
    is_deputy = own is not None and own.role == ContactRole.DEPUTY
    role = _role(links) if is_deputy else ContactRole.MAIN
    if own is None or own.role not in recording.MEMBERS:
        values = {"of_agency": agency_id, "not_contact": act.contact_id}
        act.connection.execute(_DISMISS, values)
    joining.keep_link(act, agency_id, person, role=role, link_id=own.id if own else None)


def _enter_member(
    act: Act, agency_id: int, person: Person, links: Sequence[Row[*tuple[Any, ...]]]
) -> None:
    """Whom staff enter: with the same number and address it is the person who is known."""
    reached = (person.phone.e164, person.email)
    own = next((link for link in links if (link.phone, link.email) == reached), None)
    is_member = own is not None and own.role in recording.MEMBERS
    role = ContactRole(own.role) if own is not None and is_member else _role(links)
    joining.keep_link(act, agency_id, person, role=role, link_id=own.id if own else None)


def _role(links: Sequence[Row[*tuple[Any, ...]]]) -> ContactRole:
    has_main = any(link.role == ContactRole.MAIN for link in links)
    return ContactRole.DEPUTY if has_main else ContactRole.MAIN
