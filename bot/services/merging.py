"""
One request lives on in another: two bodies that were one, or one that was sent in twice.

The figures of the request that goes on stay as they are. Who spoke for the other one becomes
a deputy contact of this one's agency, so that nobody loses sight of what they asked for.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, insert, select, update

from bot.services import decisions, recording, telling
from bot.services.decisions import CLOSED, UNKNOWN, Decision, Moved, NotPossible
from bot.services.officer import Officer
from bot.services.recording import Act, Case
from bot.services.telling import Render
from handlers import notices
from models.base import Database
from models.contact import AgencyContact
from models.lifecycle import OPEN, may_move
from models.registration import Registration
from models.vocabulary import Actor, Change, ContactRole, RegistrationStatus

_r, _link = Registration.__table__, AgencyContact.__table__

_ROW: Final = select(_r.c.id).where(_r.c.reference == bindparam("reference"))
_LEAD_ON: Final = (
    update(_r).where(_r.c.id == bindparam("row")).values(merged_into=bindparam("into"))
)
_LINKS: Final = select(_link).where(_link.c.agency_id == bindparam("agency_id"))
_WELCOME: Final = (
    update(_link)
    .where(_link.c.id == bindparam("link_id"))
    .values(role=ContactRole.DEPUTY, since=bindparam("at"))
)
_ADD: Final = insert(_link)


def merge(
    database: Database,
    registration_id: int,
    *,
    into: str,
    officer: Officer,
    seen_version: int,
    now: datetime,
    render: Render,
) -> Decision:
    """Let a request live on in the one with the reference `into`, which must be open."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        into_id = connection.scalar(_ROW, {"reference": into})
        # Locked in one order, whichever way round two officers merge them.
        rows = sorted({registration_id, into_id or registration_id})
        found = {row: recording.find_row(act, row) for row in rows}
        case, target = found[registration_id], found.get(into_id or 0)
        if case is None:
            return UNKNOWN
        refusal = _refusal(case, target)
        if case.version != seen_version:
            return decisions.stale(act, case)
        if refusal is not None or target is None:
            return refusal or UNKNOWN
        return _merge(act, replace(case, version=seen_version), target, render)


def _refusal(case: Case, target: Case | None) -> NotPossible | None:
    if target is None:
        return NotPossible("case.refused.into_unknown")
    if target.id == case.id:
        return NotPossible("case.refused.same_request")
    if target.status not in OPEN:
        return NotPossible("case.refused.into_closed")
    may = may_move(case.status, to=RegistrationStatus.MERGED, by=Actor.STAFF)
    return None if may else CLOSED


def _merge(act: Act, case: Case, target: Case, render: Render) -> Decision:
    after = replace(case, status=RegistrationStatus.MERGED, wanted=frozenset())
    if not recording.keep(act, case, after):
        return decisions.stale(act, case)
    act.connection.execute(_LEAD_ON, {"row": case.id, "into": target.id})
    details = {"into": target.id}
    event_id = recording.enter(act, after, Change.STATUS, before=case.status, details=details)
    recording.enter(act, target, Change.AGENCY, before=target.status, details={"merged": case.id})
    _bring_contacts(act, case, target)
    says = notices.merged(telling.view(act, after), telling.view(act, target))
    lanes = telling.tell(act, after, event_id, says, render=render)
    return Moved(case.reference, after.status, case.version + 1, event_id, lanes)


def _bring_contacts(act: Act, case: Case, target: Case) -> None:
    if case.agency_id == target.agency_id:
        return
    known = {
        link.contact_id: link
        for link in act.connection.execute(_LINKS, {"agency_id": target.agency_id})
    }
    for link in act.connection.execute(_LINKS, {"agency_id": case.agency_id}).all():
        if link.contact_id is not None and link.role in recording.MEMBERS:
            _bring(act, link, known.get(link.contact_id), target)


def _bring(act: Act, link: Row[*tuple[Any, ...]], known: Any, target: Case) -> None:
    if known is None:
        values = {name: value for name, value in link._mapping.items() if name != "id"}
        values |= {"agency_id": target.agency_id, "role": ContactRole.DEPUTY, "since": act.now}
        act.connection.execute(_ADD, values)
    elif known.role not in recording.MEMBERS:
        act.connection.execute(_WELCOME, {"link_id": known.id, "at": act.now})
