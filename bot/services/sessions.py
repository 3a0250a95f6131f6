"""
Browsers that are signed in.

A session is a row; the browser holds a random token, we only its digest. It ends after
`IDLE` without a page, after `LONGEST` in any case, when it is ended by hand, and when the
account is closed.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, exists, insert, select, update

from bot.services import staff_record
from bot.services.officer import Officer
from models.base import Database
from models.staff import Passkey, Staff, StaffSession
from models.vocabulary import Role

IDLE: Final = timedelta(minutes=60)
LONGEST: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)
# How long a proof of who one is counts for acts that need a fresh one.
FRESH: Final = timedelta(minutes=10)
TOKEN_BYTES: Final = 32

_staff, _session, _passkey = Staff.__table__, StaffSession.__table__, Passkey.__table__
_FIND: Final = (
    select(
        _session.c.id,
        _session.c.seen_at,
        _session.c.confirmed_at,
        _session.c.ends_at,
        _staff.c.id.label("staff_id"),
        _staff.c.login,
        _staff.c.name,
        _staff.c.role,
        _staff.c.has_shortcuts,
        _staff.c.must_change,
        (
            _staff.c.totp_secret.is_not(None)
            | exists().where(_passkey.c.staff_id == _staff.c.id).correlate(_staff)
        ).label("has_second_factor"),
        _staff.c.is_demo,
    )
    .join_from(_session, _staff, _staff.c.id == _session.c.staff_id)
    .where(_session.c.token_digest == bindparam("digest"), _staff.c.left_at.is_(None))
)
_SEEN: Final = (
    update(_session).where(_session.c.id == bindparam("row")).values(seen_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A browser that is signed in, and as whom. `is_fresh` says that the proof is recent."""

    session_id: int
    officer: Officer
    login: str
    csrf: str
    is_fresh: bool
    must_change: bool
    has_second_factor: bool
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One of the browsers that somebody is signed in with."""

    id: int
    browser: str
    created_at: datetime
    seen_at: datetime


def begin(database: Database, staff_id: int, *, browser: str, now: datetime) -> str:
    """Sign a browser in; the token it is to hold."""
    with database.write() as connection:
        return add(connection, staff_id, browser=browser, now=now)


def add(connection: Connection, staff_id: int, *, browser: str, now: datetime) -> str:
    """A new session within the transaction that causes it; the token the browser is to hold."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "token_digest": _digest(token),
        "staff_id": staff_id,
        "browser": browser[:120],
        "created_at": now,
        "seen_at": now,
        "confirmed_at": now,
        "ends_at": now + LONGEST,
    }
    connection.execute(delete(_session).where(_session.c.ends_at < now))
    connection.execute(insert(_session), values)
    return token


def drop(connection: Connection, token: str) -> None:
    """End the session of a token, if it has one, within the transaction that replaces it."""
    connection.execute(delete(_session).where(_session.c.token_digest == _digest(token)))


def drop_all(connection: Connection, staff_id: int) -> None:
    """End every session of somebody, within the transaction that is the reason."""
    connection.execute(delete(_session).where(_session.c.staff_id == staff_id))


def find(
    database: Database,
    token: str,
    *,
    now: datetime,
    admits_demo: bool = False,
    is_used: bool = True,
) -> Signed | None:
    """
    Who holds this token, None when it is nobody's any more.

    What a page asks for by itself is no use of it: nobody may be there (`is_used` is False).
    """
    with database.read() as connection:
        row = connection.execute(_FIND, {"digest": _digest(token)}).one_or_none()
    if row is None or now >= row.ends_at or now - row.seen_at >= IDLE:
        return None
    if row.is_demo and not admits_demo:
        return None
    if is_used and now - row.seen_at >= SEEN_EVERY:
        with database.write() as connection:
            connection.execute(_SEEN, {"row": row.id, "at": now})
    return _signed(row, token, now)


def of(database: Database, staff_id: int, *, now: datetime) -> tuple[Opened, ...]:
    """The browsers somebody is signed in with, the one used last first."""
    query = (
        select(_session.c.id, _session.c.browser, _session.c.created_at, _session.c.seen_at)
        .where(
            _session.c.staff_id == staff_id,
            _session.c.ends_at > now,
            _session.c.seen_at > now - IDLE,
        )
        .order_by(_session.c.seen_at.desc(), _session.c.id.desc())
    )
    with database.read() as connection:
        return tuple(Opened(*row) for row in connection.execute(query))


def confirm(database: Database, session_id: int, *, now: datetime) -> None:
    """The person has proved once more who they are."""
    with database.write() as connection:
        connection.execute(
            update(_session).where(_session.c.id == session_id).values(confirmed_at=now)
        )


def end(database: Database, session_id: int, *, staff_id: int, now: datetime) -> bool:
    """Sign one browser of this member of staff out; False when it is none of theirs."""
    mine = (_session.c.id == session_id, _session.c.staff_id == staff_id)
    with database.write() as connection:
        if connection.execute(delete(_session).where(*mine)).rowcount == 0:
            return False
        staff_record.note(connection, "staff.signed_out", staff_id, by=staff_id, now=now)
        return True


def end_others(database: Database, session_id: int, *, staff_id: int, now: datetime) -> int:
    """Sign all browsers of this member of staff out but one; how many they were."""
    others = (_session.c.staff_id == staff_id, _session.c.id != session_id)
    with database.write() as connection:
        ended = connection.execute(delete(_session).where(*others)).rowcount
        staff_record.note(connection, "staff.signed_out_others", staff_id, by=staff_id, now=now)
        return ended


def _signed(row: Row[*tuple[Any, ...]], token: str, now: datetime) -> Signed:
    return Signed(
        session_id=row.id,
        officer=Officer(row.staff_id, row.name, Role(row.role), row.has_shortcuts),
        login=row.login,
        csrf=_digest(f"csrf {token}"),
        is_fresh=now - row.confirmed_at < FRESH,
        must_change=row.must_change,
        has_second_factor=bool(row.has_second_factor),
        is_demo=row.is_demo,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
