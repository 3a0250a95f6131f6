"""
One request with everything its page shows, read by a constant number of statements.

Only reads; who decides is `screening`. What a viewer may not see is left out by the page.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, case, func, or_, select

from bot.services import histories
from bot.services.caseviews import App, Body, CaseView, Content, File, Person, Wish
from models.agency import Agency
from models.attachment import Attachment, AttachmentContent
from models.base import Database
from models.contact import AgencyContact, Contact
from models.registration import Amendment, Registration, RegistrationApp
from models.staff import Staff
from models.vocabulary import (
    AgencyCategory,
    AppStatus,
    Change,
    ContactRole,
    FileState,
    MeetingApp,
    Origin,
    RegistrationStatus,
    Wanted,
)

S = RegistrationStatus
WAITING: Final = (S.SUBMITTED, S.SCREENING)  # for the office to decide

_r, _a, _staff = Registration.__table__, Agency.__table__, Staff.__table__
_app, _link, _person = RegistrationApp.__table__, AgencyContact.__table__, Contact.__table__
_amendment, _file, _content = (
    Amendment.__table__,
    Attachment.__table__,
    AttachmentContent.__table__,
)
_other, _elsewhere = _r.alias("other"), _link.alias("elsewhere")

_CASE: Final = (
    select(
        *(column for column in _r.c if column.name not in ("year", "number", "notice_version")),
        _a.c.code,
        _a.c.name,
        _a.c.province,
        _a.c["keys"],
        _a.c.folded,
        _staff.c.name.label("claimed_name"),
        _other.c.reference.label("lives_on_in"),
    )
    .join_from(_r, _a, _a.c.id == _r.c.agency_id)
    .outerjoin(_staff, _staff.c.id == _r.c.claimed_by)
    .outerjoin(_other, _other.c.id == _r.c.merged_into)
    .where(_r.c.reference == bindparam("reference"))
)
_ID: Final = select(_r.c.id).where(_r.c.reference == bindparam("reference"))
_APPS: Final = select(_app).where(_app.c.registration_id == bindparam("id")).order_by(_app.c.id)
_CONTACTS: Final = (
    select(
        _link,
        _person.c.blocked_at,
        _person.c.display_name,
        select(func.count())
        .where(
            _elsewhere.c.contact_id == _link.c.contact_id,
            _elsewhere.c.agency_id != _link.c.agency_id,
            _elsewhere.c.role.in_([ContactRole.MAIN, ContactRole.DEPUTY]),
        )
        .scalar_subquery()
        .label("elsewhere"),
    )
    .outerjoin_from(_link, _person, _person.c.id == _link.c.contact_id)
    .where(_link.c.agency_id == bindparam("agency_id"))
    .order_by(case({role: n for n, role in enumerate(ContactRole)}, value=_link.c.role), _link.c.id)
)
_AMENDMENTS: Final = (
    select(_amendment)
    .where(_amendment.c.registration_id == bindparam("id"), _amendment.c.decided_at.is_(None))
    .order_by(_amendment.c.id)
)
_FILES: Final = select(_file).where(_file.c.registration_id == bindparam("id")).order_by(_file.c.id)
_FILE: Final = (
    select(_file.c.name, _file.c.media_type, _content.c.data)
    .join_from(_file, _content, _content.c.attachment_id == _file.c.id)
    .where(_file.c.id == bindparam("id"), _file.c.state == FileState.KEPT)
)
_NEXT: Final = (
    select(_r.c.reference)
    .where(
        _r.c.status.in_(WAITING),
        _r.c.id != bindparam("id"),
        or_(_r.c.claimed_by.is_(None), _r.c.claimed_by == bindparam("staff_id")),
    )
    .order_by(_r.c.submitted_at, _r.c.id)
    .limit(1)
)
_COLLEAGUES: Final = (
    select(_staff.c.id, _staff.c.name)
    .where(_staff.c.left_at.is_(None), _staff.c.role.in_(bindparam("roles", expanding=True)))
    .order_by(_staff.c.name, _staff.c.id)
)


def read(connection: Connection, reference: str) -> CaseView | None:
    """The request with this reference, None when there is none."""
    row = connection.execute(_CASE, {"reference": reference}).mappings().one_or_none()
    if row is None:
        return None
    own = {"id": row["id"]}
    of_agency = {"agency_id": row["agency_id"]}
    contacts = tuple(map(_person_of, connection.execute(_CONTACTS, of_agency).mappings()))
    names = {person.contact_id: person.name for person in contacts if person.contact_id}
    wishes = connection.execute(_AMENDMENTS, own).mappings()
    return CaseView(
        **_plain(row),
        agency=_body(row),
        apps=tuple(map(_app_of, connection.execute(_APPS, own).mappings())),
        contacts=contacts,
        wishes=tuple(_wish(wish, names) for wish in wishes),
        history=histories.read(connection, row["id"], names),
        files=tuple(map(_file_of, connection.execute(_FILES, own).mappings())),
    )


def id_of(database: Database, reference: str) -> int | None:
    """The row of the request with this reference."""
    with database.read() as connection:
        return connection.scalar(_ID, {"reference": reference})


def content(database: Database, file_id: int) -> Content | None:
    """A kept file with its bytes, None when it is not (or no longer) kept."""
    with database.read() as connection:
        row = connection.execute(_FILE, {"id": file_id}).one_or_none()
    return Content(row.name, row.media_type, row.data) if row else None


def following(connection: Connection, registration_id: int, *, staff_id: int) -> str | None:
    """The request that has waited longest, of those nobody else has taken on."""
    return connection.scalar(_NEXT, {"id": registration_id, "staff_id": staff_id})


def colleagues(connection: Connection, roles: frozenset[str]) -> tuple[tuple[int, str], ...]:
    """Who may be given a request: row and name."""
    rows = connection.execute(_COLLEAGUES, {"roles": sorted(roles)})
    return tuple((row.id, row.name) for row in rows)


def _plain(row: RowMapping) -> dict[str, Any]:
    same = ("id", "reference", "version", "reason", "users", "submitted_at", "claimed_by")
    return {name: row[name] for name in (*same, "claimed_name", "claimed_at", "lives_on_in")} | {
        "status": RegistrationStatus(row["status"]),
        "since": row["status_at"],
        "category": AgencyCategory(row["category"]),
        "origin": Origin(row["origin"]),
        "wanted": tuple(Wanted(name) for name in row["wanted"] or ()),
    }


def _body(row: RowMapping) -> Body:
    keys = tuple(row["keys"].split("\n")) if row["keys"] else ()
    return Body(row["agency_id"], row["code"], row["name"], row["folded"], row["province"], keys)


def _app_of(row: RowMapping) -> App:
    same = ("users", "licence", "granted", "valid_from", "valid_to", "note")
    return App(
        app=MeetingApp(row["app"]),
        status=AppStatus(row["status"]),
        since=row["status_at"],
        **{name: row[name] for name in same},
    )


def _person_of(row: RowMapping) -> Person:
    same = ("contact_id", "name", "phone", "email", "since", "display_name", "elsewhere")
    return Person(
        link_id=row["id"],
        role=ContactRole(row["role"]),
        extension=row["phone_extension"],
        is_blocked=row["blocked_at"] is not None,
        **{name: row[name] for name in same},
    )


def _wish(row: RowMapping, names: Mapping[int, str]) -> Wish:
    wanted = row["wanted"]
    return Wish(
        id=row["id"],
        change=Change(row["change"]),
        users=wanted.get("users"),
        apps=tuple(MeetingApp(app) for app in wanted.get("apps", ())),
        asked_by=names.get(row["asked_by"]),
        asked_at=row["asked_at"],
    )


def _file_of(row: RowMapping) -> File:
    same = ("id", "name", "media_type", "size", "error", "sent_at")
    return File(state=FileState(row["state"]), **{name: row[name] for name in same})
