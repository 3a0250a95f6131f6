"""The programme's press table, counted from the history of every request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Row, bindparam, func, select

from bot.services.working_days import THAI_TIME
from models.base import Database
from models.registration import Registration, RegistrationEvent
from models.vocabulary import AgencyCategory, RegistrationStatus

# Requests that came to nothing, and those that live on in another one.
NOT_COUNTED: Final = frozenset(
    {RegistrationStatus.REJECTED, RegistrationStatus.WITHDRAWN, RegistrationStatus.MERGED}
)

_event, _r = RegistrationEvent.__table__, Registration.__table__
_newest = (
    select(
        _event.c.registration_id,
        _event.c.status,
        _event.c.category,
        _event.c.users,
        func.row_number()
        .over(
            partition_by=_event.c.registration_id,
            order_by=(_event.c.at.desc(), _event.c.id.desc()),
        )
        .label("age"),
    )
    .where(_event.c.at < bindparam("end", type_=_event.c.at.type))
    .subquery()
)
_FIGURES: Final = (
    select(
        _newest.c.category,
        func.count(_r.c.agency_id.distinct()).label("agencies"),
        func.sum(_newest.c.users).label("users"),
    )
    .join_from(_newest, _r, _r.c.id == _newest.c.registration_id)
    .where(_newest.c.age == 1, _newest.c.status.not_in(sorted(NOT_COUNTED)))
    .group_by(_newest.c.category)
)


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of body: how many agencies, and users asked for."""

    category: AgencyCategory
    agencies: int
    users: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The press table as at the end of a Thai day; every category has its line."""

    as_of: date
    lines: tuple[Line, ...]

    @property
    def agencies(self) -> int:
        return sum(line.agencies for line in self.lines)

    @property
    def users(self) -> int:
        return sum(line.users for line in self.lines)


def figures(database: Database, as_of: date) -> Figures:
    """
    Every request as it stood when Thai day `as_of` ended, by category.

    Counted under the category, and with the users, that held then.
    """
    with database.read() as connection:
        rows = connection.execute(_FIGURES, {"end": _end_of(as_of)}).all()
    return Figures(as_of, _lines(rows))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), THAI_TIME)


def _lines(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Line, ...]:
    counted = {AgencyCategory(row.category): row for row in rows}
    return tuple(_line(category, counted.get(category)) for category in AgencyCategory)


def _line(category: AgencyCategory, row: Row[*tuple[Any, ...]] | None) -> Line:
    return Line(category, row.agencies, int(row.users)) if row else Line(category, 0, 0)
