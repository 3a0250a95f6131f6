"""Contacts added, corrected, handed over and ended by staff."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.services import appointing, contacts
from bot.services.appointing import Kept
from bot.services.contacts import ContactView
from bot.services.decisions import NotPossible
from bot.services.officer import Officer
from handlers.facts import Person
from handlers.saying import PhoneNumber
from models.base import Database
from models.contact import AgencyContact
from models.registration import RegistrationEvent
from models.vocabulary import Change, ContactRole, Role
from tests.bot.services.colleagues import audited, hire
from tests.bot.services.office import MALEE, SOMCHAI, WEATHER, Office, later, submit

_event, _link = RegistrationEvent.__table__, AgencyContact.__table__
NEW = Person("ปลัด ใจงาม", PhoneNumber("+6655000001"), "tak@example.go.th")
AT = later(days=1)


@pytest.fixture
def officer(peopled: Database) -> Officer:
    return Officer(hire(peopled), "สมศรี", Role.OFFICER)


@pytest.fixture
def registered(peopled: Database) -> Database:
    """The weather has an open request 1, whose main contact is row 1."""
    with peopled.write() as connection:
        Office(connection).do(1, submit(WEATHER, person=SOMCHAI))
    return peopled


def view(database: Database, link_id: int) -> ContactView:
    found = contacts.find(database, link_id)
    assert found is not None
    return found


def appoint(database: Database, officer: Officer, link_id: int, to: ContactRole):
    mark = view(database, link_id).mark
    return appointing.appoint(database, link_id, to=to, officer=officer, seen_mark=mark, now=AT)


def roles(database: Database) -> list[tuple[str, ContactRole]]:
    with database.read() as connection:
        found = contacts.of_agency(connection, 1)
    return [(one.person.name, one.role) for one in found]


def told(database: Database) -> list[object]:
    """What the history says of contacts."""
    query = select(_event.c.details).where(_event.c.change == Change.CONTACT)
    with database.read() as connection:
        return list(connection.scalars(query.order_by(_event.c.id)))


def test_a_first_contact_is_the_main_one_and_not_on_line(
    peopled: Database, officer: Officer
) -> None:
    done = appointing.add(peopled, "GOV-091", NEW, officer=officer, now=AT)

    found = view(peopled, 1)
    assert done == Kept("GOV-091", 1)
    assert (found.person, found.role, found.is_on_line) == (NEW, ContactRole.MAIN, False)
    assert audited(peopled) == [("contact.added", "agency contact 1", officer.id)]


def test_a_further_contact_takes_part_and_the_history_names_nobody(
    registered: Database, officer: Officer
) -> None:
    appointing.add(registered, "GOV-091", NEW, officer=officer, now=AT)

    assert roles(registered) == [
        ("สมชาย ใจดี", ContactRole.MAIN),
        ("ปลัด ใจงาม", ContactRole.DEPUTY),
    ]
    assert told(registered) == [{"did": "added", "contact": 2}]


def test_edit_corrects_what_was_seen(registered: Database, officer: Officer) -> None:
    before = view(registered, 1)

    done = appointing.edit(registered, 1, MALEE, officer=officer, seen_mark=before.mark, now=AT)

    after = view(registered, 1)
    assert done == Kept("GOV-091", 1)
    assert after == replace(before, person=MALEE, mark=after.mark)
    assert after.mark != before.mark
    assert told(registered) == [{"did": "edited", "contact": 1}]


def test_edit_writes_nothing_over_what_somebody_changed(
    registered: Database, officer: Officer
) -> None:
    seen = view(registered, 1).mark
    appointing.edit(registered, 1, MALEE, officer=officer, seen_mark=seen, now=AT)

    late = appointing.edit(registered, 1, NEW, officer=officer, seen_mark=seen, now=AT)

    assert late == NotPossible("bodies.refused.contact_changed")
    assert view(registered, 1).person == MALEE


def test_handing_over_makes_the_former_main_contact_a_deputy(
    registered: Database, officer: Officer
) -> None:
    appointing.add(registered, "GOV-091", NEW, officer=officer, now=AT)

    done = appoint(registered, officer, 2, ContactRole.MAIN)

    assert done == Kept("GOV-091", 2)
    assert roles(registered) == [
        ("ปลัด ใจงาม", ContactRole.MAIN),
        ("สมชาย ใจดี", ContactRole.DEPUTY),
    ]
    assert told(registered)[1:] == [{"did": "main", "contact": 2}]


def test_a_main_contact_does_not_leave_others_without_one(
    registered: Database, officer: Officer
) -> None:
    appointing.add(registered, "GOV-091", NEW, officer=officer, now=AT)

    early = appoint(registered, officer, 1, ContactRole.FORMER)
    appoint(registered, officer, 2, ContactRole.MAIN)
    done = appoint(registered, officer, 1, ContactRole.FORMER)

    assert (early, done) == (NotPossible("bodies.refused.hand_over_first"), Kept("GOV-091", 1))
    assert roles(registered) == [
        ("ปลัด ใจงาม", ContactRole.MAIN),
        ("สมชาย ใจดี", ContactRole.FORMER),
    ]


def test_who_left_may_come_back(registered: Database, officer: Officer) -> None:
    appoint(registered, officer, 1, ContactRole.FORMER)

    appoint(registered, officer, 1, ContactRole.MAIN)

    assert roles(registered) == [("สมชาย ใจดี", ContactRole.MAIN)]


def test_who_asks_to_join_is_answered_where_the_request_is(
    registered: Database, officer: Officer
) -> None:
    appointing.add(registered, "GOV-091", NEW, officer=officer, now=AT)
    with registered.write() as connection:
        connection.execute(_link.update().where(_link.c.id == 2).values(role="asking"))

    assert appoint(registered, officer, 2, ContactRole.DEPUTY) == NotPossible(
        "bodies.refused.asking"
    )


def test_a_contact_that_is_none_is_no_error(registered: Database, officer: Officer) -> None:
    gone = NotPossible("bodies.refused.gone")

    assert appointing.add(registered, "GOV-999", NEW, officer=officer, now=AT) == gone
    assert appointing.edit(registered, 99, NEW, officer=officer, seen_mark="", now=AT) == gone
