"""
Fill an empty database with the programme's first week, to be shown and tried.

Real bodies, made-up people, and numbers that add up to the press table of 17 March
2020. The people are marked as blocked, so that nothing is ever sent to them.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import bindparam, func, insert, select, update

import models
from bot.services import recording, registering
from bot.services.recording import Act, Case
from bot.services.working_days import THAI_TIME
from handlers.turn import AgencyAnswer, Person, PhoneNumber, Submit, Submitted
from models.agency import Agency
from models.base import Database
from models.contact import Contact
from models.registration import Registration, RegistrationApp
from models.vocabulary import (
    Actor,
    AgencyCategory,
    AppStatus,
    Change,
    MeetingApp,
    RegistrationStatus,
)

DEMO: Final = Path(models.__file__).parent / "data" / "demo_requests.csv"

PEOPLE: Final = 84
STRANGER: Final = "demo-"  # begins the ids of people whom no LINE knows

# What a request's apps are waiting for once it has reached a status.
APP_STATUS: Final = {
    RegistrationStatus.FORWARDED: AppStatus.FORWARDED,
    RegistrationStatus.ACTIVE: AppStatus.ACTIVE,
}
STEPS: Final = (
    RegistrationStatus.SCREENING,
    RegistrationStatus.NEED_INFO,
    RegistrationStatus.APPROVED,
    RegistrationStatus.FORWARDED,
    RegistrationStatus.ACTIVE,
)

_r, _app, _a = Registration.__table__, RegistrationApp.__table__, Agency.__table__

_c = Contact.__table__

_COUNT: Final = select(func.count()).select_from(_r)
_AGENCY: Final = select(_a.c.code, _a.c.name, _a.c.category).where(_a.c.code == bindparam("code"))
_ADD_CONTACT: Final = insert(_c).returning(_c.c.id)
_STRANGERS: Final = select(_c.c.id).where(_c.c.line_id.startswith(STRANGER)).order_by(_c.c.line_id)
_INTRODUCE: Final = (
    update(_c)
    .where(_c.c.id == bindparam("contact"))
    .values(line_id=bindparam("known_as"), blocked_at=None)
)
_MOVE: Final = (
    update(_r)
    .where(_r.c.id == bindparam("registration_id"))
    .values(
        {
            **{name: bindparam(name) for name in ("status", "status_at", "reason")},
            "version": _r.c.version + 1,
        }
    )
)
_MOVE_APPS: Final = (
    update(_app)
    .where(_app.c.registration_id == bindparam("of_registration"))
    .values(status=bindparam("status"), status_at=bindparam("status_at"))
)

Line = Mapping[str, str]


def seed_demo(database: Database) -> int:
    """
    Store the demo's requests, all or none, and say how many were stored.

    Zero when there are requests already: the demo never mixes with anybody's work.
    """
    with database.write() as connection:
        if connection.scalar(_COUNT):
            return 0
        lines = list(_read())
        for number, line in enumerate(lines, start=1):
            at = _thai(line["submitted"])
            contact = {
                "line_id": f"{STRANGER}{number:04d}",
                "display_name": line["person"],
                "created_at": at,
                "blocked_at": at,
            }
            contact_id = connection.execute(_ADD_CONTACT, contact).scalar_one()
            case = _submit(Act(connection, contact_id, None, at), line, number)
            _screen(Act(connection, None, None, at, Actor.STAFF), case, line)
    return len(lines)


def introduce(database: Database, line_ids: Sequence[str]) -> int:
    """
    Make the demo's people those whom a simulated LINE knows by these ids; how many were.

    Who has been introduced stays who they are.
    """
    with database.write() as connection:
        people = connection.scalars(_STRANGERS).all()
        pairs = list(zip(people, line_ids, strict=False))
        for contact_id, line_id in pairs:
            connection.execute(_INTRODUCE, {"contact": contact_id, "known_as": line_id})
    return len(pairs)


def _read() -> Iterator[Line]:
    with DEMO.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _submit(act: Act, line: Line, number: int) -> Case:
    agency = act.connection.execute(_AGENCY, {"code": line["code"]}).one()
    effect = Submit(
        agency=AgencyAnswer(agency.code, agency.name, AgencyCategory(agency.category)),
        apps=frozenset(MeetingApp(app) for app in line["apps"].split()),
        users=int(line["users"]),
        person=_person(line, number),
    )
    outcome = registering.submit(act, effect)
    assert isinstance(outcome, Submitted), "the demo names an agency twice"
    case = recording.find(act, outcome.view.reference)
    assert case is not None
    return case


def _person(line: Line, number: int) -> Person:
    # 0 2000 … is given to nobody, and example.go.th is nobody's address.
    phone = PhoneNumber(f"+662000{number:04d}")
    return Person(line["person"], phone, f"contact{number:02d}@example.go.th")


def _screen(act: Act, case: Case, line: Line) -> None:
    for status in STEPS:
        if line[status]:
            reason = line["reason"] if status is RegistrationStatus.NEED_INFO else None
            case = _move(replace(act, now=_thai(line[status])), case, status, reason)


def _move(act: Act, case: Case, to: RegistrationStatus, reason: str | None) -> Case:
    at = {"status_at": act.now}
    values = {"registration_id": case.id, "status": to, "reason": reason}
    act.connection.execute(_MOVE, values | at)
    if to in APP_STATUS:
        apps = {"of_registration": case.id, "status": APP_STATUS[to]}
        act.connection.execute(_MOVE_APPS, apps | at)
    after = replace(case, status=to)
    recording.enter(act, after, Change.STATUS, before=case.status, reason=reason)
    return after


def _thai(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=THAI_TIME)
