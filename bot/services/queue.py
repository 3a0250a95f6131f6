"""
The queue: a page of the requests that somebody selected.

A page is found by where it begins, never by counting rows before it, and costs the same number
of statements whether it has one row or fifty.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select, tuple_
from sqlalchemy.sql import ColumnElement, Select

from bot.services import claiming, sifting, tallies, working_days
from bot.services.officer import Officer
from bot.services.selection import STATUSES, Cursor, Group, Selection, Sort, microseconds
from models.agency import Agency
from models.contact import AgencyContact
from models.registration import Registration, RegistrationApp
from models.sorting import thai_key
from models.staff import Staff, Watcher
from models.vocabulary import (
    AgencyCategory,
    ContactRole,
    MeetingApp,
    Origin,
    RegistrationStatus,
)

ROWS: Final = 50

_r, _a, _staff = Registration.__table__, Agency.__table__, Staff.__table__
_app, _watcher, _link = RegistrationApp.__table__, Watcher.__table__, AgencyContact.__table__

_FROM: Final = _r.join(_a, _a.c.id == _r.c.agency_id)
_ROWS: Final = select(
    _r.c.id,
    _r.c.reference,
    _r.c.version,
    _r.c.agency_id,
    _r.c.category,
    _r.c.status,
    _r.c.status_at,
    _r.c.users,
    _r.c.submitted_at,
    _r.c.origin,
    _r.c.claimed_by,
    _a.c.name.label("agency"),
    _a.c.province,
    _staff.c.name.label("holder"),
    sifting.HAS_LETTER.label("has_letter"),
).select_from(_FROM.outerjoin(_staff, _staff.c.id == _r.c.claimed_by))
_NUMBER: Final = select(func.count()).select_from(_FROM)
_CHOSEN: Final = select(_r.c.id, _r.c.version).select_from(_FROM)
_APPS: Final = select(_app.c.registration_id, _app.c.app).where(
    _app.c.registration_id.in_(bindparam("ids", expanding=True))
)
_LOOKING: Final = (
    select(_watcher.c.registration_id, _staff.c.name)
    .join_from(_watcher, _staff, _staff.c.id == _watcher.c.staff_id)
    .where(
        _watcher.c.registration_id.in_(bindparam("ids", expanding=True)),
        _watcher.c.seen_at > bindparam("since", type_=_watcher.c.seen_at.type),
        _watcher.c.staff_id != bindparam("officer_id"),
    )
)
_theirs = select(_link.c.email).where(_link.c.agency_id.in_(bindparam("ids", expanding=True)))
_SAME_CONTACT: Final = select(_link.c.agency_id, _link.c.email).where(
    _link.c.email.in_(_theirs), _link.c.email != "", _link.c.role != ContactRole.FORMER
)

# What a page is sorted by, and whether the largest stands first.
ORDERS: Final[Mapping[Sort, tuple[ColumnElement[Any], bool]]] = {
    Sort.OLDEST: (_r.c.submitted_at, False),
    Sort.NEWEST: (_r.c.submitted_at, True),
    Sort.USERS: (_r.c.users, True),
}


class Timing(StrEnum):
    """How the day that was promised lies to today."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A request in the queue. `due` is the day by which it is to be screened, None when it does
    not wait for that; `looking` are colleagues who have it open; `is_alike` says that its
    contact speaks for another agency, too.
    """

    id: int
    version: int
    reference: str
    agency: str
    province: str | None
    category: AgencyCategory
    status: RegistrationStatus
    status_at: datetime
    users: int
    apps: tuple[MeetingApp, ...]
    submitted_at: datetime
    origin: Origin
    due: date | None
    timing: Timing | None
    holder: str | None
    is_mine: bool
    looking: tuple[str, ...]
    has_letter: bool
    is_alike: bool


@dataclass(frozen=True, slots=True)
class Page:
    """
    Some of the requests that fit, `number` of them in all; `previous` and `following` are
    where the pages beside this one begin, None where there is none.
    """

    entries: tuple[Entry, ...]
    number: int
    previous: Cursor | None
    following: Cursor | None


def page(
    connection: Connection,
    selection: Selection,
    cursor: Cursor | None,
    *,
    officer: Officer,
    now: datetime,
    rows: int = ROWS,
) -> Page:
    """The page of a selection that begins at the cursor."""
    fitting = sifting.conditions(connection, selection, officer=officer, now=now)
    statement = _placed(_ROWS.where(*fitting), selection.sort, cursor).limit(rows + 1)
    found = connection.execute(statement).all()
    is_back = cursor is not None and cursor.is_back
    has_more, found = len(found) > rows, found[:rows]
    if is_back:
        found = found[::-1]
    return Page(
        entries=_entries(connection, found, officer, now),
        number=connection.scalar(_NUMBER.where(*fitting)) or 0,
        previous=_cursor(found[:1], selection.sort, is_back=True)
        if (has_more if is_back else cursor)
        else None,
        following=_cursor(found[-1:], selection.sort, is_back=False)
        if (is_back or has_more)
        else None,
    )


def number(connection: Connection, selection: Selection, *, officer: Officer, now: datetime) -> int:
    """How many requests fit."""
    fitting = sifting.conditions(connection, selection, officer=officer, now=now)
    return connection.scalar(_NUMBER.where(*fitting)) or 0


def chosen(
    connection: Connection, selection: Selection, *, officer: Officer, now: datetime, most: int
) -> list[tuple[int, int]]:
    """Row and version of every request that fits, at most `most`, in the selection's order."""
    fitting = sifting.conditions(connection, selection, officer=officer, now=now)
    statement = _placed(_CHOSEN.where(*fitting), selection.sort, None).limit(most)
    return [(row.id, row.version) for row in connection.execute(statement)]


def _placed(
    statement: Select[*tuple[Any, ...]], sort: Sort, cursor: Cursor | None
) -> Select[*tuple[Any, ...]]:
    column, is_falling = ORDERS[sort]
    is_back = cursor is not None and cursor.is_back
    if cursor:
        value = cursor.value if sort is Sort.USERS else cursor.at
        start = tuple_(bindparam("value", value, column.type), bindparam("row", cursor.id))
        here = tuple_(column, _r.c.id)
        statement = statement.where(here < start if is_falling != is_back else here > start)
    if is_falling != is_back:
        return statement.order_by(column.desc(), _r.c.id.desc())
    return statement.order_by(column, _r.c.id)


def _cursor(rows: Sequence[Row[*tuple[Any, ...]]], sort: Sort, *, is_back: bool) -> Cursor | None:
    for row in rows:
        value = row.users if sort is Sort.USERS else microseconds(row.submitted_at)
        return Cursor(value, row.id, is_back)
    return None


def _entries(
    connection: Connection,
    rows: Sequence[Row[*tuple[Any, ...]]],
    officer: Officer,
    now: datetime,
) -> tuple[Entry, ...]:
    ids = [row.id for row in rows]
    watching = {"ids": ids, "since": now - claiming.LOOKING, "officer_id": officer.id}
    looking = _gathered(connection.execute(_LOOKING, watching))
    apps = _gathered(connection.execute(_APPS, {"ids": ids}))
    alike = _alike(connection, [row.agency_id for row in rows])
    today = working_days.thai_day(now)
    return tuple(
        _entry(
            row,
            apps=tuple(app for app in MeetingApp if app in apps[row.id]),
            looking=tuple(sorted(looking[row.id], key=thai_key)),
            is_alike=row.agency_id in alike,
            officer=officer,
            today=today,
        )
        for row in rows
    )


def _entry(
    row: Row[*tuple[Any, ...]],
    *,
    apps: tuple[MeetingApp, ...],
    looking: tuple[str, ...],
    is_alike: bool,
    officer: Officer,
    today: date,
) -> Entry:
    is_waiting = row.status in STATUSES[Group.WAITING]
    due = tallies.due(row.submitted_at) if is_waiting else None
    return Entry(
        id=row.id,
        version=row.version,
        reference=row.reference,
        agency=row.agency,
        province=row.province,
        category=AgencyCategory(row.category),
        status=RegistrationStatus(row.status),
        status_at=row.status_at,
        users=row.users,
        apps=apps,
        submitted_at=row.submitted_at,
        origin=Origin(row.origin),
        due=due,
        timing=_timing(due, today) if due else None,
        holder=row.holder,
        is_mine=row.claimed_by == officer.id,
        looking=looking,
        has_letter=row.has_letter,
        is_alike=is_alike,
    )


def _timing(due: date, today: date) -> Timing:
    if due == today:
        return Timing.TODAY
    return Timing.LATE if due < today else Timing.LATER


def _gathered(rows: Iterable[Row[int, str]]) -> Mapping[int, list[str]]:
    gathered: dict[int, list[str]] = defaultdict(list)
    for key, value in rows:
        gathered[key].append(value)
    return gathered


def _alike(connection: Connection, agencies: Sequence[int]) -> frozenset[int]:
    """Those of these agencies whose contact speaks for another one, too."""
    by_email: dict[str, set[int]] = defaultdict(set)
    for agency_id, email in connection.execute(_SAME_CONTACT, {"ids": list(agencies)}):
        by_email[email].add(agency_id)
    return frozenset(agency for those in by_email.values() if len(those) > 1 for agency in those)
