"""
Open, change and close the accounts of the staff.

`officer` is who acts, None for the command line. There is always one administrator who can
sign in, and nobody changes their own role. Accounts are closed, never deleted: history names
them.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.services import passwords, sessions, staff_record
from bot.services.officer import Officer
from models.base import Database
from models.staff import Passkey, Staff
from models.vocabulary import Role

LONGEST_NAME: Final = 120
_LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{2,59}")

_staff, _passkey = Staff.__table__, Passkey.__table__
_OPEN: Final = (
    select(_staff.c.id)
    .where(_staff.c.id == bindparam("staff_id"), _staff.c.left_at.is_(None))
    .with_for_update()
)
# Demo accounts count among themselves. Locked, and before any other row, so that two
# administrators cannot demote each other at once.
_other = _staff.alias()
_ADMINS: Final = (
    select(_staff.c.id)
    .where(
        _staff.c.role == Role.ADMIN,
        _staff.c.left_at.is_(None),
        _staff.c.is_demo
        == select(_other.c.is_demo).where(_other.c.id == bindparam("staff_id")).scalar_subquery(),
    )
    .order_by(_staff.c.id)
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Done:
    """The account it was done to, and its first `password` where there is a new one."""

    staff_id: int
    password: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done; the `key` of the message that says why."""

    key: str


Outcome = Done | Refused


class Act(Protocol):
    """What can be done to an account, each by a function below."""

    def __call__(
        self, database: Database, staff_id: int, *, officer: Officer | None, now: datetime
    ) -> Outcome: ...


def add(
    database: Database,
    login: str,
    *,
    name: str,
    role: Role,
    officer: Officer | None,
    now: datetime,
) -> Outcome:
    """Open an account, with a first password that its owner has to change."""
    login, name = login.strip().casefold(), " ".join(name.split())
    if not _LOGIN.fullmatch(login):
        return Refused("accounts.refused.login")
    if not is_name(name):
        return Refused("accounts.refused.name")
    password = passwords.first()
    values = {"login": login, "name": name, "role": role, "created_at": now}
    values |= _begun_with(password, now)
    by = officer.id if officer else None
    try:
        with database.write() as connection:
            added = connection.execute(insert(_staff), values)
            (staff_id,) = added.inserted_primary_key or (0,)
            staff_record.note(
                connection, "staff.added", staff_id, by=by, now=now, details={"role": role}
            )
    except IntegrityError:
        return Refused("accounts.refused.taken")
    return Done(staff_id, password)


def is_name(name: str) -> bool:
    """Whether a person can be called this."""
    is_plain = not any(unicodedata.category(sign).startswith("C") for sign in name)
    return 2 <= len(name) <= LONGEST_NAME and is_plain


def change_role(
    database: Database, staff_id: int, role: Role, *, officer: Officer | None, now: datetime
) -> Outcome:
    """Give somebody another role; they have to sign in again."""
    change = _Change("staff.role_changed", {"role": role}, details={"role": role})
    return _alter(database, staff_id, change, officer=officer, now=now)


def close(database: Database, staff_id: int, *, officer: Officer | None, now: datetime) -> Outcome:
    """Close the account of somebody who left; their LINE account is let go."""
    change = _Change("staff.closed", {"left_at": now, "contact_id": None})
    return _alter(database, staff_id, change, officer=officer, now=now)


def reset_password(
    database: Database, staff_id: int, *, officer: Officer | None, now: datetime
) -> Outcome:
    """Give a new first password to somebody who has lost theirs."""
    password = passwords.first()
    change = _Change("staff.password_reset", _begun_with(password, now), password=password)
    return _alter(database, staff_id, change, officer=officer, now=now)


def reset_second_factor(
    database: Database, staff_id: int, *, officer: Officer | None, now: datetime
) -> Outcome:
    """Forget the app and the passkeys of somebody who has lost them."""
    change = _Change("staff.second_factor_reset", {"totp_secret": None}, forgets_passkeys=True)
    return _alter(database, staff_id, change, officer=officer, now=now)


def unlock(database: Database, staff_id: int, *, officer: Officer | None, now: datetime) -> Outcome:
    """Let somebody try again before their lock has run out."""
    change = _Change("staff.unlocked", {"failures": 0, "locked_until": None}, ends_sessions=False)
    return _alter(database, staff_id, change, officer=officer, now=now)


def end_sessions(
    database: Database, staff_id: int, *, officer: Officer | None, now: datetime
) -> Outcome:
    """Sign somebody out everywhere."""
    return _alter(database, staff_id, _Change("staff.sessions_ended"), officer=officer, now=now)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is done to an account: the `values` of its row, and what goes with them."""

    action: str
    values: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, str] | None = None
    password: str = ""
    ends_sessions: bool = True
    forgets_passkeys: bool = False

    @property
    def leaves_admin(self) -> bool:
        return "left_at" not in self.values and self.values.get("role", Role.ADMIN) == Role.ADMIN


def _alter(
    database: Database, staff_id: int, change: _Change, *, officer: Officer | None, now: datetime
) -> Outcome:
    """Change the open account of somebody else, in one transaction."""
    if officer and officer.id == staff_id:
        return Refused("accounts.refused.self")
    with database.write() as connection:
        if not change.leaves_admin and _is_last_admin(connection, staff_id):
            return Refused("accounts.refused.last_admin")
        if connection.scalar(_OPEN, {"staff_id": staff_id}) is None:
            return Refused("accounts.refused.gone")
        _carry_out(connection, staff_id, change)
        by = officer.id if officer else None
        staff_record.note(
            connection, change.action, staff_id, by=by, now=now, details=change.details
        )
    return Done(staff_id, change.password)


def _carry_out(connection: Connection, staff_id: int, change: _Change) -> None:
    if change.values:
        connection.execute(update(_staff).where(_staff.c.id == staff_id).values(change.values))
    if change.forgets_passkeys:
        connection.execute(delete(_passkey).where(_passkey.c.staff_id == staff_id))
    if change.ends_sessions:
        sessions.drop_all(connection, staff_id)


def _is_last_admin(connection: Connection, staff_id: int) -> bool:
    """Whether nobody could manage accounts without them."""
    return connection.scalars(_ADMINS, {"staff_id": staff_id}).all() == [staff_id]


def _begun_with(password: str, now: datetime) -> dict[str, Any]:
    """What a first password leaves in a row."""
    return {
        "password_hash": passwords.kept(password),
        "password_at": now,
        "must_change": True,
        "failures": 0,
        "locked_until": None,
    }
