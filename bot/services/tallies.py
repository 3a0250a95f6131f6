"""How many requests stand where, and how many bodies and users of each kind are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, case, func, select

from bot.services import working_days
from bot.services.reporting import Line
from bot.services.requests import STEP_DAYS
from bot.services.selection import STATUSES, Group
from bot.services.standing import NOT_COUNTED
from bot.services.working_days import THAI_TIME
from models.registration import Registration
from models.vocabulary import AgencyCategory, RegistrationStatus

_r = Registration.__table__


def _number_of(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


_BY_STATUS: Final = select(
    _r.c.status,
    func.count().label("number"),
    _number_of(_r.c.submitted_at < bindparam("late_before", type_=_r.c.submitted_at.type)).label(
        "late"
    ),
    _number_of(_r.c.claimed_by == bindparam("officer_id")).label("mine"),
    _number_of(_r.c.claimed_by.is_(None)).label("free"),
).group_by(_r.c.status)
_BY_CATEGORY: Final = (
    select(
        _r.c.category,
        func.count(_r.c.agency_id.distinct()).label("agencies"),
        func.sum(_r.c.users).label("users"),
    )
    .where(_r.c.status.not_in(sorted(NOT_COUNTED)))
    .group_by(_r.c.category)
)


@dataclass(frozen=True, slots=True)
class Tally:
    """
    The desk in figures. `late`, `mine` and `free` are of the requests that wait to be screened:
    past the promised day, taken on by whoever looks, taken on by nobody. `lines` are the press
    table's, as it stands now.
    """

    groups: Mapping[Group, int]
    late: int
    mine: int
    free: int
    lines: tuple[Line, ...]

    @property
    def agencies(self) -> int:
        return sum(line.agencies for line in self.lines)

    @property
    def users(self) -> int:
        return sum(line.users for line in self.lines)


def tally(connection: Connection, *, officer_id: int, today: date) -> Tally:
    """How things stand, for this member of staff; two statements, however many requests."""
    values = {"officer_id": officer_id, "late_before": late_before(today)}
    by_status = connection.execute(_BY_STATUS, values).all()
    by_category = {row.category: row for row in connection.execute(_BY_CATEGORY)}
    waiting = [row for row in by_status if row.status in STATUSES[Group.WAITING]]
    return Tally(
        groups={group: _sum(by_status, statuses) for group, statuses in STATUSES.items()},
        late=sum(row.late for row in waiting),
        mine=sum(row.mine for row in waiting),
        free=sum(row.free for row in waiting),
        lines=tuple(_line(category, by_category.get(category)) for category in AgencyCategory),
    )


def due(submitted_at: datetime) -> date:
    """The working day by which the office promised to have screened what came then."""
    return working_days.after(working_days.thai_day(submitted_at), days=STEP_DAYS)


def late_before(today: date) -> datetime:
    """What came before this moment and still waits is late."""
    day = today
    while working_days.after(day - timedelta(days=1), days=STEP_DAYS) >= today:
        day -= timedelta(days=1)
    return datetime.combine(day, time(), THAI_TIME)


def _sum(rows: Sequence[Row[*tuple[Any, ...]]], statuses: frozenset[RegistrationStatus]) -> int:
    return sum(row.number for row in rows if row.status in statuses)


def _line(category: AgencyCategory, row: Row[*tuple[Any, ...]] | None) -> Line:
    return Line(category, row.agencies, int(row.users)) if row else Line(category, 0, 0)
