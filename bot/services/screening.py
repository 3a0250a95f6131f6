"""
The verbs of the screening desk: each moves one request, in one transaction.

Whoever decides names the version of the request they saw; at another one nothing happens,
and they are told who was quicker. Every step leaves an entry in the history and in the
audit, and the contacts are told through the outbox.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypedDict, Unpack

from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from bot.services import decisions, recording, telling
from bot.services.decisions import CLOSED, Decision, Moved, NotPossible, Stale
from bot.services.officer import Officer
from bot.services.recording import Act, Case
from bot.services.telling import Render
from handlers import notices
from models.base import Database
from models.lifecycle import REOPENED, may_move
from models.registration import RegistrationApp
from models.vocabulary import (
    AgencyCategory,
    AppStatus,
    Change,
    RegistrationStatus,
    Wanted,
)

__all__ = [
    "Decision",
    "Moved",
    "NotPossible",
    "Stale",
    "Verdict",
    "approve",
    "ask",
    "recategorise",
    "reject",
    "reopen",
    "settle",
    "withdraw",
]

S = RegistrationStatus

_app = RegistrationApp.__table__
# A request that is screened anew is also sent to the providers anew.
_BEGIN_ANEW: Final = (
    update(_app)
    .where(
        _app.c.registration_id == bindparam("of_request"),
        _app.c.status.not_in([AppStatus.DROPPED, AppStatus.WAITING]),
    )
    .values(status=AppStatus.WAITING, status_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a request is to go. `reason` is read by the agency, `remark` only by colleagues."""

    to: RegistrationStatus
    reason: str | None = None
    remark: str | None = None
    wanted: frozenset[Wanted] = frozenset()
    change: Change = Change.STATUS

    def may_take(self, act: Act, case: Case) -> bool:
        """Whether the tables allow it."""
        if self.to is S.SCREENING:
            return case.status in REOPENED
        return may_move(case.status, to=self.to, by=act.actor)


APPROVED: Final = Verdict(S.APPROVED)


class By(TypedDict):
    """Who decides, having seen which version, when, and how it is put into messages."""

    officer: Officer
    seen_version: int
    now: datetime
    render: Render


def approve(database: Database, registration_id: int, **by: Unpack[By]) -> Decision:
    """The request has passed screening."""
    return _decide(database, registration_id, APPROVED, by)


def ask(
    database: Database,
    registration_id: int,
    *,
    wanted: frozenset[Wanted],
    note: str,
    **by: Unpack[By],
) -> Decision:
    """Ask its contacts for exactly these things once more; `note` says what about them."""
    note = decisions.said(note)
    if not wanted:
        return NotPossible("case.refused.wanted_missing")
    verdict = Verdict(S.NEED_INFO, reason=note or None, wanted=wanted)
    wrong = decisions.wrong_text(note, is_needed=Wanted.NOTE in wanted)
    return wrong or _decide(database, registration_id, verdict, by)


def reject(database: Database, registration_id: int, *, reason: str, **by: Unpack[By]) -> Decision:
    """The request does not pass; the agency reads the reason."""
    reason = decisions.said(reason)
    wrong = decisions.wrong_text(reason, is_needed=True)
    return wrong or _decide(database, registration_id, Verdict(S.REJECTED, reason=reason), by)


def withdraw(
    database: Database, registration_id: int, *, reason: str, **by: Unpack[By]
) -> Decision:
    """Take the request back for its agency, which reads the reason."""
    reason = decisions.said(reason)
    verdict = Verdict(S.WITHDRAWN, reason=reason, change=Change.WITHDRAWN)
    wrong = decisions.wrong_text(reason, is_needed=True)
    return wrong or _decide(database, registration_id, verdict, by)


def reopen(database: Database, registration_id: int, *, reason: str, **by: Unpack[By]) -> Decision:
    """Put the request back into screening; the reason is for colleagues."""
    remark = decisions.said(reason)
    wrong = decisions.wrong_text(remark, is_needed=True)
    try:
        return wrong or _decide(database, registration_id, Verdict(S.SCREENING, remark=remark), by)
    except IntegrityError:
        return NotPossible("case.refused.other_open")  # an agency has one open request


def recategorise(
    database: Database,
    registration_id: int,
    *,
    officer: Officer,
    seen_version: int,
    category: AgencyCategory,
    now: datetime,
) -> Decision:
    """Count the request under another category; nobody is told."""

    def decide(act: Act, case: Case) -> Decision:
        if category is case.category:
            return NotPossible("case.refused.same_category")
        after = replace(case, category=category)
        if not recording.keep(act, replace(case, version=seen_version), after):
            return decisions.stale(act, case)
        details = {"from": case.category, "to": category}
        event_id = recording.enter(act, after, Change.CATEGORY, before=case.status, details=details)
        return Moved(case.reference, case.status, seen_version + 1, event_id)

    return decisions.upon(database, registration_id, decide, officer=officer, now=now)


def settle(
    act: Act,
    case: Case,
    verdict: Verdict,
    *,
    seen_version: int,
    render: Render,
    wait_ms: int = 0,
    details: Mapping[str, Any] | None = None,
) -> Decision:
    """Carry a verdict out within an act; the contacts are told no sooner than `wait_ms`."""
    if not verdict.may_take(act, case):
        return decisions.stale(act, case) if case.version != seen_version else CLOSED
    seen = replace(case, version=seen_version)
    after = replace(case, status=verdict.to, wanted=verdict.wanted)
    if not recording.keep(act, seen, after, reason=verdict.reason):
        return decisions.stale(act, case)
    if verdict.to is S.SCREENING:
        act.connection.execute(_BEGIN_ANEW, {"of_request": case.id, "at": act.now})
    event_id = recording.enter(
        act,
        after,
        verdict.change,
        before=case.status,
        reason=verdict.reason or verdict.remark,
        details={**(details or {}), **_asked(verdict)} or None,
    )
    says = notices.decided(telling.view(act, after))
    lanes = telling.tell(act, after, event_id, says, render=render, wait_ms=wait_ms)
    return Moved(case.reference, verdict.to, seen_version + 1, event_id, lanes)


def _asked(verdict: Verdict) -> dict[str, Any]:
    wanted = [word for word in Wanted if word in verdict.wanted]
    return {"wanted": wanted} if wanted else {}


def _decide(database: Database, registration_id: int, verdict: Verdict, by: By) -> Decision:
    def decide(act: Act, case: Case) -> Decision:
        return settle(act, case, verdict, seen_version=by["seen_version"], render=by["render"])

    return decisions.upon(database, registration_id, decide, officer=by["officer"], now=by["now"])
