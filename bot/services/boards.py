"""What the pages of the screening desk show, each read in one go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, func, or_, select

from bot.services import auditing, claiming, queue, tallies, views, working_days
from bot.services.officer import Officer
from bot.services.queue import Entry, Page
from bot.services.selection import Cursor, Group, Holder, Selection
from bot.services.tallies import Tally
from bot.services.views import View
from models.agency import Agency
from models.audit import AuditEntry
from models.base import Database
from models.registration import Registration, RegistrationEvent
from models.sorting import thai_key
from models.staff import Staff
from models.vocabulary import Actor, Change, RegistrationStatus

CLAIMS: Final = 8  # on the first page
ACTS: Final = 12
MOST_COLLEAGUES: Final = 200

_staff, _audit = Staff.__table__, AuditEntry.__table__
_event, _r, _a = RegistrationEvent.__table__, Registration.__table__, Agency.__table__

_COLLEAGUES: Final = (
    select(_staff.c.id, _staff.c.name)
    .where(
        _staff.c.role.in_(sorted(claiming.SCREENERS)),
        _staff.c.left_at.is_(None),
        _staff.c.id != bindparam("officer_id"),
    )
    .order_by(_staff.c.id)
    .limit(MOST_COLLEAGUES)
)
_CHANGED: Final = select(func.count(_audit.c.subject.distinct())).where(
    _audit.c.id > bindparam("since"),
    _audit.c.subject.like("registration %"),
    or_(_audit.c.actor != Actor.STAFF, _audit.c.actor_id != bindparam("officer_id")),
)
_ACTS: Final = (
    select(
        _event.c.at,
        _event.c.actor,
        _event.c.change,
        _event.c.status,
        _event.c.details,
        _r.c.reference,
        _a.c.name.label("agency"),
        _staff.c.name.label("by"),
    )
    .select_from(
        _event.join(_r, _r.c.id == _event.c.registration_id)
        .join(_a, _a.c.id == _r.c.agency_id)
        .outerjoin(_staff, _staff.c.id == _event.c.staff_id)
    )
    .order_by(_event.c.id.desc())
    .limit(ACTS)
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody a request may be handed to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Board:
    """The queue's page; `pulse` is the newest act it knows of."""

    page: Page
    tally: Tally
    views: tuple[View, ...]
    colleagues: tuple[Colleague, ...]
    pulse: int


@dataclass(frozen=True, slots=True)
class News:
    """The figures as they stand now, and how many requests others `changed` meanwhile."""

    tally: Tally
    changed: int


@dataclass(frozen=True, slots=True)
class Recent:
    """
    Something that happened to a request; `by` names the colleague, None for anybody else.
    `is_claim` says that somebody took it on.
    """

    at: datetime
    actor: Actor
    change: Change
    status: RegistrationStatus
    reference: str
    agency: str
    by: str | None
    is_claim: bool


@dataclass(frozen=True, slots=True)
class Front:
    """The first page: the figures, what one has taken on, what happened last."""

    tally: Tally
    claims: tuple[Entry, ...]
    recent: tuple[Recent, ...]


def board(
    database: Database,
    selection: Selection,
    cursor: Cursor | None,
    *,
    officer: Officer,
    now: datetime,
) -> Board:
    """The page of a selection, with all that stands around it."""
    with database.read() as connection:
        pulse = auditing.newest(connection)  # first: what comes later is news
        return Board(
            page=queue.page(connection, selection, cursor, officer=officer, now=now),
            tally=_tally(connection, officer, now),
            views=views.mine(connection, officer),
            colleagues=_colleagues(connection, officer),
            pulse=pulse,
        )


def number(database: Database, selection: Selection, *, officer: Officer, now: datetime) -> int:
    """How many requests a selection holds."""
    with database.read() as connection:
        return queue.number(connection, selection, officer=officer, now=now)


def news(database: Database, since: int, *, officer: Officer, now: datetime) -> News:
    """What has become of the figures since act number `since`."""
    with database.read() as connection:
        values = {"since": since, "officer_id": officer.id}
        changed = connection.scalar(_CHANGED, values) or 0
        return News(_tally(connection, officer, now), changed)


def front(database: Database, *, officer: Officer, now: datetime) -> Front:
    """What the first page shows this member of staff."""
    mine = Selection(group=Group.WAITING, holder=Holder.MINE)
    with database.read() as connection:
        claims = queue.page(connection, mine, None, officer=officer, now=now, rows=CLAIMS)
        return Front(
            tally=_tally(connection, officer, now),
            claims=claims.entries,
            recent=tuple(_recent(connection)),
        )


def _tally(connection: Connection, officer: Officer, now: datetime) -> Tally:
    return tallies.tally(connection, officer_id=officer.id, today=working_days.thai_day(now))


def _colleagues(connection: Connection, officer: Officer) -> tuple[Colleague, ...]:
    found = connection.execute(_COLLEAGUES, {"officer_id": officer.id})
    colleagues = (Colleague(row.id, row.name) for row in found)
    return tuple(sorted(colleagues, key=lambda colleague: thai_key(colleague.name)))


def _recent(connection: Connection) -> list[Recent]:
    return [
        Recent(
            at=row.at,
            actor=Actor(row.actor),
            change=Change(row.change),
            status=RegistrationStatus(row.status),
            reference=row.reference,
            agency=row.agency,
            by=row.by,
            is_claim="claimed" in (row.details or {}),
        )
        for row in connection.execute(_ACTS)
    ]
