"""
A person's rights over what is kept of them: to be found, to have a copy, to be made unknown.

A person is somebody on LINE, with every part they have in an agency; or a part alone, of
somebody who came by telephone or in person.
"""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, or_, select

from bot.services import erasing, recording
from bot.services.erasing import GONE, Traces
from bot.services.officer import Officer
from bot.services.recording import Act
from messages_th import forms
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact, Contact
from models.registration import Registration
from models.vocabulary import Actor, ContactRole

MOST: Final = 20  # people that one search shows
SHORTEST: Final = 3

_person, _link = Contact.__table__, AgencyContact.__table__
_a, _r = Agency.__table__, Registration.__table__
_WRITTEN: Final = re.compile(r"(line|part)-(\d{1,9})")

_PARTS: Final = (
    select(
        _link.c.id,
        _link.c.contact_id,
        _link.c.role,
        _link.c.name,
        _link.c.phone,
        _link.c.phone_extension,
        _link.c.email,
        _link.c.since,
        _a.c.id.label("agency_id"),
        _a.c.name.label("agency"),
    )
    .join_from(_link, _a, _a.c.id == _link.c.agency_id)
    .order_by(_link.c.id)
)
_PERSON: Final = select(_person).where(_person.c.id == bindparam("contact_id"))


@dataclass(frozen=True, slots=True)
class Whom:
    """Which person: a row of contacts, or of agency_contacts for who is not on LINE."""

    contact_id: int | None = None
    part_id: int | None = None

    def __str__(self) -> str:
        """As links and commands name them: line-12, part-7."""
        return f"part-{self.part_id}" if self.contact_id is None else f"line-{self.contact_id}"


@dataclass(frozen=True, slots=True)
class Part:
    """What a person is to an agency, and the details they gave for it."""

    id: int
    agency: str
    agency_id: int
    role: ContactRole
    name: str
    phone: str
    phone_extension: str | None
    email: str
    since: datetime

    @property
    def telephone(self) -> str:
        """The number as Thais write it, with its extension."""
        return forms.phone(self.phone, self.phone_extension)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody we know. `display_name` is what they call themselves on LINE."""

    whom: Whom
    display_name: str | None
    line_id: str | None
    since: datetime
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """What to call them: the name they gave, or the one on LINE."""
        return next((part.name for part in self.parts), self.display_name or str(self.whom))


def whom(written: str) -> Whom | None:
    """Whom line-12 or part-7 means."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    number = int(found[2])
    return Whom(contact_id=number) if found[1] == "line" else Whom(part_id=number)


def search(database: Database, text: str) -> tuple[Person, ...]:
    """People by name, telephone, e-mail or what they call themselves on LINE; at most 20."""
    wanted = text.strip()
    if len(wanted) < SHORTEST:
        return ()
    with database.read() as connection:
        found = [Whom(row.contact_id, None if row.contact_id else row.id)
                 for row in connection.execute(_parts_like(wanted))]  # fmt: skip
        called = select(_person.c.id).where(
            or_(
                _person.c.display_name.icontains(wanted, autoescape=True),
                _person.c.line_id == wanted,
            )
        )
        found += [Whom(row.id) for row in connection.execute(called.limit(MOST))]
        people = (_read(connection, one) for one in dict.fromkeys(found))
        return tuple(person for person in people if person)[:MOST]


def find(database: Database, person: Whom) -> Person | None:
    """The person; None when there is none, or none any more."""
    with database.read() as connection:
        return _read(connection, person)


def erase(
    database: Database, person: Whom, *, officer: Officer | None, now: datetime
) -> Traces | None:
    """
    Make a person unknown, and say in the audit that it was done; None when there is nobody.

    `officer` is None on the command line. Done twice, it does nothing the second time. The
    files of the database are to be scrubbed afterwards.
    """
    with database.write() as connection:
        if _read(connection, person) is None:
            return None
        act = _act(connection, officer, now)
        if person.contact_id is not None:
            traces = erasing.forget_person(act, person.contact_id)
        else:
            traces = erasing.forget_part(act, person.part_id or 0)
        recording.audit(act, "privacy.erased", subject_of(person), asdict(traces))
        return traces


def note_copied(
    database: Database, person: Whom, *, officer: Officer | None, now: datetime
) -> None:
    """Say in the audit that somebody was given a copy."""
    with database.write() as connection:
        recording.audit(_act(connection, officer, now), "privacy.copied", subject_of(person))


def subject_of(person: Whom) -> str:
    """How the audit names a person: by the number of a row."""
    if person.contact_id is None:
        return f"agency contact {person.part_id}"
    return f"contact {person.contact_id}"


def _act(connection: Connection, officer: Officer | None, now: datetime) -> Act:
    if officer is None:
        return Act(connection, None, None, now, Actor.SYSTEM)
    return recording.by_officer(connection, officer, now)


def _parts_like(wanted: str) -> Select[Any]:
    digits = re.sub(r"\D", "", wanted).removeprefix("66").lstrip("0")
    fits = [
        _link.c.name.icontains(wanted, autoescape=True),
        _link.c.email.icontains(wanted, autoescape=True),
    ]
    if len(digits) >= SHORTEST:
        fits.append(_link.c.phone.contains(digits, autoescape=True))
    return (
        select(_link.c.id, _link.c.contact_id).where(or_(*fits), _link.c.name != GONE).limit(MOST)
    )


def _read(connection: Connection, person: Whom) -> Person | None:
    if person.contact_id is None:
        return _off_line(connection, person)
    row = connection.execute(_PERSON, {"contact_id": person.contact_id}).one_or_none()
    if row is None or erasing.is_erased(row.line_id):
        return None
    its = _link.c.contact_id == person.contact_id
    parts = tuple(_part(part) for part in connection.execute(_PARTS.where(its)))
    return Person(person, row.display_name, row.line_id, row.created_at, parts)


def _off_line(connection: Connection, person: Whom) -> Person | None:
    its = (_link.c.id == person.part_id, _link.c.contact_id.is_(None), _link.c.name != GONE)
    row = connection.execute(_PARTS.where(*its)).one_or_none()
    return Person(person, None, None, row.since, (_part(row),)) if row else None


def _part(row: Row[*tuple[Any, ...]]) -> Part:
    values = dict(row._mapping)
    kept = {name: values[name] for name in Part.__dataclass_fields__}
    return Part(**{**kept, "role": ContactRole(row.role)})
