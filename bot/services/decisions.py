"""What an act of the office on a request came to, and the one way from the door to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import regex
from sqlalchemy import bindparam, select

from bot.services import recording
from bot.services.officer import Officer
from bot.services.recording import Act, Case
from models.base import Database
from models.registration import RegistrationEvent
from models.staff import Staff
from models.vocabulary import Change, RegistrationStatus

LONGEST: Final = 400  # characters of a reason or a note: more would be cut in the chat

_event, _staff = RegistrationEvent.__table__, Staff.__table__
_NEWEST: Final = (
    select(_event.c.at, _event.c.change, _staff.c.name)
    .outerjoin_from(_event, _staff, _staff.c.id == _event.c.staff_id)
    .where(_event.c.registration_id == bindparam("registration_id"))
    .order_by(_event.c.id.desc())
    .limit(1)
)
_UNSEEN: Final = regex.compile(r"[\p{Cc}\p{Cf}--\n]", regex.V1)


@dataclass(frozen=True, slots=True)
class Moved:
    """
    It is done. `event_id` is the entry of the history, `version` the new one, `lanes` are
    the chats that something waits for.
    """

    reference: str
    status: RegistrationStatus
    version: int
    event_id: int
    lanes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stale:
    """
    Somebody was quicker, and nothing was done: `by` is a colleague's name, None for a contact
    of the agency; `change` is what they did, `status` how the request stands now.
    """

    reference: str
    status: RegistrationStatus
    by: str | None
    at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class NotPossible:
    """It cannot be done; `key` is the message that says why."""

    key: str


Decision = Moved | Stale | NotPossible

UNKNOWN: Final = NotPossible("case.refused.unknown")
CLOSED: Final = NotPossible("case.refused.status")


def upon(
    database: Database,
    registration_id: int,
    decide: Callable[[Act, Case], Decision],
    *,
    officer: Officer,
    now: datetime,
) -> Decision:
    """Find a request for an officer and decide about it, in one transaction."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        case = recording.find_row(act, registration_id)
        return decide(act, case) if case else UNKNOWN


def stale(act: Act, case: Case) -> Stale:
    """Who was quicker, and what they did."""
    newest = act.connection.execute(_NEWEST, {"registration_id": case.id}).one()
    return Stale(case.reference, case.status, newest.name, newest.at, Change(newest.change))


def said(text: str) -> str:
    """What an officer typed, fit to be kept and read by others; lines are kept."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n")).strip()


def wrong_text(text: str, *, is_needed: bool) -> NotPossible | None:
    """Why a reason or a note cannot be taken, None when it can."""
    if is_needed and not text:
        return NotPossible("case.refused.reason_missing")
    return NotPossible("case.refused.reason_long") if len(text) > LONGEST else None
