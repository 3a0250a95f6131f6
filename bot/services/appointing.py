"""
Change who speaks for a body: add a contact, correct one, hand over, end a part.

A change enters the history of the body's open request and the audit, never with a name, a
number or an address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, insert, select, update

from bot.services import contacts, recording
from bot.services.contacts import ContactView
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.recording import Act
from handlers.facts import Person
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact
from models.lifecycle import OPEN
from models.registration import Registration
from models.vocabulary import Change, ContactRole

# What staff may make of whom; who asks to join is answered where the request is screened.
APPOINTED: Final = frozenset({ContactRole.MAIN, ContactRole.DEPUTY, ContactRole.FORMER})

_link, _a, _r = AgencyContact.__table__, Agency.__table__, Registration.__table__

_LOCK: Final = select(_a.c.id).where(_a.c.id == bindparam("agency_id")).with_for_update()
_BY_CODE: Final = (
    select(_a.c.id)
    .where(_a.c.code == bindparam("code"), _a.c.merged_into.is_(None))
    .with_for_update()
)
_ROLES: Final = select(_link.c.id, _link.c.role).where(
    _link.c.agency_id == bindparam("agency_id"), _link.c.role.in_(sorted(recording.MEMBERS))
)
_OPEN: Final = select(_r.c.id).where(
    _r.c.agency_id == bindparam("agency_id"), _r.c.status.in_(sorted(OPEN))
)
_ADD: Final = insert(_link).returning(_link.c.id)
_SET: Final = (
    update(_link)
    .where(_link.c.id == bindparam("link_id"))
    .values({name: bindparam(name) for name in ("name", "phone", "phone_extension", "email")})
)
_APPOINT: Final = (
    update(_link)
    .where(_link.c.id == bindparam("link_id"))
    .values(role=bindparam("role"), since=bindparam("at"))
)
_STAND_DOWN: Final = (
    update(_link)
    .where(_link.c.agency_id == bindparam("of_agency"), _link.c.role == ContactRole.MAIN)
    .values(role=ContactRole.DEPUTY, since=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Kept:
    """It was done; `link_id` is the contact's row, `code` its body's."""

    code: str
    link_id: int


def add(
    database: Database, code: str, person: Person, *, officer: Officer, now: datetime
) -> Kept | NotPossible:
    """Add a contact who is not on LINE yet: the main one where there is none."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        agency_id = connection.scalar(_BY_CODE, {"code": code})
        if agency_id is None:
            return NotPossible("bodies.refused.gone")
        members = connection.execute(_ROLES, {"agency_id": agency_id}).all()
        if len(members) >= contacts.MOST:
            return NotPossible("bodies.refused.full")
        new = _details(person) | {"agency_id": agency_id, "role": _free(members), "since": now}
        link_id = int(connection.execute(_ADD, new).scalar_one())
        note(act, agency_id, link_id, "added")
        return Kept(code, link_id)


def edit(
    database: Database,
    link_id: int,
    person: Person,
    *,
    officer: Officer,
    seen_mark: str,
    now: datetime,
) -> Kept | NotPossible:
    """Correct a contact's details, unless they are not what was seen any more."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        view = _locked(act, link_id)
        if view is None:
            return NotPossible("bodies.refused.gone")
        if view.mark != seen_mark:
            return NotPossible("bodies.refused.contact_changed")
        connection.execute(_SET, _details(person) | {"link_id": link_id})
        note(act, view.agency_id, link_id, "edited")
        return Kept(view.code, link_id)


def appoint(
    database: Database,
    link_id: int,
    *,
    to: ContactRole,
    officer: Officer,
    seen_mark: str,
    now: datetime,
) -> Kept | NotPossible:
    """Hand over to a contact (MAIN), let them take part (DEPUTY), or end their part (FORMER)."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        view = _locked(act, link_id)
        refusal = _refusal(act, view, to, seen_mark)
        if view is None or refusal is not None:
            return refusal or NotPossible("bodies.refused.gone")
        if to is ContactRole.MAIN:
            connection.execute(_STAND_DOWN, {"of_agency": view.agency_id, "at": now})
        connection.execute(_APPOINT, {"link_id": link_id, "role": to, "at": now})
        note(act, view.agency_id, link_id, to)
        return Kept(view.code, link_id)


def _refusal(act: Act, view: ContactView | None, to: ContactRole, mark: str) -> NotPossible | None:
    if view is None or to not in APPOINTED:
        return NotPossible("bodies.refused.gone")
    if view.mark != mark:
        return NotPossible("bodies.refused.contact_changed")
    if view.role is ContactRole.ASKING:
        return NotPossible("bodies.refused.asking")
    members = act.connection.execute(_ROLES, {"agency_id": view.agency_id}).all()
    if view.role is ContactRole.MAIN and to is not ContactRole.MAIN and len(members) > 1:
        return NotPossible("bodies.refused.hand_over_first")
    return None


def _locked(act: Act, link_id: int) -> ContactView | None:
    """The contact, with its body kept from others until the transaction ends."""
    view = contacts.read(act.connection, link_id)
    if view is None:
        return None
    act.connection.execute(_LOCK, {"agency_id": view.agency_id})
    return contacts.read(act.connection, link_id)


def _free(members: Sequence[Row[*tuple[Any, ...]]]) -> ContactRole:
    has_main = any(member.role == ContactRole.MAIN for member in members)
    return ContactRole.DEPUTY if has_main else ContactRole.MAIN


def _details(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "phone": person.phone.e164,
        "phone_extension": person.phone.extension,
        "email": person.email,
    }


def note(act: Act, agency_id: int, link_id: int, did: str) -> None:
    """Tell the history of the open request, if there is one, and the audit."""
    open_id = act.connection.scalar(_OPEN, {"agency_id": agency_id})
    case = recording.find_row(act, open_id) if open_id else None
    if case is not None:
        details = {"did": did, "contact": link_id}
        recording.enter(act, case, Change.CONTACT, before=case.status, details=details)
    recording.audit(act, f"contact.{did}", f"agency contact {link_id}")
