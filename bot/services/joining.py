"""Who speaks for an agency: asking to become one more contact, and the answer."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, and_, bindparam, exists, insert, select, update

from bot.services import recording, telling
from bot.services.decisions import UNKNOWN, Decision, Moved, NotPossible
from bot.services.officer import Officer
from bot.services.recording import Act, Case
from bot.services.telling import Render
from handlers import notices
from handlers.turn import (
    Impossible,
    JoinAsked,
    JoinDecided,
    Outcome,
    Person,
    PhoneNumber,
    RequestView,
)
from models.agency import Agency
from models.base import Database
from models.contact import AgencyContact, Contact
from models.lifecycle import CLOSED
from models.vocabulary import Change, ContactRole

_link, _a, _person = AgencyContact.__table__, Agency.__table__, Contact.__table__
_mine = _link.alias("mine")

_ADD: Final = insert(_link).returning(_link.c.id)
_SET: Final = (
    update(_link)
    .where(_link.c.id == bindparam("link_id"))
    .values(
        {
            name: bindparam(name)
            for name in ("role", "name", "phone", "phone_extension", "email", "since")
        }
    )
)
_SET_ROLE: Final = (
    update(_link)
    .where(_link.c.id == bindparam("link_id"))
    .values(role=bindparam("role"), since=bindparam("since"))
)
_ANSWER: Final = _SET_ROLE.where(_link.c.role == ContactRole.ASKING)
_HAS_MAIN: Final = select(
    exists().where(_link.c.agency_id == bindparam("agency_id"), _link.c.role == ContactRole.MAIN)
)
_MAIN: Final = (
    select(_person.c.line_id)
    .join_from(_link, _person, _person.c.id == _link.c.contact_id)
    .where(
        _link.c.agency_id == bindparam("agency_id"),
        _link.c.role == ContactRole.MAIN,
        _person.c.blocked_at.is_(None),
    )
)
_ASKED: Final = (
    select(
        _link.c.id,
        _link.c.role,
        _link.c.name,
        _link.c.phone,
        _link.c.phone_extension,
        _link.c.email,
        _a.c.code,
        _person.c.line_id,
        _mine.c.role.label("my_role"),
    )
    .join_from(_link, _a, _a.c.id == _link.c.agency_id)
    .join(_person, _person.c.id == _link.c.contact_id)
    .outerjoin(
        _mine,
        and_(
            _mine.c.agency_id == _link.c.agency_id,
            _mine.c.contact_id == bindparam("contact_id"),
        ),
    )
    .where(_link.c.id == bindparam("link_id"))
)


def ask(act: Act, reference: str, person: Person) -> Outcome:
    """Ask to take part in an open request. Asked again, nobody is told a second time."""
    case = recording.find(act, reference)
    if case is None or case.is_mine:
        return Impossible("outcome.gone")
    if case.status in CLOSED:
        return Impossible("outcome.closed")
    link = keep_link(act, case.agency_id, person, role=ContactRole.ASKING, link_id=case.link_id)
    recording.audit(act, "contact.asking", f"agency contact {link}")
    is_repeated = case.role is ContactRole.ASKING
    main = None if is_repeated else act.connection.scalar(_MAIN, {"agency_id": case.agency_id})
    return JoinAsked(recording.view(act, case), link, person, main)


def decide(act: Act, link_id: int, *, is_welcome: bool) -> Outcome:
    """Answer somebody who asks; only the main contact may, and only once."""
    values = {"link_id": link_id, "contact_id": act.contact_id}
    asked = act.connection.execute(_ASKED, values).one_or_none()
    if asked is None:
        return Impossible("outcome.gone")
    if asked.my_role != ContactRole.MAIN:
        return Impossible("outcome.not_yours")
    view = recording.requests(act).of_agency(asked.code)
    if asked.role != ContactRole.ASKING or view is None:
        return Impossible("outcome.gone")
    role = ContactRole.DEPUTY if is_welcome else ContactRole.FORMER
    act.connection.execute(_SET_ROLE, {"link_id": asked.id, "role": role, "since": act.now})
    _record(act, view, link_id, role)
    return JoinDecided(view, _details(asked), is_welcome, asked.line_id)


def decide_by_staff(
    database: Database,
    link_id: int,
    *,
    officer: Officer,
    is_welcome: bool,
    now: datetime,
    render: Render,
) -> Decision:
    """Answer somebody who asks, for an agency that has nobody to do it; only once."""
    with database.write() as connection:
        act = recording.by_officer(connection, officer, now)
        asked = connection.execute(_ASKED, {"link_id": link_id, "contact_id": None}).one_or_none()
        view = recording.requests(act).of_agency(asked.code) if asked else None
        case = recording.find(act, view.reference) if view else None
        if asked is None or view is None or case is None:
            return UNKNOWN
        return _decide_for(act, case, asked, is_welcome=is_welcome, render=render)


def _decide_for(
    act: Act, case: Case, asked: Row[*tuple[Any, ...]], *, is_welcome: bool, render: Render
) -> Decision:
    has_main = act.connection.scalar(_HAS_MAIN, {"agency_id": case.agency_id})
    welcome = ContactRole.DEPUTY if has_main else ContactRole.MAIN
    role = welcome if is_welcome else ContactRole.FORMER
    values = {"link_id": asked.id, "role": role, "since": act.now}
    if act.connection.execute(_ANSWER, values).rowcount != 1:
        return NotPossible("case.refused.decided")
    details = {"link": asked.id, "role": role}
    change = Change.JOINED if is_welcome else Change.CONTACT
    event_id = recording.enter(act, case, change, before=case.status, details=details)
    says = notices.joined(telling.view(act, case), is_welcome=is_welcome)
    told = telling.tell_one(act, asked.line_id, render(says), about=case.id, event_id=event_id)
    lanes = (asked.line_id,) if told else ()
    return Moved(case.reference, case.status, case.version, event_id, lanes)


def keep_link(
    act: Act, agency_id: int, person: Person, *, role: ContactRole, link_id: int | None
) -> int:
    """Write the acting person's part and details at an agency; the id of the row."""
    values = {
        "role": role,
        "name": person.name,
        "phone": person.phone.e164,
        "phone_extension": person.phone.extension,
        "email": person.email,
        "since": act.now,
    }
    if link_id is not None:
        act.connection.execute(_SET, {**values, "link_id": link_id})
        return link_id
    new = {**values, "agency_id": agency_id, "contact_id": act.contact_id}
    return int(act.connection.execute(_ADD, new).scalar_one())


def _record(act: Act, view: RequestView, link_id: int, role: ContactRole) -> None:
    case = recording.find(act, view.reference)
    if role is ContactRole.DEPUTY and case is not None:
        recording.enter(act, case, Change.JOINED, before=case.status)
    recording.audit(act, f"contact.{role}", f"agency contact {link_id}")


def _details(asked: Row[*tuple[Any, ...]]) -> Person:
    phone = PhoneNumber(asked.phone, asked.phone_extension)
    return Person(asked.name, phone, asked.email)
