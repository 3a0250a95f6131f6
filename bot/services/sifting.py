"""A selection of requests as conditions of a statement over requests and their agencies."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Connection, exists, func, select
from sqlalchemy.sql import ColumnElement

from bot.services import searching, tallies, working_days
from bot.services.officer import Officer
from bot.services.selection import STATUSES, Group, Holder, Letter, Selection
from bot.services.working_days import THAI_TIME
from models.agency import Agency
from models.attachment import Attachment
from models.contact import AgencyContact
from models.registration import Registration, RegistrationApp
from models.vocabulary import ContactRole, FileState

# A search that finds more than this is to be narrowed by typing more.
MOST_FOUND: Final = 1_000
FILES: Final = (FileState.WAITING, FileState.KEPT)

_r, _a, _app = Registration.__table__, Agency.__table__, RegistrationApp.__table__
_link, _file = AgencyContact.__table__, Attachment.__table__

Condition = ColumnElement[bool]

HAS_LETTER: Final = (
    exists().where(_file.c.registration_id == _r.c.id, _file.c.state.in_(FILES)).correlate(_r)
)
_shared = (
    select(_link.c.email)
    .where(_link.c.email != "", _link.c.role != ContactRole.FORMER)
    .group_by(_link.c.email)
    .having(func.count(_link.c.agency_id.distinct()) > 1)
)
_ALIKE: Final = _r.c.agency_id.in_(
    select(_link.c.agency_id).where(_link.c.email.in_(_shared), _link.c.role != ContactRole.FORMER)
)
LETTERS: Final = {Letter.THERE: HAS_LETTER, Letter.MISSING: ~HAS_LETTER}


def conditions(
    connection: Connection, selection: Selection, *, officer: Officer, now: datetime
) -> list[Condition]:
    """What a request must be to fit; searching is a statement of its own."""
    return [
        *_of_columns(selection),
        *_of_days(selection, working_days.thai_day(now)),
        *_of_others(selection, officer.id),
        *_of_search(connection, selection.q, officer),
    ]


def _of_columns(selection: Selection) -> Iterator[Condition]:
    if selection.group is not Group.ALL:
        yield _r.c.status.in_(sorted(STATUSES[selection.group]))
    if selection.category:
        yield _r.c.category == selection.category
    if selection.origin:
        yield _r.c.origin == selection.origin
    if selection.province:
        yield _a.c.province == selection.province


def _of_days(selection: Selection, today: date) -> Iterator[Condition]:
    if selection.since:
        yield _r.c.submitted_at >= _beginning(selection.since)
    if selection.until:
        yield _r.c.submitted_at < _beginning(selection.until + timedelta(days=1))
    if selection.late:
        yield _r.c.submitted_at < tallies.late_before(today)
        yield _r.c.status.in_(sorted(STATUSES[Group.WAITING]))


def _of_others(selection: Selection, officer_id: int) -> Iterator[Condition]:
    if selection.app:
        yield exists().where(_app.c.registration_id == _r.c.id, _app.c.app == selection.app)
    if selection.holder:
        yield _held(selection.holder, officer_id)
    if selection.letter:
        yield LETTERS[selection.letter]
    if selection.alike:
        yield _ALIKE


def _of_search(connection: Connection, text: str, officer: Officer) -> Iterator[Condition]:
    if text:
        found = searching.registrations(
            connection, text, limit=MOST_FOUND, with_persons=officer.sees_persons
        )
        yield _r.c.id.in_(found)


def _held(holder: Holder, officer_id: int) -> Condition:
    match holder:
        case Holder.MINE:
            return _r.c.claimed_by == officer_id
        case Holder.NOBODY:
            return _r.c.claimed_by.is_(None)
        case Holder.SOMEBODY:
            return _r.c.claimed_by.is_not(None)


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), THAI_TIME)
