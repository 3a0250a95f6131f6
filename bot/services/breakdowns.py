"""
The press table's totals taken apart: by app, ministry, province and status, as of any day.

Status, users and apps are as history tells of that day. A body's ministry and province are
those of the directory today: it keeps no history of them.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, case, func, select

from bot.services.directory import LISTED
from bot.services.standing import END, IS_COUNTED, STOOD, end_of
from models.agency import Agency
from models.base import Database
from models.registration import RegistrationApp, RegistrationEvent
from models.vocabulary import AppStatus, Change, MeetingApp, RegistrationStatus

_a, _app, _event = Agency.__table__, RegistrationApp.__table__, RegistrationEvent.__table__

_AGENCIES: Final = func.count(STOOD.c.agency_id.distinct()).label("number")
_USERS: Final = func.sum(STOOD.c.users).label("users")
_COUNTED: Final = (
    select(_AGENCIES, _USERS).join_from(STOOD, _a, _a.c.id == STOOD.c.agency_id).where(IS_COUNTED)
)
_BY_PROVINCE: Final = _COUNTED.add_columns(_a.c.province.label("name")).group_by(_a.c.province)
# Bodies that contacts named themselves stand in no list, and count together.
_LISTED_CODE: Final = case((_a.c.code.not_like("NEW-%"), _a.c.code))
_BY_BODY: Final = _COUNTED.add_columns(_LISTED_CODE.label("code")).group_by(_LISTED_CODE)
_BY_STATUS: Final = select(
    STOOD.c.status.label("name"), func.count().label("number"), _USERS
).group_by(STOOD.c.status)

# What was asked for then is what is asked for now, with every later change undone.
_CHANGES: Final = (
    select(_event.c.registration_id, _event.c.details)
    .where(_event.c.change == Change.APPS, _event.c.at >= END)
    .order_by(_event.c.at.desc(), _event.c.id.desc())
)
_CHANGED: Final = select(_event.c.registration_id).where(
    _event.c.change == Change.APPS, _event.c.at >= END
)
# An outer join, so that the database looks at each request once and not at each of its apps;
# requests without an app count under None.
_ASKED: Final = (
    select(_app.c.app.label("name"), _AGENCIES, _USERS)
    .outerjoin_from(
        STOOD,
        _app,
        and_(_app.c.registration_id == STOOD.c.id, _app.c.status != AppStatus.DROPPED),
    )
    .where(IS_COUNTED)
    .group_by(_app.c.app)
)
_UNCHANGED: Final = _ASKED.where(STOOD.c.id.not_in(_CHANGED))
_CHANGED_SINCE: Final = (
    select(STOOD.c.id, STOOD.c.users, _app.c.app)
    .join_from(STOOD, _app, _app.c.registration_id == STOOD.c.id)
    .where(IS_COUNTED, _app.c.status != AppStatus.DROPPED, STOOD.c.id.in_(_CHANGED))
)


@dataclass(frozen=True, slots=True)
class Share:
    """
    A part of the whole: `count` agencies (requests, by status) and the users they ask for.
    `name` is None for bodies of which the directory does not say it.
    """

    name: str | None
    count: int
    users: int


def by_app(database: Database, day: date) -> tuple[Share, ...]:
    """Agencies and users by app. Who asks for two apps counts under both."""
    with database.read() as connection:
        changed = _asked_then(connection, day)
        asked = _UNCHANGED if changed else _ASKED
        rows = connection.execute(asked, {"end": end_of(day)}).all()
    totals = {row.name: (row.number, int(row.users)) for row in rows}
    for apps, users in changed:
        for app in apps:
            count, before = totals.get(app, (0, 0))
            totals[app] = (count + 1, before + users)
    return tuple(Share(app, *totals.get(app, (0, 0))) for app in MeetingApp)


def by_status(database: Database, day: date) -> tuple[Share, ...]:
    """Requests by status, those that came to nothing too."""
    found = {share.name: share for share in _shares(database, _BY_STATUS, day)}
    return tuple(found.get(status, Share(status, 0, 0)) for status in RegistrationStatus)


def by_province(database: Database, day: date) -> tuple[Share, ...]:
    """Agencies and users by province, most agencies first; None is the central bodies."""
    return _ordered(_shares(database, _BY_PROVINCE, day))


def by_ministry(database: Database, day: date) -> tuple[Share, ...]:
    """Agencies and users by ministry or its like, most agencies first."""
    with database.read() as connection:
        rows = connection.execute(_BY_BODY, {"end": end_of(day)}).all()
    counts: Counter[str | None] = Counter()
    users: Counter[str | None] = Counter()
    for row in rows:
        name = ministries().get(row.code or "")
        counts[name] += row.number
        users[name] += int(row.users)
    return _ordered(Share(name, counts[name], users[name]) for name in counts)


@cache
def ministries() -> Mapping[str, str]:
    """Whose each listed body is; a ministry is its own."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        return {row["id"]: name for row in csv.DictReader(file) if (name := _ministry(row))}


def _ministry(row: Mapping[str, str]) -> str:
    return row["name_th"] if row["subtype"] == "ministry" else row["parent_th"]


def _asked_then(connection: Connection, day: date) -> list[tuple[set[str], int]]:
    """Apps and users of each request whose apps were changed after the day."""
    values = {"end": end_of(day)}
    asked: dict[int, set[str]] = {}
    users: dict[int, int] = {}
    changes = connection.execute(_CHANGES, values).all()
    for row in connection.execute(_CHANGED_SINCE, values) if changes else ():
        asked.setdefault(row.id, set()).add(row.app)
        users[row.id] = row.users
    for change in changes:
        _undo(asked.get(change.registration_id, set()), change)
    return [(apps, users[registration_id]) for registration_id, apps in asked.items()]


def _undo(apps: set[str], change: Row[*tuple[Any, ...]]) -> None:
    details = change.details or {}
    apps.difference_update(details.get("added", ()))
    apps.update(details.get("dropped", ()))


def _shares(database: Database, statement: Any, day: date) -> list[Share]:
    with database.read() as connection:
        rows = connection.execute(statement, {"end": end_of(day)}).all()
    return [Share(row.name, row.number, int(row.users)) for row in rows]


def _ordered(shares: Iterable[Share]) -> tuple[Share, ...]:
    """Most agencies first, what the directory does not say last."""
    return tuple(
        sorted(shares, key=lambda share: (share.name is None, -share.count, share.name or ""))
    )
