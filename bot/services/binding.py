"""Bind a member of staff to their LINE account, by a one-time code typed in the chat."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bot.services import auditing, codes, recording
from bot.services.codes import Code, Found
from bot.services.officer import Officer
from bot.services.recording import Act
from handlers.effects import Impossible, OfficerBound, Outcome
from models.base import Database
from models.staff import Staff
from models.vocabulary import Actor, CodePurpose

GOOD_FOR: Final = timedelta(minutes=15)

_staff = Staff.__table__
_IS_THERE: Final = _staff.c.left_at.is_(None)


def make(database: Database, *, officer: Officer, now: datetime) -> Code:
    """A code for one's own account; any earlier one works no more."""
    with database.write() as connection:
        code = codes.draw(
            connection,
            CodePurpose.STAFF,
            officer.id,
            made_by=officer.id,
            good_for=GOOD_FOR,
            now=now,
        )
        _note(recording.by_officer(connection, officer, now), "staff.line_code", officer.id)
        return code


def bind(act: Act, code: Found) -> Outcome:
    """Make the acting LINE account the one of the member of staff that the code is for."""
    mine = _staff.c.id == code.subject_id
    name = act.connection.scalar(select(_staff.c.name).where(mine, _IS_THERE))
    if name is None or code.is_over:
        return Impossible("linking.gone")
    # An account that was closed lets go of its LINE account.
    left = (_staff.c.contact_id == act.contact_id, _staff.c.left_at.is_not(None))
    act.connection.execute(update(_staff).where(*left).values(contact_id=None))
    try:
        with act.connection.begin_nested():
            act.connection.execute(update(_staff).where(mine).values(contact_id=act.contact_id))
    except IntegrityError:
        return Impossible("officers.bound_to_another")
    codes.spend(act.connection, code, now=act.now)
    _note(act, "staff.line_bound", code.subject_id)
    return OfficerBound(name)


def unbind(database: Database, *, officer: Officer, now: datetime) -> None:
    """Let go of one's LINE account: it is anybody's from now on."""
    with database.write() as connection:
        connection.execute(update(_staff).where(_staff.c.id == officer.id).values(contact_id=None))
        _note(recording.by_officer(connection, officer, now), "staff.line_unbound", officer.id)


def is_bound(database: Database, *, officer: Officer) -> bool:
    """Whether a LINE account is theirs."""
    with database.read() as connection:
        wanted = select(_staff.c.contact_id).where(_staff.c.id == officer.id)
        return connection.scalar(wanted) is not None


def _note(act: Act, action: str, staff_id: int) -> None:
    auditing.note(
        act.connection,
        action,
        f"staff {staff_id}",
        actor=Actor.STAFF,
        actor_id=staff_id,
        now=act.now,
    )
