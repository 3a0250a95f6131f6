"""Becoming one more contact: asked by anybody, decided by the main contact, once."""

from bot.services import joining
from bot.services.decisions import Decision, Moved, NotPossible
from handlers.turn import (
    AskToJoin,
    DecideJoin,
    Impossible,
    JoinAsked,
    JoinDecided,
    Outcome,
    Withdraw,
)
from models.base import Database
from models.registration import RegistrationEvent
from models.vocabulary import ContactRole, RegistrationStatus
from tests.bot.services.desk import NOON, Chat, officer, render
from tests.bot.services.office import CHIANG_MAI, MALEE, SOMCHAI, Office, submit

NUMBER = "WFH-63-00001-E"


def ask(office: Office, contact: int) -> JoinAsked:
    outcome = office.do(contact, AskToJoin(NUMBER, MALEE))
    assert isinstance(outcome, JoinAsked)
    return outcome


def decide(office: Office, contact: int, link: int, *, is_welcome: bool = True) -> Outcome | None:
    return office.do(contact, DecideJoin(link, is_welcome))


def role(office: Office, contact: int) -> ContactRole | None:
    view = office.requests(contact).by_reference(NUMBER)
    return view.role if view else None


def test_ask_to_join_is_for_the_main_contact_to_decide(office: Office) -> None:
    office.do(1, submit())

    asked = ask(office, 2)

    assert (asked.person, asked.main) == (MALEE, "U1")
    assert (asked.view.reference, asked.view.role) == (NUMBER, ContactRole.ASKING)


def test_asking_again_tells_the_main_contact_nothing_new(office: Office) -> None:
    office.do(1, submit())
    first = ask(office, 2)

    again = ask(office, 2)

    assert (again.main, again.link) == (None, first.link)


def test_ask_to_join_a_closed_or_unknown_request_is_impossible(office: Office) -> None:
    unknown = office.do(2, AskToJoin(NUMBER, MALEE))
    office.do(1, submit())
    office.do(1, Withdraw(NUMBER))
    closed = office.do(2, AskToJoin(NUMBER, MALEE))

    assert [unknown, closed] == [Impossible("outcome.gone"), Impossible("outcome.closed")]


def test_a_contact_does_not_lose_their_part_by_asking(office: Office) -> None:
    office.do(1, submit())

    outcome = office.do(1, AskToJoin(NUMBER, SOMCHAI))

    assert outcome == Impossible("outcome.gone")
    assert role(office, 1) is ContactRole.MAIN


def test_a_welcomed_person_becomes_deputy(office: Office) -> None:
    office.do(1, submit())
    asked = ask(office, 2)

    outcome = decide(office, 1, asked.link)

    assert isinstance(outcome, JoinDecided)
    assert (outcome.person, outcome.is_welcome, outcome.asker) == (MALEE, True, "U2")
    assert outcome.view.reference == NUMBER
    assert role(office, 2) is ContactRole.DEPUTY
    assert office.count(RegistrationEvent.__table__) == 2


def test_a_declined_person_has_no_part_and_may_ask_again(office: Office) -> None:
    office.do(1, submit())
    asked = ask(office, 2)

    outcome = decide(office, 1, asked.link, is_welcome=False)

    assert isinstance(outcome, JoinDecided)
    assert outcome.is_welcome is False
    assert role(office, 2) is None
    assert ask(office, 2).main == "U1"


def test_only_the_main_contact_of_that_agency_decides(office: Office) -> None:
    office.do(1, submit())
    office.do(3, submit(CHIANG_MAI))
    asked = ask(office, 2)

    outcomes = [decide(office, contact, asked.link) for contact in (2, 3)]

    assert outcomes == [Impossible("outcome.not_yours")] * 2
    assert role(office, 2) is ContactRole.ASKING


def test_who_asked_is_decided_once(office: Office) -> None:
    office.do(1, submit())
    asked = ask(office, 2)
    decide(office, 1, asked.link)

    again = decide(office, 1, asked.link, is_welcome=False)

    assert again == Impossible("outcome.gone")
    assert role(office, 2) is ContactRole.DEPUTY


def test_nobody_asked_under_an_invented_number(office: Office) -> None:
    office.do(1, submit())
    assert decide(office, 1, 99) == Impossible("outcome.gone")


def test_staff_answer_where_nobody_of_the_agency_can(peopled: Database) -> None:
    chat = Chat(peopled)
    chat.do(1, submit())
    change(chat, "UPDATE agency_contacts SET contact_id = NULL, role = 'former'")
    asked = chat.do(2, AskToJoin(NUMBER, MALEE))
    assert isinstance(asked, JoinAsked)

    decision = by_staff(chat, asked.link, is_welcome=True)
    again = by_staff(chat, asked.link, is_welcome=False)

    assert decision == Moved(NUMBER, RegistrationStatus.SUBMITTED, 1, 2, ("U2",))
    assert again == NotPossible("case.refused.decided")
    assert chat.rows("SELECT role FROM agency_contacts") == [("former",), ("main",)]
    assert chat.rows("SELECT change, actor FROM registration_events WHERE id = 2") == [
        ("joined", "staff")
    ]
    assert "ยินดีด้วยค่ะ" in chat.rows("SELECT messages FROM outbox")[0][0]


def test_whom_staff_welcome_beside_a_main_contact_is_a_deputy(peopled: Database) -> None:
    chat = Chat(peopled)
    chat.do(1, submit())
    asked = chat.do(2, AskToJoin(NUMBER, MALEE))
    assert isinstance(asked, JoinAsked)

    by_staff(chat, asked.link, is_welcome=True)

    assert chat.rows("SELECT role FROM agency_contacts") == [("main",), ("deputy",)]


def test_whom_staff_decline_is_told_so(peopled: Database) -> None:
    chat = Chat(peopled)
    chat.do(1, submit())
    asked = chat.do(2, AskToJoin(NUMBER, MALEE))
    assert isinstance(asked, JoinAsked)

    by_staff(chat, asked.link, is_welcome=False)

    assert chat.rows("SELECT role FROM agency_contacts") == [("main",), ("former",)]
    assert "ยังไม่รับคุณ" in chat.rows("SELECT messages FROM outbox")[-1][0]
    assert by_staff(chat, 99, is_welcome=True) == NotPossible("case.refused.unknown")


def by_staff(chat: Chat, link: int, *, is_welcome: bool) -> Decision:
    by = {"officer": officer(chat.database, "วิภา"), "now": NOON, "render": render}
    return joining.decide_by_staff(chat.database, link, is_welcome=is_welcome, **by)


def change(chat: Chat, statement: str) -> None:
    with chat.database.write() as connection:
        connection.exec_driver_sql(statement)
