"""The office's answer to a change that a contact asked for after approval."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, select, update

from bot.services import amending, decisions, recording, telling
from bot.services.decisions import CLOSED as NOT_OPEN
from bot.services.decisions import UNKNOWN, Decision, Moved, Stale
from bot.services.officer import Officer
from bot.services.recording import Act, Case
from bot.services.telling import Render
from handlers import notices
from models.base import Database
from models.lifecycle import CLOSED, of_apps
from models.registration import Amendment, RegistrationApp
from models.staff import Staff
from models.vocabulary import AppStatus, Change, MeetingApp

_amendment, _staff, _app = Amendment.__table__, Staff.__table__, RegistrationApp.__table__

_FIND: Final = (
    select(_amendment, _staff.c.name.label("decider"))
    .outerjoin_from(_amendment, _staff, _staff.c.id == _amendment.c.decided_by)
    .where(_amendment.c.id == bindparam("amendment_id"))
)
DECIDE: Final = (
    update(_amendment)
    .where(_amendment.c.id == bindparam("row"), _amendment.c.decided_at.is_(None))
    .values(decided_at=bindparam("at"), decided_by=bindparam("by"), is_granted=bindparam("granted"))
)
_STATUSES: Final = select(_app.c.status).where(_app.c.registration_id == bindparam("request"))


def decide_amendment(
    database: Database,
    amendment_id: int,
    *,
    officer: Officer,
    is_granted: bool,
    note: str,
    now: datetime,
    render: Render,
) -> Decision:
    """Grant or refuse it, once; the agency reads the note."""
    note = decisions.said(note)
    wrong = decisions.wrong_text(note, is_needed=not is_granted)
    if wrong:
        return wrong
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        asked = connection.execute(_FIND, {"amendment_id": amendment_id}).one_or_none()
        case = recording.find_row(act, asked.registration_id) if asked else None
        if asked is None or case is None:
            return UNKNOWN
        return _decide(act, case, asked, is_granted=is_granted, note=note, render=render)


def _decide(
    act: Act,
    case: Case,
    asked: Row[*tuple[Any, ...]],
    *,
    is_granted: bool,
    note: str,
    render: Render,
) -> Decision:
    if case.status in CLOSED:
        return NOT_OPEN
    values = {"row": asked.id, "at": act.now, "by": act.staff_id, "granted": is_granted}
    if act.connection.execute(DECIDE, values).rowcount != 1:
        return _quicker(act, case, asked)
    change = Change(asked.change)
    after, details = _granted(act, case, asked.wanted) if is_granted else (case, None)
    if is_granted:
        recording.keep(act, case, after)
    event_id = recording.enter(
        act,
        after,
        change if is_granted else Change.NOTE,
        before=case.status,
        reason=note or None,
        details=details or {"refused": change, **asked.wanted},
    )
    view = telling.view(act, after)
    says = notices.amendment(view, change, is_granted=is_granted, note=note)
    lanes = telling.tell(act, after, event_id, says, render=render)
    version = case.version + is_granted
    return Moved(case.reference, after.status, version, event_id, lanes)


def _quicker(act: Act, case: Case, asked: Row[*tuple[Any, ...]]) -> Stale:
    """Read anew: it may have been decided since we looked, and before we held the request."""
    decided = act.connection.execute(_FIND, {"amendment_id": asked.id}).one()
    change = Change(decided.change)
    return Stale(case.reference, case.status, decided.decider, decided.decided_at, change)


def _granted(act: Act, case: Case, wanted: dict[str, Any]) -> tuple[Case, dict[str, Any]]:
    if "users" in wanted:
        users = int(wanted["users"])
        return replace(case, users=users), {"from": case.users, "to": users}
    apps = frozenset(map(MeetingApp, wanted["apps"]))
    details = amending.set_apps(act, case, apps)
    statuses = act.connection.scalars(_STATUSES, {"request": case.id})
    status = of_apps(map(AppStatus, statuses))
    return replace(case, status=status or case.status), details
