"""
Staff enter what came by telephone or in person: it stands in the same queue as all else.

Every form carries a key of its own. Sent twice, by a double click or a reload, it stores once
and answers with what it stored.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from bot.services import recording, registering
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.recording import Act
from handlers.effects import AlreadyOpen, Submit, Submitted
from models.base import Database
from models.staff import FormKey

LONGEST_KEY: Final = 40

_key = FormKey.__table__
_ANSWER: Final = select(_key.c.answer).where(
    _key.c.key == bindparam("key"), _key.c.staff_id == bindparam("staff_id")
)


@dataclass(frozen=True, slots=True)
class Entered:
    """It is stored under this reference, now or when the form was first sent."""

    reference: str


@dataclass(frozen=True, slots=True)
class Occupied:
    """The agency has an open request already; nothing was stored."""

    reference: str
    agency: str


def enter(
    database: Database, entry: Submit, *, officer: Officer, key: str, now: datetime
) -> Entered | Occupied | NotPossible:
    """Store a request as the dialogue would, in the name of a member of staff."""
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        return NotPossible("bodies.refused.key")
    try:
        return _enter(database, entry, officer, key, now)
    except IntegrityError:
        # Somebody was quicker between our look and our writing: the same form, or another
        # request of the agency. Look once more.
        return _enter(database, entry, officer, key, now)


def _enter(
    database: Database, entry: Submit, officer: Officer, key: str, now: datetime
) -> Entered | Occupied | NotPossible:
    with database.write() as connection:
        known = _known(connection, officer, key)
        if known is not None:
            return Entered(known)
        act = recording.by_officer(connection, officer, now)
        match registering.submit(act, entry):
            case Submitted(view):
                _remember(act, officer, key, view.reference)
                return Entered(view.reference)
            case AlreadyOpen(view):
                return Occupied(view.reference, view.agency)
    return NotPossible("bodies.refused.gone")


def _known(connection: Connection, officer: Officer, key: str) -> str | None:
    return connection.scalar(_ANSWER, {"key": key, "staff_id": officer.id})


def _remember(act: Act, officer: Officer, key: str, reference: str) -> None:
    values = {"key": key, "staff_id": officer.id, "answer": reference, "sent_at": act.now}
    act.connection.execute(insert(_key), values)
