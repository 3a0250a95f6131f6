"""
The record of acts as an administrator reads it: newest first, page by page, narrowed down.

Nothing of a person stands in it but who acted: what an entry is about is named by the number
of the request, the name of the agency, or the number of a row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from bot.services import auditing
from bot.services.standing import end_of
from models.agency import Agency
from models.audit import AuditEntry
from models.base import Database
from models.reference import Reference, find
from models.registration import Registration
from models.staff import Staff
from models.vocabulary import Actor

PAGE: Final = 50

_audit, _staff = AuditEntry.__table__, Staff.__table__
_r, _a = Registration.__table__, Agency.__table__
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_REFERENCES: Final = select(_r.c.id, _r.c.reference).where(_r.c.id.in_(_IDS))
_AGENCIES: Final = select(_a.c.id, _a.c.code, _a.c.name).where(_a.c.id.in_(_IDS))
_COLLEAGUES: Final = select(_staff.c.id, _staff.c.name).order_by(_staff.c.name, _staff.c.id)
_BY_REFERENCE: Final = select(_r.c.id).where(_r.c.reference == bindparam("reference"))
_BY_CODE: Final = select(_a.c.id).where(_a.c.code == bindparam("code"))


@dataclass(frozen=True, slots=True)
class Wish:
    """
    Which entries to show. `who` is a member of staff's row, or an Actor without one; `family`
    the first word of an act; `subject` a request's number or an agency's code as it was typed;
    `before` the number of the entry that the page before ended with.
    """

    who: int | Actor | None = None
    family: str | None = None
    subject: str = ""
    day: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act was about: the kind of row and its number, its name and, in links, its code."""

    kind: str
    number: str
    name: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `name` is the acting member of staff's, None for others."""

    id: int
    at: datetime
    actor: Actor
    name: str | None
    action: str
    subject: Subject
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of entries; `older` is where the next begins, None at the end."""

    entries: tuple[Entry, ...]
    older: int | None


def listing(database: Database, wish: Wish) -> Listing:
    """The newest entries that fit the wish."""
    with database.read() as connection:
        statement = _narrowed(connection, wish)
        rows = connection.execute(statement).all() if statement is not None else []
        shown = rows[:PAGE]
        names = _Names(connection, shown)
        older = shown[-1].id if len(rows) > PAGE else None
        return Listing(tuple(names.entry(row) for row in shown), older)


def colleagues(database: Database) -> tuple[tuple[int, str], ...]:
    """Everybody who is or was a member of staff, by name."""
    with database.read() as connection:
        return tuple((row.id, row.name) for row in connection.execute(_COLLEAGUES))


def head(database: Database) -> tuple[int, str]:
    """The number of the newest entry and its digest."""
    newest = select(_audit.c.id, _audit.c.digest).order_by(_audit.c.id.desc()).limit(1)
    with database.read() as connection:
        row = connection.execute(newest).one_or_none()
    return (row.id, row.digest or auditing.BEGINNING) if row else (0, auditing.BEGINNING)


def _narrowed(connection: Connection, wish: Wish) -> Select[*tuple[Any, ...]] | None:
    """The statement for a wish; None when what it is about is not to be found."""
    statement = select(_audit).order_by(_audit.c.id.desc()).limit(PAGE + 1)
    if wish.before is not None:
        statement = statement.where(_audit.c.id < wish.before)
    if isinstance(wish.who, Actor):
        statement = statement.where(_audit.c.actor == wish.who)
    elif wish.who is not None:
        statement = statement.where(_audit.c.actor == Actor.STAFF, _audit.c.actor_id == wish.who)
    if wish.family:
        statement = statement.where(_audit.c.action.startswith(f"{wish.family}.", autoescape=True))
    if wish.day:
        end = end_of(wish.day)
        statement = statement.where(_audit.c.at >= end - timedelta(days=1), _audit.c.at < end)
    if not wish.subject:
        return statement
    subject = _subject_row(connection, wish.subject)
    return None if subject is None else statement.where(_audit.c.subject == subject)


def _subject_row(connection: Connection, typed: str) -> str | None:
    """How entries name what was typed: registration 12, agency 5."""
    match find(typed):
        case Reference() as reference:
            values = {"reference": str(reference)}
            row = connection.scalar(_BY_REFERENCE, values)
            return None if row is None else f"registration {row}"
    row = connection.scalar(_BY_CODE, {"code": typed.strip().upper()})
    return None if row is None else f"agency {row}"


class _Names:
    """What the rows that a page of entries speaks of are called: one question for each kind."""

    def __init__(self, connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
        subjects = [_split(row.subject) for row in rows]
        self._requests = {
            row.id: row.reference
            for row in connection.execute(_REFERENCES, _ids(subjects, "registration"))
        }
        self._agencies = {
            row.id: (row.name, row.code)
            for row in connection.execute(_AGENCIES, _ids(subjects, "agency"))
        }
        self._staff = {row.id: row.name for row in connection.execute(_COLLEAGUES)}

    def entry(self, row: Row[*tuple[Any, ...]]) -> Entry:
        actor = Actor(row.actor)
        return Entry(
            id=row.id,
            at=row.at,
            actor=actor,
            name=self._staff.get(row.actor_id) if actor is Actor.STAFF else None,
            action=row.action,
            subject=self._subject(*_split(row.subject)),
            details=row.details or {},
        )

    def _subject(self, kind: str, number: str) -> Subject:
        row = int(number) if number.isdecimal() else 0
        if kind == "registration":
            reference = self._requests.get(row)
            return Subject(kind, number, reference, reference)
        if kind == "agency":
            return Subject(kind, number, *self._agencies.get(row, (None, None)))
        if kind == "staff":
            return Subject(kind, number, self._staff.get(row))
        return Subject(kind, number)


def _split(subject: str) -> tuple[str, str]:
    """agency contact 7 → its kind, and its number."""
    kind, _, number = subject.rpartition(" ")
    return kind, number


def _ids(subjects: Sequence[tuple[str, str]], kind: str) -> dict[str, list[int]]:
    found = {int(number) for of, number in subjects if of == kind and number.isdecimal()}
    return {"ids": sorted(found)}
