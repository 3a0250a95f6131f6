"""Stored requests as one person sees them, and how much is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, update

from handlers.turn import AskToJoin, RequestView, Withdraw
from models.registration import Registration
from models.vocabulary import ContactRole, RegistrationStatus
from tests.bot.services.office import CHIANG_MAI, MALEE, WEATHER, Office, later, submit

FIRST, SECOND, THIRD = "WFH-63-00001-E", "WFH-63-00002-G", "WFH-63-00003-J"


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """What is sent to the database inside the block."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(office.connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(office.connection, "before_cursor_execute", note)


def references(views: object) -> list[str]:
    assert isinstance(views, tuple)
    return [view.reference for view in views if isinstance(view, RequestView)]


def test_mine_are_the_persons_own_newest_first(office: Office) -> None:
    office.do(1, submit(WEATHER))
    office.do(1, submit(CHIANG_MAI), now=later(minutes=1))
    office.do(2, AskToJoin(FIRST, MALEE))

    seen = {contact: references(office.requests(contact).mine()) for contact in (1, 2, 3)}

    assert seen == {1: [SECOND, FIRST], 2: [FIRST], 3: []}


def test_mine_leaves_out_agencies_the_person_speaks_for_no_more(office: Office) -> None:
    office.do(1, submit())
    office.do(1, Withdraw(FIRST))
    office.do(2, submit(person=MALEE), now=later(minutes=1))

    assert references(office.requests(1).mine()) == []
    assert references(office.requests(2).mine()) == [SECOND, FIRST]


def test_of_agency_prefers_the_open_request_then_the_newest(office: Office) -> None:
    found = [office.requests(3).of_agency("GOV-091")]
    for number, now in ((FIRST, later()), (SECOND, later(minutes=1))):
        office.do(1, submit(), now=now)
        found.append(office.requests(3).of_agency("GOV-091"))
        office.do(1, Withdraw(number), now=now)
    found.append(office.requests(3).of_agency("GOV-091"))

    assert [(view.reference, view.status) if view else None for view in found] == [
        None,
        (FIRST, RegistrationStatus.SUBMITTED),
        (SECOND, RegistrationStatus.SUBMITTED),
        (SECOND, RegistrationStatus.WITHDRAWN),
    ]


def test_by_reference_shows_a_stranger_no_person(office: Office) -> None:
    office.do(1, submit())

    own, strange = (office.requests(contact).by_reference(FIRST) for contact in (1, 3))

    assert own is not None
    assert strange is not None
    assert (own.role, own.person is None) == (ContactRole.MAIN, False)
    assert (strange.role, strange.person) == (None, None)
    assert office.requests(1).by_reference(THIRD) is None


def test_history_tells_when_each_status_was_reached(office: Office) -> None:
    office.do(1, submit())
    office.do(1, Withdraw(FIRST), now=later(days=1))

    view = office.requests(1).by_reference(FIRST)

    assert view is not None
    assert view.history == (
        (RegistrationStatus.SUBMITTED, later()),
        (RegistrationStatus.WITHDRAWN, later(days=1)),
    )


@pytest.mark.parametrize(
    ("status", "days_later", "expected"),
    [
        (RegistrationStatus.SUBMITTED, 0, date(2020, 3, 20)),
        (RegistrationStatus.FORWARDED, 3, date(2020, 3, 20)),
        (RegistrationStatus.SCREENING, 4, date(2020, 3, 23)),
        (RegistrationStatus.NEED_INFO, 0, None),
        (RegistrationStatus.ACTIVE, 0, None),
        (RegistrationStatus.REJECTED, 0, None),
    ],
)
def test_next_day_is_three_working_days_on_and_never_past(
    office: Office, status: RegistrationStatus, days_later: int, expected: date | None
) -> None:
    office.do(1, submit())
    office.connection.execute(update(Registration.__table__).values(status=status))

    view = office.requests(1, now=later(days=days_later)).by_reference(FIRST)

    assert view is not None
    assert view.next_day == expected


def test_the_same_question_is_asked_of_the_database_once_a_turn(office: Office) -> None:
    office.do(1, submit())
    requests = office.requests(1)

    with statements(office) as sent:
        first = (requests.mine(), requests.of_agency("GOV-091"), requests.by_reference(FIRST))
        asked = len(sent)
        again = (requests.mine(), requests.of_agency("GOV-091"), requests.by_reference(FIRST))

    assert again == first
    assert len(sent) == asked


def test_many_requests_cost_no_more_statements_than_one(office: Office) -> None:
    office.do(1, submit(WEATHER))
    with statements(office) as for_one:
        office.requests(1).mine()
    office.do(1, submit(CHIANG_MAI))
    office.do(1, Withdraw(FIRST))
    office.do(1, submit(WEATHER))

    with statements(office) as for_three:
        views = office.requests(1).mine()

    assert (len(views), len(for_three)) == (3, len(for_one))
