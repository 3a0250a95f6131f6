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

from sqlalchemy import Row, bindparam, delete, insert, select, update

from bot.services.officer import Officer
from models.base import Database
from models.staff import Staff, StaffSession
from models.vocabulary import Role

IDLE: Final = timedelta(minutes=60)
LONGEST: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)
# How long a proof of who one is counts for acts that need a fresh one.
FRESH: Final = timedelta(minutes=10)
TOKEN_BYTES: Final = 32

_staff, _session = Staff.__table__, StaffSession.__table__
_FIND: Final = (
    select(
        _session.c.id,
        _session.c.seen_at,
        _session.c.confirmed_at,
        _session.c.ends_at,
        _staff.c.id.label("staff_id"),
        _staff.c.name,
        _staff.c.role,
        _staff.c.has_shortcuts,
        _staff.c.must_change,
        _staff.c.totp_secret,
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
    csrf: str
    is_fresh: bool
    must_change: bool
    has_second_factor: bool
    is_demo: bool


def begin(database: Database, staff_id: int, *, browser: str, now: datetime) -> str:
    """Sign a browser in; the token it is to hold."""
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
    with database.write() as connection:
        connection.execute(delete(_session).where(_session.c.ends_at < now))
        connection.execute(insert(_session), values)
    return token


def find(database: Database, token: str, *, now: datetime) -> Signed | None:
    """Who holds this token, None when it is nobody's any more."""
    with database.read() as connection:
        row = connection.execute(_FIND, {"digest": _digest(token)}).one_or_none()
    if row is None or now >= row.ends_at or now - row.seen_at >= IDLE:
        return None
    if now - row.seen_at >= SEEN_EVERY:
        with database.write() as connection:
            connection.execute(_SEEN, {"row": row.id, "at": now})
    return _signed(row, token, now)


def confirm(database: Database, session_id: int, *, now: datetime) -> None:
    """The person has proved once more who they are."""
    with database.write() as connection:
        connection.execute(
            update(_session).where(_session.c.id == session_id).values(confirmed_at=now)
        )


def end(database: Database, session_id: int, *, staff_id: int) -> bool:
    """Sign one browser of this member of staff out; False when it is none of theirs."""
    mine = (_session.c.id == session_id, _session.c.staff_id == staff_id)
    with database.write() as connection:
        return connection.execute(delete(_session).where(*mine)).rowcount == 1


def _signed(row: Row[*tuple[Any, ...]], token: str, now: datetime) -> Signed:
    return Signed(
        session_id=row.id,
        officer=Officer(row.staff_id, row.name, Role(row.role), row.has_shortcuts),
        csrf=_digest(f"csrf {token}"),
        is_fresh=now - row.confirmed_at < FRESH,
        must_change=row.must_change,
        has_second_factor=row.totp_secret is not None,
        is_demo=row.is_demo,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
