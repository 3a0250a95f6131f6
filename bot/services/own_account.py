"""What members of staff change about their own account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update

from bot.services import passwords, proving, sessions, staff_record
from models.base import Database
from models.staff import Staff

_staff = Staff.__table__


@dataclass(frozen=True, slots=True)
class Changed:
    """Done; the browser goes on with this `token`, every other one is signed out."""

    token: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """Not done, and the `key` of the message that says why."""

    key: str


WRONG: Final = Unfit("accounts.password.wrong")
SAME: Final = Unfit("accounts.password.same")


def change_password(
    database: Database, staff_id: int, *, known: str, wanted: str, browser: str, now: datetime
) -> Changed | Unfit:
    """Take a new password from somebody who knows the one before."""
    with database.read() as connection:
        who = connection.execute(
            select(_staff.c.login, _staff.c.name).where(_staff.c.id == staff_id)
        ).one()
    fault = passwords.fault(wanted, login=who.login, name=who.name)
    if fault:
        return Unfit(fault)
    if known == wanted:
        return SAME
    if not proving.again(database, staff_id, known, now=now):
        return WRONG
    values = {"password_hash": passwords.kept(wanted), "password_at": now, "must_change": False}
    with database.write() as connection:
        connection.execute(update(_staff).where(_staff.c.id == staff_id).values(values))
        sessions.drop_all(connection, staff_id)
        staff_record.note(connection, "staff.password_changed", staff_id, by=staff_id, now=now)
        return Changed(sessions.add(connection, staff_id, browser=browser, now=now))


def use_shortcuts(database: Database, staff_id: int, *, is_wanted: bool) -> None:
    """Have keys of the keyboard do things in this person's pages, or not."""
    with database.write() as connection:
        connection.execute(
            update(_staff).where(_staff.c.id == staff_id).values(has_shortcuts=is_wanted)
        )
