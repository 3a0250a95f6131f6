"""Submitting a request: stored once, one open request an agency, one main contact."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Table, select, update

from bot.services import registering
from bot.services.recording import Act
from handlers.turn import (
    AgencyAnswer,
    AlreadyOpen,
    AppView,
    CountLookup,
    Impossible,
    RequestView,
    Submitted,
    Withdraw,
)
from models.audit import AuditEntry
from models.base import Database
from models.contact import AgencyContact
from models.registration import Registration, RegistrationApp, RegistrationEvent
from models.vocabulary import (
    Actor,
    AgencyCategory,
    AppStatus,
    ContactRole,
    MeetingApp,
    RegistrationStatus,
)
from tests.bot.services.office import (
    CHIANG_MAI,
    MALEE,
    MORNING,
    SOMCHAI,
    WEATHER,
    Office,
    later,
    submit,
)

REQUESTS = (
    Registration.__table__,
    RegistrationApp.__table__,
    RegistrationEvent.__table__,
    AgencyContact.__table__,
    AuditEntry.__table__,
)


def rows(office: Office) -> list[int]:
    return [office.count(table) for table in REQUESTS]


def roles(office: Office) -> dict[int, str]:
    link = AgencyContact.__table__
    query = select(link.c.contact_id, link.c.role).order_by(link.c.contact_id)
    return {row.contact_id: row.role for row in office.connection.execute(query)}


def test_submit_stores_the_request_and_shows_it(office: Office) -> None:
    outcome = office.do(1, submit(WEATHER, MeetingApp.WEBEX, MeetingApp.TEAMS, users=450))

    assert outcome == Submitted(
        RequestView(
            reference="WFH-63-00001-E",
            agency_code="GOV-091",
            agency="กรมอุตุนิยมวิทยา",
            status=RegistrationStatus.SUBMITTED,
            since=MORNING,
            submitted_at=MORNING,
            users=450,
            apps=(
                AppView(MeetingApp.TEAMS, AppStatus.WAITING, MORNING),
                AppView(MeetingApp.WEBEX, AppStatus.WAITING, MORNING),
            ),
            history=((RegistrationStatus.SUBMITTED, MORNING),),
            role=ContactRole.MAIN,
            next_day=later(days=3).date(),
            person=SOMCHAI,
        )
    )


def test_submit_enters_history_and_audit_without_personal_values(office: Office) -> None:
    office.do(1, submit(), event=77)

    event = office.connection.execute(select(RegistrationEvent.__table__)).one()
    audit = office.connection.execute(select(AuditEntry.__table__)).one()

    assert event == (
        *(1, 1, MORNING, "submitted", "contact", 1, 77, None),
        *("submitted", 450, "government", None, None, None),
    )
    assert audit[:-1] == (
        *(1, MORNING, "contact", 1),
        *("registration.submitted", "registration 1", None),
    )


def test_submit_numbers_the_requests_of_a_buddhist_year(office: Office) -> None:
    last_of_the_year = datetime(2020, 12, 31, 16, 59, tzinfo=UTC)
    first_of_the_next = datetime(2020, 12, 31, 17, 0, tzinfo=UTC)

    references = []
    for now in (last_of_the_year, last_of_the_year, first_of_the_next):
        outcome = office.do(1, submit(), now=now)
        assert isinstance(outcome, Submitted)
        references.append(outcome.view.reference)
        office.do(1, Withdraw(outcome.view.reference), now=now)

    assert [reference[:-2] for reference in references] == [
        "WFH-63-00001",
        "WFH-63-00002",
        "WFH-64-00001",
    ]


def test_submit_for_an_agency_with_an_open_request_stores_nothing(office: Office) -> None:
    office.do(1, submit(WEATHER))
    before = rows(office)

    outcome = office.do(2, submit(WEATHER, person=MALEE))

    assert isinstance(outcome, AlreadyOpen)
    assert (outcome.view.reference, outcome.view.role) == ("WFH-63-00001-E", None)
    assert rows(office) == before


def test_submit_of_a_code_that_is_gone_is_impossible(office: Office) -> None:
    gone = AgencyAnswer("GOV-999", "กรมที่ไม่มีแล้ว", AgencyCategory.GOVERNMENT)
    assert office.do(1, submit(gone)) == Impossible("outcome.gone")


def test_submit_adds_a_new_body_once_however_it_is_spelt(office: Office) -> None:
    typed = AgencyAnswer(None, "อบต.บ้านใหม่", AgencyCategory.PROVINCIAL, "พะเยา")
    again = AgencyAnswer(None, "อบต บ้านใหม่", AgencyCategory.PROVINCIAL, "พะเยา")

    first = office.do(1, submit(typed))
    second = office.do(2, submit(again))

    assert isinstance(first, Submitted)
    assert isinstance(second, AlreadyOpen)
    assert [outcome.view.agency_code for outcome in (first, second)] == ["NEW-00001"] * 2
    assert second.view.agency == "อบต.บ้านใหม่"


def test_submit_counts_a_listed_body_under_its_own_category(office: Office) -> None:
    wrong = AgencyAnswer(CHIANG_MAI.code, CHIANG_MAI.name, AgencyCategory.GOVERNMENT)

    office.do(1, submit(wrong))

    category = office.connection.scalar(select(Registration.__table__.c.category))
    assert category == AgencyCategory.PROVINCIAL


def test_submit_by_an_outsider_ends_the_parts_of_earlier_contacts(office: Office) -> None:
    office.do(1, submit())
    office.do(1, Withdraw("WFH-63-00001-E"))

    office.do(2, submit(person=MALEE))

    assert roles(office) == {1: ContactRole.FORMER, 2: ContactRole.MAIN}


def test_submit_by_a_contact_of_the_agency_keeps_its_parts(office: Office) -> None:
    office.do(1, submit())
    office.do(1, Withdraw("WFH-63-00001-E"))

    outcome = office.do(1, submit(person=MALEE))

    assert roles(office) == {1: ContactRole.MAIN}
    assert isinstance(outcome, Submitted)
    assert outcome.view.person == MALEE


def test_one_event_submits_once(office: Office) -> None:
    office.do(1, submit(WEATHER), event=5)
    before = rows(office)

    again = office.do(1, submit(CHIANG_MAI), event=5)

    assert again is None
    assert rows(office) == before


def test_a_lookup_is_not_an_effect_on_requests(office: Office) -> None:
    assert office.do(1, CountLookup()) is None
    assert rows(office) == [0] * len(REQUESTS)


def test_of_many_contacts_at_once_one_submits(peopled: Database) -> None:
    def act(contact: int) -> type[object]:
        with peopled.write() as connection:
            return type(Office(connection).do(contact, submit(), event=contact))

    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(act, (1, 2, 3)))

    assert sorted(outcomes, key=str) == [AlreadyOpen, AlreadyOpen, Submitted]


def test_next_number_counts_each_name_from_one(office: Office) -> None:
    names = ["a", "a", "b", "a"]
    assert [registering.next_number(office.connection, name) for name in names] == [1, 2, 1, 3]


@pytest.mark.parametrize("table", REQUESTS)
def test_the_tables_counted_here_are_written_by_a_submission(office: Office, table: Table) -> None:
    office.do(1, submit())
    assert office.count(table) == 1


def test_whoever_submits_anew_takes_the_place_of_who_only_telephoned(office: Office) -> None:
    office.do(1, submit())
    link = AgencyContact.__table__
    office.connection.execute(update(link).values(contact_id=None))
    office.connection.execute(update(Registration.__table__).values(status="withdrawn"))

    office.do(2, submit(person=MALEE))

    assert roles(office) == {None: "former", 2: "main"}


def test_whom_staff_enter_displaces_nobody(office: Office) -> None:
    office.do(1, submit())
    office.connection.execute(update(Registration.__table__).values(status="withdrawn"))
    staff = Act(office.connection, None, None, later(days=1), Actor.STAFF, 5)

    outcome = registering.submit(staff, submit(person=MALEE))

    assert isinstance(outcome, Submitted)
    assert roles(office) == {1: "main", None: "deputy"}
