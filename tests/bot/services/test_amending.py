"""Changing and withdrawing a request: by its contacts only, with a history."""

import pytest
from sqlalchemy import select, update

from handlers.turn import (
    Amend,
    Amended,
    AppView,
    AskToJoin,
    DecideJoin,
    Impossible,
    JoinAsked,
    Outcome,
    Withdraw,
    Withdrawn,
)
from models.contact import Contact
from models.registration import Amendment, Registration, RegistrationEvent
from models.vocabulary import (
    AppStatus,
    Change,
    ContactRole,
    MeetingApp,
    RegistrationStatus,
)
from tests.bot.services.office import MALEE, MORNING, WEATHER, Office, later, submit

NUMBER = "WFH-63-00001-E"
AFTER = later(minutes=5)
HIGHER = Amend(NUMBER, Change.USERS, users=500)


def set_status(office: Office, status: RegistrationStatus) -> None:
    office.connection.execute(update(Registration.__table__).values(status=status))


def newest_event(office: Office) -> tuple[object, ...]:
    event = RegistrationEvent.__table__
    columns = (event.c.change, event.c.from_status, event.c.status, event.c.users, event.c.details)
    query = select(*columns).order_by(event.c.id.desc()).limit(1)
    return tuple(office.connection.execute(query).one())


def join(office: Office, contact: int) -> None:
    asked = office.do(contact, AskToJoin(NUMBER, MALEE))
    assert isinstance(asked, JoinAsked)
    office.do(1, DecideJoin(asked.link, is_welcome=True))


def test_amend_of_users_is_in_force_at_once_before_approval(office: Office) -> None:
    office.do(1, submit(users=450))

    outcome = office.do(1, HIGHER, now=AFTER)

    assert isinstance(outcome, Amended)
    assert (outcome.change, outcome.is_applied, outcome.view.users) == (Change.USERS, True, 500)
    assert newest_event(office) == (
        *("users", "submitted", "submitted", 500),
        {"from": 450, "to": 500},
    )


def test_amend_of_apps_drops_and_adds(office: Office) -> None:
    office.do(1, submit(WEATHER, MeetingApp.TEAMS, MeetingApp.WEBEX))
    wanted = frozenset({MeetingApp.WEBEX, MeetingApp.HANGOUTS})

    outcome = office.do(1, Amend(NUMBER, Change.APPS, apps=wanted), now=AFTER)

    assert isinstance(outcome, Amended)
    assert outcome.view.apps == (
        AppView(MeetingApp.TEAMS, AppStatus.DROPPED, AFTER),
        AppView(MeetingApp.WEBEX, AppStatus.WAITING, MORNING),
        AppView(MeetingApp.HANGOUTS, AppStatus.WAITING, AFTER),
    )
    assert newest_event(office)[-1] == {"added": ["hangouts"], "dropped": ["teams"]}


def test_amend_of_apps_revives_a_dropped_one(office: Office) -> None:
    office.do(1, submit(WEATHER, MeetingApp.TEAMS, MeetingApp.WEBEX))
    office.do(1, Amend(NUMBER, Change.APPS, apps=frozenset({MeetingApp.WEBEX})))

    outcome = office.do(
        1, Amend(NUMBER, Change.APPS, apps=frozenset({MeetingApp.TEAMS})), now=AFTER
    )

    assert isinstance(outcome, Amended)
    assert outcome.view.apps == (
        AppView(MeetingApp.TEAMS, AppStatus.WAITING, AFTER),
        AppView(MeetingApp.WEBEX, AppStatus.DROPPED, AFTER),
    )


@pytest.mark.parametrize("status", [RegistrationStatus.SUBMITTED, RegistrationStatus.FORWARDED])
def test_amend_of_the_contact_is_always_in_force_at_once(
    office: Office, status: RegistrationStatus
) -> None:
    office.do(1, submit())
    set_status(office, status)

    outcome = office.do(1, Amend(NUMBER, Change.CONTACT, person=MALEE))

    assert isinstance(outcome, Amended)
    assert (outcome.is_applied, outcome.view.person) == (True, MALEE)
    assert newest_event(office) == ("contact", status, status, 450, None)


@pytest.mark.parametrize(
    ("effect", "wanted"),
    [
        (HIGHER, {"users": 500}),
        (
            Amend(NUMBER, Change.APPS, apps=frozenset({MeetingApp.WEBEX, MeetingApp.TEAMS})),
            {"apps": ["teams", "webex"]},
        ),
    ],
)
def test_amend_after_approval_waits_for_the_office(
    office: Office, effect: Amend, wanted: dict[str, object]
) -> None:
    office.do(1, submit(users=450))
    set_status(office, RegistrationStatus.APPROVED)

    outcome = office.do(1, effect, now=AFTER, event=9)

    assert isinstance(outcome, Amended)
    assert (outcome.is_applied, outcome.view.users) == (False, 450)
    assert office.connection.execute(select(Amendment.__table__)).all() == [
        (1, 1, effect.change, wanted, 1, AFTER, 9, None, None, None)
    ]


def test_amend_of_what_was_asked_about_returns_the_request_to_screening(office: Office) -> None:
    office.do(1, submit())
    set_status(office, RegistrationStatus.NEED_INFO)

    outcome = office.do(1, HIGHER, now=AFTER)

    assert isinstance(outcome, Amended)
    assert (outcome.view.status, outcome.view.since) == (RegistrationStatus.SCREENING, AFTER)
    assert newest_event(office)[:3] == ("users", "need_info", "screening")


def test_amend_by_one_event_happens_once(office: Office) -> None:
    office.do(1, submit())

    outcomes = [office.do(1, HIGHER, event=9), office.do(1, HIGHER, event=9)]

    assert [type(outcome) for outcome in outcomes] == [Amended, type(None)]
    assert office.count(RegistrationEvent.__table__) == 2


def refused(office: Office, effect: Amend | Withdraw, contact: int) -> Outcome | None:
    before = office.count(RegistrationEvent.__table__)
    outcome = office.do(contact, effect)
    assert office.count(RegistrationEvent.__table__) == before
    return outcome


@pytest.mark.parametrize("effect", [HIGHER, Withdraw(NUMBER)])
def test_only_contacts_of_the_request_may_change_it(
    office: Office, effect: Amend | Withdraw
) -> None:
    office.do(1, submit())
    office.do(2, AskToJoin(NUMBER, MALEE))

    assert refused(office, effect, 2) == Impossible("outcome.not_yours")
    assert refused(office, effect, 3) == Impossible("outcome.not_yours")


@pytest.mark.parametrize("effect", [HIGHER, Withdraw(NUMBER)])
def test_a_closed_request_stays_as_it_is(office: Office, effect: Amend | Withdraw) -> None:
    office.do(1, submit())
    set_status(office, RegistrationStatus.REJECTED)

    assert refused(office, effect, 1) == Impossible("outcome.closed")


@pytest.mark.parametrize("effect", [HIGHER, Withdraw(NUMBER)])
def test_a_request_that_is_not_there_cannot_be_changed(
    office: Office, effect: Amend | Withdraw
) -> None:
    assert refused(office, effect, 1) == Impossible("outcome.gone")


def test_withdraw_closes_the_request_and_names_who_is_to_be_told(office: Office) -> None:
    office.do(1, submit())
    join(office, 2)
    office.do(3, AskToJoin(NUMBER, MALEE))

    outcome = office.do(2, Withdraw(NUMBER), now=AFTER)

    assert isinstance(outcome, Withdrawn)
    assert outcome.others == ("U1",)
    assert (outcome.view.status, outcome.view.since) == (RegistrationStatus.WITHDRAWN, AFTER)
    assert newest_event(office)[:3] == ("withdrawn", "submitted", "withdrawn")


def test_withdraw_does_not_name_people_who_blocked_the_account(office: Office) -> None:
    office.do(1, submit())
    join(office, 2)
    contact = Contact.__table__
    office.connection.execute(
        update(contact).where(contact.c.line_id == "U1").values(blocked_at=MORNING)
    )

    outcome = office.do(2, Withdraw(NUMBER))

    assert isinstance(outcome, Withdrawn)
    assert (outcome.others, outcome.view.role) == ((), ContactRole.DEPUTY)
