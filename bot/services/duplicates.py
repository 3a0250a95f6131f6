"""
Open requests that may be for the same body as another one, likeliest first.

The database picks what is worth comparing: names of about the same length in the same kind and
province, bodies that go by this one's name, and those with the same person, telephone or
address. What the names are worth is worked out here; the office decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

import regex
from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select

import messages_th
from bot.services import directory
from bot.services.caseviews import Body, CaseView
from bot.services.recording import MEMBERS
from handlers import letters
from models.agency import Agency
from models.contact import AgencyContact
from models.lifecycle import CLOSED
from models.registration import Registration
from models.vocabulary import RegistrationStatus

MOST: Final = 5
LIKE_ENOUGH: Final = 80  # of 100; names less alike than that have little to do with each other
WORTH_A_LOOK: Final = 60  # of 100, of the whole names
LOOK_AT: Final = 50  # of the names that are alike, before bodies' kinds are told apart
SHORTEST_CALL: Final = 3  # letters of another name; shorter ones belong to too many
MOST_CALLS: Final = 6
TELLING: Final = 6  # letters of a name's own part
PART_OF: Final = 90  # a name that another goes on from: a division of it, or the same
SAME_CALL: Final = 95
SAME_PERSON: Final = 50  # one officer may well ask for two bodies
EACH_MORE: Final = 10

_a, _link, _r = Agency.__table__, AgencyContact.__table__, Registration.__table__


class Trait(StrEnum):
    """What two requests have in common."""

    NAME = "name"
    CONTACT = "contact"
    PHONE = "phone"
    EMAIL = "email"


SHARED: Final = (Trait.CONTACT, Trait.PHONE, Trait.EMAIL)


@dataclass(frozen=True, slots=True)
class Twin:
    """A request that may be the same: how likely, of 100, and what speaks for it."""

    reference: str
    agency: str
    status: RegistrationStatus
    users: int
    score: int
    traits: tuple[Trait, ...]


def find(connection: Connection, view: CaseView) -> tuple[Twin, ...]:
    """At most `MOST` open requests of other bodies; three statements, whatever is found."""
    names = _by_name(connection, view)
    shared = _by_person(connection, view)
    asked = select(
        _r.c.reference, _r.c.status, _r.c.users, _r.c.agency_id, _a.c.name.label("agency")
    ).join_from(_r, _a, _a.c.id == _r.c.agency_id)
    ids = sorted({*names, *shared})
    # Said the other way round, "is open" would have the database read everything that is.
    is_open = _r.c.status.not_in(sorted(CLOSED))
    rows = connection.execute(asked.where(_r.c.agency_id.in_(ids), is_open))
    twins = [
        _twin(row, names.get(row["agency_id"]), shared.get(row["agency_id"], frozenset()))
        for row in rows.mappings()
    ]
    return tuple(sorted(twins, key=lambda twin: (-twin.score, twin.reference))[:MOST])


def likeness(one: str, other: str) -> int:
    """
    How alike two folded names are, of 100; 0 for bodies that cannot be the same.

    A school is no hospital and the second district not the first, however alike the names.
    """
    kind, own = _parted(one)
    other_kind, other_own = _parted(other)
    if kind != other_kind or _digits(one) != _digits(other):
        return 0
    short, long = sorted((own, other_own), key=len)
    is_part = not kind and len(short) >= TELLING and short in long
    alike = round(min(fuzz.ratio(one, other), fuzz.ratio(own, other_own)))
    return max(alike, PART_OF) if is_part else alike


def _by_name(connection: Connection, view: CaseView) -> dict[int, int]:
    """Bodies that are called nearly the same, or go by one another's names, and how nearly."""
    own, calls = view.agency, _calls(view.agency)
    is_near = and_(*_is_near(view))
    # Folded, a name is letters and digits alone: nothing in it is a wildcard.
    has_calls = and_(_a.c["keys"] != "", _a.c.searched.contains(own.folded))
    rows = connection.execute(
        select(_a.c.id, _a.c.folded, _a.c.searched, is_near.label("is_near")).where(
            _a.c.id != own.id,
            _a.c.merged_into.is_(None),
            or_(is_near, _a.c.folded.in_(calls), has_calls),
        )
    ).all()
    called = {
        row.id: SAME_CALL
        for row in rows
        if row.folded in calls or own.folded in row.searched.split("\n")
    }
    return _alike(own.folded, {row.id: row.folded for row in rows if row.is_near}) | called


def _alike(own: str, names: Mapping[int, str]) -> dict[int, int]:
    """The names that are enough like this one, and how much."""
    found = process.extract(own, names, scorer=fuzz.ratio, score_cutoff=WORTH_A_LOOK, limit=LOOK_AT)
    scores = ((agency_id, likeness(own, name)) for name, _, agency_id in found)
    return {agency_id: score for agency_id, score in scores if score >= LIKE_ENOUGH}


def _calls(own: Body) -> set[str]:
    """What else a body is called."""
    calls = {directory.folded(key) for key in own.keys[:MOST_CALLS]}
    return {call for call in calls if len(call) >= SHORTEST_CALL}


def _is_near(view: CaseView) -> Iterator[ColumnElement[bool]]:
    length = len(view.agency.folded)
    yield _a.c.category == view.category
    yield func.length(_a.c.folded).between(length * 2 // 3, length * 3 // 2)
    if view.agency.province is not None:
        yield or_(_a.c.province.is_(None), _a.c.province == view.agency.province)


def _by_person(connection: Connection, view: CaseView) -> dict[int, frozenset[Trait]]:
    """Bodies with a contact of this request's, and by what they are known."""
    persons = [person for person in view.contacts if person.role in MEMBERS]
    known: dict[Trait, set[Any]] = {
        Trait.CONTACT: {person.contact_id for person in persons} - {None},
        Trait.PHONE: {person.phone for person in persons},
        Trait.EMAIL: {person.email for person in persons},
    }
    columns = {
        Trait.CONTACT: _link.c.contact_id,
        Trait.PHONE: _link.c.phone,
        Trait.EMAIL: _link.c.email,
    }
    is_shared = or_(*(column.in_(known[trait]) for trait, column in columns.items()))
    rows = connection.execute(
        select(_link.c.agency_id, *(column.label(trait) for trait, column in columns.items()))
        .where(_link.c.agency_id != view.agency.id, _link.c.role.in_(sorted(MEMBERS)), is_shared)
        .order_by(_link.c.id.desc())
        .limit(LOOK_AT)
    )
    found: dict[int, frozenset[Trait]] = {}
    for row in rows.mappings():
        shared = frozenset(trait for trait in SHARED if row[trait] in known[trait])
        found[row["agency_id"]] = found.get(row["agency_id"], frozenset()) | shared
    return found


def _twin(row: RowMapping, named: int | None, shared: frozenset[Trait]) -> Twin:
    base = named or SAME_PERSON - EACH_MORE
    return Twin(
        reference=row["reference"],
        agency=row["agency"],
        status=RegistrationStatus(row["status"]),
        users=row["users"],
        score=min(100, base + EACH_MORE * len(shared)),
        traits=(*([Trait.NAME] if named else []), *(trait for trait in SHARED if trait in shared)),
    )


def _parted(folded: str) -> tuple[str, str]:
    """The kind of body a folded name begins with, and the rest, its own part."""
    kind, lead = _heads()
    if found := kind.match(folded):
        return found[0], folded[found.end() :]
    return "", lead.sub("", folded)


@cache
def _heads() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What names begin with: kinds that are never one another, and words of many names."""
    words = messages_th.load_lexicon()["agency"]
    listed = (letters.alternatives(map(directory.folded, words[of])) for of in ("strict", "leads"))
    kind, lead = (regex.compile(f"^(?:{names})") for names in listed)
    return kind, lead


def _digits(folded: str) -> list[str]:
    return [letter for letter in folded if letter.isdigit()]
