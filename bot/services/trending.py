"""
The press table's totals day by day, worked out in one pass over the history.

Only entries that can change what is counted are read: a step of screening changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, String, or_, select, type_coerce

from bot.services.standing import END, NOT_COUNTED, end_of
from models.base import Database
from models.registration import Registration, RegistrationEvent
from models.vocabulary import Change

LONGEST: Final = 366  # days of one trend
A_DAY: Final = timedelta(days=1)

_event, _r = RegistrationEvent.__table__, Registration.__table__
_ENDED: Final = sorted(NOT_COUNTED)
# As the database writes it: to read so many as times takes longer than all the rest.
_AT: Final = type_coerce(_event.c.at, String)
_TELLING: Final = (
    select(
        _AT,
        _event.c.registration_id,
        _r.c.agency_id,
        _event.c.category,
        _event.c.status,
        _event.c.users,
    )
    .join_from(_event, _r, _r.c.id == _event.c.registration_id)
    .where(
        _event.c.at < END,
        or_(
            _event.c.change != Change.STATUS,
            _event.c.status.in_(_ENDED),
            _event.c.from_status.in_(_ENDED),
        ),
    )
    .order_by(_event.c.at, _event.c.id)
)
_MOVES: Final = (
    select(
        _event.c.registration_id,
        _AT.label("at"),
        _event.c.details["from"].as_integer().label("was"),
    )
    .where(_event.c.change == Change.AGENCY)
    .order_by(_event.c.at, _event.c.id)
)

Entry = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Point:
    """The totals when a Thai day ended."""

    day: date
    agencies: int
    users: int


def trend(database: Database, until: date, *, days: int) -> tuple[Point, ...]:
    """The totals of the `days` days that end with `until`, oldest first; at most a year."""
    span = [until - before * A_DAY for before in range(max(1, min(days, LONGEST)))][::-1]
    with database.read() as connection:
        moves = connection.execute(_MOVES).all()
        entries = connection.execute(_TELLING, {"end": end_of(until)})
        return tuple(_points(entries, moves, _ends(connection, span)))


def _ends(connection: Connection, days: Iterable[date]) -> list[tuple[date, Any]]:
    """Each day, and its end as the database writes it."""
    dialect = connection.dialect
    write = _event.c.at.type.dialect_impl(dialect).bind_processor(dialect)
    assert write is not None
    return [(day, write(end_of(day))) for day in days]


def _points(
    entries: Iterable[Entry], moves: Iterable[Entry], ends: Iterable[tuple[date, Any]]
) -> Iterator[Point]:
    """A point for each day, from entries in the order in which they were made."""
    tally = _Tally(moves)
    rest = iter(entries)
    entry = next(rest, None)
    for day, end in ends:
        while entry and entry[0] < end:
            tally.take(*entry)
            entry = next(rest, None)
        yield tally.point(day)


class _Tally:
    """What is counted so far: each request under the agency and category it has by now."""

    def __init__(self, moves: Iterable[Entry]) -> None:
        self._moves: dict[int, list[Entry]] = {}
        for move in moves:
            self._moves.setdefault(move.registration_id, []).append(move)
        self._counted: dict[int, tuple[tuple[int, str], int]] = {}
        self._requests: dict[tuple[int, str], int] = defaultdict(int)
        self._users = 0

    def take(
        self, at: str, request: int, agency: int, category: str, status: str, users: int
    ) -> None:
        """A request stands, from `at` on, as its history says."""
        if request in self._counted:
            self._leave_out(*self._counted.pop(request))
        if status in NOT_COUNTED:
            return
        if request in self._moves:
            agency = self._agency_then(request, agency, at)
        place = (agency, category)
        self._counted[request] = (place, users)
        self._requests[place] += 1
        self._users += users

    def point(self, day: date) -> Point:
        return Point(day, len(self._requests), self._users)

    def _leave_out(self, place: tuple[int, str], users: int) -> None:
        self._users -= users
        self._requests[place] -= 1
        if not self._requests[place]:
            del self._requests[place]

    def _agency_then(self, request: int, agency: int, at: str) -> int:
        """Whose the request was: the former agency's until it was moved."""
        later = (move.was for move in self._moves[request] if move.at > at)
        return next(later, agency)
