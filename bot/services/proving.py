"""
Prove who one is, and sign in.

Every try is counted before it is looked at, so that many at once are no more tries than one
after the other. `MOST_TRIES` wrong ones in a row, passwords and figures together, close the
account to guesses for `LOCK`. A passkey cannot be guessed and works meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Boolean, Connection, Row, Select, bindparam, exists, select, update

from bot.services import passwords, second_factor, sessions, staff_record
from models.base import Database
from models.staff import Passkey, Staff

MOST_TRIES: Final = 5
LOCK: Final = timedelta(minutes=15)

_staff, _passkey = Staff.__table__, Passkey.__table__
_FIND: Final = select(
    _staff.c.id,
    _staff.c.password_hash,
    _staff.c.password_at,
    _staff.c.totp_secret.is_not(None).label("has_figures"),
    exists().where(_passkey.c.staff_id == _staff.c.id).label("has_passkey"),
).where(_staff.c.left_at.is_(None))
_BY_LOGIN: Final = _FIND.where(
    _staff.c.login == bindparam("login"),
    _staff.c.is_demo.is_(False) | bindparam("admits_demo", type_=Boolean()),
)
_BY_ID: Final = _FIND.where(_staff.c.id == bindparam("staff_id"))
_STATE: Final = (
    select(_staff.c.failures, _staff.c.locked_until, _staff.c.totp_secret, _staff.c.totp_step)
    .where(_staff.c.id == bindparam("staff_id"), _staff.c.left_at.is_(None))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who knows the password; `has_…` name the second proofs there are to ask for."""

    staff_id: int
    password_at: datetime
    has_figures: bool
    has_passkey: bool

    @property
    def has_second_factor(self) -> bool:
        return self.has_figures or self.has_passkey


def by_password(
    database: Database, login: str, given: str, *, now: datetime, admits_demo: bool = False
) -> Known | None:
    """Who has this login and password; None does not say which of them is wrong."""
    values = {"login": login.strip().casefold(), "admits_demo": admits_demo}
    row = _row(database, _BY_LOGIN, values)
    if row is None:
        passwords.is_right(None, given)  # whoever tries logins must not see it in the time taken
        return None
    return _known(row) if _is_right(database, row, given, now) else None


def still(database: Database, staff_id: int, password_at: datetime) -> Known | None:
    """Who proved their password a moment ago, unless it was changed or they left since."""
    row = _row(database, _BY_ID, {"staff_id": staff_id})
    return _known(row) if row is not None and row.password_at == password_at else None


def by_figures(database: Database, staff_id: int, given: str, *, now: datetime) -> bool:
    """Whether these are the figures of this person's app, used for the first time."""
    with database.write() as connection:
        state = connection.execute(_STATE, {"staff_id": staff_id}).one_or_none()
        if state is None or not state.totp_secret or not _takes_try(connection, staff_id, now):
            return False
        step = second_factor.step(state.totp_secret, given, after=state.totp_step, now=now)
        if step is None:
            _has_failed(connection, staff_id, now)
            return False
        _write(connection, staff_id, totp_step=step)
        _give_back(connection, staff_id)
    return True


def again(database: Database, staff_id: int, password: str, *, now: datetime) -> bool:
    """Whether somebody who is signed in knows their password."""
    row = _row(database, _BY_ID, {"staff_id": staff_id})
    return row is not None and _is_right(database, row, password, now)


def sign_in(
    database: Database, staff_id: int, *, by: str, browser: str, instead_of: str, now: datetime
) -> str:
    """
    The token of a new session, after every proof that is needed; `by` names the last of them.

    A session that the browser came with, `instead_of`, ends: nobody goes on with a token that
    was there before.
    """
    with database.write() as connection:
        sessions.drop(connection, instead_of)
        _write(connection, staff_id, failures=0, locked_until=None)
        staff_record.note(
            connection, "staff.signed_in", staff_id, by=staff_id, now=now, details={"by": by}
        )
        return sessions.add(connection, staff_id, browser=browser, now=now)


def _row(
    database: Database, query: Select[*tuple[Any, ...]], values: dict[str, Any]
) -> Row[*tuple[Any, ...]] | None:
    with database.read() as connection:
        return connection.execute(query, values).one_or_none()


def _known(row: Row[*tuple[Any, ...]]) -> Known:
    return Known(row.id, row.password_at, row.has_figures, row.has_passkey)


def _is_right(database: Database, row: Row[*tuple[Any, ...]], given: str, now: datetime) -> bool:
    with database.write() as connection:
        is_open = _takes_try(connection, row.id, now)
    # Outside a transaction, as it takes a tenth of a second; a locked account takes as long.
    is_right = passwords.is_right(row.password_hash if is_open else None, given)
    renewed = passwords.renewed(row.password_hash, given) if is_right else row.password_hash
    with database.write() as connection:
        if is_right:
            _give_back(connection, row.id)
            _write(connection, row.id, password_hash=renewed)
        elif is_open:
            _has_failed(connection, row.id, now)
    return is_right


def _takes_try(connection: Connection, staff_id: int, now: datetime) -> bool:
    """Count a try, which is wrong until it is given back; False while there are none left."""
    state = connection.execute(_STATE, {"staff_id": staff_id}).one()
    if state.locked_until and now < state.locked_until:
        return False
    failures = 1 if state.locked_until else state.failures + 1
    locked_until = now + LOCK if failures >= MOST_TRIES else None
    _write(connection, staff_id, failures=failures, locked_until=locked_until)
    return True


def _give_back(connection: Connection, staff_id: int) -> None:
    failures = connection.execute(_STATE, {"staff_id": staff_id}).one().failures
    _write(connection, staff_id, failures=max(0, failures - 1), locked_until=None)


def _has_failed(connection: Connection, staff_id: int, now: datetime) -> None:
    staff_record.note(connection, "staff.sign_in_failed", staff_id, by=None, now=now)
    if connection.execute(_STATE, {"staff_id": staff_id}).one().locked_until:
        staff_record.note(connection, "staff.locked", staff_id, by=None, now=now)


def _write(connection: Connection, staff_id: int, **values: Any) -> None:
    connection.execute(update(_staff).where(_staff.c.id == staff_id).values(values))
