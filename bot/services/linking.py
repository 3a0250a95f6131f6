"""
Join a contact who came by telephone or in person to their LINE account, by a one-time code.

Of a code only a digest is kept; it works once, for a week, and a new one ends the one before.
Whoever types it becomes that contact. Guessing is limited by the tries of each LINE account.
"""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

from sqlalchemy import bindparam, delete, select, update

from bot.services import appointing, binding, codes, contacts, recording
from bot.services.codes import Code, Found
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from bot.services.recording import Act
from handlers.effects import Impossible, Linked, Outcome
from models.base import Database
from models.contact import AgencyContact
from models.vocabulary import CodePurpose, ContactRole

GOOD_FOR: Final = timedelta(days=7)

_link = AgencyContact.__table__

_OWN: Final = select(_link.c.id, _link.c.role).where(
    _link.c.agency_id == bindparam("agency_id"), _link.c.contact_id == bindparam("contact_id")
)
_JOIN: Final = (
    update(_link).where(_link.c.id == bindparam("row")).values(contact_id=bindparam("person"))
)


def make(
    database: Database, link_id: int, *, officer: Officer, now: datetime
) -> Code | NotPossible:
    """A code for a contact who is not on LINE yet; any earlier one works no more."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        view = contacts.read(connection, link_id)
        if view is None or view.role is ContactRole.FORMER:
            return NotPossible("bodies.refused.gone")
        if view.is_on_line:
            return NotPossible("bodies.refused.on_line")
        code = codes.draw(
            connection,
            CodePurpose.AGENCY,
            link_id,
            made_by=officer.id,
            good_for=GOOD_FOR,
            now=now,
        )
        recording.audit(act, "contact.code", f"agency contact {link_id}")
        return code


def use(act: Act, code: str) -> Outcome:
    """Make the acting person the contact, or the member of staff, that the code is for."""
    found = codes.find(act.connection, code, now=act.now)
    if found is None:
        return Impossible("linking.gone")
    return binding.bind(act, found) if found.purpose is CodePurpose.STAFF else _join(act, found)


def address(basic_id: str | None, text: str) -> str:
    """What a QR code holds: LINE's link that opens our chat with the text typed, or the text."""
    if not basic_id:
        return text
    return f"https://line.me/R/oaMessage/{quote(basic_id, safe='')}/?{quote(text, safe='')}"


def _join(act: Act, found: Found) -> Outcome:
    view = contacts.read(act.connection, found.subject_id)
    if view is None:
        return Impossible("linking.gone")
    ids = {"agency_id": view.agency_id, "contact_id": act.contact_id}
    own = act.connection.execute(_OWN, ids).one_or_none()
    if own is not None and own.role in recording.MEMBERS:
        return Impossible("linking.already")
    if found.is_over or view.is_on_line or view.role is ContactRole.FORMER:
        return Impossible("linking.gone")
    if own is not None:
        # One person has one part in a body: having asked or left gives way to being named.
        act.connection.execute(delete(_link).where(_link.c.id == own.id))
    act.connection.execute(_JOIN, {"row": view.id, "person": act.contact_id})
    codes.spend(act.connection, found, now=act.now)
    appointing.note(act, view.agency_id, view.id, "linked")
    return Linked(view.agency, recording.requests(act).of_agency(view.code))
