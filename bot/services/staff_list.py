"""The accounts of the staff as administrators see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, and_, func, select

from bot.services import sessions
from models.base import Database
from models.staff import Passkey, Staff, StaffSession
from models.vocabulary import Role

MOST: Final = 500  # shown; an office has a few dozen

_staff, _session, _passkey = Staff.__table__, StaffSession.__table__, Passkey.__table__


@dataclass(frozen=True, slots=True)
class Account:
    """An account as administrators see it; `sessions` counts the browsers signed in."""

    id: int
    login: str
    name: str
    role: Role
    must_change: bool
    has_second_factor: bool
    locked_until: datetime | None
    is_locked: bool
    sessions: int
    created_at: datetime
    left_at: datetime | None
    is_demo: bool


def listing(database: Database, *, now: datetime) -> tuple[Account, ...]:
    """Every account, those still open first, then by name."""
    query = _accounts(now).order_by(_staff.c.left_at.is_not(None), _staff.c.name, _staff.c.id)
    with database.read() as connection:
        return tuple(_account(row, now) for row in connection.execute(query.limit(MOST)))


def one(database: Database, staff_id: int, *, now: datetime) -> Account | None:
    """The account of a row."""
    with database.read() as connection:
        row = connection.execute(_accounts(now).where(_staff.c.id == staff_id)).one_or_none()
    return _account(row, now) if row else None


def by_login(database: Database, login: str, *, now: datetime) -> Account | None:
    """The account of a login."""
    query = _accounts(now).where(_staff.c.login == login.strip().casefold())
    with database.read() as connection:
        row = connection.execute(query).one_or_none()
    return _account(row, now) if row else None


def _accounts(now: datetime) -> Select[*tuple[Any, ...]]:
    open_sessions = and_(
        _session.c.staff_id == _staff.c.id,
        _session.c.ends_at > now,
        _session.c.seen_at > now - sessions.IDLE,
    )
    keys = select(func.count()).where(_passkey.c.staff_id == _staff.c.id).scalar_subquery()
    return select(
        _staff.c.id,
        _staff.c.login,
        _staff.c.name,
        _staff.c.role,
        _staff.c.must_change,
        (_staff.c.totp_secret.is_not(None) | (keys > 0)).label("has_second_factor"),
        _staff.c.locked_until,
        select(func.count()).where(open_sessions).scalar_subquery().label("sessions"),
        _staff.c.created_at,
        _staff.c.left_at,
        _staff.c.is_demo,
    )


def _account(row: Row[*tuple[Any, ...]], now: datetime) -> Account:
    values = row._asdict()
    values["is_locked"] = row.locked_until is not None and now < row.locked_until
    values["role"] = Role(row.role)
    values["has_second_factor"] = bool(row.has_second_factor)
    return Account(**values)
