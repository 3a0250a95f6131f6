"""What an act finds and leaves behind."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.services import recording
from bot.services.officer import Officer
from bot.services.recording import Act, Case
from models.audit import AuditEntry
from models.registration import Registration, RegistrationEvent
from models.vocabulary import (
    Actor,
    AgencyCategory,
    Change,
    ContactRole,
    RegistrationStatus,
    Role,
    Wanted,
)
from tests.bot.services.office import MORNING, Office, later, submit

NUMBER = "WFH-63-00001-E"
WIPHA = Officer(7, "วิภา", Role.SCREENER)


def act(office: Office, contact: int | None, event: int | None = None) -> Act:
    return Act(office.connection, contact, event, later(minutes=5))


def test_find_tells_the_request_and_the_acting_persons_part(office: Office) -> None:
    office.do(1, submit())

    own = recording.find(act(office, 1), NUMBER)
    strange = recording.find(act(office, 2), NUMBER)

    case = Case(
        id=1,
        reference=NUMBER,
        agency_id=1,
        category=AgencyCategory.GOVERNMENT,
        status=RegistrationStatus.SUBMITTED,
        users=450,
    )
    assert own == replace(case, link_id=1, role=ContactRole.MAIN)
    assert strange == case
    assert recording.find(act(office, 1), "WFH-63-00002-G") is None


def test_enter_writes_history_and_audit_of_an_officer(office: Office) -> None:
    office.do(1, submit())
    staff = replace(act(office, None), actor=Actor.STAFF, staff_id=5)
    before = recording.find(staff, NUMBER)
    assert before is not None
    after = replace(before, status=RegistrationStatus.REJECTED)

    entered = recording.enter(
        staff, after, Change.STATUS, before=before.status, reason="ไม่ใช่หน่วยงานของรัฐ"
    )

    event, entry = RegistrationEvent.__table__, AuditEntry.__table__
    newest = office.connection.execute(select(event).order_by(event.c.id.desc())).first()
    noted = office.connection.execute(select(entry).order_by(entry.c.id.desc())).first()
    assert entered == 2
    assert newest == (
        *(2, 1, later(minutes=5), "status", "staff", None, None, "submitted", "rejected"),
        *(450, "government", "ไม่ใช่หน่วยงานของรัฐ", None, 5),
    )
    assert noted is not None
    assert noted[:-1] == (
        *(2, later(minutes=5), "staff", 5, "registration.status", "registration 1"),
        {"status": "rejected"},
    )


def test_audit_says_who_did_what_to_what(office: Office) -> None:
    recording.audit(act(office, 2), "contact.asking", "agency contact 7", {"tries": 1})

    entry = office.connection.execute(select(AuditEntry.__table__)).one()
    assert entry[:-1] == (
        *(1, later(minutes=5), "contact", 2),
        *("contact.asking", "agency contact 7", {"tries": 1}),
    )


def test_was_carried_out_knows_the_events_that_had_an_effect(office: Office) -> None:
    office.do(1, submit(), event=7)

    said = [recording.was_carried_out(act(office, 1, event)) for event in (7, 8, None)]

    assert said == [True, False, False]


def test_view_shows_the_request_after_the_act(office: Office) -> None:
    office.do(1, submit())
    case = recording.find(act(office, 1), NUMBER)
    assert case is not None

    shown = recording.view(act(office, 1), case)

    assert shown == recording.requests(act(office, 1)).by_reference(NUMBER)
    assert (shown.reference, shown.since) == (NUMBER, MORNING)


def test_keep_writes_one_version_on_and_only_upon_the_version_it_saw(office: Office) -> None:
    office.do(1, submit())
    staff = recording.by_officer(office.connection, WIPHA, later(minutes=5))
    before = recording.find_row(staff, 1)
    assert before is not None
    after = replace(
        before, status=RegistrationStatus.NEED_INFO, wanted=frozenset({Wanted.NOTE, Wanted.USERS})
    )

    kept = [recording.keep(staff, before, after, reason="ขอ") for _ in range(2)]

    assert kept == [True, False]
    assert recording.find_row(staff, 1) == replace(after, version=2)
    found = office.connection.execute(select(Registration.__table__)).one()
    assert (found.status_at, found.reason, found.wanted) == (
        *(later(minutes=5), "ขอ", ["users", "note"]),
    )
    assert recording.find_row(staff, 2) is None
    assert (staff.actor, staff.actor_id, staff.contact_id) == (Actor.STAFF, 7, None)


@pytest.mark.parametrize(
    ("wanted", "given", "after"),
    [
        ({Wanted.USERS}, {Wanted.USERS}, RegistrationStatus.SCREENING),
        ({Wanted.USERS, Wanted.NOTE}, {Wanted.USERS}, RegistrationStatus.NEED_INFO),
        (set(), {Wanted.USERS}, RegistrationStatus.SCREENING),
    ],
)
def test_the_last_answer_puts_a_request_back_into_screening(
    wanted: set[Wanted], given: set[Wanted], after: RegistrationStatus
) -> None:
    asked = Case(
        *(1, NUMBER, 1, AgencyCategory.GOVERNMENT, RegistrationStatus.NEED_INFO, 450),
        wanted=frozenset(wanted),
    )

    answered = recording.answered(asked, frozenset(given))

    assert answered == replace(asked, status=after, wanted=frozenset(wanted - given))
