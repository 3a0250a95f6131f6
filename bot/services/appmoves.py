"""
One app of a request moves on: sent to its provider, answered, at its end.

The request's own status follows from its apps. One entry in the history tells both, and the
contacts are told once. Whoever calls this opens the transaction.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, bindparam, select, update

from bot.services import recording, telling
from bot.services.recording import Act, Case
from bot.services.telling import Render
from handlers import notices
from handlers.turn import AppView
from models.lifecycle import may_move_app, of_apps
from models.registration import RegistrationApp
from models.vocabulary import AppStatus, Change, MeetingApp, RegistrationStatus

# A request whose apps are with their providers; before and after, its apps stand still.
WITH_PROVIDERS: Final = frozenset(
    {RegistrationStatus.APPROVED, RegistrationStatus.FORWARDED, RegistrationStatus.ACTIVE}
)
GIVEN: Final = ("licence", "granted", "valid_from", "valid_to", "note")

_app = RegistrationApp.__table__
_APPS: Final = select(_app).where(_app.c.registration_id == bindparam("registration_id"))
_MOVE: Final = update(_app).where(_app.c.id == bindparam("row"))


@dataclass(frozen=True, slots=True)
class Move:
    """Where an app gets to, and what the provider gave or said with it."""

    to: AppStatus
    licence: str | None = None
    granted: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What comes with it, by column; what was not said stays as it is."""
        every = {name: getattr(self, name) for name in GIVEN}
        return {name: value for name, value in every.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Moved:
    """It is done: the chats that something waits for."""

    lanes: tuple[str, ...]


def move(
    act: Act,
    registration_id: int,
    app: MeetingApp,
    step: Move,
    *,
    render: Render,
    seen: AppStatus | None = None,
) -> Moved | None:
    """
    Take an app on. None when it may not go there from where it is, is not where it was `seen`,
    or its request is not with providers.
    """
    case = recording.find_row(act, registration_id)
    if case is None or case.status not in WITH_PROVIDERS:
        return None
    rows = {row.app: row for row in act.connection.execute(_APPS, {"registration_id": case.id})}
    before = rows.get(app)
    if before is None or seen not in (None, before.status) or not _may(act, before, step):
        return None
    _write(act, before, step)
    reached = [step.to if row is before else AppStatus(row.status) for row in rows.values()]
    after = replace(case, status=of_apps(reached) or case.status)
    recording.keep(act, case, after, reason=step.note)
    event_id = _enter(act, case, after, app, AppStatus(before.status), step)
    return Moved(_tell(act, after, event_id, app, step, render))


def _may(act: Act, before: Row[*tuple[Any, ...]], step: Move) -> bool:
    """Whether the app may go there; what was given may also be corrected where it stands."""
    status = AppStatus(before.status)
    if status is step.to:
        return any(getattr(before, name) != value for name, value in step.given.items())
    return may_move_app(status, to=step.to, by=act.actor)


def _write(act: Act, before: Row[*tuple[Any, ...]], step: Move) -> None:
    values: dict[str, Any] = {"status": step.to, **step.given}
    if before.status != step.to:
        values["status_at"] = act.now
    if step.valid_to and step.valid_to != before.valid_to:
        values["reminded_at"] = None  # another end is reminded of anew
    act.connection.execute(_MOVE.values(values), {"row": before.id})


def _enter(act: Act, before: Case, after: Case, app: MeetingApp, was: AppStatus, step: Move) -> int:
    details = {"app": app, "from": was, "to": step.to}
    told = {name: str(value) for name, value in step.given.items() if name != "note"}
    return recording.enter(
        act,
        after,
        Change.APP,
        before=before.status,
        reason=step.note,
        details=details,
        told=told,
    )


def _tell(
    act: Act, after: Case, event_id: int, app: MeetingApp, step: Move, render: Render
) -> tuple[str, ...]:
    view = recording.view(act, after)
    item = AppView(app, step.to, act.now)
    says = notices.app(view, item, note=step.note or "")
    return telling.tell(act, after, event_id, says, render=render)
