"""The programme's press table, counted from the history of every request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, func, select

from bot.services.standing import IS_COUNTED, STOOD, end_of
from models.base import Database
from models.vocabulary import AgencyCategory

_FIGURES: Final = (
    select(
        STOOD.c.category,
        func.count(STOOD.c.agency_id.distinct()).label("agencies"),
        func.sum(STOOD.c.users).label("users"),
    )
    .where(IS_COUNTED)
    .group_by(STOOD.c.category)
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
        rows = connection.execute(_FIGURES, {"end": end_of(as_of)}).all()
    return Figures(as_of, _lines(rows))


def _lines(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Line, ...]:
    counted = {AgencyCategory(row.category): row for row in rows}
    return tuple(_line(category, counted.get(category)) for category in AgencyCategory)


def _line(category: AgencyCategory, row: Row[*tuple[Any, ...]] | None) -> Line:
    return Line(category, row.agencies, int(row.users)) if row else Line(category, 0, 0)
