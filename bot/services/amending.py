"""
Change or withdraw a request for one of its contacts.

Before approval a change is in force at once; afterwards it waits as an amendment for
the office, whose providers may have acted on what it says already.
"""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from bot.services import joining, recording
from bot.services.recording import Act, Case
from handlers.turn import Amend, Amended, Impossible, Outcome, Withdrawn
from models.contact import AgencyContact, Contact
from models.lifecycle import CLOSED, EDITABLE, may_move
from models.registration import Amendment, RegistrationApp
from models.vocabulary import AppStatus, Change, MeetingApp, RegistrationStatus, Wanted

_app, _link = RegistrationApp.__table__, AgencyContact.__table__
_person = Contact.__table__

OF_PERSON: Final = frozenset({Wanted.NAME, Wanted.PHONE, Wanted.EMAIL})

_APPS: Final = select(_app.c.id, _app.c.app, _app.c.status).where(
    _app.c.registration_id == bindparam("registration_id")
)
_SET_APP: Final = (
    update(_app)
    .where(_app.c.id == bindparam("app_id"))
    .values(status=bindparam("status"), status_at=bindparam("status_at"))
)
_ADD_APP: Final = insert(_app)
_ADD_AMENDMENT: Final = insert(Amendment.__table__)
_OTHERS: Final = (
    select(_person.c.line_id)
    .join_from(_link, _person, _person.c.id == _link.c.contact_id)
    .where(
        _link.c.agency_id == bindparam("agency_id"),
        _link.c.contact_id != bindparam("contact_id"),
        _link.c.role.in_(sorted(recording.MEMBERS)),
        _person.c.blocked_at.is_(None),
    )
    .order_by(_link.c.id)
)


def amend(act: Act, effect: Amend) -> Outcome:
    """Change what `effect` names: at once, or as an amendment once it was approved."""
    case = recording.find(act, effect.reference)
    refusal = _refusal(case)
    if case is None or refusal is not None:
        return refusal or Impossible("outcome.gone")
    if effect.person is not None:
        return _amend_person(act, case, effect)
    if case.status not in EDITABLE:
        return _ask_office(act, case, effect)
    return _amend_at_once(act, case, effect)


def withdraw(act: Act, reference: str) -> Outcome:
    """Take the request back; its other contacts are to be told."""
    case = recording.find(act, reference)
    refusal = _refusal(case)
    if case is None or refusal is not None:
        return refusal or Impossible("outcome.gone")
    if not may_move(case.status, to=RegistrationStatus.WITHDRAWN, by=act.actor):
        return Impossible("outcome.closed")
    after = replace(case, status=RegistrationStatus.WITHDRAWN, wanted=frozenset())
    recording.keep(act, case, after)
    recording.enter(act, after, Change.WITHDRAWN, before=case.status)
    ids = {"agency_id": case.agency_id, "contact_id": act.contact_id}
    others = tuple(act.connection.scalars(_OTHERS, ids))
    return Withdrawn(recording.view(act, case), others)


def _refusal(case: Case | None) -> Impossible | None:
    if case is None:
        return Impossible("outcome.gone")
    if not case.is_mine:
        return Impossible("outcome.not_yours")
    return Impossible("outcome.closed") if case.status in CLOSED else None


def _amend_person(act: Act, case: Case, effect: Amend) -> Outcome:
    # A contact's own details are theirs to change at any time: no provider holds them.
    assert effect.person is not None
    assert case.role is not None
    joining.keep_link(act, case.agency_id, effect.person, role=case.role, link_id=case.link_id)
    after = recording.answered(case, OF_PERSON)
    recording.keep(act, case, after)
    recording.enter(act, after, Change.CONTACT, before=case.status)
    return Amended(recording.view(act, case), effect.change, is_applied=True)


def _amend_at_once(act: Act, case: Case, effect: Amend) -> Outcome:
    given = Wanted.USERS if effect.users is not None else Wanted.APPS
    after = recording.answered(case, frozenset({given}))
    details: dict[str, Any] = {}
    if effect.users is not None:
        details = {"from": case.users, "to": effect.users}
        after = replace(after, users=effect.users)
    if effect.apps is not None:
        details = set_apps(act, case, effect.apps)
    recording.keep(act, case, after)
    recording.enter(act, after, effect.change, before=case.status, details=details)
    return Amended(recording.view(act, case), effect.change, is_applied=True)


def _ask_office(act: Act, case: Case, effect: Amend) -> Outcome:
    wanted: dict[str, Any] = (
        {"users": effect.users} if effect.apps is None else {"apps": sorted(effect.apps)}
    )
    values = {
        "registration_id": case.id,
        "change": effect.change,
        "wanted": wanted,
        "asked_by": act.contact_id,
        "asked_at": act.now,
        "inbox_id": act.inbox_id,
    }
    act.connection.execute(_ADD_AMENDMENT, values)
    recording.audit(act, f"amendment.{effect.change}", f"registration {case.id}", wanted)
    return Amended(recording.view(act, case), effect.change, is_applied=False)


def set_apps(act: Act, case: Case, wanted: frozenset[MeetingApp]) -> dict[str, Any]:
    """Drop, revive and add apps until exactly `wanted` are asked for; says what changed."""
    rows = act.connection.execute(_APPS, {"registration_id": case.id}).all()
    asked = {MeetingApp(row.app) for row in rows if row.status != AppStatus.DROPPED}
    at = {"status_at": act.now}
    for row in rows:
        if row.app in asked - wanted:
            values = {"app_id": row.id, "status": AppStatus.DROPPED}
        elif row.app in wanted - asked:
            values = {"app_id": row.id, "status": AppStatus.WAITING}
        else:
            continue
        act.connection.execute(_SET_APP, values | at)
    for app in sorted(wanted - {MeetingApp(row.app) for row in rows}):
        new = {"registration_id": case.id, "app": app, "status": AppStatus.WAITING}
        act.connection.execute(_ADD_APP, new | at)
    return {"added": sorted(wanted - asked), "dropped": sorted(asked - wanted)}
