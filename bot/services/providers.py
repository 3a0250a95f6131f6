"""The providers' page: how many requests are where with each app, and which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, case, func, or_, select

from bot.services import expiry, working_days
from bot.services.appmoves import WITH_PROVIDERS
from models.agency import Agency
from models.base import Database
from models.registration import Registration, RegistrationApp
from models.vocabulary import AppStatus, MeetingApp

PAGE: Final = 50
# The statuses that are counted and listed; what an agency does not want any more is not.
LISTED: Final = tuple(status for status in AppStatus if status is not AppStatus.DROPPED)

_r, _a, _app = Registration.__table__, Agency.__table__, RegistrationApp.__table__
# What waits before the office has approved its request does not wait for a provider yet.
_counts_for_us = or_(_app.c.status != AppStatus.WAITING, _r.c.status.in_(sorted(WITH_PROVIDERS)))
_is_ending = and_(
    _app.c.status == AppStatus.ACTIVE,
    _app.c.valid_to <= bindparam("until"),
)
_COUNTS: Final = (
    select(
        _app.c.app,
        _app.c.status,
        func.count().label("requests"),
        func.sum(func.coalesce(_app.c.granted, _app.c.users, _r.c.users)).label("users"),
        func.sum(case((_is_ending, 1), else_=0)).label("ending"),
    )
    .join_from(_app, _r, _r.c.id == _app.c.registration_id)
    .where(_counts_for_us)
    .group_by(_app.c.app, _app.c.status)
)
_ROWS: Final = (
    select(
        _app.c.id,
        _r.c.reference,
        _a.c.name.label("agency"),
        func.coalesce(_app.c.granted, _app.c.users, _r.c.users).label("users"),
        _app.c.status_at,
        _app.c.licence,
        _app.c.valid_from,
        _app.c.valid_to,
        _app.c.note,
    )
    .join_from(_app, _r, _r.c.id == _app.c.registration_id)
    .join(_a, _a.c.id == _r.c.agency_id)
    .where(
        _app.c.app == bindparam("app"),
        _app.c.status == bindparam("status"),
        _app.c.id > bindparam("after"),
        _counts_for_us,
    )
    .order_by(_app.c.id)
    .limit(PAGE + 1)
)
_ENDING_ROWS: Final = _ROWS.where(_is_ending)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many requests of an app are in a status, for how many users, how many near the end."""

    requests: int = 0
    users: int = 0
    ending: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One request of an app."""

    reference: str
    agency: str
    users: int
    since: datetime
    licence: str | None
    valid_from: date | None
    valid_to: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and after which row the next page begins, if there is one."""

    lines: tuple[Line, ...]
    after: int | None


Counts = Mapping[MeetingApp, Mapping[AppStatus, Standing]]


def counts(database: Database, *, now: datetime) -> Counts:
    """Every app's standing in every status, zeros too."""
    until = expiry.last_day(working_days.thai_day(now))
    found: dict[tuple[str, str], Standing] = {}
    with database.read() as connection:
        for row in connection.execute(_COUNTS, {"until": until}):
            found[row.app, row.status] = Standing(row.requests, int(row.users), int(row.ending))
    return {
        app: {status: found.get((app, status), Standing()) for status in LISTED}
        for app in MeetingApp
    }


def page(database: Database, app: MeetingApp, status: AppStatus, *, after: int = 0) -> Page:
    """The requests of an app in a status, fifty at a time."""
    values = {"app": app, "status": status, "after": after}
    with database.read() as connection:
        return _page(connection, _ROWS, values)


def ending(database: Database, app: MeetingApp, *, now: datetime, after: int = 0) -> Page:
    """The requests whose time with an app is nearly over."""
    until = expiry.last_day(working_days.thai_day(now))
    values = {"app": app, "status": AppStatus.ACTIVE, "after": after, "until": until}
    with database.read() as connection:
        return _page(connection, _ENDING_ROWS, values)


def _page(connection: Connection, statement: Any, values: Mapping[str, Any]) -> Page:
    rows = connection.execute(statement, values).all()
    after = rows[PAGE - 1].id if len(rows) > PAGE else None
    return Page(tuple(map(_line, rows[:PAGE])), after)


def _line(row: Row[*tuple[Any, ...]]) -> Line:
    return Line(
        reference=row.reference,
        agency=row.agency,
        users=row.users,
        since=row.status_at,
        licence=row.licence,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        note=row.note,
    )
